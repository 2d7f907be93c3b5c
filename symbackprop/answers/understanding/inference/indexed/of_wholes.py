"""Networks of a document that writes whole arrays: its letters, and what its deltas are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from symbackprop.answers.functions import Function
from symbackprop.answers.latex import Written
from symbackprop.answers.latex.tree import Big, Terms
from symbackprop.answers.understanding.inference.definitions import Definition, Definitions, derivative_in
from symbackprop.answers.understanding.inference.indexed.arrays import element
from symbackprop.answers.understanding.inference.indexed.derived import DerivedOfArrays, derived_of_arrays
from symbackprop.answers.understanding.inference.indexed.wholes import Rewritten, with_letters
from symbackprop.answers.understanding.inference.lexicon import Lexicon
from symbackprop.answers.understanding.inference.spelling import spelled
from symbackprop.answers.understanding.inference.walking import walk
from symbackprop.answers.understanding.subject import Layout
from symbackprop.notation.letters import natural_key


def derived_of_wholes(
    definitions: Definitions, lexicon: Lexicon, meant: Mapping[str, Function]
) -> tuple[DerivedOfArrays, Layout] | None:
    """Returns the network that equations of whole arrays make, and how they are laid out; None if they make none."""
    rewritten = with_letters(definitions.quantities, lexicon)
    if rewritten is None:
        return None
    named = _deltas(definitions, lexicon, rewritten)
    found = derived_of_arrays(replace(definitions, quantities=rewritten.definitions), lexicon, meant, named)
    if found is None:
        return None
    table = replace(found.table, notation={**found.table.notation, **_notation(found, lexicon, rewritten.layout)})
    return replace(found, table=table), rewritten.layout


def _notation(found: DerivedOfArrays, lexicon: Lexicon, layout: Layout) -> Mapping[str, str]:
    """Returns what the names of arrays are: in rows, a vector is the transpose of that of the network.

    So is, in columns, a batch, whose items are rows there.
    """
    rows: dict[str, str] = {}
    shapes, items = found.table.vocabulary.shapes, found.table.vocabulary.network.items
    for occurrence in lexicon.everywhere:
        label = spelled(occurrence.head.name)
        rank = len(shapes.get(label, ()))
        is_batch = rank > 1 and items is not None and shapes[label][0] == items[1]
        if (rank == 1 and layout == "rows") or (is_batch and layout == "columns"):
            rows[occurrence.text] = f"{label}^T"
        elif rank and label != occurrence.text and "(" not in occurrence.head.name.base:
            rows[occurrence.text] = label
    return rows


def _deltas(definitions: Definitions, lexicon: Lexicon, rewritten: Rewritten) -> Mapping[str, str]:
    """Returns what the deltas of each array are called: as they are defined, else those with the array's scripts.

    Where there are as many deltas as arrays with other numbers, delta_3 of z_2, their order tells them.
    """
    defined: dict[str, str] = {}
    for one in definitions.deltas:
        derivative, sign = derivative_in(one.body)
        by = lexicon.alone(derivative.by[0][0])
        if by is not None and sign == 1:
            defined[_array(by.name)] = _array(one.name)
    names = (occurrence.head.name for occurrence in lexicon.everywhere)
    deltas = {_array(name) for name in names if name.base == "delta"} - {*defined.values()}
    labels = sorted(deltas, key=natural_key)
    arrays = [array for one in rewritten.definitions if (array := _summed(one)) and array not in defined]
    by_scripts = {_scripts(array): array for array in arrays}
    if {*map(_scripts, labels)} == by_scripts.keys():
        return {**{by_scripts[_scripts(label)]: label for label in labels}, **defined}
    in_order = dict(zip(arrays, labels, strict=True)) if len(arrays) == len(labels) else {}
    return {**in_order, **defined}


def _array(name: Written) -> str:
    """Returns what an array is called, by its own name or by that of an element of it."""
    found = element(name)
    return spelled(name) if found is None else found.text


def _summed(one: Definition) -> str:
    """Returns the array that an equation defines as a sum over weights, "" for another equation."""
    array = element(one.name)
    weighted = isinstance(one.body, Terms) and any(isinstance(node, Big) for node in walk(one.body))
    return array.text if array is not None and weighted else ""


def _scripts(text: str) -> str:
    """Returns what stands below and above a name: _1 of z_1, ^(2) of z^(2)."""
    return text[min(place for place in (text.find("_"), text.find("^"), len(text)) if place >= 0) :]
