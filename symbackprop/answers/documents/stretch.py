"""Stretches: text taken out of a document in pieces, each character with its place in the document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Stretch:
    """Pieces of a document put together, as a paragraph is whose quotation marks are taken away.

    text     the pieces, one behind the other
    starts   where each piece begins in `text`; the first at 0
    origins  where each piece begins in the document
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, place: int) -> int:
        r"""Returns where in the document the character at `place` stands.

        >>> joined([(2, "a\n"), (6, "b")]).origin(2)
        6
        """
        piece = bisect_right(self.starts, place) - 1
        return self.origins[piece] + place - self.starts[piece]

    def part(self, start: int, end: int) -> Stretch:
        """Returns the characters from `start` to before `end`, with their places."""
        if start >= end:
            return Stretch("", (0,), (self.origin(start),))
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1)
        begins = (start, *self.starts[first + 1 : last])
        return Stretch(
            self.text[start:end],
            tuple(begin - start for begin in begins),
            (self.origin(start), *self.origins[first + 1 : last]),
        )

    def without(self, gaps: Iterable[tuple[int, int]]) -> Stretch:
        """Returns the stretch with the characters of each gap (start, end) left out; the gaps stand in order.

        >>> whole("x-y").without([(1, 2)]).text
        'xy'
        """
        found, place = [], 0
        for start, end in gaps:
            found.append(self.part(place, start))
            place = end
        if not found:
            return self
        found.append(self.part(place, len(self.text)))
        return together(found)


def whole(text: str) -> Stretch:
    """Returns a document as one stretch."""
    return Stretch(text, (0,), (0,))


def joined(pieces: Iterable[tuple[int, str]]) -> Stretch:
    """Returns one stretch of pieces, each given as its place in the document and its text.

    >>> joined([(2, "a"), (6, "b")])
    Stretch(text='ab', starts=(0, 1), origins=(2, 6))
    """
    return together([Stretch(text, (0,), (origin,)) for origin, text in pieces])


def together(parts: Iterable[Stretch]) -> Stretch:
    """Returns several stretches as one."""
    texts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = 0
    for part in parts:
        if part.text:
            texts.append(part.text)
            starts.extend(length + start for start in part.starts)
            origins.extend(part.origins)
            length += len(part.text)
    return Stretch("".join(texts), tuple(starts) or (0,), tuple(origins) or (0,))
