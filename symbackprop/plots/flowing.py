"""Flowing: formulas that matplotlib has set letter by letter, as lines of text that any font can set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

_FORMULA = re.compile(r"<text>\s*((?:<tspan\b[^>]*>[^<]*</tspan>\s*)+)</text>")
_LETTERS = re.compile(r'<tspan x="([^"]*)" y="([^"]*)" style="([^"]*)">([^<]*)</tspan>')
_CHARACTER = re.compile(r"&[^;]+;|.", re.DOTALL)
_THIN = "\N{THIN SPACE}"


@dataclass(frozen=True)
class _Letter:
    """A letter where matplotlib has put it."""

    x: float
    y: float
    style: str
    text: str


def flowing(drawing: str) -> str:
    """Returns the drawing with each formula as one line of text: its letters follow one another in any font.

    >>> flowing('<text> <tspan x="5" y="1" style="b">2</tspan> <tspan x="0" y="0" style="a">w</tspan> </text>')
    '<text><tspan style="a">w</tspan><tspan dy="1" style="b">2</tspan></text>'
    """
    return _FORMULA.sub(lambda found: f"<text>{''.join(_line(found[1]))}</text>", drawing)


def _line(formula: str) -> Iterator[str]:
    letters = sorted(_letters(formula), key=lambda letter: letter.x)
    height = 0.0 if not letters else letters[0].y
    for (y, style), run in groupby(letters, key=lambda letter: (letter.y, letter.style)):
        text = "".join(f"{_THIN}={_THIN}" if letter.text == "=" else letter.text for letter in run)
        shift = f' dy="{round(y - height, 2):g}"' if abs(y - height) > 0.05 else ""
        height = y if shift else height
        yield f'<tspan{shift} style="{style}">{text}</tspan>'


def _letters(formula: str) -> Iterator[_Letter]:
    for places, height, style, text in _LETTERS.findall(formula):
        for place, character in zip(places.split(), _CHARACTER.findall(text), strict=False):
            yield _Letter(float(place), float(height), style, character)
