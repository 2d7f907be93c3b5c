"""Curves: the values and slopes of an activation at many arguments, as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.errors import SymbackpropError
from symbackprop.network import Activation
from symbackprop.network.activation import U
from symbackprop.network.functions import NamedFunction
from symbackprop.report.figures.scene import Point

_STEPS = 96
_BESIDE_KINK = sp.Rational(1, 10**6)
_REACHES = (6, 4, 3, 2)
_HIGHEST = 4.2


def number(expression: sp.Expr, argument: sp.Rational) -> float:
    """Returns the value of an expression in the placeholder U at a rational argument.

    >>> from symbackprop.network import ACTIVATIONS
    >>> number(ACTIVATIONS["sigmoid"].value, sp.Integer(0))
    0.5
    """
    put_in = expression.xreplace({U: argument})
    while named := put_in.atoms(NamedFunction):
        put_in = put_in.xreplace({function: function.spelled() for function in named})
    return float(sp.N(put_in, 12))


@dataclass(frozen=True)
class Curves:
    """An activation's value and slope over an interval about 0.

    row  the activation; its value must be known
    """

    row: Activation

    def __post_init__(self) -> None:
        if self.row.value is None:
            raise SymbackpropError(
                f"{self.row.latex} has no graph: it stands for any differentiable function\n"
                "    a plot needs      an activation with a value, a row of ACTIVATIONS"
            )

    @cached_property
    def reach(self) -> int:
        """Returns how far the interval extends to either side: less where the function grows."""
        heights = {reach: self._height(reach) for reach in _REACHES}
        return next((reach for reach in _REACHES if heights[reach] <= _HIGHEST), _REACHES[-1])

    def _height(self, reach: int) -> float:
        ends = (sp.Integer(-reach), sp.Integer(reach))
        return max(abs(number(self.row.value, end)) for end in ends)

    @cached_property
    def value(self) -> tuple[tuple[Point, ...], ...]:
        """Returns the points of the graph, in one piece, or piece by piece where it may jump."""
        return self._sampled(self.row.value)

    @cached_property
    def slope(self) -> tuple[tuple[Point, ...], ...]:
        """Returns the points of the graph of the slope, piece by piece between the kinks."""
        return self._sampled(self.row.slope_in_argument)

    def _sampled(self, expression: sp.Expr) -> tuple[tuple[Point, ...], ...]:
        ends = sp.Integer(-self.reach), sp.Integer(self.reach)
        inner = [(kink - _BESIDE_KINK, kink + _BESIDE_KINK) for kink in self.row.kinks]
        borders = [ends[0], *(border for pair in inner for border in pair), ends[1]]
        pieces = zip(borders[::2], borders[1::2], strict=True)
        return tuple(_piece(expression, start, end, self.reach) for start, end in pieces)


def _piece(expression: sp.Expr, start: sp.Rational, end: sp.Rational, reach: int) -> tuple[Point, ...]:
    if expression.is_Number:
        return ((float(start), float(expression)), (float(end), float(expression)))
    steps = max(1, int(_STEPS * (end - start) / (2 * reach)))
    arguments = [start + (end - start) * sp.Rational(step, steps) for step in range(steps + 1)]
    return tuple((float(argument), number(expression, argument)) for argument in arguments)
