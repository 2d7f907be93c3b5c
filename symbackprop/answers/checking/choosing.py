"""Choosing: which of the ways to read a statement counts.

A statement is wrong only if it is wrong in every way to read it. A way in which it says what nothing can be
held against, a number for the loss of all items, leaves it open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symbackprop.answers.checking.finding import Word
from symbackprop.answers.checking.opinions import Opinion

_ORDER: tuple[Word, ...] = ("proved", "taken", "undecided", "not understood", "refuted")
_DOUBTED: tuple[Word, ...] = ("undecided", "refuted")
_ANOTHER_WAY = "it is wrong, unless it is about all items"


def best_of(opinions: Sequence[Opinion]) -> Opinion:
    """Returns the opinion that counts."""
    apart = [opinion for opinion in opinions if not opinion.mixes] or list(opinions)
    best = min(apart, key=lambda opinion: _ORDER.index(opinion.word))
    doubted = [opinion for opinion in apart if opinion.kind == "numbers" and opinion.word in _DOUBTED]
    if best.word != "taken" or not doubted:
        return best
    worst = max(doubted, key=lambda opinion: _ORDER.index(opinion.word))
    return replace(worst, word="undecided", reason=_ANOTHER_WAY) if worst.word == "refuted" else worst
