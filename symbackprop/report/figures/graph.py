"""The graph of a network in millimetres: where each unit stands, and what was left out for want of room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import sympy as sp

from symbackprop.calculus import Derivation
from symbackprop.notation.options import Notation
from symbackprop.report.figures.layers import Columns, Unit, columns
from symbackprop.report.figures.nodes import HEIGHT, Node
from symbackprop.report.figures.scene import Point

Item = TypeVar("Item")

WIDTH = 148.0
_WIDEST_GAP = 55.0
_LAST_GAP = 0.74
_PITCHES = {1: 24.0, 2: 31.0, 3: 23.0, 4: 18.0, 5: 16.0, 6: 14.0}
_MOST_ROWS = 6
_MOST_COLUMNS = 6
_TARGET_BELOW = 15.0


@dataclass(frozen=True, eq=False)
class Graph:
    """Where the names of a network stand.

    derivation  what is drawn
    notation    how its names are written
    """

    derivation: Derivation
    notation: Notation

    @cached_property
    def columns(self) -> Columns:
        """Returns the units column by column, all of them."""
        return columns(self.derivation.network)

    @cached_property
    def shown(self) -> list[list[Unit | None]]:
        """Returns the columns that are drawn, with None where units, or whole columns, are left out.

        Of a column of more than six units the first two and the last are drawn, of more
        than six columns the first three and the last two.
        """
        short = [_shortened(column) for column in self.columns]
        return short if len(short) <= _MOST_COLUMNS else [*short[:3], [None], *short[-2:]]

    @cached_property
    def gaps(self) -> tuple[Point, ...]:
        """Returns where dots stand for what is left out."""
        found = [
            self._at(column, row)
            for column, units in enumerate(self.shown)
            for row, unit in enumerate(units)
            if unit is None
        ]
        x, y = self.nodes[self.derivation.network.loss.name].centre
        targets = _shortened(self.derivation.network.targets)
        return (*found, *((x, y + row * _TARGET_BELOW) for row, target in enumerate(targets, 1) if target is None))

    def pitch(self, node: Node) -> float:
        """Returns how far a node is from the next one in its column."""
        return min((abs(other.centre[1] - node.centre[1]) for other in self._beside(node)), default=4 * HEIGHT)

    def _beside(self, node: Node) -> tuple[Node, ...]:
        return tuple(other for other in self.distinct if other.centre[0] == node.centre[0] and other is not node)

    @cached_property
    def nodes(self) -> dict[sp.Symbol, Node]:
        """Returns the node of every name that is drawn, targets below the loss included."""
        room = (self._gap - 10) / 2 - 3.6 if len(self.shown) > 1 else 18.0
        found: dict[sp.Symbol, Node] = {}
        for column, units in enumerate(self.shown):
            for row, unit in enumerate(units):
                if unit is not None:
                    node = Node(unit, self._at(column, row), self.notation, min(18.0, room))
                    found.update(dict.fromkeys(unit, node))
        network = self.derivation.network
        x, y = found[network.loss.name].centre
        for place, target in enumerate(_shortened(network.targets), 1):
            if target is not None:
                found[target] = Node((target,), (x, y + place * _TARGET_BELOW), self.notation, 18.0)
        return found

    @property
    def distinct(self) -> tuple[Node, ...]:
        """Returns the nodes, each once."""
        return tuple(dict.fromkeys(self.nodes.values()))

    def side(self, node: Node) -> int:
        """Returns on which side of a node its delta is drawn: -1, above it, in the upper half, else 1, below it."""
        return -1 if node.centre[1] < 0 else 1

    def is_outer(self, node: Node) -> bool:
        """Returns whether no node stands between this one and the side its deltas are drawn on."""
        side = self.side(node)
        return not any(side * (other.centre[1] - node.centre[1]) > 0 for other in self._beside(node))

    @property
    def _gap(self) -> float:
        spaces = len(self.shown) - 2 + _LAST_GAP
        return min(_WIDEST_GAP, WIDTH / spaces)

    def _at(self, column: int, row: int) -> Point:
        last = column == len(self.shown) - 1 and column > 0
        x = column * self._gap - (self._gap * (1 - _LAST_GAP) if last else 0)
        rows = len(self.shown[column])
        pitch = _PITCHES[max(map(len, self.shown))]
        return x, (row - (rows - 1) / 2) * pitch


def _shortened(items: Sequence[Item]) -> list[Item | None]:
    """Returns the items, or the first two and the last with None between them where there are many."""
    return list(items) if len(items) <= _MOST_ROWS else [*items[:2], None, items[-1]]
