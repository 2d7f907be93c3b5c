"""What a document says: one file for each section, in the order of the story."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from symbackprop.calculus import Derivation
from symbackprop.network import Network
from symbackprop.network.wording import kind_of
from symbackprop.proof.derivations import Proofs
from symbackprop.report.account import Account, Judged
from symbackprop.report.blocks import About, Block
from symbackprop.report.contents import arrays
from symbackprop.report.contents.activation import activation
from symbackprop.report.contents.author import mistakes
from symbackprop.report.contents.chain_rule import chain_rule
from symbackprop.report.contents.deltas import deltas
from symbackprop.report.contents.evidence import evidence
from symbackprop.report.contents.forward import forward
from symbackprop.report.contents.gradients import gradients
from symbackprop.report.contents.opening import opening_of_arrays, opening_of_scalars
from symbackprop.report.contents.partials import partials
from symbackprop.report.contents.program import program
from symbackprop.report.contents.second_order import hessian, product
from symbackprop.report.contents.story import Story
from symbackprop.report.contents.summary import summary
from symbackprop.report.contents.update import update
from symbackprop.report.document import Document, Reference, Section
from symbackprop.report.palette import notation_for
from symbackprop.report.subjects import of_derivation

Write: TypeAlias = Callable[[Story], Section | None]

SECTIONS: Mapping[str, tuple[Write, ...]] = MappingProxyType(
    {
        "scalars": (
            *(forward, chain_rule, activation, partials, deltas, gradients, summary),
            *(hessian, product, mistakes, update, program, evidence),
        ),
        "arrays": (
            *(arrays.conventions, arrays.forward, arrays.chain_rule, activation, partials),
            *(arrays.deltas, arrays.gradients, arrays.results, hessian, product, mistakes, program, evidence),
        ),
    }
)
"""The sections of a derivation's document, in order: of a network of scalars, and of an indexed one."""

OPENINGS: Mapping[str, Callable[[Story], tuple[Block, ...]]] = MappingProxyType(
    {"scalars": opening_of_scalars, "arrays": opening_of_arrays}
)
"""What stands before the first section."""

REFERENCES = (
    Reference(
        "rumelhart",
        "D. E. Rumelhart, G. E. Hinton, R. J. Williams. Learning representations by back-propagating errors. "
        "Nature 323 (1986), 533–536.",
    ),
    Reference("goodfellow", "I. Goodfellow, Y. Bengio, A. Courville. Deep Learning. MIT Press, 2016. Section 6.5.2."),
)


def document(
    derivation: Derivation,
    proofs: Proofs,
    source: str | None = None,
    cross_check: tuple[Block, ...] = (),
    said: Judged | None = None,
) -> Document:
    """Returns the document that tells a derivation, section by section, every claim with its verdict.

    Raises Unproved if a step that is to be shown is not proved, NotRefuted if what is to be
    shown as a mistake is not refuted.
    """
    story = Story(derivation, proofs, said or Judged(Account(derivation), {}), source, cross_check)
    account = story.said.account
    network = derivation.network
    opening = OPENINGS[story.kind](story)
    sections = tuple(section for write in SECTIONS[story.kind] if (section := write(story)) is not None)
    return Document(
        title=account.title or f"Backpropagation through {network.title}".replace("2-2-1", "2–2–1"),
        subtitle=kind_of(network),
        sections=sections,
        references=(*REFERENCES, *account.references),
        opening=(About(of_derivation(derivation)), *opening),
        notation=notation_for(derivation, letter_of_activation(network)),
        derivation=derivation,
    )


def letter_of_activation(network: Network) -> str | None:
    """Returns the letter for the only activation of the network; None if there are several, or g is another thing."""
    rows = {row.name for line in network if (row := line.activation) is not None}
    names = {symbol.name for symbol in network.symbols}
    return "g" if len(rows) == 1 and "g" not in names else None
