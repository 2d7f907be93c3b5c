"""Lettering: a formula as a row of pieces of text, for formats that know only text.

Names with subscripts, products, sums, calls and powers are set in italics and upright as
a formula is; whatever else there is falls back to plain text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from symbackprop.notation import layout, tree, write
from symbackprop.notation.letters import GREEK, visible
from symbackprop.notation.options import Notation
from symbackprop.report.figures.scene import Content

_GAPS: Mapping[tree.Gap, str] = MappingProxyType(
    {"tight": "", "close": "", "thin": "\u2009", "wide": "\u2005", "dot": "\u2005", "times": " · "}
)
_IN_SCRIPTS = 0.72
_NARROW = frozenset("()[]|,.'′ijltf \u2009\u2005")
_WIDE = frozenset("mwMWEΣ∑−+=")


@dataclass(frozen=True)
class Run:
    """A piece of text: in italics or not, on the line (level 0), below (-1) or above it (+1)."""

    text: str
    italic: bool = False
    level: int = 0
    role: str = ""


Runs = tuple[Run, ...]


def runs(content: Content, notation: Notation) -> Runs:
    """Returns the pieces of text that show a formula, or words.

    >>> import sympy as sp
    >>> [run.text for run in runs(sp.Symbol("w_11"), Notation())]
    ['w', '11']
    """
    if isinstance(content, str):
        return (Run(visible(content)),)
    return tuple(_of(layout(content, notation)))


def width(content: Content, notation: Notation) -> float:
    """Returns about how wide the lettering is, in units of its size."""
    pieces = [(run.text, _IN_SCRIPTS if run.level else 1.0) for run in runs(content, notation)]
    return sum(scale * _advance(character) for text, scale in pieces for character in text)


def _advance(character: str) -> float:
    return 0.33 if character in _NARROW else 0.85 if character in _WIDE else 0.56


def _of(node: tree.Node) -> Iterator[Run]:
    return _RULES.get(type(node), _plain)(node)


def _plain(node: Any) -> Iterator[Run]:
    yield Run(write(node, "unicode"))


def _moved(node: tree.Node, level: int) -> Iterator[Run]:
    for run in _of(node):
        yield replace(run, level=level)


def _letter(node: tree.Letter) -> Iterator[Run]:
    yield Run(GREEK[node.text][1] if node.text in GREEK else node.text, italic=True)


def _script(node: tree.Script) -> Iterator[Run]:
    for position, part in enumerate(node.parts):
        if position and node.comma:
            yield Run(",")
        yield from _of(part)


def _name(node: tree.Name) -> Iterator[Run]:
    yield from _of(node.base)
    if node.primes:
        yield Run("′" * node.primes)
    for script, level in ((node.sub, -1), (node.sup, 1)):
        if script:
            yield from _moved(script, level)


def _marked(node: tree.Marked) -> Iterator[Run]:
    for run in _of(node.body):
        yield replace(run, role=node.role)


def _between(opening: str, closing: str) -> Callable[[Any], Iterator[Run]]:
    def enclosed(node: Any) -> Iterator[Run]:
        yield Run(opening)
        yield from _of(node.body)
        yield Run(closing)

    return enclosed


def _terms(node: tree.Terms) -> Iterator[Run]:
    for position, item in enumerate(node.items):
        sign = "−" if item.sign == "-" else "+"
        if position or item.sign == "-":
            yield Run(f" {sign} " if position else sign)
        yield from _of(item.body)


def _product(node: tree.Product) -> Iterator[Run]:
    for position, item in enumerate(node.items):
        if position and _GAPS[item.gap]:
            yield Run(_GAPS[item.gap])
        yield from _of(item.body)


def _power(node: tree.Power) -> Iterator[Run]:
    yield from _of(node.base)
    yield from _moved(node.exponent, 1)


def _call(node: tree.Call) -> Iterator[Run]:
    yield from _of(node.head)
    if node.power:
        yield from _moved(node.power, 1)
    yield Run("(")
    for position, argument in enumerate(node.arguments):
        if position:
            yield Run(", ")
        yield from _of(argument)
    yield Run(")")


def _derivative(node: tree.Derivative) -> Iterator[Run]:
    if node.held:
        yield from _plain(node)
        return
    sign = Run("d" if node.ordinary else "∂")
    for start, side in (((sign,), node.of), ((Run("/"), sign), node.wrt)):
        yield from start
        yield from _of(side)


_RULES: Mapping[type[tree.Node], Callable[[Any], Iterator[Run]]] = MappingProxyType(
    {
        tree.Number: lambda node: iter((Run(node.text),)),
        tree.Word: lambda node: iter((Run(node.text),)),
        tree.Operator: lambda node: iter((Run(node.text),)),
        tree.Letter: _letter,
        tree.Script: _script,
        tree.Name: _name,
        tree.Marked: _marked,
        tree.Fenced: _between("(", ")"),
        tree.Absolute: _between("|", "|"),
        tree.Negative: _between("−", ""),
        tree.Terms: _terms,
        tree.Product: _product,
        tree.Power: _power,
        tree.Call: _call,
        tree.Derivative: _derivative,
    }
)
