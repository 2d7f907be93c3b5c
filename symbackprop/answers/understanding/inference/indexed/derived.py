"""Derived networks of arrays: the network that equations with index letters make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import sympy as sp

from symbackprop.answers.functions import Function
from symbackprop.answers.latex import NotUnderstood, Statement, Symbols, Written, readings
from symbackprop.answers.understanding.inference.definitions import Definition, Definitions
from symbackprop.answers.understanding.inference.derived import differentiated
from symbackprop.answers.understanding.inference.forward import in_order
from symbackprop.answers.understanding.inference.indexed.arrays import Arrays, arrays_of, element
from symbackprop.answers.understanding.inference.indexed.deltas import deltas_of_arrays
from symbackprop.answers.understanding.inference.indexed.shapes import Shapes, shapes_of
from symbackprop.answers.understanding.inference.indexed.table import LayersByLetter, vocabulary_of_arrays
from symbackprop.answers.understanding.inference.invented import functions_of
from symbackprop.answers.understanding.inference.lexicon import Lexicon
from symbackprop.answers.understanding.inference.roles import LOSSES, loss_among, roles
from symbackprop.answers.understanding.inference.spelling import spelled
from symbackprop.answers.understanding.inference.tables import arguments
from symbackprop.answers.vocabulary import vocabulary
from symbackprop.errors import NetworkError
from symbackprop.network import Equation, Network, name
from symbackprop.network.indices import head, heads, subscripts

_NONE: Mapping[str, str] = MappingProxyType({})

MOST_EQUATIONS = 60
"""The most equations of a network of arrays."""


@dataclass(frozen=True)
class DerivedOfArrays:
    """A network of arrays made of a document's equations.

    table    what the names mean
    sources  the equations it is made of
    """

    table: Symbols
    sources: tuple[Definition, ...]


@dataclass(frozen=True)
class _Line:
    """An equation that was read."""

    name: sp.Expr
    body: sp.Expr
    source: Definition


def derived_of_arrays(
    definitions: Definitions, lexicon: Lexicon, meant: Mapping[str, Function], named: Mapping[str, str] = _NONE
) -> DerivedOfArrays | None:
    """Returns the network that equations with index letters make, None if they make none.

    Where they make none together, as one of them is wrong, each array is defined once.

    meant  what the functions of the document are
    named  what the deltas of an array are called as a whole
    """
    forward = [one for one in definitions.quantities if not one.text.startswith("delta")][:MOST_EQUATIONS]
    found = _derived(forward, definitions, lexicon, meant, named)
    return found or _derived(list(_apart(forward, lexicon)), definitions, lexicon, meant, named)


def _apart(forward: Sequence[Definition], lexicon: Lexicon) -> Iterator[Definition]:
    """Yields the equations, of each array the one with fewest names that are not defined."""
    defined = {_array(one.name) for one in forward}
    chosen: dict[str, Definition] = {}
    for one in sorted(forward, key=lambda one: len({_array(read) for read in names_in(one, lexicon)} - defined)):
        chosen.setdefault(_array(one.name), one)
    yield from (one for one in forward if chosen[_array(one.name)] is one)


def _array(written: Written) -> str:
    found = element(written)
    return found.text if found is not None else spelled(written)


def _derived(
    forward: Sequence[Definition],
    definitions: Definitions,
    lexicon: Lexicon,
    meant: Mapping[str, Function],
    named: Mapping[str, str],
) -> DerivedOfArrays | None:
    losses = [one for one in forward if one.name.base in LOSSES]
    others = [one for one in forward if one.name.base not in LOSSES]
    read = [name for one in forward for name in names_in(one, lexicon)]
    arrays = arrays_of([one.name for one in others], read, _item(losses))
    if not arrays.names:
        return None
    written = [occurrence.head.name for occurrence in lexicon.everywhere]
    functions = functions_of(lexicon, meant)
    notation = {**arrays.notation(written), **{one.name.text: one.name.base for one in losses if element(one.name)}}
    shapes = shapes_of(
        [(one, [*([] if one in losses else [one.name]), *names_in(one, lexicon)]) for one in forward], arrays
    )
    scalars = sorted({*shapes.scalars, *(one.name.base if element(one.name) else one.text for one in losses)})
    own = {text: name(text) for text in scalars}
    try:
        reading = Symbols(vocabulary_of_arrays(shapes.sizes, scalars), notation, functions, own)
        lines = list(_once(_lines(forward, reading)))
        deltas = deltas_of_arrays(
            definitions.deltas, lexicon, arrays, {head(line.name): line.body for line in lines}, written
        )
        network = _network(lines, lexicon, arrays, shapes, {**named, **{row.array: row.label for row in deltas}})
        words = vocabulary(network)
    except NetworkError:
        return None
    kind = LayersByLetter if arrays.by_letter else Symbols
    rows = {row.text: f"{row.label}[{', '.join(row.letters)}]" for row in deltas}
    sources = [line.source for line in lines if network.defines(line.name)]
    sources += [row.source for row in deltas if row.source is not None]
    letters = {text: name(text) for text in arguments(lexicon, words)}
    kept = frozenset(words.quantities) - arrays.of_layers if arrays.of_layers else None
    return DerivedOfArrays(kind(words, {**notation, **rows}, functions, letters, kept), tuple(sources))


def names_in(one: Definition, lexicon: Lexicon) -> Iterator[Written]:
    """Yields the names in the body of a definition, but for its functions."""
    return (found.head.name for found in lexicon.occurrences(one.body) if found.text not in lexicon.functions)


def _item(losses: Sequence[Definition]) -> str:
    """Returns the letter of the items: the one index of the loss, E_p; "" if it has none."""
    found = [element(one.name) for one in losses]
    letters = {one.letters for one in found if one is not None and len(one.letters) == 1}
    return next(iter(letters))[0] if len(letters) == 1 else ""


def _lines(forward: Sequence[Definition], table: Symbols) -> Iterator[_Line]:
    """Yields the equations that are read."""
    for one in forward:
        left = one.stated.statement.sides[0]
        try:
            found = readings(Statement(one.stated.statement.text, (left, one.body), ("=",)), table)[0]
        except NotUnderstood:
            continue
        key, body = found.sides
        if key is None or body is None or not (key.is_Symbol or isinstance(key, sp.Indexed)):
            continue
        if all(letter.is_Symbol for letter in subscripts(key)):
            yield _Line(key, body, one)


def _once(found: Iterable[_Line]) -> Iterator[_Line]:
    """Yields the lines, of each name the one that reads fewest that are not defined: a = f(z), and not f(W x + b)."""
    lines = tuple(found)
    defined = {head(line.name) for line in lines}
    chosen: dict[sp.Symbol, _Line] = {}
    for line in sorted(lines, key=lambda line: len({*heads(line.body)} - defined)):
        chosen.setdefault(head(line.name), line)
    yield from (line for line in lines if chosen[head(line.name)] is line)


def _network(
    lines: Sequence[_Line], lexicon: Lexicon, arrays: Arrays, shapes: Shapes, labels: Mapping[str, str]
) -> Network:
    """Returns the network. Raises NetworkError if the equations make none."""
    plain, _ = in_order({head(line.name): _in_labels(line.body) for line in lines})
    of, by = differentiated(lexicon)

    def called(written: Written) -> str:
        found = arrays.of(written)
        return found[0] if found is not None else spelled(written)

    used = frozenset(map(called, by))
    loss = loss_among(plain, Counter(map(spelled, of)), used)
    if loss is None or len(plain) < 2:
        raise NetworkError("the equations have no loss")
    order = [*(key for key in plain if key != loss), loss]
    cast = roles(
        {key: plain[key] for key in order}, loss, used, [called(each.head.name) for each in lexicon.everywhere]
    )
    found = {head(line.name): line for line in lines}
    sizes = {symbol.name for row in shapes.sizes.values() for last in row for symbol in last.free_symbols}
    return Network(
        [
            Equation(
                found[key].name,
                found[key].body,
                delta=name(labels[key.name]) if key.name in labels else None,
                ranges=tuple(zip(subscripts(found[key].name), shapes.sizes.get(key.name, ()), strict=False)),
            )
            for key in order
        ],
        parameters=[parameter.name for parameter in cast.parameters if parameter.name not in sizes],
        targets=[target.name for target in cast.targets if target.name not in sizes],
        constants=[constant for constant in cast.constants if constant.name not in sizes],
        hypotheses=_of_targets([found[key] for key in order], [target.name for target in cast.targets]),
        items=_items([line.name for line in lines if line.name.has(sp.Indexed)], shapes),
    )


def _of_targets(lines: Sequence[_Line], targets: Sequence[str]) -> list[tuple[sp.Expr, sp.Expr]]:
    """Returns that targets add up to 1, where the loss multiplies them with the logarithm of a softmax."""
    outputs = {head(line.name) for line in lines if _is_softmax(line.body)}
    logarithms = [node.args[0] for node in lines[-1].body.atoms(sp.log)]
    if not any(isinstance(node, sp.Indexed) and head(node) in outputs for node in logarithms):
        return []
    elements = sorted(lines[-1].body.atoms(sp.Indexed), key=str)
    ends = {letter: last for total in lines[-1].body.atoms(sp.Sum) for letter, _, last in total.limits}
    own = [node for node in elements if head(node).name in targets and node.indices[-1] in ends]
    return [(sp.Sum(node, (node.indices[-1], 1, ends[node.indices[-1]])), sp.S.One) for node in own]


def _is_softmax(body: sp.Expr) -> bool:
    """Returns whether a body is an exponential over a sum of such, be it of a name or of more: softmax(W h)."""
    above, below = body.as_numer_denom()
    return isinstance(above, sp.exp) and isinstance(below, sp.Sum) and isinstance(below.function, sp.exp)


def _items(names: Sequence[sp.Expr], shapes: Shapes) -> tuple[sp.Symbol, sp.Expr] | None:
    """Returns the index of the items and their number, if every array that is defined begins with it; else None."""
    first = {subscripts(found)[0] for found in names}
    last = {shapes.sizes[head(found).name][0] for found in names}
    several = any(len(subscripts(found)) > 1 for found in names)
    return (first.pop(), last.pop()) if len(first) == len(last) == 1 and several else None


def _in_labels(body: sp.Expr) -> sp.Expr:
    """Returns a body without its indices and sums: which arrays are multiplied by which."""
    elements = body.replace(lambda node: isinstance(node, sp.Sum), lambda node: node.function)
    return elements.replace(lambda node: isinstance(node, sp.Indexed), head)
