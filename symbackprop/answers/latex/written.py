"""Written names: what a letter with its scripts spells, w_11, delta_out, W^(2), hat(y)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import TypeAlias

from symbackprop.answers.latex.tree import (
    Accent,
    Group,
    Letter,
    Listing,
    Mark,
    Node,
    Number,
    Product,
    Script,
    Terms,
    Word,
)

Unit: TypeAlias = str | Node
"""A subscript: its text, or what is no plain text, i + 1."""


@dataclass(frozen=True)
class Written:
    r"""A name as it is written.

    base   its letter or word, with accents: w, delta, hat(y), net
    below  its subscripts: ("11",) for w_{11}, ("j", "i") for w_{j,i}
    above  its superscript, if that may be a part of the name: "^(2)", "^h", "^*"
    style  what it is set in: "bf" for \mathbf
    """

    base: str
    below: tuple[Unit, ...] = ()
    above: str = ""
    style: str = ""

    @property
    def text(self) -> str:
        """Returns the name as one text, W_kj^(2); "" if its subscripts are no plain text."""
        texts = [unit for unit in self.below if isinstance(unit, str)]
        if len(texts) < len(self.below):
            return ""
        single = all(len(text) == 1 for text in texts)
        return self.base + ("_" if texts else "") + ("" if single else "_").join(texts) + self.above

    def units(self, count: int) -> tuple[Unit, ...]:
        """Returns the subscripts as `count` of them, () if they cannot be so many: 11 is eleven, or 1 and 1.

        >>> Written("w", ("11",)).units(2), Written("w", ("11",)).units(1)
        (('1', '1'), ('11',))
        """
        if len(self.below) == count:
            return self.below
        only = self.below[0] if len(self.below) == 1 else None
        return tuple(only) if isinstance(only, str) and len(only) == count else ()


def written(nodes: Sequence[Node]) -> Written | None:
    """Returns what letters and digits without a space between spell, scripts at the last; None if they spell no name.

    A superscript that is no layer, E^2, is taken for part of the name, too.

    >>> written([Letter("n"), Letter("e"), Script(Letter("t"), Word("out"))]).text
    'net_out'
    """
    *letters, last = nodes
    tail: tuple[Node, ...] = ()
    if isinstance(last, Number) and letters and isinstance(letters[-1], Script):
        *letters, last, number = nodes
        tail = (number,)
    script = last if isinstance(last, Script) else Script(last)
    front = [spelled(letter) for letter in (*letters, script.base)]
    above = "" if script.above is None else _above(script.above)
    below = _below(script.below)
    if None in front or above is None or below is None or any(isinstance(letter, Script) for letter in letters):
        return None
    if tail:
        below = _lengthened(below, tail[0])
    style = script.base.style if isinstance(script.base, Letter) else ""
    return Written("".join(text for text in front if text), below, above, style)


def without_above(name: Written) -> Written:
    """Returns the name without its superscript."""
    return replace(name, above="")


@singledispatch
def spelled(node: Node) -> str | None:
    """Returns the text that a part of a name spells, None if it spells none."""
    return None


@spelled.register
def _number(node: Number) -> str | None:
    return node.digits if node.digits.isdigit() else None


@spelled.register
def _letter(node: Letter) -> str:
    return node.text


@spelled.register
def _word(node: Word) -> str | None:
    return node.text if node.text.replace(" ", "").isalnum() else None


@spelled.register
def _mark(node: Mark) -> str:
    return node.text


@spelled.register
def _accent(node: Accent) -> str | None:
    under = spelled(node.under)
    return None if under is None else f"{node.kind}({under})"


@spelled.register
def _script(node: Script) -> str | None:
    name = written([node]) if not node.primes else None
    return (name.text or None) if name is not None else None


@spelled.register
def _product(node: Product) -> str | None:
    texts = [spelled(factor.node) for factor in node.factors if factor.sign == ""]
    return "".join(text for text in texts if text) if len(texts) == len(node.factors) and None not in texts else None


def layer(node: Node) -> str | None:
    """Returns what a superscript spells as the number of a layer: 2, l, or l-1; None if it spells none.

    >>> layer(Terms((("", Letter("l")), ("-", Number("1")))))
    'l-1'
    """
    if not isinstance(node, Terms):
        return spelled(node)
    signs = [sign for sign, _ in node.terms]
    texts = [spelled(term) for _, term in node.terms]
    counted = len(texts) == 2 and not signs[0] and isinstance(node.terms[0][1], Letter)
    return f"{texts[0]}{signs[1]}{texts[1]}" if counted and isinstance(node.terms[1][1], Number) and texts[1] else None


def _above(node: Node) -> str | None:
    bracketed = isinstance(node, Group) and node.bracket in ("(", "[")
    text = layer(node.inside if isinstance(node, Group) and bracketed else node)
    return None if text is None else f"^({text})" if bracketed else f"^{text}"


def _below(node: Node | None) -> tuple[Unit, ...] | None:
    if node is None:
        return ()
    items = node.items if isinstance(node, Listing) else (node,)
    return tuple(text if (text := spelled(item)) is not None else item for item in items)


def _lengthened(below: tuple[Unit, ...], number: Node) -> tuple[Unit, ...]:
    """Returns subscripts with the digits behind them, E_y1."""
    last, digits = below[-1] if below else "", spelled(number) or ""
    return (*below[:-1], last + digits) if isinstance(last, str) else below
