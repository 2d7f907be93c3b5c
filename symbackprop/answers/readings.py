"""Readings: the ways in which the text of a name can be read, as a quantity or as an element of an array.

A layer is part of a name, W^(2), if the network has a quantity of that name. An element may
be written without brackets, w_ji, if each of its subscripts is one index of the network or
one number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from symbackprop.answers.complaint import complaint
from symbackprop.answers.reader import Reader
from symbackprop.answers.scope import Scope
from symbackprop.answers.token import Token
from symbackprop.answers.words import accent_applied, has_accent

_LAYER = re.compile(r"\^\([A-Za-z]+\)|\^\([0-9]+\)")
_SUBSCRIPT = re.compile("_[A-Za-z0-9_]+")
_PARTS = re.compile(r"(?P<base>[^^]+)(?P<layer>\^\([^()]*\))?(?P<sub>_.+)?")
_NUMBER = re.compile("[1-9][0-9]*")


@dataclass(frozen=True)
class Reading:
    """One way to read a name.

    name    the quantity or array
    places  the subscripts that are part of the text: ("k", "j") of w_kj
    words   how many tokens the text takes
    """

    name: str
    places: tuple[str, ...]
    words: int

    def __str__(self) -> str:
        return self.name + (f"[{', '.join(self.places)}]" if self.places else "")


def reading(reader: Reader, text: str, scope: Scope) -> Reading | None:
    """Returns how the name that begins at the reader's place is read; None if there is no such quantity.

    text  its first word, without the d of a derivative

    Raises FormulaError where it can be read in two ways.
    """
    token = reader.token
    written = reader.text[token.position : token.end]
    runs = [
        (spelled, [way for alike in _alike(spelled, written) for way in _readings(alike, words, scope)])
        for spelled, words in _runs(reader, token, text)
    ]
    found = [(spelled, ways) for spelled, ways in runs if ways]
    if not found:
        return None
    spelled, ways = found[-1]
    if reader.tokens[reader.place + ways[0].words].text == "[":
        ways = [way for way in ways if not way.places] or ways
    powers = [
        way
        for way in found[0][1]
        if len(found) > 1 and "^" in spelled and spelled.endswith(")") and _is_value(way, scope)
    ]
    if len(ways) + len(powers) == 1:
        return ways[0]
    meanings = [_in_words(way) for way in ways] + [f"a power of {way}" for way in powers]
    further = [f"it may be         {', or '.join(meanings)}", f"write             {_ways_out(ways, powers)}"]
    raise complaint(f"{spelled} can be read in two ways", reader.text, token.position, further)


def _in_words(way: Reading) -> str:
    return f"the element {way}" if way.places else f"the quantity {way}"


def _ways_out(ways: list[Reading], powers: list[Reading]) -> str:
    spelled = [str(way) if way.places else f"`{way}`" for way in ways]
    return " or ".join(spelled + [f"({way})^2" for way in powers])


def _runs(reader: Reader, token: Token, text: str) -> Iterator[tuple[str, int]]:
    """Yields the texts that may be one name, from the shortest on, each with the number of its tokens."""
    yield text, 1
    layer = _LAYER.match(reader.text, token.end)
    if layer is None:
        return
    yield text + layer[0], reader.words_to(layer.end())
    below = _SUBSCRIPT.match(reader.text, layer.end())
    words = reader.words_to(below.end()) if below is not None else 0
    if below is not None and words:
        yield text + layer[0] + below[0], words


def _alike(text: str, written: str) -> Iterator[str]:
    """Yields the names that are set like the text: for one written with an accent, x̂, both xhat and hat(x)."""
    yield text
    if has_accent(written) and (applied := accent_applied(text)) != text:
        yield applied


def _readings(text: str, words: int, scope: Scope) -> list[Reading]:
    """Returns what the network has for the text: the quantity of that name, and elements of arrays."""
    exact = [Reading(text, (), words)] if text in scope.vocabulary.quantities else []
    return exact + [
        Reading(array, places, words)
        for array, subscript in _splits(text)
        if (rank := len(scope.vocabulary.shapes.get(array, ())))
        if (places := _places(subscript, rank, scope))
    ]


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Yields the ways to part a text into an array and its subscripts: w_ji, W^(2)_kj and W_kj^(2)."""
    parts = _PARTS.fullmatch(text)
    if parts is None:
        return
    base, layer = parts["base"], parts["layer"] or ""
    if parts["sub"]:
        yield base + layer, parts["sub"][1:]
        return
    for place, character in enumerate(base):
        if character == "_" and place:
            yield base[:place] + layer, base[place + 1 :]


def _places(subscript: str, rank: int, scope: Scope) -> tuple[str, ...]:
    """Returns the subscripts, one character each or with underscores between; () if they are not `rank` many."""
    apart = tuple(subscript.split("_"))
    found = apart if len(apart) == rank else tuple(subscript)
    fit = len(found) == rank and all(_NUMBER.fullmatch(part) or scope.short(part) for part in found)
    return found if fit else ()


def _is_value(item: Reading, scope: Scope) -> bool:
    return bool(item.places) or item.name not in scope.vocabulary.shapes
