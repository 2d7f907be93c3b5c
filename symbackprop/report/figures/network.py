"""The figure of a network: its graph, the weights on the edges, the deltas on their way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import sympy as sp

from symbackprop.calculus import Derivation
from symbackprop.notation.options import Notation
from symbackprop.report.figures import lighting, routing
from symbackprop.report.figures.arcs import arc
from symbackprop.report.figures.framing import framed
from symbackprop.report.figures.graph import Graph
from symbackprop.report.figures.nodes import HEIGHT, Node, shortened
from symbackprop.report.figures.scene import Bezier, Label, Part, Point, Polyline, Scene, Shape
from symbackprop.report.figures.weights import Weights, weights

_STUB = 5.0
_STUB_PITCH = 6.5


def network(derivation: Derivation, notation: Notation) -> Scene:
    """Returns the network drawn from its equations: units left to right, the loss last."""
    drawing = _Drawing(Graph(derivation, notation))
    stubs = tuple(drawing.stubs())
    parts = (*drawing.edges(), *stubs, *drawing.nodes(), *drawing.deltas(), *drawing.dots())
    return framed(tuple(parts), _described(derivation), "network", notation)


@dataclass
class _Drawing:
    """A graph while it is being drawn; `taken` holds the places where no label may go."""

    graph: Graph
    taken: list[routing.Rectangle] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.taken += [node.box for node in self.graph.distinct]
        network = self.graph.derivation.network
        self.paths = lighting.paths(network)
        self.weights: dict[sp.Symbol, Weights] = {equation.name: weights(equation, network) for equation in network}

    def edges(self) -> Iterator[Part]:
        """Returns the edges of the forward pass with the weights on them."""
        links = list(self._links())
        lines = [self._line(name, node, target) for name, node, target in links]
        for (name, _, target), line in zip(links, lines, strict=True):
            weight = self.weights[target].on_edge.get(name)
            yield Part((line, *self._label(weight, line, lines)), self._lit(name, target, weight), str(weight or ""))

    def _links(self) -> Iterator[tuple[sp.Symbol, Node, sp.Symbol]]:
        nodes = self.graph.nodes
        for equation in self.graph.derivation.network:
            for name in sorted(equation.body.free_symbols & set(nodes), key=str):
                if equation.name in nodes and nodes[name] is not nodes[equation.name]:
                    yield name, nodes[name], equation.name

    def _line(self, name: sp.Symbol, node: Node, target: sp.Symbol) -> routing.Edge:
        end = self.graph.nodes[target]
        if name == node.names[-1]:
            return routing.connect(node, end, self.graph.distinct)
        sign = -self.graph.side(node)
        x, y = node.place(name)
        start = (x, y + sign * HEIGHT / 2)
        reach = end.centre[0] - x
        first, second = (x + 0.2 * reach, y + sign * 13), (x + 0.7 * reach, end.centre[1] + sign * 11)
        return Bezier((start, first, second, end.rim(second)), "edge")

    def _label(self, weight: sp.Symbol | None, line: routing.Edge, lines: list[routing.Edge]) -> tuple[Label, ...]:
        if weight is None:
            return ()
        notation = self.graph.notation
        label = Label((0.0, 0.0), shortened(weight, 14.0, notation))
        placed = routing.place(label, line, lines, self.taken, notation)
        if placed is None:
            return ()
        self.taken.append(routing.frame(placed, notation))
        return (placed,)

    def _lit(self, name: sp.Symbol, target: sp.Symbol, weight: sp.Symbol | None) -> tuple[int, ...]:
        both = {name, target}
        through = [parameter for parameter, names in self.paths.items() if both <= names or parameter == weight]
        return lighting.places(through, self.graph.derivation.network)

    def stubs(self) -> Iterator[Part]:
        """Returns the parameters that enter a node by themselves, each on a short arrow."""
        network = self.graph.derivation.network
        for target, found in self.weights.items():
            if target in self.graph.nodes:
                for place, parameter in enumerate(found.alone):
                    shapes = self._stub(target, parameter, place, len(found.alone))
                    yield Part(shapes, lighting.places([parameter], network), str(parameter))

    def _stub(self, target: sp.Symbol, parameter: sp.Symbol, place: int, count: int) -> tuple[Shape, ...]:
        node = self.graph.nodes[target]
        sign = -self.graph.side(node)
        x, y = node.place(target)
        x += (place - (count - 1) / 2) * _STUB_PITCH
        end: Point = node.rim((x, y + sign * 20))
        room = (self.graph.pitch(node) - HEIGHT) / 2
        length = min(_STUB, room - 1.4)
        start = (x, y + sign * (HEIGHT / 2 + length))
        content = shortened(parameter, 14.0, self.graph.notation)
        if room > _STUB + 4.5:
            label = Label((x, start[1] + sign * 2.6), content, patch=True)
        else:
            label = Label((x + sign * 0.6, start[1]), content, "start" if sign > 0 else "end")
        self.taken.append(routing.frame(label, self.graph.notation))
        return Polyline((start, end), "edge", arrow=True), label

    def nodes(self) -> Iterator[Part]:
        """Returns the nodes; an input belongs to the paths of the weights that multiply it."""
        network = self.graph.derivation.network
        for node in self.graph.distinct:
            through = [parameter for parameter, names in self.paths.items() if set(node.names) & names]
            through += [
                weight
                for found in self.weights.values()
                for name, weight in found.on_edge.items()
                if name in node.names
            ]
            on = lighting.places(through, network)
            yield Part(node.shapes(), on, ", ".join(map(str, node.names)))

    def deltas(self) -> Iterator[Part]:
        """Returns the arcs of the deltas that have a role in the notation."""
        network = self.graph.derivation.network
        roles = dict(self.graph.notation.palette)
        for delta in self.graph.derivation.deltas:
            if delta.of in self.graph.nodes and delta.name.name in roles:
                through = [parameter for parameter, names in self.paths.items() if delta.of in names]
                yield Part(arc(delta, self.graph, roles), lighting.places(through, network), str(delta.name))

    def dots(self) -> Iterator[Part]:
        """Returns three dots for each group of units that is left out."""
        wide = len(self.graph.shown) > 1 and [None] in self.graph.shown
        for x, y in self.graph.gaps:
            yield Part((Label((x, y), "⋯" if wide and y == 0 else "⋮"),))


def _described(derivation: Derivation) -> str:
    network = derivation.network
    lines = [f"{equation.name} from {', '.join(map(str, equation.reads))}" for equation in network]
    deltas = [f"{delta.name} at {delta.of}" for delta in derivation.deltas]
    back = f" Deltas flow back: {', '.join(deltas)}." if deltas else ""
    return f"The network, left to right: {'; '.join(lines)}.{back}"
