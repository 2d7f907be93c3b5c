"""The figure of an indexed network: its arrays as boxes in layers, the deltas on their way back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from symbackprop.calculus import Delta, Derivation
from symbackprop.errors import SymbackpropError
from symbackprop.network.indices import head
from symbackprop.notation.options import Notation
from symbackprop.report.figures.blocks import COMPACT, ROOMY, Block, Cell, Style
from symbackprop.report.figures.directions import Direction, LeftToRight, TopToBottom
from symbackprop.report.figures.framing import framed
from symbackprop.report.figures.layering import Layering, Stop, Unit
from symbackprop.report.figures.scene import Part, Point, Scene, Shape
from symbackprop.report.figures.spacing import across
from symbackprop.report.figures.wiring import Wiring

MANNERS: tuple[tuple[type[Direction], Style], ...] = (
    (LeftToRight, ROOMY),
    (TopToBottom, ROOMY),
    (LeftToRight, COMPACT),
    (TopToBottom, COMPACT),
)
"""How a network may be drawn; the first for which there is room is taken."""
_BETWEEN = 3.0


def arrays(derivation: Derivation, notation: Notation) -> Scene:
    """Returns the network drawn from its equations: given arrays first, the loss last.

    Raises SymbackpropError for a network for which there is no room: where `how_to_read` says nothing.
    """
    drawing = _fitting(derivation, notation)
    if drawing is None:
        raise SymbackpropError(
            f"there is no room to draw {derivation.network.title}\n"
            f"    arrays            {len(derivation.network.equations)}\n"
            "    instead           the table of what each array reads"
        )
    return framed(tuple(drawing.parts()), _described(drawing.wiring), "arrays", notation)


def how_to_read(derivation: Derivation, notation: Notation) -> str | None:
    """Returns how the figure is to be read, in words; None where there is no room for one that can be read."""
    drawing = _fitting(derivation, notation)
    if drawing is None:
        return None
    words = drawing.direction.style.words
    if any(len(unit) > 1 for unit in drawing.layering.reads):
        words += "; a preactivation and its activation share one"
    return f"{words}. Black arrows carry values forward; parameters enter {drawing.direction.parameters_enter}"


def _fitting(derivation: Derivation, notation: Notation) -> _Drawing | None:
    wiring = Wiring(derivation)
    drawings = (_Drawing(wiring, direction(notation, style)) for direction, style in MANNERS)
    return next((drawing for drawing in drawings if drawing.fits), None)


@dataclass(frozen=True)
class _Drawing:
    """A network while it is being drawn in one manner."""

    wiring: Wiring
    direction: Direction

    @property
    def layering(self) -> Layering:
        """Returns the boxes in layers."""
        return self.wiring.layering

    @cached_property
    def _blocks(self) -> Mapping[Unit, Block]:
        """Returns the boxes, not yet at their places."""
        make, shape = self.direction.block, self.wiring.network.shape
        cells = {unit: tuple(Cell(name, shape(name)) for name in unit) for unit in self.layering.reads}
        return {unit: make(shown, self.direction.style, self.direction.notation) for unit, shown in cells.items()}

    def _room(self, unit: Unit) -> tuple[float, float]:
        return self.direction.room(self._blocks[unit], self.wiring.stubs[unit], self.wiring.tags.get(unit))

    def _length(self, unit: Unit) -> float:
        return self.direction.length(self._blocks[unit], self.wiring.stubs[unit])

    @cached_property
    def _across(self) -> Mapping[Stop, float]:
        return across(self.layering, self._room, _BETWEEN)

    @cached_property
    def _lengths(self) -> list[float]:
        """Returns how long each layer is."""
        boxes = [[stop.unit for stop in layer if not self.layering.is_lane(stop)] for layer in self.layering.layers]
        return [max(map(self._length, layer)) for layer in boxes]

    @cached_property
    def _gap(self) -> float:
        free = self.direction.longest - sum(self._lengths)
        return min(self.direction.widest_gap, free / max(len(self._lengths) - 1, 1))

    @property
    def fits(self) -> bool:
        """Returns whether everything has the room it needs."""
        sides = [(self._across[stop], *self._room(unit)) for unit, stop in self.layering.places.items()]
        breadth = max(middle + after for middle, _, after in sides) - min(
            middle - before for middle, before, _ in sides
        )
        return self._gap >= self.direction.narrowest_gap and breadth <= self.direction.broadest

    @cached_property
    def _along(self) -> list[float]:
        """Returns the middle of each layer."""
        starts = [0.0, *accumulate(length + self._gap for length in self._lengths)]
        return [start + length / 2 for start, length in zip(starts, self._lengths, strict=False)]

    @cached_property
    def _placed(self) -> Mapping[Unit, Block]:
        """Returns the boxes at their places."""
        centres = {
            unit: self.direction.at(self._along[stop.layer], self._across[stop])
            for unit, stop in self.layering.places.items()
        }
        return {unit: replace(block, centre=centres[unit]) for unit, block in self._blocks.items()}

    def parts(self) -> Iterator[Part]:
        """Returns links, parameters, boxes and deltas, those behind first."""
        yield from (Part(tuple(self._link(start, end))) for start, end in self.layering.links)
        for unit, block in self._placed.items():
            stubs = self.wiring.stubs[unit]
            if stubs:
                yield Part(self.direction.stubs(block, stubs), title=", ".join(map(str, stubs)))
            yield Part(block.shapes(), title=", ".join(map(str, unit)))
        yield from (Part(self._flow(delta), title=head(delta.name).name) for delta in self.wiring.derivation.deltas)

    def _link(self, start: Stop, end: Stop) -> Iterator[Shape]:
        is_lane = self.layering.is_lane(end)
        line = self.direction.curve(self._leaves(start), self._arrives(start, end))
        yield replace(line, arrow=not is_lane)
        if is_lane:
            yield self.direction.curve(*self._lane(end))

    def _lane(self, stop: Stop) -> tuple[Point, Point]:
        half, middle, place = self._lengths[stop.layer] / 2, self._along[stop.layer], self._across[stop]
        return self.direction.at(middle - half, place), self.direction.at(middle + half, place)

    def _leaves(self, stop: Stop) -> Point:
        if self.layering.is_lane(stop):
            return self._lane(stop)[1]
        return self.direction.exit(self._placed[stop.unit])

    def _arrives(self, start: Stop, end: Stop) -> Point:
        if self.layering.is_lane(end):
            return self._lane(end)[0]
        arriving = sorted(self.layering.before[end], key=self._across.__getitem__)
        straight = min(arriving, key=lambda stop: abs(self._across[stop] - self._across[end]))
        beside = arriving.index(start) - arriving.index(straight)
        return self.direction.entry(self._placed[end.unit], beside, len(arriving))

    def _flow(self, delta: Delta) -> tuple[Shape, ...]:
        """Returns a long arrow for a delta that comes from one place on a free way, else a short one."""
        name = head(delta.name)
        role = self.direction.notation.palette[name.name]
        end, start = self.wiring.unit[head(delta.of)], self.wiring.only_source(delta)
        if start is None or not (self._is_outermost(start) and self._is_outermost(end)):
            return self.direction.tag(self._placed[end], name, role)
        return self.direction.arc(self._placed[start], self._placed[end], name, role, self._ceiling(start, end))

    def _is_outermost(self, unit: Unit) -> bool:
        stop = self.layering.places[unit]
        return self.layering.layers[stop.layer][0] == stop

    def _ceiling(self, start: Unit, end: Unit) -> float:
        """Returns where the outermost thing between two boxes begins, across the layers."""
        places = self.layering.places
        between = self.layering.layers[places[end].layer : places[start].layer + 1]
        stops = [stop for layer in between for stop in layer]
        return min(self._across[stop] - self._half(stop) for stop in stops)

    def _half(self, stop: Stop) -> float:
        return 0.0 if self.layering.is_lane(stop) else self._blocks[stop.unit].height / 2


def _described(wiring: Wiring) -> str:
    network = wiring.network
    shapes = {line.symbol: " by ".join(map(str, network.shape(line.symbol))) for line in network}
    named = {symbol: f"{symbol} ({shape})" if shape else str(symbol) for symbol, shape in shapes.items()}
    lines = [f"{named[line.symbol]} from {', '.join(map(str, line.reads))}" for line in network]
    deltas = [f"{head(delta.name)} at {head(delta.of)}" for delta in wiring.derivation.deltas]
    back = f" Deltas flow back: {', '.join(deltas)}." if deltas else ""
    return f"The arrays of the network, from what is given to the loss: {'; '.join(lines)}.{back}"
