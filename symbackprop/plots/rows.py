"""Rows of the tables as curves: an activation with its slope, a loss against the output."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import numpy as np
import sympy as sp

from symbackprop.errors import SymbackpropError
from symbackprop.network import Activation, Loss
from symbackprop.network.activation import U, Y
from symbackprop.network.losses import T, Z
from symbackprop.plots.labels import at_the_ends, function_name, mathematics
from symbackprop.plots.palette import AREA, DASHED, DOTTED, GROUND, HAIR, INK, SLOPE, SOFT
from symbackprop.plots.plot import NARROW, Plot
from symbackprop.plots.sampling import pieces, sampled
from symbackprop.program.arrays import Floats

_REACHES = (6, 4, 3, 2)
_HIGHEST = 4.2
_SLOPE = sp.Symbol("d", real=True)
_VALUE = sp.Symbol("L", real=True)
_RANGES: Mapping[str, tuple[float, float]] = MappingProxyType({"output": (-2.0, 3.0), "preactivation": (-5.0, 5.0)})
_TALLEST = 4.0


def value_and_slope(row: Activation, *, key: str | None = None) -> Plot:
    """Returns the plot of an activation (solid) and its slope (dashed) about 0, kinks marked.

    At a kink the pieces of the slope end in rings, and so do those of a value that jumps.

    Raises SymbackpropError for an unspecified activation, which has no values.
    """
    if row.value is None:
        raise SymbackpropError(
            f"{row.latex} has no graph: it stands for any differentiable function\n"
            "    a plot needs      an activation with a value, a row of ACTIVATIONS"
        )
    kinks = f" It has a kink at {', '.join(map(str, row.kinks))}." if row.kinks else ""
    alt = f"The {row.title} and its slope. The value is a solid line, the slope a dashed one.{kinks}"
    return Plot(key or f"value-and-slope-{row.name}", alt, partial(_draw_activation, row), NARROW, 46.0)


def loss_against_output(row: Loss, *, key: str | None = None) -> Plot:
    """Returns the plot of a loss against what it reads, the output z or the preactivation s, for two targets.

    Kinks are marked by dotted lines.
    """
    low, high = row.example_targets
    read = "output" if row.reads == "output" else "preactivation"
    alt = (
        f"The {row.title} against the {read} {row.argument}. "
        f"For the target {high} it is a solid line, for the target {low} a dashed one."
    )
    return Plot(key or f"loss-against-output-{row.name}", alt, partial(_draw_loss, row), NARROW, 46.0)


def _draw_activation(row: Activation, figure: Any) -> None:
    axes = figure.add_subplot()
    reach, kinks = _reach(row), [float(kink) for kink in row.kinks]
    lines = [(Y, row(U)), (_SLOPE, row.slope_at(U, Y))]
    parts = [(places, sampled(lines, U, places)) for places in pieces(-reach, reach, kinks)]
    same = row.slope == Y
    _zero(axes)
    for places, found in parts:
        axes.plot(places, found["y"], color=INK)
        axes.plot(places, found["d"], color=SLOPE, linestyle=DASHED)
    axes.set_xlim(-reach, reach)
    for (before, left), (after, right) in pairwise(parts):
        _mark_kink(axes, (before[-1] + after[0]) / 2)
        for quantity, colour in (("y", INK), ("d", SLOPE)):
            _rings(axes, (before[-1], left[quantity][-1]), (after[0], right[quantity][0]), colour)
    ends = parts[-1][1]["y"][-1], parts[-1][1]["d"][-1]
    symbol = function_name(row.latex)
    value, slope = f"${symbol}(u)$", f"${symbol}$′$(u)$"
    names = [(ends[0], f"{value} $=$ {slope}", INK)] if same else [(ends[0], value, INK), (ends[1], slope, SLOPE)]
    axes.set_xlabel("$u$")
    axes.set_xticks([-reach, -reach / 2, 0, reach / 2, reach])
    at_the_ends(axes, names)


def _draw_loss(row: Loss, figure: Any) -> None:
    axes = figure.add_subplot()
    low, high = _range(row)
    _zero(axes)
    ends = []
    for target, colour, dash in zip(reversed(row.example_targets), (INK, AREA), ("solid", DASHED), strict=True):
        value = row.of(row.argument, sp.Integer(target))
        kinks = [float(place) for kink in row.kinks for place in sp.solveset(kink.xreplace({T: sp.Integer(target)}), Z)]
        for places in pieces(low, high, kinks):
            heights = sampled([(_VALUE, value)], row.argument, places)["L"]
            axes.plot(places, heights, color=colour, linestyle=dash)
        for kink in kinks:
            _mark_kink(axes, kink)
        ends.append((float(heights[-1]), f"$t = {target}$", colour))
    axes.set_xlim(min(low, 0) if low > -0.1 else low, max(high, 1) if high < 1.1 else high)
    top = axes.get_ylim()[1]
    axes.set_ylim(0 if axes.get_ylim()[0] > -1 else None, min(top, _TALLEST) if row.domain != sp.S.Reals else top)
    axes.set_xlabel(mathematics(row.argument))
    axes.set_ylabel("$E$", rotation=0, ha="right", va="center")
    at_the_ends(axes, ends)


def _reach(row: Activation) -> int:
    """Returns how far the plot goes to either side: less where the function grows."""
    for reach in _REACHES:
        heights = sampled([(Y, row(U))], U, np.array([-reach, reach], dtype=float))["y"]
        if np.abs(heights).max() <= _HIGHEST:
            return reach
    return _REACHES[-1]


def _range(row: Loss) -> tuple[float, float]:
    if row.domain == sp.S.Reals:
        return _RANGES[row.reads]
    return float(row.domain.inf) + 0.004, float(row.domain.sup) - 0.004


def _zero(axes: Any) -> None:
    axes.axhline(0, color=HAIR, linewidth=0.6, zorder=0)


def _mark_kink(axes: Any, place: float) -> None:
    axes.axvline(place, color=SOFT, linewidth=0.7, linestyle=DOTTED, zorder=1)
    axes.annotate(
        "kink",
        (place, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, 2),
        textcoords="offset points",
        ha="center",
        va="bottom",
        color=SOFT,
        size=7,
        annotation_clip=False,
    )


def _rings(axes: Any, left: tuple[float, float], right: tuple[float, float], colour: str) -> None:
    """Draws rings at the two ends of a jump."""
    if abs(left[1] - right[1]) > 1e-6:
        ends: Floats = np.array([left, right])
        axes.plot(
            *ends.T,
            marker="o",
            markersize=3.2,
            markerfacecolor=GROUND,
            markeredgecolor=colour,
            markeredgewidth=0.9,
            linestyle="none",
            zorder=5,
            clip_on=False,
        )
