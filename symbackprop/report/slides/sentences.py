"""Sentences: what of a paragraph is shown on a slide, where the lecturer says the rest."""

from __future__ import annotations

import re

from symbackprop.notation.options import Notation
from symbackprop.report.text import Inline, Text
from symbackprop.report.widths import width_of_text

_END = re.compile(r"(?<=[.!?:])\s+(?=[A-Z])")
MOST = 105.0
"""The widest text that is shown whole, in em: three lines of a slide."""


def shortened(text: Text, notation: Notation, most: float = MOST) -> Text:
    """Returns the text, or where it is long its first sentences, as many as there is room for; at least one.

    A text that leads to a display by a colon at its end keeps its last sentence as well.

    >>> shortened(("One. Two. Three:",), Notation(), 5)
    ('One.', ' ', 'Three:')
    """
    if width_of_text(text, notation) <= most:
        return text
    first, *others = sentences(text)
    leads = bool(others) and str(others[-1][-1]).rstrip().endswith(":")
    kept, last = [first], others[-1:] if leads else []
    room = most - sum(width_of_text(sentence, notation) for sentence in [first, *last])
    for sentence in others[: len(others) - len(last)]:
        room -= width_of_text(sentence, notation)
        if room < 0:
            break
        kept.append(sentence)
    return tuple(piece for sentence in [*kept, *last] for piece in (" ", *sentence))[1:]


def sentences(text: Text) -> list[Text]:
    """Returns the sentences of a text.

    >>> sentences(
    ...     (
    ...         "One. Two ",
    ...         "and. Three.",
    ...     )
    ... )
    [('One.',), ('Two ', 'and.'), ('Three.',)]
    """
    found: list[list[Inline]] = [[]]
    for piece in text:
        first, *others = _END.split(piece) if isinstance(piece, str) else [piece]
        found[-1] += [first] if first else []
        found += [[part] for part in others]
    return [tuple(sentence) for sentence in found if sentence]
