r"""Cases: formulas that a document says of a case only, ∂E/∂z = z if t = 0, and the conditions themselves.

A condition stands behind the formula, "…, if i = j", or before it in the same sentence, "For i ≠ j we have …". What
makes it one is said in the words right in front of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from symbackprop.answers.checking.pieces import Piece
from symbackprop.answers.latex.rewriting import walk
from symbackprop.answers.latex.tree import Derivative, Letter, Node, Number

FARTHEST = 12
"""How many formulas behind a condition may be said under it."""

_THAT = r"(?:\s+that|\s+we\s+have)?"
_END = r"[\s:,(]*$"
_SUPPOSES = rf"suppos(?:e|ing){_THAT}|assum(?:e|ing){_THAT}"
_CASE = re.compile(
    rf"\b(?:if|when|whenever|unless|iff|until|provided{_THAT}|{_SUPPOSES}|set(?:ting)?|put(?:ting)?|solv(?:e|ing)"
    rf"|requir(?:e|ing){_THAT}|(?:the\s+)?case(?:\s+of|\s+where|\s+that)?){_END}",
    re.IGNORECASE,
)
_UNLESS = re.compile(rf"\b(?:unless|until){_END}", re.IGNORECASE)
_VALUE = re.compile(rf"\b(?:for|with|where|let|given|at|and|or){_END}", re.IGNORECASE)
_SUPPOSED = re.compile(rf"\b(?:{_SUPPOSES}|let){_END}", re.IGNORECASE)
_BETWEEN = re.compile(
    r"[\s,(]*(?:but|and|only|as|if|when|whenever|unless|provided|that|for|with|where|at|in|the|case)*"
)
_BREAK = re.compile(r"[.;!?](?:\s|$)|\b(?:otherwise|else|in general)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\W*\.\s*(?:then|hence|so|thus|therefore|it follows|in this case)\b", re.IGNORECASE)
_UNEQUAL = "!="


def with_cases(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yields the formulas of a document, each with the conditions under which it is said."""
    found: dict[int, list[Piece]] = {}
    conditions = [_is_condition(piece, pieces[number - 1] if number else None) for number, piece in enumerate(pieces)]
    for number, piece in enumerate(pieces):
        if conditions[number]:
            for bound in _bound(number, pieces, conditions):
                found.setdefault(bound, []).append(piece)
    for number, piece in enumerate(pieces):
        yield replace(piece, under=tuple(found.get(number, ())), restricts=conditions[number])


def _is_condition(piece: Piece, before: Piece | None) -> bool:
    """Returns whether a formula is a condition: words in front of it say so, or it is one of indices in a display."""
    statement = piece.statement
    if statement is None or len(statement.relations) != 1 or statement.continues:
        return False
    words = _words(piece)
    if _CASE.search(words):
        return True
    left, right = statement.sides
    of_indices = _is_letter(left) and _is_letter(right) and statement.relations[0] in ("=", _UNEQUAL)
    is_value = statement.relations[0] in ("=", _UNEQUAL) and isinstance(right, Number) and _is_plain(left)
    follows = before is not None and before.place[0] == piece.place[0] and not words
    return (of_indices and (follows or bool(_VALUE.search(words)))) or (is_value and bool(_VALUE.search(words)))


def _is_letter(node: Node | None) -> bool:
    return isinstance(node, Letter) and not node.style


def _is_plain(node: Node | None) -> bool:
    """Returns whether a node has a name in it, and no derivative, of which a number may well be claimed."""
    if node is None:
        return False
    parts = list(walk(node))
    return any(isinstance(part, Letter) for part in parts) and not any(isinstance(part, Derivative) for part in parts)


def is_excluded(condition: Piece) -> bool:
    """Returns whether a condition is that of the case of which nothing is said: unless t = 0."""
    return bool(_UNLESS.search(_words(condition)))


def _words(piece: Piece) -> str:
    """Returns the words in front of a formula: those in the display, else those in the text."""
    said = " ".join(piece.statement.remarks) if piece.statement is not None else ""
    return said or (piece.passage.before if piece.place[1] == 0 else "")


def _bound(number: int, pieces: Sequence[Piece], conditions: Sequence[bool]) -> Iterator[int]:
    """Yields the numbers of the formulas that are said under a condition."""
    piece = pieces[number]
    before = number - 1
    if before >= 0 and not conditions[before] and _stands_behind(piece, pieces[before]):
        yield before
        return
    supposed = bool(_SUPPOSED.search(_words(piece)))
    for following in range(number + 1, min(number + 1 + FARTHEST, len(pieces))):
        other = pieces[following]
        words = other.passage.before if other.place[1] == 0 else ""
        if other.passage.cell != piece.passage.cell:
            return
        if _BREAK.search(words) and not (supposed and _GOES_ON.match(words)):
            return
        if not conditions[following]:
            yield following


def _stands_behind(condition: Piece, formula: Piece) -> bool:
    """Returns whether a condition belongs to the formula in front of it: nothing but its word stands between them."""
    if condition.place[0] == formula.place[0]:
        return True
    together = condition.place[0] == formula.place[0] + 1 and condition.place[1] == 0
    words = condition.passage.before
    return together and bool(words) and _BETWEEN.sub("", words).strip(" ,(") == ""
