"""Parameters of a program on arrays: a mapping, a named tuple or a flat vector, and back."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from symbackprop.errors import ShapeError
from symbackprop.network.indices import key_of
from symbackprop.program.arrays import numbers
from symbackprop.program.parameters import check_names

Values = Mapping[str, Any]


@dataclass(frozen=True)
class ArrayParameters:
    """The parameters of a network: what they are called and how large they are.

    names   their names, in the order of the network
    fields  the same as identifiers
    shapes  their sizes: numbers, or None where one of them is a symbol
    """

    names: tuple[str, ...]
    fields: tuple[str, ...]
    shapes: tuple[tuple[int, ...] | None, ...]

    def field_type(self) -> type[tuple[Any, ...]] | None:
        """Returns a named tuple type with these fields, or None if there are none."""
        return namedtuple("Parameters", self.fields) if self.fields else None  # noqa: PYI024

    def read(self, given: Any) -> tuple[Values, Callable[[Values], Any]]:
        """Returns the parameters by name, and the way back to the shape they were given in.

        Raises ShapeError for a missing, unknown or misspelt name, and for a flat vector of
        the wrong length or where the sizes are not known.
        """
        if type(given) is dict and tuple(given) == self.names:
            return given, _as_found
        for fits, reader in _READERS:
            if fits(given):
                return reader(self, given)
        raise AssertionError("the last reader takes everything")

    def mapping(self, given: Mapping[Any, Any]) -> tuple[Values, Callable[[Values], Any]]:
        """Returns parameters that are a mapping from names to arrays."""
        labels = {key: key_of(key).name for key in given}
        by_name = {labels[key]: value for key, value in given.items()}
        if len(by_name) < len(given):
            raise ShapeError(
                "a parameter is given twice, by its name and by its symbol\n"
                f"    given             {', '.join(map(repr, given))}\n"
                "    use               one key for each parameter"
            )
        check_names(list(by_name), self.names)
        return by_name, lambda found: {key: found[label] for key, label in labels.items()}

    def named_tuple(self, given: Any) -> tuple[Values, Callable[[Values], Any]]:
        """Returns parameters that are a named tuple with the identifiers as fields."""
        kind = type(given)
        check_names(list(kind._fields), self.fields)
        names = dict(zip(self.fields, self.names, strict=True))
        values = {names[field]: value for field, value in zip(kind._fields, given, strict=True)}
        return values, lambda found: kind(*(found[names[field]] for field in kind._fields))

    def vector(self, given: ArrayLike) -> tuple[Values, Callable[[Values], Any]]:
        """Returns parameters that are a flat vector, one array behind the other."""
        flat = numbers("params", given)
        known = [shape for shape in self.shapes if shape is not None]
        if len(known) < len(self.shapes):
            raise ShapeError(
                "the parameters are a flat vector, but the network leaves their sizes open\n"
                f"    found             an array of shape {flat.shape}\n"
                f"    give              a mapping from names to arrays: {', '.join(self.names)}\n"
                "    or                numbers for the sizes of the network"
            )
        lengths = [prod(shape) for shape in known]
        if flat.shape != (sum(lengths),):
            parts = ", ".join(f"{name} {shape}" for name, shape in zip(self.names, known, strict=True))
            raise ShapeError(
                "the parameters have the wrong shape\n"
                f"    found             {flat.shape}\n"
                f"    expected          ({sum(lengths)},): {parts}\n"
                "    or give           a mapping from these names to arrays"
            )
        ends = np.cumsum(lengths)
        parts_of = zip(self.names, known, ends, lengths, strict=True)
        values = {name: flat[end - length : end].reshape(shape) for name, shape, end, length in parts_of}
        return values, self._flattened

    def _flattened(self, found: Values) -> NDArray[Any]:
        return np.concatenate([np.ravel(found[name]) for name in self.names])


def _as_found(found: Values) -> Values:
    return found


Reader = Callable[[ArrayParameters, Any], tuple[Values, Callable[[Values], Any]]]

_READERS: Sequence[tuple[Callable[[Any], bool], Reader]] = (
    (lambda given: isinstance(given, Mapping), ArrayParameters.mapping),
    (lambda given: hasattr(given, "_fields"), ArrayParameters.named_tuple),
    (lambda given: True, ArrayParameters.vector),
)
