"""The course of training: the loss after each epoch."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from symbackprop.plots.labels import mathematics
from symbackprop.plots.palette import INK, SLOPE, SOFT
from symbackprop.plots.plot import WIDE, Plot
from symbackprop.training import History

_LOGARITHMIC = 30
"""From this ratio of the largest to the smallest loss on, its scale is logarithmic."""


def loss_curve(history: History, *, key: str = "loss-curve") -> Plot:
    """Returns the plot of the loss over the epochs; its scale is logarithmic where it falls or grows far.

    The last loss stands beside the end of the curve; a run that diverged ends in a cross.
    """
    losses, name = history.losses, history.network.loss.name.name
    course = f"from {losses[0]:.3g} at the start to {losses[-1]:.3g}" if len(losses) else "not a finite number"
    alt = (
        f"The loss {name} while {history.network.title} is trained. Over {max(len(losses) - 1, 0)} epochs "
        f"at the learning rate {history.settings.learning_rate:g} it goes {course}; "
        f"{history.stop.text.splitlines()[0]}."
    )
    return Plot(key, alt, partial(_draw, history), WIDE, 52.0)


def _draw(history: History, figure: Any) -> None:
    axes = figure.add_subplot()
    losses = history.losses
    diverged = history.stop.why == "diverged"
    positive = losses[losses > 0]
    if len(positive) and positive.max() > _LOGARITHMIC * positive.min() and len(positive) == len(losses):
        axes.set_yscale("log")
    elif len(losses) and not diverged:
        axes.set_ylim(0, 1.05 * losses.max())
    epochs = np.arange(len(losses))
    axes.plot(epochs, losses, color=INK)
    axes.set_xlim(0, max(len(losses) - 1, 1))
    axes.locator_params(axis="x", integer=True)
    axes.set_xlabel("epoch")
    axes.set_ylabel(mathematics(history.network.loss.name.name), rotation=0, ha="right", va="center")
    if len(losses):
        marker, colour, words = ("x", SLOPE, "diverged") if diverged else ("o", INK, f"{losses[-1]:.3g}")
        axes.plot(epochs[-1:], losses[-1:], marker, color=colour, markersize=4 if diverged else 2.5, clip_on=False)
        axes.annotate(
            words,
            (epochs[-1], losses[-1]),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            color=SLOPE if diverged else SOFT,
            annotation_clip=False,
        )
