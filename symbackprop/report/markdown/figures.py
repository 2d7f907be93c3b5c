"""Figures in Markdown: tables and rows of characters, since GitHub shows no drawing of ours."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

import sympy as sp

from symbackprop.calculus.paths import full_segments
from symbackprop.calculus.theorems import CHAIN_RULE
from symbackprop.network.indices import head
from symbackprop.notation import write
from symbackprop.report.figures.curves import Curves, number
from symbackprop.report.figures.wiring import units
from symbackprop.report.markdown.formulas import inline
from symbackprop.report.markdown.text import Markdown, fenced
from symbackprop.report.text import shape_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from symbackprop.calculus import Derivation, Gradient
    from symbackprop.report.blocks import Figure
    from symbackprop.report.figures.activation import Graph
    from symbackprop.report.markdown.inline import Prose

_MOST_NODES = 7
_DIGITS = 4


@dataclass(frozen=True)
class Shown:
    """What stands for a drawing: its caption, and a table or rows of characters."""

    caption: Markdown
    body: Markdown


def figure(block: Figure, prose: Prose) -> Shown:
    """Returns what stands for a figure where no drawing can be shown."""
    return _FIGURES[block.kind](block, prose)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Markdown:
    """Returns a table of cells that are Markdown already.

    >>> print(table(["a", "b"], [["1", "2"]]))
    | a | b |
    |---|---|
    | 1 | 2 |
    """
    lines = [heads, *rows]
    written = [f"| {' | '.join(cells)} |".replace("|  |", "| |") for cells in lines]
    return Markdown("\n".join([written[0], "|" + "---|" * len(heads), *written[1:]]))


def _network(block: Figure, prose: Prose) -> Shown:
    derivation = cast("Derivation", block.subject)
    network = derivation.network
    found = {delta.of: delta.name for delta in derivation.deltas}
    outputs = {equation.preactivation: equation.name for equation in network if equation.preactivation in found}
    deltas = {of: name for of, name in found.items() if name.name in prose.notation.palette}

    def listed(symbols: Sequence[sp.Symbol]) -> str:
        return ", ".join(inline(symbol, prose.notation) for symbol in symbols)

    rows = []
    for equation in network:
        if equation.name in outputs.values():
            continue
        unit = [equation.name, *([outputs[equation.name]] if equation.name in outputs else [])]
        values = [symbol for symbol in equation.reads if symbol not in network.parameters]
        weights = [symbol for symbol in equation.reads if symbol in network.parameters]
        delta = [deltas[equation.name]] if equation.name in deltas else []
        rows.append([listed(unit), listed(values), listed(weights), listed(delta)])
    loss = inline(network.loss.name, prose.notation)
    caption = (
        "The network unit by unit, in the order of the forward pass: preactivation and activation, what the unit "
        f"reads, its parameters, and its delta, the derivative of {loss} with respect to the preactivation."
    )
    return Shown(Markdown(caption), table(["unit", "reads", "parameters", "delta"], rows))


def _arrays(block: Figure, prose: Prose) -> Shown:
    derivation = cast("Derivation", block.subject)
    network = derivation.network
    deltas = {head(delta.of): head(delta.name) for delta in derivation.deltas}
    parameters = set(map(head, network.parameters))

    def listed(symbols: Iterable[sp.Symbol]) -> str:
        return ", ".join(inline(symbol, prose.notation) for symbol in symbols)

    rows = []
    for unit in units(network):
        read = [symbol for name in unit if network.defines(name) for symbol in network.equation(name).reads]
        if read:
            others = [symbol for symbol in read if symbol not in parameters and symbol not in unit]
            weights = [symbol for symbol in read if symbol in parameters]
            shape = prose.write(shape_of(network.shape(unit[0])))
            found = [deltas[name] for name in unit if name in deltas]
            rows.append([listed(unit), shape, listed(others), listed(weights), listed(found)])
    loss = inline(network.loss.name, prose.notation)
    caption = (
        "The network array by array, in the order of the forward pass: shape, what the array is computed from, its "
        f"parameters, and its delta, the derivative of {loss} with respect to it, or to the preactivation before it."
    )
    return Shown(Markdown(caption), table(["array", "shape", "reads", "parameters", "delta"], rows))


def _path(block: Figure, prose: Prose) -> Shown:
    gradient = cast("Gradient", block.subject)
    rows = [
        line for segment in full_segments(gradient.adjoint) for line in _drawn(_nodes(segment.hops), gradient, prose)
    ]
    return Shown(prose.write(block.caption), fenced("\n".join(rows), "text"))


Node = tuple[sp.Symbol, sp.Expr | None]


def _nodes(hops: Sequence[Any]) -> list[Node]:
    backwards = list(reversed(hops))
    return [(backwards[0].wrt, None), *((hop.of, hop.value) for hop in backwards)]


def _drawn(nodes: list[Node], gradient: Gradient, prose: Prose) -> Iterator[str]:
    """Returns three rows: local partials, names joined by arrows, derivatives of the loss."""
    for start in range(0, max(len(nodes) - 1, 1), _MOST_NODES - 1):
        yield from _row_of(nodes[start : start + _MOST_NODES], gradient, prose)
        yield ""


def _row_of(nodes: list[Node], gradient: Gradient, prose: Prose) -> Iterator[str]:
    def plain(expression: sp.Basic) -> str:
        return write(expression, "unicode", prose.notation)

    names = [plain(symbol) for symbol, _ in nodes]
    partials = ["", *(plain(value) for _, value in nodes[1:] if value is not None)]
    adjoints = [plain(gradient.ledger.adjoints[symbol].delta_form) for symbol, _ in nodes]
    columns = [max(len(shown), len(adjoint)) + 2 for shown, adjoint in zip(names, adjoints, strict=True)]
    arrows = [max(len(partial), 3) + 2 for partial in partials]
    above = "".join(
        (" " * column if not place else f"{partial:^{arrow}}" + " " * column)
        for place, (partial, arrow, column) in enumerate(zip(partials, arrows, columns, strict=True))
    )
    middle = "".join(
        f"{shown:^{column}}" if not place else "─" * (arrow - 1) + "▶" + f"{shown:^{column}}"
        for place, (shown, arrow, column) in enumerate(zip(names, arrows, columns, strict=True))
    )
    below = "".join(
        f"{adjoint:^{column}}" if not place else " " * arrow + f"{adjoint:^{column}}"
        for place, (adjoint, arrow, column) in enumerate(zip(adjoints, arrows, columns, strict=True))
    )
    yield from (above.rstrip(), middle.rstrip(), below.rstrip())


def _chain_rule(block: Figure, prose: Prose) -> Shown:
    paths = CHAIN_RULE.rule.paths  # type: ignore[attr-defined]
    rows = [" ──▶ ".join(str(part.wrt) for part in reversed(path)) + f" ──▶ {path[0].of}" for path in paths]
    return Shown(prose.write(block.caption), fenced("\n".join(rows), "text"))


def _activation(block: Figure, prose: Prose) -> Shown:
    graph = cast("Graph", block.subject)
    row, argument = graph.row, graph.argument
    reach = Curves(row).reach
    points = [point for point in _points(reach) if point not in row.kinks]
    value, slope = row.value, row.slope_in_argument
    heads = [inline(argument, prose.notation), *(inline(point, prose.notation) for point in points)]
    shown = [inline(row(argument), prose.notation), *(_decimal(number(value, point)) for point in points)]
    slopes = ["its slope", *(_decimal(number(slope, point)) for point in points)]
    caption = f"The {row.title} and its slope at a few arguments, rounded to {_DIGITS} decimals."
    return Shown(Markdown(caption), table(heads, [shown, slopes]))


def _points(reach: Any) -> list[sp.Rational]:
    step = sp.Rational(reach, 3)
    return [step * place for place in range(-3, 4)]


def _decimal(value: float) -> str:
    return f"{value:.{_DIGITS}f}".replace("-", "−")


_FIGURES: Mapping[str, Callable[[Figure, Prose], Shown]] = MappingProxyType(
    {"network": _network, "arrays": _arrays, "path": _path, "chain rule": _chain_rule, "activation": _activation}
)
