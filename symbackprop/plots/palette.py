"""The colours of plots: each with what it is on a dark page.

Most of a plot is ink. One colour stands for slopes and for descent, one for what is high
or for an output of 1; lines in them differ by their dashes too.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

INK, SOFT, HAIR, GROUND = "#1d1d1f", "#5f6166", "#d4d1c9", "#fffdf9"
"""Lines and text; what is less important; what is hardly there; the page."""

SLOPE, AREA = "#bf4a00", "#0a4c9a"
"""Slopes and descent; areas, and the second of two curves."""

DARK: Mapping[str, str] = MappingProxyType(
    {INK: "#e8e6e1", SOFT: "#a6a8ab", HAIR: "#3a3d42", GROUND: "#15171a", SLOPE: "#ff9a5c", AREA: "#8ab8ff"}
)
"""What each colour is on a dark ground."""

NAMES: Mapping[str, str] = MappingProxyType(
    {INK: "ink", SOFT: "soft", HAIR: "hair", GROUND: "ground", SLOPE: "slope", AREA: "area"}
)
"""What each colour is called in the style sheet of an SVG."""

DASHED = (0, (4, 2))
DOTTED = (0, (0.8, 2.2))
