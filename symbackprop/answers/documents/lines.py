"""Lines: where in a text a character stands, by line and column."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate


class Lines:
    r"""The lines of a text whose lines end with \n.

    >>> Lines("ab\ncd").place(4)
    (2, 2)
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.starts = [0, *accumulate(len(line) + 1 for line in self.lines[:-1])]

    def place(self, offset: int) -> tuple[int, int]:
        """Returns the line and the column of the character at `offset`, counted from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1
