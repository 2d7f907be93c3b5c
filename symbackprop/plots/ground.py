"""The landscape: the loss over two parameters as levels, and the path of a training run down to the valley."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from symbackprop.plots.labels import mathematics
from symbackprop.plots.palette import AREA, GROUND, INK, SLOPE, SOFT
from symbackprop.plots.plot import Plot
from symbackprop.training import Landscape

_FEW = 12
"""Up to so many different values of the loss, each is an area of its own: the loss has steps."""

_LEVELS = 9


def landscape(ground: Landscape, *, key: str = "landscape") -> Plot:
    """Returns the plot of a landscape: the lower the loss, the darker, with levels between.

    Where the loss takes only a few values on the grid (the step function), each area is
    labelled with its value. A path is drawn over it from a ring to a disc.
    """
    few = len(ground.levels) <= _FEW
    shape = f"It takes only {len(ground.levels)} values, constant on pieces" if few else "Lines join equal losses"
    path = ", and the path of training goes down from a ring to a disc" if len(ground.path) else ""
    first, second = ground.names
    alt = f"The loss {ground.loss} over the parameters {first} and {second}. {shape}; darker is lower{path}."
    return Plot(key, alt, partial(_draw, ground), 84.0, 76.0)


def _draw(ground: Landscape, figure: Any) -> None:
    axes = figure.add_subplot()
    few = len(ground.levels) <= _FEW
    levels = _between(ground) if few else np.linspace(ground.losses.min(), ground.losses.max(), _LEVELS + 2)[1:-1]
    plane = ground.across, ground.up, ground.losses
    below = float(ground.losses.min()) - 1
    for level in levels:
        axes.contourf(*plane, levels=[below, level], colors=[AREA], alpha=0.11 if not few else 0.17)
    if len(levels):
        lines = axes.contour(*plane, levels=levels, colors=[INK if few else SOFT], linewidths=0.6 if few else 0.4)
        if not few:
            axes.clabel(lines, levels=levels[::2], fmt=_number, fontsize=6, colors=[INK])
    if few:
        _name_areas(axes, ground)
    _draw_path(axes, ground)
    axes.set(xlim=ground.across[[0, -1]], ylim=ground.up[[0, -1]])
    axes.locator_params(nbins=5)
    axes.set_xlabel(mathematics(ground.names[0]))
    axes.set_ylabel(mathematics(ground.names[1]), rotation=0, ha="right", va="center")


def _between(ground: Landscape) -> Any:
    values = np.array(ground.levels)
    return (values[1:] + values[:-1]) / 2


def _name_areas(axes: Any, ground: Landscape) -> None:
    """Writes each value once, at the point of its areas that is farthest from any other value."""
    for value in ground.levels:
        row, column = np.unravel_index(_depth(ground.losses == value).argmax(), ground.losses.shape)
        axes.annotate(
            f"${ground.loss} = {_number(value)}$", (ground.across[column], ground.up[row]), ha="center", va="center"
        )


def _depth(inside: Any) -> Any:
    """Returns how many cells each cell of an area is away from its border, or from the frame."""
    depth = np.zeros(inside.shape, dtype=int)
    left = np.pad(inside, 1)
    while left.any():
        depth += left[1:-1, 1:-1]
        left[1:-1, 1:-1] &= left[:-2, 1:-1] & left[2:, 1:-1] & left[1:-1, :-2] & left[1:-1, 2:]
    return depth


def _draw_path(axes: Any, ground: Landscape) -> None:
    if not len(ground.path):
        return
    axes.plot(*ground.path.T, color=SLOPE, linewidth=1.4, zorder=4)
    look = {
        "markersize": 4.5,
        "markeredgecolor": SLOPE,
        "markeredgewidth": 1.2,
        "zorder": 5,
        "marker": "o",
        "linestyle": "none",
    }
    axes.plot(*ground.path[:1].T, markerfacecolor=GROUND, **look)
    axes.plot(*ground.path[-1:].T, markerfacecolor=SLOPE, **look)


def _number(value: float) -> str:
    return f"{value:.3g}"
