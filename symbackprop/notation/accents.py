r"""Accents over letters: how each format writes them, and how a name is typed that has one.

An accent is typed as if it were applied, dot(w)_11, or behind its letter, xhat_j.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from symbackprop.notation.tree import Accent


class Signs(NamedTuple):
    """How an accent is written: the command of LaTeX, the character that combines, the one of MathML."""

    command: str
    combining: str
    sign: str


ACCENTS: Mapping[Accent, Signs] = MappingProxyType(
    {
        "hat": Signs(r"\hat", "\N{COMBINING CIRCUMFLEX ACCENT}", "\N{MODIFIER LETTER CIRCUMFLEX ACCENT}"),
        "tilde": Signs(r"\tilde", "\N{COMBINING TILDE}", "\N{SMALL TILDE}"),
        "bar": Signs(r"\bar", "\N{COMBINING MACRON}", "\N{MACRON}"),
        "dot": Signs(r"\dot", "\N{COMBINING DOT ABOVE}", "\N{DOT ABOVE}"),
    }
)
"""The accents, by the word that is typed for each."""

DOTLESS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "i": (r"\imath", "\N{LATIN SMALL LETTER DOTLESS I}"),
        "j": (r"\jmath", "\N{LATIN SMALL LETTER DOTLESS J}"),
    }
)
"""The letters without their dot, which an accent takes the place of: how LaTeX writes them, and the character."""

DEEPEST = 4
"""The most accents one letter has."""

_WORDS = "|".join(ACCENTS)
_WORD = rf"(?P<word>{_WORDS})"
_APPLIED = re.compile(rf"{_WORD}\((?P<under>.+)\)")
_BEHIND = re.compile(rf"(?P<under>.+){_WORD}")
_FURTHER = rf"(?P<further>(?:(?:{_WORDS})\(){{0,{DEEPEST - 1}}})"
_INNERMOST = re.compile(rf"^{_FURTHER}{_WORD}\((?P<letter>[^\W\d_][^\W_]*)\)(?=[)\[_^']|$)")
_ENGLISH = frozenset({"chat", "that", "what"})


def applied(text: str) -> tuple[Accent, str] | None:
    """Returns the accent that is typed as if it were applied, and what is under it; None if there is none.

    >>> applied("dot(hat(x))"), applied("xhat")
    (('dot', 'hat(x)'), None)
    """
    return _parted(_APPLIED.fullmatch(text)) if text.count("(") <= DEEPEST else None


def behind(text: str) -> tuple[Accent, str] | None:
    """Returns the accent that is typed at the end, and what is before it; None if there is none, as in `that`.

    >>> behind("deltahat"), behind("that"), behind("dot(x)")
    (('hat', 'delta'), None, None)
    """
    return None if text.lower() in _ENGLISH else _parted(_BEHIND.fullmatch(text))


def _parted(found: re.Match[str] | None) -> tuple[Accent, str] | None:
    if found is None:
        return None
    return next(accent for accent in ACCENTS if accent == found["word"]), found["under"]


def moved_behind(text: str) -> str:
    """Returns a name with each accent that is typed as if it were applied behind its letter instead.

    >>> moved_behind("dot(w)_11"), moved_behind("dot(hat(x))[j]"), moved_behind("dot(w"), moved_behind("g(x)")
    ('wdot_11', 'xhatdot[j]', 'dot(w', 'g(x)')
    """
    moved = _INNERMOST.sub(r"\g<further>\g<letter>\g<word>", text)
    return text if moved == text else moved_behind(moved)
