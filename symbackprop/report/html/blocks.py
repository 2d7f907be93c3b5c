"""Blocks on a page: what each kind of block tells its template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any, cast

import sympy as sp
from jinja2 import Environment
from markupsafe import Markup

from symbackprop.calculus import Derivation
from symbackprop.errors import NetworkError
from symbackprop.notation import layout, led_by, relation
from symbackprop.notation.letters import visible
from symbackprop.notation.options import Notation
from symbackprop.report import figures, pictures
from symbackprop.report.blocks import (
    Block,
    CrossCheck,
    Display,
    Evidence,
    Figure,
    Paragraph,
    PlotFigure,
    Program,
    Refutation,
    Results,
    Subheading,
    Summary,
    Table,
)
from symbackprop.report.document import Document
from symbackprop.report.example import example_of
from symbackprop.report.html import explorer
from symbackprop.report.html.decimals import decimal
from symbackprop.report.html.displays import rows
from symbackprop.report.html.embedding import embedded
from symbackprop.report.html.formulas import broken, displayed, inline
from symbackprop.report.html.live import Live, live
from symbackprop.report.html.prose import Prose
from symbackprop.report.html.script import Script, script
from symbackprop.report.html.trusted import trusted
from symbackprop.report.lines import Unproved
from symbackprop.report.text import beside, shape_of

Told = tuple[str, dict[str, object]]
"""The name of a template, and what it is told."""


@dataclass(frozen=True)
class Blocks:
    """Writes the blocks of a document.

    heading   the level of the headings of its sections
    explores  whether a path of its network can be lit; on one page only one document does
    """

    document: Document
    prose: Prose
    environment: Environment
    heading: int = 2
    explores: bool = True

    @property
    def notation(self) -> Notation:
        """Returns how formulas are written."""
        return self.prose.notation

    @cached_property
    def choices(self) -> tuple[explorer.Choice, ...]:
        """Returns the parameters whose paths can be lit in the network's figure."""
        return explorer.choices(self.document, self.notation) if self.explores else ()

    @cached_property
    def example(self) -> Blocks | NetworkError | None:
        """Returns what writes the network of arrays unit by unit, or the reason why nothing does; None for others."""
        drawn = _drawing("arrays", self.document)
        if drawn is None or self.document.derivation is None or not self.explores:
            return None
        try:
            found = example_of(self.document.derivation)
        except NetworkError as reason:
            return reason
        except Unproved:
            return NetworkError("unit by unit, not every gradient could be proved")
        places = self.prose.anchors.figures_of(found, drawn.key)
        return replace(self, document=found, prose=Prose(found.notation, places))

    @property
    def explored(self) -> Blocks:
        """Returns what writes the figure whose paths can be lit: this document, or its example."""
        return self.example if isinstance(self.example, Blocks) else self

    @cached_property
    def live(self) -> Live | NetworkError:
        """Returns the numbers that can be moved, or the reason why there are none."""
        try:
            return live(self.document, self.notation)
        except NetworkError as reason:
            return reason

    @cached_property
    def script(self) -> Script | None:
        """Returns the script of the page, if there is a figure with numbers that can be moved."""
        figure = _drawing("network", self.document)
        if figure is None or not self.choices or not isinstance(self.live, Live):
            return None
        return script(self.live, figures.scene(figure, self.notation))

    def write(self, blocks: Iterable[Block]) -> Markup:
        """Returns the blocks one after the other; what is said to other programs is left out."""
        return Markup("\n").join(self._written(block) for block in blocks if type(block) in _RULES)

    def _written(self, block: Block) -> Markup:
        template, told = _RULES[type(block)](self, block)
        known = {
            "proved": self.prose.anchors.evidence,
            "text": self.prose.write,
            "visible": visible,
            "heading": self.heading + 1,
        }
        return trusted(self.environment.get_template(template).render(known | told))


def _display(blocks: Blocks, block: Display) -> Told:
    return "display.html", {"rows": rows(block.lines, blocks.notation), "beside": beside}


def _figure(blocks: Blocks, block: Figure) -> Told:
    anchor = blocks.prose.anchors.figure(block.key)
    scene = figures.scene(block, blocks.notation)
    told = {"anchor": anchor, "drawing": trusted(figures.svg.draw(scene)), "caption": block.caption, "kind": scene.kind}
    if block.kind == "network" and blocks.choices:
        found = blocks.live if blocks.script is not None else None
        return "explorer.html", told | {"choices": blocks.choices, "live": found, "remark": _remark(block, blocks)}
    example = blocks.example if block.kind == "arrays" else None
    below = example.write(example.document.opening) if isinstance(example, Blocks) else Markup()
    return "figure.html", told | {"remark": _remark(block, blocks), "below": below}


def _plot(blocks: Blocks, block: PlotFigure) -> Told:
    anchor = blocks.prose.anchors.figure(block.key)
    drawing = trusted(embedded(pictures.as_svg(replace(block.plot, key=f"{anchor.id}-{block.key}"))))
    told = {"anchor": anchor, "drawing": drawing, "caption": block.caption, "kind": "plot"}
    return "figure.html", told | {"remark": "", "below": Markup()}


def _remark(block: Figure, blocks: Blocks) -> str:
    """Returns why there is nothing to move in the figure of a network, where one would look for it."""
    if block.kind not in ("network", "arrays") or not blocks.explores or blocks.document.derivation is None:
        return ""
    why = blocks.example if block.kind == "arrays" else _why_not_live(blocks)
    if not isinstance(why, NetworkError):
        return ""
    fact = str(why).splitlines()[0]
    return f"There are no sliders here: {fact}."


def _why_not_live(blocks: Blocks) -> Live | NetworkError:
    count = len(cast("Derivation", blocks.document.derivation).network.parameters)
    if isinstance(blocks.live, NetworkError) or blocks.choices:
        return blocks.live
    return NetworkError(f"the network has {count} parameters" if count else "the network has no parameter")


def _drawing(kind: str, document: Document) -> Figure | None:
    """Returns the first drawing of a kind, if there is one."""
    return next((block for block in document.blocks() if isinstance(block, Figure) and block.kind == kind), None)


def _summary(blocks: Blocks, block: Summary) -> Told:
    cells = [
        {
            "parameter": inline(item.parameter, blocks.notation),
            "chain": broken(item.chain, blocks.notation),
            "product": broken(item.product, blocks.notation),
            "delta_form": displayed(item.delta_form, blocks.notation),
            "number": item.number,
            "starts": bool(place) and item.group != block.rows[place - 1].group,
        }
        for place, item in enumerate(block.rows)
    ]
    return "summary.html", {"rows": cells}


def _results(blocks: Blocks, block: Results) -> Told:
    rows = [
        {
            "result": result,
            "index": _sides(result.left, result.right, blocks.notation),
            "matrix": _sides(*result.matrix, blocks.notation) if result.matrix else (),
            "shape": shape_of(result.shape),
        }
        for result in block.rows
    ]
    return "results.html", {"rows": rows, "has_matrices": any(result.matrix for result in block.rows)}


def _refutation(blocks: Blocks, block: Refutation) -> Told:
    left = displayed(layout(block.left, blocks.notation), blocks.notation)
    right = broken(led_by("=", block.right, blocks.notation), blocks.notation)
    return "refutation.html", {"block": block, "left": left, "right": right}


def _sides(left: sp.Expr, right: sp.Expr, notation: Notation) -> tuple[Markup, ...]:
    return broken(relation("=", left, right, notation=notation), notation)


def _cross_check(blocks: Blocks, block: CrossCheck) -> Told:
    found = [
        (inline(parameter, blocks.notation), value, list(zip(block.columns, errors, strict=True)))
        for parameter, value, errors in block.rows
    ]
    return "cross_check.html", {"block": block, "rows": found, "decimal": decimal}


_RULES: Mapping[type[Any], Callable[[Blocks, Any], Told]] = MappingProxyType(
    {
        Paragraph: lambda blocks, block: ("paragraph.html", {"block": block}),
        Subheading: lambda blocks, block: ("subheading.html", {"block": block}),
        Display: _display,
        Figure: _figure,
        PlotFigure: _plot,
        Summary: _summary,
        Table: lambda blocks, block: ("table.html", {"block": block}),
        Results: _results,
        Refutation: _refutation,
        Program: lambda blocks, block: ("program.html", {"block": block}),
        Evidence: lambda blocks, block: ("evidence.html", {"block": block, "first": _first_mention(block)}),
        CrossCheck: _cross_check,
    }
)


def _first_mention(block: Evidence) -> dict[str, int]:
    """Returns, for every line, the place of the first row that tells its evidence: there its link leads."""
    places: dict[str, int] = {}
    for place, found in enumerate(block.rows):
        for number in found.numbers:
            places.setdefault(number, place)
    return places
