"""The history: what became of the loss and the parameters while a network was trained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from symbackprop.network import Network
from symbackprop.program import Program
from symbackprop.program.arrays import Floats
from symbackprop.training.data import Data
from symbackprop.training.layout import Layout
from symbackprop.training.settings import Settings, TrainingError

Why = Literal["epochs", "loss", "diverged"]


@dataclass(frozen=True)
class Stop:
    """Why a training run stopped.

    why    "epochs": all are done; "loss": it is no larger than asked for; "diverged"
    epoch  after which epoch
    text   the same in words
    """

    why: Why
    epoch: int
    text: str


@dataclass(frozen=True, eq=False, repr=False)
class History:
    """The course of a training run.

    program   the compiled network
    data      the items it was trained on
    settings  learning rate, momentum, batch, seed
    losses    the loss of the whole set after 0, 1, 2, … epochs
    epochs    those after which the parameters were kept: all of them, unless that takes too
              much memory; always the first and the last
    path      the parameters after each of `epochs`, a row each, laid out as `layout` says
    stop      why the run stopped
    """

    program: Program
    data: Data
    settings: Settings
    losses: Floats
    epochs: tuple[int, ...]
    path: Floats
    layout: Layout
    stop: Stop

    @property
    def network(self) -> Network:
        """Returns the network that was trained."""
        return self.program.network

    @cached_property
    def parameters(self) -> tuple[Mapping[str, Any], ...]:
        """Returns the parameters after each of `epochs`, by name."""
        return tuple(map(self.layout.by_name, self.path))

    @property
    def learned(self) -> Mapping[str, Any]:
        """Returns the parameters at the end, by name."""
        return self.parameters[-1]

    def at(self, epoch: int) -> Mapping[str, Any]:
        """Returns the parameters after an epoch, by name. Raises TrainingError if they were not kept."""
        if epoch not in self.epochs:
            near = min(self.epochs, key=lambda kept: abs(kept - epoch))
            raise TrainingError(
                f"the parameters after epoch {epoch} were not kept\n"
                f"    kept              {len(self.epochs)} epochs from 0 to {self.epochs[-1]}\n"
                f"    the nearest is    {near}"
            )
        return self.parameters[self.epochs.index(epoch)]

    def values(self, name: str) -> Floats:
        """Returns the course of one number, w_11 or w[1,2]. Raises UnknownName for a name there is not."""
        return np.array(self.path[:, self.layout.place(name)])

    def outputs(self, epoch: int | None = None) -> Any:
        """Returns what the network says of the items after an epoch; None: at the end."""
        found = self.program.forward(self.learned if epoch is None else self.at(epoch), self.data.X)
        return list(found.values())[-1]

    def __repr__(self) -> str:
        told = self.stop.text.split("\n")[0]
        course = f"; loss {self.losses[0]:.4g} to {self.losses[-1]:.4g}" if len(self.losses) else ""
        return f"<training of {self.network.title}: {told}{course}>"
