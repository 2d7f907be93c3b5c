"""Other systems: the equations as operations of JAX and PyTorch, differentiated by them.

Nothing of these libraries is imported before a network is to be differentiated by it. They
are given the equations themselves, operation by operation, and know nothing of layers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
import sympy as sp

from symbackprop.verification.arithmetic import Arithmetic, forward, summed_over
from symbackprop.verification.axes import ITEM
from symbackprop.verification.bounds import Manner
from symbackprop.verification.dual import SLOPES
from symbackprop.verification.frame import Frame
from symbackprop.verification.labelled import labelled
from symbackprop.verification.points import Point

EXTRA = "autodiff"
"""The extra of this package that brings both."""

AS_THEY_DO = Manner(
    lost=float(np.finfo(np.float64).tiny),
    slopes={**SLOPES, sp.tanh: lambda inner, x, y: inner.number(sp.S.One) + -(y * y)},
)
"""How these systems compute: the slope of tanh as 1 - y², which cancels near 1; below the normal floats may be 0."""

Arrays = Mapping[sp.Symbol, Any]
Differentiated = Callable[[Arrays, Arrays], tuple[Any, Arrays]]
"""Loss and gradient of one item, of its parameters and what else is given."""


@dataclass(frozen=True)
class Library:
    """Another system that differentiates.

    name            what it is called
    differentiated  loss and gradient of one item of a network, as a function of its arrays
    """

    name: str
    differentiated: Callable[[Frame], Differentiated]


def missing(package: str) -> str:
    """Returns why a package cannot be used, "" if it can."""
    return "" if find_spec(package) else f"not installed: pip install 'symbackprop[{EXTRA}]'"


def loss_of(frame: Frame, arithmetic: Arithmetic) -> Callable[[Arrays], Any]:
    """Returns the loss of one item as a function of its arrays, in the operations of a library."""

    def loss(arrays: Arrays) -> Any:
        values = forward(frame.network, frame.scope(arrays, lambda array: array), arithmetic)
        return summed_over(values[frame.network.loss.symbol], ITEM, 1, arithmetic).data

    return loss


def item_by_item(point: Point, differentiated: Differentiated, *, is_mean: bool) -> Arrays:
    """Returns loss and gradient of the set, those of its items added up.

    differentiated  loss and gradient of one item, of its parameters and what is given
    """
    frame = point.frame
    total: dict[sp.Symbol, Any] = {symbol: np.zeros(frame.shapes[symbol]) for symbol in frame.results}
    for place in range(point.items):
        given = {
            symbol: array[place : place + 1] if symbol in frame.rows else array for symbol, array in point.given.items()
        }
        loss, gradient = differentiated(point.params, given)
        for symbol, part in {frame.network.loss.symbol: loss, **gradient}.items():
            total[symbol] = total[symbol] + np.asarray(part)
    divisor = point.items if is_mean else 1
    return {symbol: array / divisor for symbol, array in total.items()}


def roundings(frame: Frame) -> int:
    """Returns how many operations a derivative passes through at most: all of the equations, each sum by its length.

    Forward and reverse mode compute the same sum, over all paths, of products of the same
    partials, in another order. A running error bound of forward mode is at least u times the
    sum of the absolute values of these products; reverse mode is off by at most the same error
    of the partials, and one such rounding for each operation on a path.
    """
    return 1 + sum(_operations(equation.body, frame) for equation in frame.network)


def _operations(node: sp.Basic, frame: Frame) -> int:
    own = sum(frame.most(high) for _, _, high in node.limits) if isinstance(node, sp.Sum) else len(node.args)
    inner = (node.function,) if isinstance(node, sp.Sum) else () if isinstance(node, sp.Indexed) else node.args
    return own + sum(_operations(argument, frame) for argument in inner)


def arithmetic_of(
    library: Any,
    errors: tuple[Callable[[Any], Any], Callable[[Any], Any]],
    of_integers: Callable[[Any], Any],
    choose: Callable[[Any, Any, Any], Any],
    number: Callable[[float], Any],
) -> Arithmetic:
    """Returns the arithmetic of a library's arrays.

    library      the module with its elementary functions
    errors       its error function, and 1 minus that
    of_integers  an array of NumPy as one of the library
    choose       the first where a condition holds, else the second
    number       a float as the library takes it
    """
    erf, erfc = errors

    def power(base: Any, exponent: sp.Rational) -> Any:
        if exponent < 0:
            return 1 / power(base, -exponent)
        if exponent == sp.Rational(1, 2):
            return library.sqrt(base)
        return base ** (int(exponent) if exponent.is_Integer else float(exponent))

    arithmetic = Arithmetic(
        number=lambda constant: number(float(constant)),
        functions={
            sp.exp: library.exp,
            sp.log: library.log,
            sp.sin: library.sin,
            sp.cos: library.cos,
            sp.tan: library.tan,
            sp.atan: library.atan if hasattr(library, "atan") else library.arctan,
            sp.sinh: library.sinh,
            sp.cosh: library.cosh,
            sp.sech: lambda number: 1 / library.cosh(number),
            sp.tanh: library.tanh,
            sp.erf: erf,
            sp.erfc: erfc,
        },
        power=power,
        less=lambda a, b: a < b,
        choose=choose,
    )
    return labelled(arithmetic, lambda integers: of_integers(np.asarray(integers, dtype=float)))
