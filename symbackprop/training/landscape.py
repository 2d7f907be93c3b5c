"""The landscape: the loss over two of the parameters, the others held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from symbackprop.calculus import Derivation
from symbackprop.network import Network
from symbackprop.program import lambdify
from symbackprop.program.arrays import Floats
from symbackprop.training.history import History
from symbackprop.training.layout import by_names, layout_of
from symbackprop.training.settings import TrainingError

Range = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Landscape:
    """The loss on a grid over two parameters.

    names   the two parameters, the one across and the one up
    across  the values of the first, (columns,)
    up      the values of the second, (rows,)
    losses  the loss at each point, (rows, columns)
    path    where a training run passed, (steps, 2); of no steps if there was none
    loss    what the loss is called
    """

    names: tuple[str, str]
    across: Floats
    up: Floats
    losses: Floats
    path: Floats
    loss: str

    @property
    def levels(self) -> tuple[float, ...]:
        """Returns the values that the loss takes on the grid, each once, in increasing order.

        With the step function they are few: the loss is constant on pieces.
        """
        return tuple(np.unique(self.losses).tolist())


def landscape(  # noqa: PLR0913  (a grid is made of these)
    network: Network | Derivation,
    data: tuple[Any, Any],
    names: tuple[str, str],
    *,
    at: Mapping[Any, Any],
    across: Range,
    up: Range,
    points: int = 61,
) -> Landscape:
    """Returns the loss of the set over two parameters, computed by the compiled program.

    names       the two parameters, w_11 or w[1,2]
    at          all parameters by name; the two are put in
    across, up  from where to where each of them goes
    points      the number of values of each

    Raises UnknownName for a parameter there is not, ShapeError for data that do not fit,
    TrainingError for a range that is none, RangeError where the loss is out of range.

    >>> from symbackprop.network import two_layer
    >>> from symbackprop.training import stepped, xor_data
    >>> at = dict(v_1=1, v_2=-1, c=0, w_11=1, w_12=1, b_1=0, w_21=1, w_22=1, b_2=-1)
    >>> found = landscape(stepped(two_layer()), xor_data(), ("w_11", "w_12"), at=at, across=(-3, 3), up=(-3, 3))
    >>> found.losses.shape, found.levels
    ((61, 61), (0.0, 0.5, 1.0))
    """
    program = lambdify(network)
    layout = layout_of(program.network, at)
    vector = layout.vector(by_names(at, layout.names))
    first, second = map(layout.place, names)
    columns, rows = (_values(name, range_, points) for name, range_ in zip(names, (across, up), strict=True))
    losses = np.empty((len(rows), len(columns)))
    for row, high in enumerate(rows):
        for column, wide in enumerate(columns):
            vector[[first, second]] = wide, high
            losses[row, column] = program.loss(layout.by_name(vector), *data)
    loss = program.network.loss.name.name
    return Landscape((names[0], names[1]), columns, rows, losses, np.empty((0, 2)), loss)


def landscape_along(history: History, names: tuple[str, str], *, margin: float = 0.25, points: int = 61) -> Landscape:
    """Returns the landscape about the path of a training run, with the path on it.

    The other parameters are those at the end of the run. So the path lies on the landscape
    throughout if the run moved only these two (`only` of `train`); else its end does.

    margin  how far the landscape goes beyond the path, as a share of the longer side

    Raises UnknownName for a parameter there is not.
    """
    path = np.stack([history.values(name) for name in names], axis=1)
    low, high = path.min(axis=0), path.max(axis=0)
    reach = (0.5 + margin) * max(float((high - low).max()), 1e-6)
    middle = (low + high) / 2
    (left, right), (bottom, top) = ((float(place - reach), float(place + reach)) for place in middle)
    ground = landscape(
        history.network, history.data, names, at=history.learned, across=(left, right), up=(bottom, top), points=points
    )
    return Landscape(ground.names, ground.across, ground.up, ground.losses, path, ground.loss)


def _values(name: str, ends: Range, points: int) -> Floats:
    low, high = map(float, ends)
    if not (np.isfinite([low, high]).all() and low < high) or points < 2:
        raise TrainingError(
            f"{name} cannot go from {low} to {high} in {points} values\n"
            "    give              two finite numbers, the smaller one first, and 2 values or more"
        )
    return np.linspace(low, high, points)
