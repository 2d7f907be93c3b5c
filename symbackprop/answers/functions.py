"""FUNCTIONS: the functions a formula may call, and nothing else.

To add one, add a row; a row of ACTIVATIONS is here by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import sympy as sp
from sympy.codegen.cfunctions import expm1, log1p

from symbackprop.network import ACTIVATIONS, Activation
from symbackprop.network.activation import U


@dataclass(frozen=True)
class Function:
    """A function a formula may call.

    name   how it is typed
    apply  what builds the call, unevaluated
    least  the fewest arguments it takes
    most   the most arguments it takes; None: any number
    slopes what builds the calls of its derivatives: f'(u), f''(u), as far as they are known
    """

    name: str
    apply: Callable[..., sp.Expr]
    least: int = 1
    most: int | None = 1
    slopes: tuple[Callable[[sp.Expr], sp.Expr], ...] = ()


def of_row(row: Activation, spelled: str = "") -> Function:
    """Returns the function of a row of ACTIVATIONS, under its own name or as it is `spelled`.

    >>> of_row(ACTIVATIONS["sigmoid"]).apply(sp.Symbol("s"))
    sigmoid(s)
    """
    return Function(spelled or row.name, _unevaluated(row.function), slopes=(row.slope_in_argument_at,))


def _unevaluated(head: type[sp.Function]) -> Callable[..., sp.Expr]:
    return lambda *arguments: head(*arguments, evaluate=False)


def _smooth(name: str, head: type[sp.Function]) -> Function:
    slope = head(U).diff(U)
    return Function(name, _unevaluated(head), slopes=(lambda argument: slope.xreplace({U: argument}),))


_SMOOTH = {
    "exp": sp.exp,
    "log": sp.log,
    "sin": sp.sin,
    "cos": sp.cos,
    "tan": sp.tan,
    "sinh": sp.sinh,
    "cosh": sp.cosh,
    "coth": sp.coth,
    "sech": sp.sech,
    "atan": sp.atan,
    "erf": sp.erf,
    "erfc": sp.erfc,
    "expm1": expm1,
    "log1p": log1p,
}
_ROWS = (
    *(_smooth(name, head) for name, head in _SMOOTH.items()),
    Function("sqrt", lambda argument: sp.Pow(argument, sp.S.Half, evaluate=False)),
    Function("abs", _unevaluated(sp.Abs)),
    Function("sign", _unevaluated(sp.sign)),
    Function("max", _unevaluated(sp.Max), least=2, most=None),
    Function("min", _unevaluated(sp.Min), least=2, most=None),
    *(of_row(row) for row in ACTIVATIONS.values()),
)

FUNCTIONS: Mapping[str, Function] = MappingProxyType({row.name: row for row in _ROWS})
"""The functions a formula may call, by name."""

ALIASES: Mapping[str, str] = MappingProxyType(
    {"sigma": "sigmoid", "id": "identity", "lrelu": "leaky_relu", "swish": "silu", "ln": "log", "Abs": "abs"}
)
"""Other spellings; a quantity of the same name goes before them."""
