"""Displays on a page: each line as the equations it shows, in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from symbackprop.notation import layout, led_by, relation
from symbackprop.notation.options import Notation
from symbackprop.notation.width import width
from symbackprop.report.html.formulas import NARROW, broken, displayed
from symbackprop.report.lines import Line, Shown
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


def rows(lines: tuple[Line, ...], notation: Notation) -> list[Row]:
    """Returns the layout of the lines of a display.

    A line with several equations shows them side by side, and so does every line of a
    display of which most lines have several; else an equation is aligned at its relation.
    """
    found = [(line, tuple(_equations(line))) for line in lines]
    several = sum(len(equations) > 1 for _, equations in found)
    fewest = 1 if 2 * several > len(found) else 2
    return [
        _side_by_side(line, equations, notation) if len(equations) >= fewest else _aligned(line, equations[0], notation)
        for line, equations in found
    ]


def _side_by_side(line: Line, equations: tuple[tuple[Shown, ...], ...], notation: Notation) -> Row:
    return Row(line, parts=tuple(_part(equation, notation) for equation in equations))


def _aligned(line: Line, shown: tuple[Shown, ...], notation: Notation) -> Row:
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
