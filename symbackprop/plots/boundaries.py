"""Decision boundaries: where a network of two inputs says yes, at several moments of its training."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from symbackprop.errors import ShapeError
from symbackprop.plots.labels import mathematics
from symbackprop.plots.palette import AREA, INK, SOFT
from symbackprop.plots.plot import WIDE, Plot
from symbackprop.plots.points import SHAPES, draw_points
from symbackprop.training import History

_POINTS = 101
_FALLS = (0.75, 0.25)
_MARGIN = 0.3


def decision_boundaries(
    history: History, *, epochs: Sequence[int] | None = None, key: str = "decision-boundaries"
) -> Plot:
    """Returns a plot with a panel for each of some epochs: the part of the plane where the output is high.

    High means above the middle of the lowest and the highest target. Items are drawn as
    discs (high targets) and open squares (low ones).

    epochs  one to five of them; None: the start, where the loss has fallen to 3/4 and to 1/4 of
            the first, and the end

    Raises ShapeError for a network that has not two inputs and one output, TrainingError for
    an epoch whose parameters were not kept.
    """
    X, T = (np.asarray(given, dtype=float) for given in history.data)
    if X.ndim != 2 or X.shape[1] != 2 or T.size != len(X):
        raise ShapeError(
            "decision boundaries are drawn in the plane of two inputs, for one output\n"
            f"    found             inputs {X.shape}, targets {T.shape}\n"
            "    expected          inputs (items, 2), targets (items,)"
        )
    shown = tuple(_moments(history) if epochs is None else epochs)
    for epoch in shown:
        history.at(epoch)
    told = ", ".join(map(str, shown))
    alt = (
        f"The boundary between high and low outputs of {history.network.title} after epoch {told}. "
        f"A panel for each; the part of the plane with high outputs is tinted; the items are {SHAPES}."
    )
    return Plot(key, alt, partial(_draw, history, shown, X, T.ravel()), WIDE, WIDE / max(len(shown), 3) + 12)


def _moments(history: History) -> list[int]:
    losses = history.losses[list(history.epochs)]
    falls = [int(np.argmax(losses <= share * losses[0])) for share in _FALLS]
    places = sorted({0, *(place for place in falls if place), len(losses) - 1})
    return [history.epochs[place] for place in places]


def _draw(history: History, epochs: Sequence[int], X: Any, T: Any, figure: Any) -> None:
    middle = (T.min() + T.max()) / 2
    panels = figure.subplots(1, len(epochs), sharey=True, squeeze=False)[0]
    low, high = X.min(axis=0), X.max(axis=0)
    low, high = low - _MARGIN * (high - low), high + _MARGIN * (high - low)
    across, up = (np.linspace(low[axis], high[axis], _POINTS) for axis in (0, 1))
    grid = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    for axes, epoch in zip(panels, epochs, strict=True):
        heights = np.reshape(list(history.program.forward(history.at(epoch), grid).values())[-1], (_POINTS, _POINTS))
        _title(axes, f"epoch {epoch}", f"${history.network.loss.name.name} = {history.losses[epoch]:.3g}$")
        if heights.max() > middle:
            axes.contourf(
                across, up, heights, levels=[middle, max(heights.max(), middle) + 1], colors=[AREA], alpha=0.2
            )
        if heights.min() < middle < heights.max():
            axes.contour(across, up, heights, levels=[middle], colors=[INK], linewidths=0.9)
        draw_points(axes, X, middle < T)
        axes.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), aspect="equal")
        axes.set(xticks=sorted({X[:, 0].min(), X[:, 0].max()}), yticks=sorted({X[:, 1].min(), X[:, 1].max()}))
        axes.set_xlabel(mathematics(_names(history)[0]))
    panels[0].set_ylabel(mathematics(_names(history)[1]), rotation=0, ha="right", va="center")


def _title(axes: Any, first: str, second: str) -> None:
    for text, height, colour in ((first, 13, INK), (second, 4, SOFT)):
        axes.annotate(
            text, (0, 1), xycoords="axes fraction", xytext=(0, height), textcoords="offset points", color=colour
        )


def _names(history: History) -> Sequence[str]:
    inputs = history.program.inputs
    return inputs if len(inputs) == 2 else [f"{inputs[0]}_{place}" for place in (1, 2)]
