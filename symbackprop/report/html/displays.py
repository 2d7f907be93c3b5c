"""Displays on a page: each line as the equations it shows, in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from symbackprop.notation import layout, led_by, relation
from symbackprop.notation.options import Notation
from symbackprop.notation.width import width
from symbackprop.report.document import Line, Shown
from symbackprop.report.html.formulas import NARROW, broken, displayed
from symbackprop.report.signs import sign

_WIDEST_LEFT = 8.0
_NOTHING = Markup()


@dataclass(frozen=True)
class Row:
    """A line as it is laid out.

    line    the line, with its number and reason
    left    the left side, empty where the line continues the one above
    right   the pieces of the right sides
    parts   instead of both, the equations that stand side by side, each in pieces
    hangs   whether the left side is so wide that the right side stands below it
    """

    line: Line
    left: Markup = _NOTHING
    right: tuple[Markup, ...] = ()
    parts: tuple[tuple[Markup, ...], ...] = ()
    hangs: bool = False


def row(line: Line, notation: Notation) -> Row:
    """Returns the layout of a line: one equation aligned at its relation sign, or several side by side."""
    equations = list(_equations(line))
    if len(equations) > 1:
        return Row(line, parts=tuple(_part(equation, notation) for equation in equations))
    (shown,) = equations
    right = tuple(piece for item in shown for piece in _right(item, notation))
    if shown[0].continued:
        return Row(line, right=right)
    left = layout(shown[0].step.lhs, notation)
    return Row(line, displayed(left, notation), right, hangs=width(left) > _WIDEST_LEFT)


def _equations(line: Line) -> Iterator[tuple[Shown, ...]]:
    """Returns the equations of a line; what continues the one before belongs to it."""
    chain: list[Shown] = []
    for shown in line.shown:
        if chain and not shown.continued:
            yield tuple(chain)
            chain = []
        chain.append(shown)
    yield tuple(chain)


def _right(shown: Shown, notation: Notation) -> tuple[Markup, ...]:
    return broken(led_by(sign(shown.step), shown.step.rhs, notation), notation)


def _part(equation: tuple[Shown, ...], notation: Notation) -> tuple[Markup, ...]:
    first, *rest = equation
    whole = relation(sign(first.step), first.step.lhs, first.step.rhs, notation=notation)
    return (*broken(whole, notation, 1.5 * NARROW), *(piece for item in rest for piece in _right(item, notation)))
