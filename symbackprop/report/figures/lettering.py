"""Lettering: a formula as a row of pieces of text, for formats that know only text.

Names with subscripts, products, sums, calls and powers are set in italics and upright as
a formula is; whatever else there is falls back to plain text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from symbackprop.notation import layout, tree, write
from symbackprop.notation.accents import ACCENTS
from symbackprop.notation.letters import GREEK, visible
from symbackprop.notation.options import Notation
from symbackprop.notation.width import width as printed_width
from symbackprop.report.figures.scene import Content

_GAPS: Mapping[tree.Gap, str] = MappingProxyType(
    {"tight": "", "close": "", "thin": "\u2009", "wide": "\u2005", "dot": "\u2005", "times": " · "}
)
_IN_SCRIPTS = 0.72
_APART = 1.35
_LOW_ACCENT, _HIGHER, _LEAN = 0.6, 0.8, 0.05
_LOW = frozenset("aceimnopqrsuvwxyzjgαγεηικμνοπρστυφχψω")
_NARROW = frozenset("()[]|,.'′ijltfˆ˜¯˙ \u2009\u2005")
_WIDE = frozenset("mwMWEΣ∑−+=")


@dataclass(frozen=True)
class Run:
    """A piece of text.

    italic  whether it is set in italics
    level   on the line (0), below (-1) or above it (+1), a little further where there is something on both sides
    role    the delta whose colour it has
    back    how far it begins before the end of the piece before it, in units of the lettering's size
    """

    text: str
    italic: bool = False
    level: float = 0.0
    role: str = ""
    back: float = 0.0


Runs = tuple[Run, ...]


def runs(content: Content, notation: Notation) -> Runs:
    """Returns the pieces of text that show a formula, or words.

    >>> import sympy as sp
    >>> [run.text for run in runs(sp.Symbol("w_11"), Notation())]
    ['w', '11']
    >>> [run.text for run in runs(sp.Symbol("dot(w)_11"), Notation())]
    ['w', '˙', '11']
    """
    return tuple(_carried(_pieces(content, notation)))


def _pieces(content: Content, notation: Notation) -> Iterator[Run]:
    if isinstance(content, str):
        yield Run(visible(content))
    elif isinstance(content, tuple):
        for piece in content:
            yield from _pieces(piece, notation)
    else:
        yield from _of(layout(content, notation))


def _carried(pieces: Iterable[Run]) -> Iterator[Run]:
    """Yields the runs that have a text; what the others go back or on, the next one does."""
    back = 0.0
    for run in pieces:
        if run.text:
            yield replace(run, back=run.back + back)
        back = 0.0 if run.text else back + run.back


def width(content: Content, notation: Notation) -> float:
    """Returns about how wide the lettering is, in units of its size: an accent takes no room.

    >>> import sympy as sp
    >>> round(width(sp.Symbol("w"), Notation()), 2), round(width(sp.Symbol("dot(w)"), Notation()), 2)
    (0.85, 0.85)
    """
    return _width(_pieces(content, notation))


def _width(pieces: Iterable[Run]) -> float:
    return sum(_width_of_run(run) - run.back for run in pieces)


def _width_of_run(run: Run) -> float:
    return (_IN_SCRIPTS if run.level else 1.0) * sum(map(_advance, run.text))


def _advance(character: str) -> float:
    return 0.33 if character in _NARROW else 0.85 if character in _WIDE else 0.56


def _of(node: tree.Node) -> Iterator[Run]:
    return _RULES.get(type(node), _plain)(node)


def _plain(node: Any) -> Iterator[Run]:
    yield Run(write(node, "unicode"))


def _moved(node: tree.Node, level: float) -> Iterator[Run]:
    for run in _of(node):
        yield replace(run, level=level)


def _letter(node: tree.Letter) -> Iterator[Run]:
    yield Run(GREEK[node.text][1] if node.text in GREEK else node.text, italic=True)


def _accented(node: tree.Accented) -> Iterator[Run]:
    """Yields the letter, the accent drawn back over its middle, and how far it is from there to its end."""
    letter, *below = _of(node.body)
    yield from (letter, *below)
    level = _over(letter.text) + _HIGHER * sum(bool(run.text) for run in below)
    accent = Run(ACCENTS[node.accent].sign, level=level)
    across, wide = printed_width(node.body), _width_of_run(accent)
    yield replace(accent, back=(across + wide) / 2 - _LEAN)
    yield Run("", back=(wide - across) / 2 + _LEAN)


def _over(letter: str) -> float:
    return _LOW_ACCENT if letter in _LOW else _LOW_ACCENT + _HIGHER


def _script(node: tree.Script) -> Iterator[Run]:
    for position, part in enumerate(node.parts):
        if position and node.comma:
            yield Run(",")
        yield from _of(part)


def _name(node: tree.Name) -> Iterator[Run]:
    yield from _of(node.base)
    if node.primes:
        yield Run("′" * node.primes)
    below, above = (-_APART, _APART) if node.sub and node.sup else (-1.0, 1.0)
    scripts = [tuple(_moved(script, level)) for script, level in ((node.sub, below), (node.sup, above)) if script]
    narrow, *wide = sorted(scripts, key=_width) or [()]
    yield from narrow
    for first, *rest in wide:
        yield replace(first, back=_width(narrow))
        yield from rest


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


def _exponential(node: tree.Exponential) -> Iterator[Run]:
    yield Run("e", italic=True)
    yield from _moved(node.exponent, 1)


def _call(node: tree.Call) -> Iterator[Run]:
    yield from _of(node.head)
    if node.power:
        yield from _moved(node.power, 1)
    yield Run("\N{THIN SPACE}" if node.bare else "(")
    for position, argument in enumerate(node.arguments):
        if position:
            yield Run(", ")
        yield from _of(argument)
    if not node.bare:
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
        tree.Accented: _accented,
        tree.Script: _script,
        tree.Name: _name,
        tree.Marked: _marked,
        tree.Fenced: _between("(", ")"),
        tree.Absolute: _between("|", "|"),
        tree.Negative: _between("−", ""),
        tree.Terms: _terms,
        tree.Product: _product,
        tree.Power: _power,
        tree.Exponential: _exponential,
        tree.Call: _call,
        tree.Derivative: _derivative,
    }
)
