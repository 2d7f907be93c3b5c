"""Two sides: the rows of a truth table as points of the plane, and the line that separates them, if one does."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import product
from typing import Any, Protocol

import numpy as np

from symbackprop.errors import ShapeError
from symbackprop.plots.labels import mathematics
from symbackprop.plots.palette import AREA, INK, SOFT
from symbackprop.plots.plot import Plot
from symbackprop.plots.points import draw_points

_LOW, _HIGH = -0.4, 1.4


class Table(Protocol):
    """A truth table: its variables, and its values in the order 00, 01, 10, 11."""

    @property
    def variables(self) -> Sequence[Any]: ...  # noqa: D102
    @property
    def values(self) -> Sequence[Any]: ...  # noqa: D102


class Line(Protocol):
    """What separates: weights and a bias, of a perceptron or of the perceptron learning rule."""

    @property
    def weights(self) -> Sequence[Any]: ...  # noqa: D102
    @property
    def bias(self) -> Any: ...  # noqa: D102


def separation(table: Table, line: Line | None = None, *, key: str = "separation") -> Plot:
    """Returns the plot of a truth table of two variables, with the line where the weighted sum is 0.

    Rows with the value 1 are discs, those with 0 open squares; the side where the sum is
    positive is tinted. Without a line the plot says that there is none.

    Raises ShapeError for a table that is not one of two variables.
    """
    if len(table.variables) != 2 or len(table.values) != 4:
        raise ShapeError(
            "a plane shows a truth table of two variables\n"
            f"    found             {len(table.variables)} variables, {len(table.values)} values"
        )
    one, other = map(str, table.variables)
    rows = ", ".join(
        f"{a}{b}: {int(value)}" for (a, b), value in zip(product((0, 1), repeat=2), table.values, strict=True)
    )
    told = "No line separates the two kinds" if line is None else "A line separates the two kinds"
    alt = f"The values {rows} over {one} and {other}. Discs stand for 1, open squares for 0. {told}."
    return Plot(key, alt, partial(_draw, table, line), 60.0, 56.0)


def _draw(table: Table, line: Line | None, figure: Any) -> None:
    axes = figure.add_subplot()
    axes.set(xlim=(_LOW, _HIGH), ylim=(_LOW, _HIGH), aspect="equal", xticks=[0, 1], yticks=[0, 1])
    axes.set_xlabel(mathematics(table.variables[0]))
    axes.set_ylabel(mathematics(table.variables[1]), rotation=0, ha="right", va="center")
    if line is None:
        axes.set_title("no line separates them", color=SOFT)
    else:
        across = np.array([_LOW, _HIGH])
        sums = float(line.bias) + float(line.weights[0]) * across[None, :] + float(line.weights[1]) * across[:, None]
        axes.contourf(across, across, sums, levels=[0, max(sums.max(), 0) + 1], colors=[AREA], alpha=0.2)
        axes.contour(across, across, sums, levels=[0], colors=[INK], linewidths=0.9)
    corners = np.array(list(product((0.0, 1.0), repeat=2)))
    draw_points(axes, corners, np.array([bool(value) for value in table.values]), size=6.5)
