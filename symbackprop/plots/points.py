"""Points of a training set or a truth table: the two targets differ by shape."""

from __future__ import annotations

from typing import Any

from symbackprop.plots.palette import GROUND, INK
from symbackprop.program.arrays import Floats

SHAPES = "discs for the higher target, open squares for the lower"
"""The shapes in words."""


def draw_points(axes: Any, points: Floats, high: Any, size: float = 5.0) -> None:
    """Draws points: a disc where `high` is true, an open square elsewhere."""
    look = {"linestyle": "none", "clip_on": False, "zorder": 5, "markeredgecolor": INK, "markeredgewidth": 0.9}
    axes.plot(*points[high].T, marker="o", markersize=size, markerfacecolor=INK, **look)
    axes.plot(*points[~high].T, marker="s", markersize=size, markerfacecolor=GROUND, **look)
