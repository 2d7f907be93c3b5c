"""Deltas: what a document calls the derivatives of the loss, learnt from its definitions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import sympy as sp

from symbackprop.answers.understanding.inference.analogy import Numbered
from symbackprop.answers.understanding.inference.definitions import Definition, derivative_in
from symbackprop.answers.understanding.inference.invented import symbol
from symbackprop.answers.understanding.inference.lexicon import Lexicon


@dataclass(frozen=True)
class DeltaName:
    """A name of a derivative: delta_1 = ∂E/∂u_1.

    text    the name, as the document writes it
    of      what is differentiated
    by      by what
    sign    -1 where it is defined with a minus
    source  where that stands; None if it was completed by analogy
    """

    text: str
    of: sp.Symbol
    by: sp.Symbol
    sign: int
    source: Definition | None = None


def deltas_named(
    definitions: Iterable[Definition], lexicon: Lexicon, known: Collection[sp.Symbol]
) -> tuple[DeltaName, ...]:
    """Returns the names of derivatives by known quantities, those of like units completed by analogy."""
    found: dict[str, DeltaName] = {}
    for definition in definitions:
        derivative, sign = derivative_in(definition.body)
        of = lexicon.alone(derivative.of) if derivative.of is not None else None
        by = lexicon.alone(derivative.by[0][0])
        if of is not None and by is not None and symbol(by.name) in known:
            row = DeltaName(definition.name.text, symbol(of.name), symbol(by.name), sign, definition)
            found.setdefault(row.text, row)
    for row in tuple(found.values()):
        found |= {other.text: other for other in _alike(row, known) if other.text not in found}
    return tuple(found.values())


def _alike(row: DeltaName, known: Collection[sp.Symbol]) -> Iterator[DeltaName]:
    """Yields the names for the other units of the same layer: delta_2 for u_2 after delta_1 for u_1."""
    own, by = Numbered.of(row.text), Numbered.of(row.by.name)
    for other in known:
        parts = Numbered.of(other.name)
        place = parts.step_from(by)
        if place is None:
            continue
        places = [spot for spot, digit in enumerate(own.digits) if digit == by.digits[place]]
        if len(places) == 1:
            yield DeltaName(own.with_digit(places[0], parts.digits[place]), row.of, other, row.sign)
