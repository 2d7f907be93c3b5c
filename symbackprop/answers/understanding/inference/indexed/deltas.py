"""Deltas of arrays: which array of deltas belongs to which preactivations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import sympy as sp

from symbackprop.answers.latex import Written
from symbackprop.answers.understanding.inference.definitions import Definition, derivative_in
from symbackprop.answers.understanding.inference.indexed.arrays import Arrays, Element, element, numbered
from symbackprop.answers.understanding.inference.lexicon import Lexicon
from symbackprop.network.activations import activation_of
from symbackprop.network.indices import head


@dataclass(frozen=True)
class DeltaArray:
    """The deltas of an array.

    text     how an element is written: delta_k
    label    what the array of them is called
    letters  the index letters of the element
    array    the array whose deltas they are
    source   where they are defined; None if they are not
    """

    text: str
    label: str
    letters: tuple[str, ...]
    array: str
    source: Definition | None = None


def deltas_of_arrays(
    definitions: Iterable[Definition],
    lexicon: Lexicon,
    arrays: Arrays,
    lines: Mapping[sp.Symbol, sp.Expr],
    written: Iterable[Written],
) -> tuple[DeltaArray, ...]:
    """Returns the deltas: those that are defined as derivatives, and those with the scripts of one preactivation.

    lines    the equations
    written  all names of the document
    """
    sources = {one.name.text: one for one in reversed(list(definitions))}
    belongs = {text: (found, array) for text, found, array in _defined(sources.values(), lexicon, arrays, lines)}
    defined = {text: sources[text] for text in belongs}
    for name in written:
        found = element(name, arrays.item) if name.base == "delta" else None
        if found is not None and name.text not in belongs:
            own = [array for array in _summed(lines) if _alike(found, array, arrays)]
            belongs |= {name.text: (found, own[0])} if len(own) == 1 else {}
    labels: dict[str, str] = {}
    for found, array in belongs.values():
        if array not in labels:
            labels[array] = next(text for text in numbered(found.text) if text not in labels.values())
    return tuple(
        DeltaArray(text, labels[array], found.letters, array, defined.get(text))
        for text, (found, array) in belongs.items()
    )


def _defined(
    definitions: Iterable[Definition], lexicon: Lexicon, arrays: Arrays, lines: Mapping[sp.Symbol, sp.Expr]
) -> Iterator[tuple[str, Element, str]]:
    known = {key.name for key in lines}
    for one in definitions:
        derivative, sign = derivative_in(one.body)
        by = lexicon.alone(derivative.by[0][0])
        own, array = element(one.name, arrays.item), arrays.of(by.name) if by is not None else None
        if sign == 1 and own is not None and array is not None and array[0] in known and own.letters == array[1]:
            yield one.name.text, own, array[0]


def _summed(lines: Mapping[sp.Symbol, sp.Expr]) -> list[str]:
    """Returns the arrays that have deltas: the arguments of activations, and what is a sum over weights."""
    arguments = {head(body.args[0]) for body in lines.values() if activation_of(body) is not None}
    others = [*lines][:-1]
    return [key.name for key in others if key in arguments or lines[key].has(sp.Sum)]


def _alike(delta: Element, array: str, arrays: Arrays) -> bool:
    """Returns whether deltas have the scripts of an array: its letters if these are layers, else what stands above."""
    keys = [key for key, text in arrays.names.items() if text == array]
    if arrays.by_letter:
        return any(letters == delta.letters for _, letters in keys)
    return any(text.partition("^")[2] == delta.text.partition("^")[2] for text, _ in keys)
