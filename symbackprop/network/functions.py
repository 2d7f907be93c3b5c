"""Function heads: the SymPy functions that stand in the equations of a network."""

from __future__ import annotations

from typing import ClassVar

import sympy as sp
from sympy.core.function import AppliedUndef

PRIME = "'"


class NamedFunction(sp.Function):
    """A real function of one real argument that stays as it is written.

    SymPy rewrites its own functions while it builds them (`tanh(-u)` becomes `-tanh(u)`).
    These it leaves alone. What one of them means is said by its row in ACTIVATIONS:
    `spelled()` writes it out in elementary functions.
    """

    nargs: ClassVar = 1
    value: ClassVar[sp.Expr]
    slope: ClassVar[sp.Expr]
    placeholder: ClassVar[sp.Symbol]

    def spelled(self) -> sp.Expr:
        """Returns the function's value in elementary functions of its argument."""
        return self.value.xreplace({self.placeholder: self.args[0]})

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        """Returns the slope at the argument, as SymPy's `diff` asks for it."""
        return self.slope.xreplace({self.placeholder: self.args[0]})

    def _eval_is_extended_real(self) -> bool:
        return True


def named_function(text: str, placeholder: sp.Symbol, value: sp.Expr, slope: sp.Expr) -> type[NamedFunction]:
    """Returns a new function head called `text`, with its value and slope in `placeholder`."""
    return type(text, (NamedFunction,), {"placeholder": placeholder, "value": value, "slope": slope})


def unspecified_function(text: str, order: int = 0) -> type[AppliedUndef]:
    """Returns the head of an unspecified differentiable function, or of its n-th derivative.

    The derivative of g is the function called g' (g'' for the second, and so on): a name
    of its own instead of SymPy's `Derivative` and `Subs`, which change form under `xreplace`.

    >>> unspecified_function("g", 1)(sp.Symbol("u"))
    g'(u)
    """
    return sp.Function(text + PRIME * order, real=True)


def base_and_order(head: type[AppliedUndef]) -> tuple[str, int]:
    """Returns the name of an unspecified function and how many times it was differentiated.

    >>> base_and_order(unspecified_function("g", 2))
    ('g', 2)
    """
    text = head.__name__
    base = text.rstrip(PRIME)
    return base, len(text) - len(base)


def applied_unspecified(expression: sp.Basic) -> bool:
    """Returns whether `expression` is an unspecified function applied to one argument."""
    return isinstance(expression, AppliedUndef) and len(expression.args) == 1
