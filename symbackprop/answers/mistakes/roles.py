"""Roles: what a quantity is in the network, and how prose calls it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

import sympy as sp

from symbackprop.answers.mistakes.diagnosis import Piece
from symbackprop.answers.mistakes.form import Factor
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.network.indices import head, heads, subscripts

_OUTPUT = "delta_out"


def role(quantity: sp.Expr, words: Vocabulary) -> str:
    """Returns what a name is: "delta", "parameter", "target", "preactivation", "signal", "loss", or "" for another.

    A signal is what a layer reads: an input or an activation.

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import names, two_layer
    >>> [role(quantity, vocabulary(two_layer())) for quantity in names("delta_1 w_11 u_1 y_1 x_1")]
    ['delta', 'parameter', 'preactivation', 'signal', 'signal']
    """
    return _roles(words).get(head(quantity), "")


@lru_cache(maxsize=8)
def _roles(words: Vocabulary) -> Mapping[sp.Symbol, str]:
    network = words.network
    defined = {line.symbol: "preactivation" if line.symbol in network.activated else "signal" for line in network}
    return {
        **dict.fromkeys(map(head, network.inputs), "signal"),
        **defined,
        network.loss.symbol: "loss",
        **dict.fromkeys(map(head, network.targets), "target"),
        **dict.fromkeys(map(head, network.parameters), "parameter"),
        **dict.fromkeys((head(delta.name) for delta in words.derivation.deltas), "delta"),
    }


def level(quantity: sp.Expr, words: Vocabulary) -> int:
    """Returns how far a name stands from the inputs: the layer it belongs to; a parameter that of its reader.

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import names, two_layer
    >>> [level(quantity, vocabulary(two_layer())) for quantity in names("x_1 w_11 delta_1 v_1 delta_out")]
    [0, 1, 1, 3, 3]
    """
    return _levels(words).get(head(quantity), 0)


@lru_cache(maxsize=8)
def _levels(words: Vocabulary) -> Mapping[sp.Symbol, int]:
    depth, readers = words.network.depth, words.network.readers
    read_by = {key: [depth[line.symbol] for line in readers[key]] for key in map(head, words.network.parameters)}
    return {
        **depth,
        **{key: min(found) for key, found in read_by.items()},
        **{head(delta.name): depth[head(delta.of)] for delta in words.derivation.deltas},
    }


def unit(preactivation: sp.Expr, words: Vocabulary) -> str:
    """Returns what the unit with this preactivation is called.

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import names, two_layer
    >>> [unit(quantity, vocabulary(two_layer())) for quantity in names("u_1 s")]
    ['unit 1', 'the output unit']
    """
    places = ", ".join(map(str, subscripts(preactivation)))
    text, _, layer = head(preactivation).name.partition("^")
    _, underscore, number = text.partition("_")
    of_layer = f" of layer {layer.strip('()')}" if layer else ""
    deltas = {head(delta.of): head(delta.name).name for delta in words.derivation.deltas}
    if deltas.get(head(preactivation)) == _OUTPUT:
        return f"output unit {places}" if places else "the output unit"
    if places or underscore:
        return f"unit {places or number}{of_layer}"
    return f"the unit of {head(preactivation).name}"


def said_of(factor: Factor, words: Vocabulary) -> tuple[Piece, ...]:
    """Returns what a factor is, after a comma; () if there is no word for it."""
    if factor.slope is not None:
        return (f", the slope of {unit(factor.slope.argument, words)}",)
    if not isinstance(factor.value, sp.Symbol | sp.Indexed):
        return ()
    say = _SAID.get(role(factor.value, words))
    return () if say is None else say(factor.value, words)


def _input(quantity: sp.Expr, words: Vocabulary) -> tuple[Piece, ...]:
    return () if words.network.defines(quantity) else (", the input",)


def _parameter(quantity: sp.Expr, words: Vocabulary) -> tuple[Piece, ...]:
    readers = words.network.readers.get(head(quantity), ())
    return (", the weight",) if any(_multiplies(quantity, line.body) for line in readers) else (", the bias",)


def _multiplies(quantity: sp.Expr, body: sp.Expr) -> bool:
    return any(head(quantity) in heads(product) for product in body.atoms(sp.Mul))


def _delta(quantity: sp.Expr, words: Vocabulary) -> tuple[Piece, ...]:
    (of,) = (delta.of for delta in words.derivation.deltas if head(delta.name) == head(quantity))
    places = dict(zip(subscripts(of), subscripts(quantity), strict=False))
    return (f", the delta of {unit(of.xreplace(places), words)}",)


_SAID = {"signal": _input, "parameter": _parameter, "delta": _delta}


def names_in(expression: sp.Expr) -> Iterator[sp.Expr]:
    """Yields the names and elements of arrays that an expression reads, in alphabetical order; no index, no size."""
    elements = expression.atoms(sp.Indexed)
    labels = {element.base.label for element in elements}
    symbols = {symbol for symbol in expression.atoms(sp.Symbol) if not symbol.is_integer and symbol not in labels}
    yield from sorted(elements | symbols, key=str)
