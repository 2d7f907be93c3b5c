"""The path figure: from a parameter to the loss, partials above the arrows, adjoints below the nodes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import sympy as sp

from symbackprop.calculus import Gradient, Partial
from symbackprop.calculus.local_partials import LocalPartial
from symbackprop.calculus.paths import count_paths, full_segments
from symbackprop.cli.terminal.ink import width
from symbackprop.cli.terminal.screen import COLUMNS, Screen

_PITCH = 13
_FIRST = 4
_SHORTEST_ARROW = 6
_WIDEST_LABEL = 24


@dataclass(frozen=True)
class _Stop:
    """A node of the path: its name, the adjoint below it, the partial above the arrow that follows."""

    name: str
    adjoint: str
    partial: str


def path(gradient: Gradient, screen: Screen) -> Iterator[str]:
    """Returns the lines of the figure, or none if more than one path leads to the loss.

    A path that is too long for the screen goes on in a further row, which begins with the
    node the last one ended with.
    """
    if count_paths(gradient.adjoint) != 1:
        return
    stops = _stops(gradient, screen)
    first = max(_FIRST, width(stops[0].adjoint) // 2 + 1)
    start, columns = 0, [first]
    for position, gap in enumerate(_gaps(stops), 1):
        if columns[-1] + gap + _reach(stops[position]) > COLUMNS and len(columns) > 1:
            yield from _row(stops[start : start + len(columns)], columns, screen)
            start, columns = position - 1, [max(_FIRST, _reach(stops[position - 1]) + 1)]
        columns.append(columns[-1] + gap)
    yield from _row(stops[start:], columns, screen)


def _gaps(stops: Sequence[_Stop]) -> list[int]:
    """Returns how far apart neighbours stand: evenly if their labels fit, else as the labels need."""
    needed = [_needed(left, right) for left, right in pairwise(stops)]
    return [_PITCH] * len(needed) if max(needed) <= _PITCH else needed


def _needed(left: _Stop, right: _Stop) -> int:
    adjoints = (width(left.adjoint) + 1) // 2 + (width(right.adjoint) + 1) // 2 + 2
    arrow = (width(left.name) + 1) // 2 + (width(right.name) + 1) // 2 + _SHORTEST_ARROW
    return max(adjoints, arrow, width(left.partial) + 2)


def _reach(stop: _Stop) -> int:
    return (max(width(stop.name), width(stop.adjoint)) + 1) // 2


def _stops(gradient: Gradient, screen: Screen) -> list[_Stop]:
    (segment,) = full_segments(gradient.adjoint)
    adjoints = gradient.ledger.adjoints
    hops = list(reversed(segment.hops))
    names = [hops[0].wrt, *(hop.of for hop in hops)]
    partials = [*(_partial(hop, screen) for hop in hops), ""]
    return [
        _Stop(screen.formula(name), _label(adjoints[name].delta_form, name, gradient, screen), above)
        for name, above in zip(names, partials, strict=True)
    ]


def _partial(hop: LocalPartial, screen: Screen) -> str:
    return _short(hop.value, Partial(hop.of, hop.wrt), screen)


def _label(adjoint: sp.Expr, name: sp.Symbol, gradient: Gradient, screen: Screen) -> str:
    return _short(adjoint, Partial(gradient.ledger.network.loss.name, name), screen)


def _short(value: sp.Expr, name: Partial, screen: Screen) -> str:
    """Returns the value if it is short enough to stand in a figure, else the partial it is the value of."""
    text = screen.formula(value).replace(" − ", "−").replace(" + ", "+").replace(" - ", "-")
    return text if width(text) <= _WIDEST_LABEL else screen.formula(name)


def _row(stops: Sequence[_Stop], columns: Sequence[int], screen: Screen) -> Iterator[str]:
    above, nodes, below = _Row(), _Row(), _Row()
    for position, (column, stop) in enumerate(zip(columns, stops, strict=True)):
        nodes.put(column - width(stop.name) // 2, stop.name)
        below.put(column - width(stop.adjoint) // 2, stop.adjoint)
        if position + 1 < len(stops):
            following = stops[position + 1]
            start = column - width(stop.name) // 2 + width(stop.name) + 1
            end = columns[position + 1] - width(following.name) // 2 - 2
            nodes.put(start, "─" * (end - start) + "▶")
            size = width(stop.partial)
            above.put((start + end) // 2 + size % 2 - size // 2, stop.partial)
    yield from (screen.words(row.text) for row in (above, nodes, below))


class _Row:
    """A line of text that is filled from left to right."""

    def __init__(self) -> None:
        self.text = ""

    def put(self, column: int, text: str) -> None:
        self.text += " " * (column - width(self.text)) + text
