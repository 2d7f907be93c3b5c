"""Displays on a page: each line as the equations it shows, in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from symbackprop.notation import layout, led_by, relation
from symbackprop.notation.options import Notation
from symbackprop.notation.width import width
from symbackprop.report.html.formulas import NARROW, broken, displayed
from symbackprop.report.lines import Displayed, Line

_WIDEST_LEFT = 8.0
_NOTHING = Markup()


@dataclass(frozen=True)
class Row:
    """A line as it is laid out.

    line    the line, with its number and reason
    left    the left side, empty where the line continues the one above
    right   the pieces of the right sides
    further the other equations of the line, each in pieces
    parts   instead of both, the equations that stand side by side, each in pieces
    hangs   whether the left side is so wide that the right side stands below it
    """

    line: Line
    left: Markup = _NOTHING
    right: tuple[Markup, ...] = ()
    further: tuple[tuple[Markup, ...], ...] = ()
    parts: tuple[tuple[Markup, ...], ...] = ()
    hangs: bool = False


def rows(lines: tuple[Line, ...], notation: Notation) -> list[Row]:
    """Returns the layout of the lines of a display.

    In a display of which most lines have several equations they stand in columns; else the
    first of each line is aligned at its relation, and the others stand beside it.
    """
    found = [(line, tuple(_equations(line))) for line in lines]
    several = sum(len(equations) > 1 for _, equations in found)
    laid_out = _in_columns if 2 * several > len(found) else _aligned
    return [laid_out(line, equations, notation) for line, equations in found]


def _in_columns(line: Line, equations: tuple[tuple[Displayed, ...], ...], notation: Notation) -> Row:
    return Row(line, parts=tuple(_part(equation, notation) for equation in equations))


def _aligned(line: Line, equations: tuple[tuple[Displayed, ...], ...], notation: Notation) -> Row:
    shown, *others = equations
    right = tuple(piece for item in shown for piece in _right(item, notation))
    further = tuple(_part(equation, notation) for equation in others)
    if shown[0].continued:
        return Row(line, right=right, further=further)
    left = layout(shown[0].left, notation)
    return Row(line, displayed(left, notation), right, further, hangs=width(left) > _WIDEST_LEFT)


def _equations(line: Line) -> Iterator[tuple[Displayed, ...]]:
    """Returns the equations of a line; what continues the one before belongs to it."""
    chain: list[Displayed] = []
    for shown in line.shown:
        if chain and not shown.continued:
            yield tuple(chain)
            chain = []
        chain.append(shown)
    yield tuple(chain)


def _right(shown: Displayed, notation: Notation) -> tuple[Markup, ...]:
    return broken(led_by(shown.sign, shown.right, notation), notation)


def _part(equation: tuple[Displayed, ...], notation: Notation) -> tuple[Markup, ...]:
    first, *rest = equation
    whole = relation(first.sign, first.left, first.right, notation=notation)
    return (*broken(whole, notation, 1.5 * NARROW), *(piece for item in rest for piece in _right(item, notation)))
