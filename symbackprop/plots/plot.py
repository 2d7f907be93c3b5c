"""The plot: what a picture shows, in words, and how it is drawn when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

WIDE, NARROW = 120.0, 80.0
"""The widths of plots in millimetres: that of the text of a document, and two thirds of it."""


@dataclass(frozen=True)
class Plot:
    """A picture that is drawn when it is asked for, by `svg` or `pdf`.

    key     tells it from the other plots of a document; the ids in its SVG begin with it
    alt     what it shows, in words, for those who do not see it
    draw    draws on an empty matplotlib figure
    width   in millimetres
    height  in millimetres
    """

    key: str
    alt: str
    draw: Callable[[Any], None]
    width: float = WIDE
    height: float = 62.0

    def _repr_svg_(self) -> str:
        from symbackprop.plots.drawing import svg  # noqa: PLC0415  (which draws plots)

        return svg(self)
