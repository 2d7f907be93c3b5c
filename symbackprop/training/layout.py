"""The layout: the parameters of a network as one vector, and what its places are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod
from typing import Any

import numpy as np

from symbackprop.errors import ShapeError, unknown
from symbackprop.network import Network
from symbackprop.network.indices import head, key_of
from symbackprop.program.arrays import Floats, real_array
from symbackprop.program.parameters import check_names
from symbackprop.training.settings import TrainingError


@dataclass(frozen=True)
class Layout:
    """Where each parameter stands in a vector, one behind the other.

    names   the parameters, in the order of the network
    shapes  their shapes, () for a number
    """

    names: tuple[str, ...]
    shapes: tuple[tuple[int, ...], ...]

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Returns what each place of the vector is called: w_11, or w[1,2] in an array.

        >>> Layout(("v", "c"), ((2,), ())).places
        ('v[1]', 'v[2]', 'c')
        """
        return tuple(
            place for name, shape in zip(self.names, self.shapes, strict=True) for place in _places(name, shape)
        )

    def place(self, name: str) -> int:
        """Returns the place of one number. Raises UnknownName, with the nearest name there is."""
        wanted = name.replace(" ", "")
        if wanted not in self.places:
            raise unknown("parameter", name, self.places)
        return self.places.index(wanted)

    def vector(self, values: Mapping[Any, Any]) -> Floats:
        """Returns the parameters, given by name, as a vector."""
        return np.concatenate([np.ravel(np.asarray(values[name], dtype=float)) for name in self.names])

    def by_name(self, vector: Floats) -> dict[str, Any]:
        """Returns the parameters by name: floats and arrays, views of the vector.

        >>> Layout(("v", "c"), ((2,), ())).by_name(np.arange(3.0))
        {'v': array([0., 1.]), 'c': 2.0}
        """
        return dict(self._parts(vector))

    def _parts(self, vector: Floats) -> Iterator[tuple[str, Any]]:
        begin = 0
        for name, shape in zip(self.names, self.shapes, strict=True):
            end = begin + prod(shape)
            yield name, vector[begin:end].reshape(shape) if shape else float(vector[begin])
            begin = end


def layout_of(network: Network, start: Mapping[Any, Any] | None) -> Layout:
    """Returns the layout of the parameters of a network; sizes that are names are read off `start`.

    Raises TrainingError where there is no `start` to read them off.
    """
    names = tuple(head(item).name for item in network.parameters)
    shapes = [network.shape(item) for item in network.parameters]
    if start is not None:
        given = by_names(start, names)
        return Layout(names, tuple(np.shape(given[name]) for name in names))
    if sizes := sorted({str(size) for shape in shapes for size in shape if not size.is_Integer}):
        raise TrainingError(
            f"the sizes {', '.join(sizes)} are names: no start can be drawn\n"
            "    give              numbers for them when the network is made\n"
            f"    or give           start, a mapping from {', '.join(names)} to arrays"
        )
    return Layout(names, tuple(tuple(map(int, shape)) for shape in shapes))


def by_names(start: Mapping[Any, Any], names: Sequence[str]) -> dict[str, Floats]:
    """Returns the given parameters by name, as arrays.

    Raises ShapeError for a name that is missing, unknown or there twice, and for what is not
    made of finite real numbers.
    """
    if not isinstance(start, Mapping):
        raise ShapeError(
            f"start is no mapping\n    found             {type(start).__name__}\n"
            f"    give              a mapping from {', '.join(names)} to their values"
        )
    given = {key_of(key).name: real_array(f"the parameter {key}", value) for key, value in start.items()}
    check_names(list(given), names)
    for name, value in given.items():
        if not np.isfinite(value).all():
            raise ShapeError(f"the parameter {name} of start is not finite\n    give              finite numbers")
    return given


def _places(name: str, shape: tuple[int, ...]) -> Iterator[str]:
    for place in product(*(range(1, length + 1) for length in shape)):
        yield f"{name}[{','.join(map(str, place))}]" if shape else name
