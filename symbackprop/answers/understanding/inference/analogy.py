"""Analogy: units that a document does not write out, completed after one that it does: u_2 after u_1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import sympy as sp

from symbackprop.network import name

MOST_COMPLETED = 200
"""The most equations that are completed."""

_DIGIT = re.compile("[0-9]")
_INPUTS = frozenset({"x", "X", "i", "in", "input", "I"})


@dataclass(frozen=True)
class Numbered:
    """A name with numbers in it: the text around them, and the digits.

    >>> Numbered.of("w_12")
    Numbered(around=('w_', '', ''), digits=('1', '2'))
    """

    around: tuple[str, ...]
    digits: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Numbered:
        """Returns the parts of a name; what stands above it stays as it is."""
        below, caret, above = text.partition("^")
        found = _DIGIT.split(below)
        return cls((*found[:-1], found[-1] + caret + above), tuple(_DIGIT.findall(below)))

    def with_digit(self, place: int, digit: str) -> str:
        """Returns the name with another digit at a place."""
        digits = [*self.digits[:place], digit, *self.digits[place + 1 :]]
        return "".join(text + number for text, number in zip(self.around, (*digits, ""), strict=True))

    def step_from(self, other: Numbered) -> int | None:
        """Returns the only place at which the digits differ from those of a name of the same kind, else None."""
        if self.around != other.around:
            return None
        places = [place for place, (one, two) in enumerate(zip(self.digits, other.digits, strict=True)) if one != two]
        return places[0] if len(places) == 1 else None


@dataclass(frozen=True)
class Completed:
    """An equation made by analogy.

    name   what it defines
    body   what that is
    after  the name of the equation it is made after
    """

    name: sp.Symbol
    body: sp.Expr
    after: sp.Symbol


def completed(known: Mapping[sp.Symbol, sp.Expr], written: Iterable[str]) -> tuple[Completed, ...]:
    """Returns the equations of names that are read, are defined nowhere, and have a counterpart that is.

    known    the equations there are
    written  all names of the document, which say how the weights of the other units are called

    >>> u_1, y_1, b_1, w_11, w_12, x_1, x_2, s, y_2 = map(name, "u_1 y_1 b_1 w_11 w_12 x_1 x_2 s y_2".split())
    >>> forward = {u_1: b_1 + w_11 * x_1 + w_12 * x_2, y_1: sp.tanh(u_1), s: y_1 + y_2}
    >>> [(line.name, line.body) for line in completed(forward, ())]
    [(y_2, tanh(u_2)), (u_2, b_2 + w_21*x_1 + w_22*x_2)]
    """
    texts = frozenset(written)
    found: dict[sp.Symbol, Completed] = {}
    wanted = [symbol for body in known.values() for symbol in _ordered(body)]
    for symbol in wanted:
        if symbol in known or symbol in found or len(found) >= MOST_COMPLETED:
            continue
        line = _after_some(symbol, known, texts)
        if line is not None:
            found[symbol] = line
            wanted.extend(_ordered(line.body))
    return tuple(found.values())


def _ordered(body: sp.Expr) -> list[sp.Symbol]:
    return sorted(body.free_symbols, key=lambda symbol: symbol.name)


def _after_some(wanted: sp.Symbol, known: Mapping[sp.Symbol, sp.Expr], texts: frozenset[str]) -> Completed | None:
    target = Numbered.of(wanted.name)
    for symbol, body in known.items():
        source = Numbered.of(symbol.name)
        place = target.step_from(source)
        if place is not None:
            made = _transferred(body, source.digits[place], target.digits[place], known, texts)
            if made is not None:
                return Completed(wanted, made, symbol)
    return None


def _transferred(
    body: sp.Expr, old: str, new: str, known: Mapping[sp.Symbol, sp.Expr], texts: frozenset[str]
) -> sp.Expr | None:
    """Returns the body for another unit, None if its weights do not say which unit they belong to."""
    kinds: dict[tuple[str, ...], list[tuple[sp.Symbol, Numbered]]] = {}
    for symbol in _ordered(body):
        parts = Numbered.of(symbol.name)
        kinds.setdefault(parts.around, []).append((symbol, parts))
    changes: dict[sp.Symbol, sp.Symbol] = {}
    for group in kinds.values():
        place = _unit_place(group, old, new, known, texts)
        if place is not None:
            changes |= {symbol: name(parts.with_digit(place, new)) for symbol, parts in group}
    whole = all(changes.keys() & product.free_symbols for product in _products(body))
    return body.xreplace(changes) if changes and whole else None


def _unit_place(
    group: list[tuple[sp.Symbol, Numbered]],
    old: str,
    new: str,
    known: Mapping[sp.Symbol, sp.Expr],
    texts: frozenset[str],
) -> int | None:
    """Returns where the names of one kind bear the number of the unit: it is the same in all of them."""
    first, parts = group[0]
    places = [
        place for place, digit in enumerate(parts.digits) if all(each.digits[place] == digit for _, each in group)
    ]
    places = [place for place in places if parts.digits[place] == old]
    if not places or (len(group) == 1 and first not in known and parts.around[0].rstrip("_") in _INPUTS):
        return None
    return next((place for place in places if parts.with_digit(place, new) in texts), places[0])


def _products(body: sp.Expr) -> Iterator[sp.Expr]:
    """Yields the products of names in a body."""
    for node in sp.preorder_traversal(body):
        if node.is_Mul and len(node.free_symbols) > 1:
            yield node


def differing(known: Mapping[sp.Symbol, sp.Expr]) -> Iterator[tuple[sp.Symbol, sp.Symbol, sp.Expr]]:
    """Yields each pair of equations of like names of which the second is not made like the first, and how it would be.

    >>> names = map(name, "u_1 u_2 w_11 w_12 w_21 x_1 x_2".split())
    >>> u_1, u_2, w_11, w_12, w_21, x_1, x_2 = names
    >>> list(differing({u_1: w_11 * x_1 + w_12 * x_2, u_2: w_21 * x_1 + w_12 * x_2}))
    [(u_1, u_2, w_21*x_1 + w_22*x_2)]
    """
    texts = frozenset(symbol.name for body in known.values() for symbol in body.free_symbols)
    lines = list(known.items())[:MOST_COMPLETED]
    firsts: dict[tuple[str, ...], tuple[sp.Symbol, sp.Expr]] = {}
    for symbol, body in lines:
        parts = Numbered.of(symbol.name)
        first, shape = firsts.setdefault(parts.around, (symbol, body))
        place = parts.step_from(Numbered.of(first.name))
        if place is None:
            continue
        made = _transferred(shape, Numbered.of(first.name).digits[place], parts.digits[place], known, texts)
        if made is not None and sp.expand(made - body) != 0:
            yield first, symbol, made
