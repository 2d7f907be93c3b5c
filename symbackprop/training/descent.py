"""Gradient descent: the parameters go downhill, a step for each batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import sympy as sp

from symbackprop.calculus import Derivation
from symbackprop.network import Network
from symbackprop.program import Program, RangeError, lambdify
from symbackprop.program.arrays import Floats
from symbackprop.training.data import Data, chosen, count
from symbackprop.training.history import History, Stop
from symbackprop.training.layout import Layout, by_names, layout_of
from symbackprop.training.settings import WORDS, Settings, TrainingError

GROWTH = 1e6
"""A loss that is so many times the first one, or so large where the first is below 1, has diverged."""

MOST_KEPT = 2**22
"""The most numbers that a history keeps of the parameters: 32 MB."""

REACH = 1.0
"""Each parameter starts between −1 and 1, every number equally likely."""


def train(  # noqa: PLR0913  (a training run is made of these)
    network: Network | Derivation,
    data: tuple[Any, Any],
    learning_rate: float,
    *,
    epochs: int = 1000,
    batch: int | None = None,
    momentum: float = 0.0,
    start: Mapping[Any, Any] | None = None,
    seed: int = 0,
    only: Sequence[str | sp.Expr] | None = None,
    stop_at: float | None = None,
    progress: Callable[[int, float], None] | None = None,
) -> History:
    """Returns the history of training a network by gradient descent: a demonstration, no tool for large tasks.

    A step is Δw ← α Δw − η ∂E/∂w, w ← w + Δw, with Δw = 0 at first, E the loss of the batch,
    η the learning rate and α the momentum; for α = 0 it is w ← w − η ∂E/∂w. The gradient is
    the compiled one, see `lambdify`. The run stops where the loss is no finite number or more
    than a million times the first; the history says so, with the epoch and a way out.

    data      inputs and targets, items are rows
    epochs    how often every item is used, 1000 times unless given
    batch     items for one step, in an order drawn anew for each epoch; None: all at once
    start     the parameters at first, by name; None: drawn from −1 to 1
    seed      draws the start and the order: the same seed gives the same history
    only      the parameters that move, w_11 or w[1,2]; None: all
    stop_at   the run stops when the loss is no larger
    progress  called with the epoch and the loss after each epoch, see `bar`

    Raises ShapeError for data or a start that do not fit the network, TrainingError for
    numbers that no run can be made with, UnknownName for a parameter there is not.

    Sources: B. T. Polyak, Some methods of speeding up the convergence of iteration methods
    (1964), for the momentum; D. E. Rumelhart, G. E. Hinton, R. J. Williams, Learning
    representations by back-propagating errors (1986), for the step as it stands here.

    >>> from symbackprop.network import two_layer
    >>> from symbackprop.training import xor_data
    >>> history = train(two_layer(), xor_data(), 2, epochs=1000, seed=5)
    >>> history
    <training of the 2-2-1 network: all epochs are done; loss 0.5183 to 0.00186>
    >>> history.outputs().round()
    array([0., 1., 1., 0.])
    """
    settings = Settings(learning_rate, epochs, batch, momentum, seed, stop_at).checked()
    program = lambdify(network)
    items = _pair(data)
    layout = layout_of(program.network, start)
    first = _drawn(layout, settings.seed) if start is None else layout.vector(by_names(start, layout.names))
    settings.check_batch(_items(program, layout.by_name(first), items))
    run = _Run(program, items, settings, layout, _free(layout, only), progress)
    return run.from_(first)


@dataclass
class _Run:
    """A training run under way."""

    program: Program
    data: Data
    settings: Settings
    layout: Layout
    free: Floats
    progress: Callable[[int, float], None] | None
    losses: list[float] = field(default_factory=list)
    kept: dict[int, Floats] = field(default_factory=dict)

    def from_(self, w: Floats) -> History:
        """Returns the history of the run that starts at `w`."""
        every = -(-(self.settings.epochs + 1) * len(w) // MOST_KEPT)
        with np.errstate(over="ignore", invalid="ignore"):  # what is not finite is looked for
            course, stop, last = enumerate(self._epochs(w)), None, None
            while stop is None:
                epoch, after = next(course)
                loss = self._loss(after)
                stop = self._stop(epoch, loss)
                if np.isfinite(loss):
                    self.losses.append(loss)
                    last = epoch, after
                    if epoch % every == 0:
                        self.kept[epoch] = after
                    if self.progress is not None:
                        self.progress(epoch, loss)
            if last is not None:
                self.kept.setdefault(*last)
        return History(
            *(self.program, self.data, self.settings, np.array(self.losses)),
            *(tuple(self.kept), np.array(list(self.kept.values())).reshape(-1, len(w)), self.layout, stop),
        )

    def _epochs(self, w: Floats) -> Iterator[Floats]:
        """Yields the parameters at the start and after each epoch."""
        eta, alpha = self.settings.learning_rate, self.settings.momentum
        change = np.zeros_like(w)
        yield w
        for batches in self._batches():
            for batch in batches:
                change = alpha * change - eta * self._gradient(w, batch)
                w = w + change
            yield w

    def _batches(self) -> Iterator[Iterator[Data]]:
        """Yields the batches of one epoch after the other."""
        size, items = self.settings.batch, count(self.program, self.data)
        if size in (None, items):
            while True:
                yield iter([self.data])
        generator = np.random.default_rng((self.settings.seed, 1))
        while True:
            order = generator.permutation(items)
            parts = (order[begin : begin + size] for begin in range(0, items, size))
            yield (chosen(self.program, self.data, part) for part in parts)

    def _gradient(self, w: Floats, batch: Data) -> Floats:
        if not np.isfinite(w).all():
            return np.full_like(w, np.nan)
        try:
            _, gradient = self.program.value_and_grad(self.layout.by_name(w), *batch)
        except RangeError:
            return np.full_like(w, np.nan)
        return self.free * self.layout.vector(gradient)

    def _loss(self, w: Floats) -> float:
        if not np.isfinite(w).all():
            return np.nan
        try:
            return self.program.loss(self.layout.by_name(w), *self.data)
        except RangeError:
            return np.inf

    def _stop(self, epoch: int, loss: float) -> Stop | None:
        stop_at = self.settings.stop_at
        if not np.isfinite(loss) or (self.losses and loss > GROWTH * max(self.losses[0], 1.0)):
            return Stop("diverged", epoch, self._diverged(epoch, loss))
        if stop_at is not None and loss <= stop_at:
            return Stop("loss", epoch, WORDS["loss"])
        return Stop("epochs", epoch, WORDS["epochs"]) if epoch == self.settings.epochs else None

    def _diverged(self, epoch: int, loss: float) -> str:
        eta, name = self.settings.learning_rate, self.program.network.loss.name
        first = f"{self.losses[0]:.6g}" if self.losses else "none: the start itself is out of range"
        return (
            f"training diverged: the loss {name} is {loss:.6g} after epoch {epoch}\n"
            f"    first loss        {first}\n"
            f"    learning rate     {eta:.6g}: the steps are too long\n"
            f"    give              a smaller one, for instance {eta / 10:.6g}"
        )


def _pair(data: Any) -> Data:
    if not isinstance(data, tuple) or len(data) != 2:
        raise TrainingError(
            f"the data is no pair of inputs and targets\n    found             {type(data).__name__}\n"
            "    give              (X, T): an array whose rows are the items, and their targets"
        )
    return Data(*data)


def _items(program: Program, start: Mapping[str, Any], data: Data) -> int:
    """Returns the number of items. Raises ShapeError for data or a start that do not fit the network."""
    with suppress(RangeError):  # the history tells of it
        program.loss(start, *data)
    return count(program, data)


def _drawn(layout: Layout, seed: int) -> Floats:
    return np.random.default_rng(seed).uniform(-REACH, REACH, len(layout.places))


def _free(layout: Layout, only: Sequence[str | sp.Expr] | None) -> Floats:
    free = np.zeros(len(layout.places))
    free[slice(None) if only is None else [layout.place(str(name)) for name in only]] = 1
    return free
