"""Settings: what makes the numbers of a training run possible, each refusal with its way out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any

import numpy as np

from symbackprop.errors import SymbackpropError


class TrainingError(SymbackpropError, ValueError):
    """A training run that cannot be made."""


@dataclass(frozen=True)
class Settings:
    """The numbers of a training run.

    learning_rate  η, positive
    epochs         how often every item is used, 1 or more
    batch          items for one step; None: all of them
    momentum       α, at least 0 and less than 1
    seed           draws the start and the order of the items, 0 or more
    stop_at        training stops at a loss that is no larger; None: never
    """

    learning_rate: float
    epochs: int
    batch: int | None
    momentum: float
    seed: int
    stop_at: float | None

    def checked(self) -> Settings:
        """Returns the settings with plain numbers. Raises TrainingError for one that no run can be made with."""
        _finite("learning rate", "η", self.learning_rate)
        if self.learning_rate <= 0:
            raise TrainingError(
                f"the learning rate is {self.learning_rate}\n"
                "    a step is         w ← w − η ∂E/∂w: downhill only for η > 0\n"
                "    give              a positive number, for instance 0.1"
            )
        _whole("number of epochs", self.epochs, 1)
        _finite("momentum", "α", self.momentum)
        if not 0 <= self.momentum < 1:
            raise TrainingError(
                f"the momentum is {self.momentum}\n"
                "    a step is         Δw ← α Δw − η ∂E/∂w: for α of 1 and more it never comes to rest\n"
                "    give              at least 0 and less than 1, for instance 0.9"
            )
        _whole("seed", self.seed, 0)
        if self.stop_at is not None:
            _finite("loss to stop at", "stop_at", self.stop_at)
        if self.batch is not None:
            _whole("batch", self.batch, 1)
        return Settings(
            *(float(self.learning_rate), int(self.epochs), None if self.batch is None else int(self.batch)),
            *(float(self.momentum), int(self.seed), None if self.stop_at is None else float(self.stop_at)),
        )

    def check_batch(self, items: int) -> None:
        """Raises TrainingError for a batch that is larger than the set of `items` items."""
        if self.batch is not None and self.batch > items:
            raise TrainingError(
                f"a batch of {self.batch} is larger than the set\n"
                f"    items             {items}\n"
                f"    give              1 to {items}; without a batch each step uses all of them"
            )


def _finite(what: str, symbol: str, value: Any) -> None:
    if not isinstance(value, Real) or isinstance(value, bool) or not _is_finite(value):
        raise TrainingError(
            f"the {what} is {value!r}\n    needed            a finite real number {symbol}\n"
            f"    found             {type(value).__name__}"
        )


def _is_finite(value: Real) -> bool:
    try:
        return bool(np.isfinite(float(value)))
    except OverflowError:  # an integer beyond floating point
        return False


def _whole(what: str, value: Any, least: int) -> None:
    if not isinstance(value, Integral) or isinstance(value, bool) or value < least:
        raise TrainingError(f"the {what} is {value!r}\n    give              a whole number, {least} or more")


WORDS: Mapping[str, str] = {"epochs": "all epochs are done", "loss": "the loss is small enough"}
"""Why a run that went well stopped."""
