"""The explorer: the network's figure, in which the path of one parameter can be lit.

Without a script: a radio button for each parameter, and a rule of the style sheet for each
button that lights what carries the parameter's place and shows its panel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import sympy as sp
from markupsafe import Markup

from symbackprop.notation import layout, led_by
from symbackprop.notation.breaking import lines
from symbackprop.notation.options import Notation
from symbackprop.notation.width import width
from symbackprop.report.blocks import Figure, Summary, SummaryRow
from symbackprop.report.document import Document
from symbackprop.report.html.formulas import NARROW, broken, displayed, inline

if TYPE_CHECKING:
    from symbackprop.calculus import Derivation, Gradient

MOST_PARAMETERS = 50
"""Of more parameters than this none can be chosen."""

MOST_PATHS = 3
"""Where more paths than this lead to the loss, their chains fill the page: the delta form stands alone."""

WIDEST = 16.0
"""So does it where a piece of the chain is wider than this many em, the width of the column."""


@dataclass(frozen=True)
class Choice:
    """A parameter that can be chosen.

    place    its place in the network's tuple of parameters
    name     what it is called
    symbol   how it is written
    role     the role of the delta in its gradient, if there is one
    first    whether it is the one shown at first
    left     its gradient as a name
    forms    what that equals: the chain, the product, the delta form, each in pieces; the last alone of many paths
    number   the line that proves it
    """

    place: int
    name: str
    symbol: Markup
    role: str
    first: bool
    left: Markup
    forms: tuple[tuple[Markup, ...], ...]
    number: str


def choices(document: Document, notation: Notation) -> tuple[Choice, ...]:
    """Returns the parameters that can be chosen: those of the summary, unless there is none or they are too many."""
    rows = [row for block in document.blocks() if isinstance(block, Summary) for row in block.rows]
    derivation = document.derivation
    if derivation is None or len(rows) > MOST_PARAMETERS:
        return ()
    first = _first(document, rows)
    return tuple(_choice(row, derivation, notation, first=row.parameter == first) for row in rows)


def _first(document: Document, rows: list[SummaryRow]) -> sp.Symbol | None:
    """Returns the parameter whose path has a figure of its own, else that with the longest chain."""
    drawn = [block.subject for block in document.blocks() if isinstance(block, Figure) and block.kind == "path"]
    gradients = cast("list[Gradient]", drawn)
    farthest = max(rows, key=lambda row: len(sp.Mul.make_args(row.chain)), default=None)
    return next((gradient.parameter for gradient in gradients), farthest.parameter if farthest else None)


def _choice(row: SummaryRow, derivation: Derivation, notation: Notation, *, first: bool) -> Choice:
    parameters = derivation.network.parameters
    deltas = [delta.name for delta in derivation.deltas if delta.name in row.delta_form.free_symbols]
    gradient = derivation.gradient(row.parameter)
    chains = (row.chain, row.product)
    are_shown = len(gradient.segments) <= MOST_PATHS and all(_fits(form, notation) for form in chains)
    forms = dict.fromkeys((*(chains if are_shown else ()), row.delta_form))
    return Choice(
        place=parameters.index(row.parameter),
        name=row.parameter.name,
        symbol=inline(row.parameter, notation),
        role=notation.palette[deltas[0].name] if deltas else "",
        first=first,
        left=displayed(gradient.partial, notation),
        forms=tuple(broken(led_by("=", form, notation), notation, NARROW) for form in forms),
        number=row.number,
    )


def _fits(form: sp.Expr, notation: Notation) -> bool:
    return all(width(piece) <= WIDEST for piece in lines(layout(form, notation), NARROW))


def rules(found: tuple[Choice, ...]) -> str:
    """Returns the rules of the style sheet that light the path of the chosen parameter."""
    return "\n".join(
        f'.ex:has(#p{choice.place}:checked) [data-on~="{choice.place}"]{{--lit:1}}'
        f'.ex:has(#p{choice.place}:checked) [data-of="{choice.place}"]{{display:block}}'
        for choice in found
    )
