"""Closing signs: where what was opened ends; a sign that comes nowhere any more is looked for once only."""

from __future__ import annotations

import re
from bisect import bisect_right


class Closing:
    r"""Finds the ends of what is opened in a text, in time proportional to its length.

    A pattern has a group "close", a group "stop" for what the thing cannot go beyond, or both;
    whatever else it matches is passed over. Searches go from the left to the right.

    >>> Closing(r"\$5$").after(re.compile(r"\\.|(?P<close>\$)"), 0).start()
    3
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._gone: set[str] = set()
        self._ticks: dict[int, list[int]] | None = None

    def after(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        """Returns the first match of the group "close" from `start` on, before any of "stop"; None if there is none."""
        if pattern.pattern in self._gone:
            return None
        for found in pattern.finditer(self.text, start):
            if found.lastgroup == "close":
                return found
            if found.lastgroup == "stop":
                return None
        self._gone.add(pattern.pattern)
        return None

    def text_after(self, sign: str, start: int) -> int:
        """Returns where `sign` comes next from `start` on; -1 if it comes nowhere."""
        if sign in self._gone:
            return -1
        place = self.text.find(sign, start)
        if place < 0:
            self._gone.add(sign)
        return place

    def ticks_after(self, count: int, start: int) -> int:
        """Returns where the next run of exactly `count` back-ticks begins from `start` on; -1 if there is none."""
        if self._ticks is None:
            self._ticks = {}
            for run in _TICKS.finditer(self.text):
                self._ticks.setdefault(len(run[0]), []).append(run.start())
        places = self._ticks.get(count, [])
        index = bisect_right(places, start - 1)
        return places[index] if index < len(places) else -1


_TICKS = re.compile("`+")
