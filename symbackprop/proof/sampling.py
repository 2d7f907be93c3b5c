"""Sampling: rational points, the same ones in every run.

The value of a variable at the k-th point depends on k and on the variable's name alone,
so a claim has the same witness whatever else was proved before.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from random import Random

import sympy as sp

from symbackprop.proof.claims import Hypothesis

Bounds = dict[sp.Expr, tuple[Fraction | None, Fraction | None]]

_STYLES = (
    (Fraction(-2), Fraction(2), 16),
    (Fraction(0), Fraction(2), 16),
    (Fraction(0), Fraction(1), 32),
    (Fraction(-1, 2), Fraction(1, 2), 64),
    (Fraction(-6), Fraction(6), 16),
    (Fraction(-2), Fraction(0), 16),
    (Fraction(0), Fraction(9), 8),
)


class Point:
    """The k-th point: a function from variables to rational numbers.

    >>> point = Point(0)
    >>> point(sp.Symbol("u")) == Point(0)(sp.Symbol("u"))
    True
    """

    def __init__(self, number: int, bounds: Bounds | None = None, integers: Iterable[sp.Expr] = ()) -> None:
        self.number = number
        self.bounds = bounds or {}
        self.integers = frozenset(integers)
        self.values: dict[sp.Expr, Fraction] = {}

    def __call__(self, symbol: sp.Expr) -> Fraction:
        """Returns the value of a variable."""
        if symbol not in self.values:
            self.values[symbol] = self._draw(symbol)
        return self.values[symbol]

    def _draw(self, symbol: sp.Expr) -> Fraction:
        random = Random(f"{self.number} {symbol}")  # noqa: S311
        if symbol in self.integers or symbol.is_integer:
            return Fraction(2 + random.randrange(3))
        low, high, steps = _STYLES[self.number % len(_STYLES)]
        width = high - low
        below, above = self.bounds.get(symbol, (None, None))
        if below is not None or above is not None:
            low, width = _inside(below, above, abs(high) or width)
        cells = int(width * steps) if width * steps >= 8 else 64
        return low + width * Fraction(2 * random.randrange(cells) + 1, 2 * cells)


def _inside(below: Fraction | None, above: Fraction | None, width: Fraction) -> tuple[Fraction, Fraction]:
    """Returns (start, width) of an interval that respects the bounds."""
    if below is not None:
        return below, width if above is None else above - below
    return (Fraction(0) if above is None else above) - width, width


def bounds_from(hypotheses: Iterable[Hypothesis]) -> Bounds:
    """Returns the intervals that hypotheses on one variable, linear in it, leave.

    >>> z = sp.Symbol("z", real=True)
    >>> bounds_from([Hypothesis(z, ">", "user"), Hypothesis(1 - 2 * z, ">", "user")])
    {z: (Fraction(0, 1), Fraction(1, 2))}
    """
    bounds: Bounds = {}
    for hypothesis in hypotheses:
        line = _line(hypothesis.expression) if hypothesis.relation in (">", ">=") else None
        if line is None:
            continue
        symbol, slope, offset = line
        below, above = bounds.get(symbol, (None, None))
        zero = -offset / slope
        if slope > 0:
            below = zero if below is None else max(below, zero)
        else:
            above = zero if above is None else min(above, zero)
        bounds[symbol] = (below, above)
    return {symbol: (low, high) for symbol, (low, high) in bounds.items() if low is None or high is None or low < high}


def _line(expression: sp.Expr) -> tuple[sp.Expr, Fraction, Fraction] | None:
    """Returns (x, a, b) if the expression is a x + b with rational a != 0 and b."""
    symbols = [symbol for symbol in expression.free_symbols if symbol.is_Symbol]
    if len(symbols) != 1:
        return None
    parts = linear_in(expression, symbols[0])
    if parts is None or not parts[1].is_Rational:
        return None
    return symbols[0], Fraction(int(parts[0].p), int(parts[0].q)), Fraction(int(parts[1].p), int(parts[1].q))


_LARGEST_EXPANDED = 16


def expands_quickly(expression: sp.Expr) -> bool:
    """Returns whether no sum in the expression is raised to a power that would take long to multiply out.

    >>> x = sp.Symbol("x")
    >>> expands_quickly((x + 1) ** 2), expands_quickly((x + 1) ** 100_000)
    (True, False)
    """
    powers = [power for power in expression.atoms(sp.Pow) if power.base.is_Add and power.exp.is_number]
    return not any(abs(power.exp) > _LARGEST_EXPANDED for power in powers)


def linear_in(expression: sp.Expr, symbol: sp.Expr) -> tuple[sp.Rational, sp.Expr] | None:
    """Returns (a, b) with expression = a * symbol + b, a rational and not 0, b without the symbol."""
    if not expands_quickly(expression):
        return None
    slope, rest = sp.S.Zero, []
    for term in sp.Add.make_args(sp.expand(expression)):
        coefficient = term.coeff(symbol)
        if term == coefficient * symbol and coefficient.is_Rational:
            slope += coefficient
        elif term.has(symbol):
            return None
        else:
            rest.append(term)
    return (slope, sp.Add(*rest)) if slope != 0 else None
