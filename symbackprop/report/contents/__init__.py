"""What a document says: one file for each section, in the order of the story."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from symbackprop.calculus import Derivation
from symbackprop.network.wording import kind_of
from symbackprop.proof.derivations import Proofs
from symbackprop.report.blocks import CrossCheck, Figure
from symbackprop.report.contents import arrays
from symbackprop.report.contents.activation import activation
from symbackprop.report.contents.chain_rule import chain_rule
from symbackprop.report.contents.deltas import deltas
from symbackprop.report.contents.evidence import evidence
from symbackprop.report.contents.forward import forward
from symbackprop.report.contents.gradients import gradients
from symbackprop.report.contents.partials import partials
from symbackprop.report.contents.program import program
from symbackprop.report.contents.story import Story
from symbackprop.report.contents.summary import summary
from symbackprop.report.contents.update import update
from symbackprop.report.document import Document, Reference, Section
from symbackprop.report.palette import ROLES, dashes
from symbackprop.report.text import Formula, Inline, Text

Write: TypeAlias = Callable[[Story], Section | None]

SECTIONS: Mapping[str, tuple[Write, ...]] = MappingProxyType(
    {
        "scalars": (
            *(forward, chain_rule, activation, partials, deltas, gradients, summary),
            *(update, program, evidence),
        ),
        "arrays": (
            *(arrays.conventions, arrays.forward, arrays.chain_rule, activation, partials),
            *(arrays.deltas, arrays.gradients, arrays.results, program, evidence),
        ),
    }
)
"""The sections of a derivation's document, in order: of a network of scalars, and of an indexed one."""

_HOW_TO_READ = (
    "A unit is a pill: preactivation left, activation right. Black arrows carry values forward; "
    "coloured arrows carry the deltas back"
)

REFERENCES = (
    Reference(
        "rumelhart",
        "D. E. Rumelhart, G. E. Hinton, R. J. Williams. Learning representations by back-propagating errors. "
        "Nature 323 (1986), 533–536.",
    ),
    Reference("goodfellow", "I. Goodfellow, Y. Bengio, A. Courville. Deep Learning. MIT Press, 2016. Section 6.5.2."),
)


def document(
    derivation: Derivation, proofs: Proofs, source: str | None = None, cross_check: CrossCheck | None = None
) -> Document:
    """Returns the document that tells a derivation, section by section, every claim with its verdict.

    Raises Unproved if a step that is to be shown is not proved.
    """
    story = Story(derivation, proofs, source, cross_check)
    network = derivation.network
    kind = "arrays" if network.is_indexed else "scalars"
    sections = tuple(section for write in SECTIONS[kind] if (section := write(story)) is not None)
    rows = {row.name: row for equation in network if (row := equation.activation) is not None}
    only = next(iter(rows.values())) if len(rows) == 1 else None
    return Document(
        title=f"Backpropagation through {network.title}".replace("2-2-1", "2–2–1"),
        subtitle=kind_of(network),
        derivation=derivation,
        sections=sections,
        references=REFERENCES,
        activation_symbol="g" if only is not None else None,
        opening=(Figure("network", "network", _caption(derivation)),),
    )


def _caption(derivation: Derivation) -> Text:
    words: list[Inline] = [_HOW_TO_READ]
    drawn = dashes(derivation)
    if len(drawn) <= len(ROLES):
        for position, (delta, dash) in enumerate(drawn.items()):
            words += [", " if position else ": ", Formula(delta), f" ({dash})"]
    loss = Formula(derivation.network.loss.name)
    words += [". Each is the derivative of ", loss, " with respect to the preactivation at which its arrow ends."]
    return tuple(words)
