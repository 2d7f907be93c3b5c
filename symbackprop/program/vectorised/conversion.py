"""Conversion: what a user gives becomes arrays of one precision, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symbackprop.errors import ShapeError
from symbackprop.network.indices import key_of
from symbackprop.program.arrays import numbers

Array = NDArray[Any]


def not_finite_among(arrays: Iterator[tuple[str, Array]]) -> ShapeError | None:
    """Returns the error for the first of the arrays that has a NaN or an infinity in it."""
    for label, array in arrays:
        finite = np.isfinite(array)
        if not finite.all():
            wrong = np.argwhere(~finite)
            place = tuple(int(index) for index in wrong[0])
            where = f"[{', '.join(map(str, place))}]" if place else ""
            return ShapeError(
                f"{label}{where} is {array[place]}\n"
                f"    not finite        {len(wrong)} of {array.size} values\n"
                "    leave out         what has no value, or fill it in before"
            )
    return None


def label_of(whole: str, name: str, names: Sequence[str]) -> str:
    """Returns what an array is called in errors: X, or X["h"] among several."""
    return whole if len(names) == 1 else f'{whole}["{name}"]'


def by_name(label: str, kind: str, value: Any, names: Sequence[str]) -> Mapping[str, Any]:
    """Returns the arrays of X or T by name.

    Raises ShapeError where they are missing, not wanted, or called otherwise.
    """
    if not names:
        if value is not None:
            raise ShapeError(
                f"{label} was given, but there are no {kind} to read\n"
                f"    found             {type(value).__name__}\n"
                f"    leave out         {label}"
            )
        return {}
    if value is None:
        raise ShapeError(
            f"{label}, the {kind}, is missing\n    arrays            {', '.join(names)}\n"
            f"    give              {'an array' if len(names) == 1 else 'a mapping from these names to arrays'}"
        )
    if not isinstance(value, Mapping):
        if len(names) == 1:
            return {names[0]: value}
        raise ShapeError(
            f"{label} holds several arrays\n    found             {type(value).__name__}\n"
            f"    give              a mapping with the names {', '.join(names)}"
        )
    found = {key_of(key).name: array for key, array in value.items()}
    if set(found) != set(names):
        raise ShapeError(
            f"{label} has the wrong names\n    found             {', '.join(found)}\n"
            f"    expected          {', '.join(names)}"
        )
    return found


def precision_of(parameters: Any, inputs: Mapping[str, Any]) -> np.dtype[Any]:
    """Returns the precision of the parameters, else of the inputs, else double."""
    for group in (parameters, inputs.values()):
        found = [
            value.dtype for value in group if isinstance(value, np.ndarray | np.generic) and value.dtype.kind == "f"
        ]
        if found:
            widest = np.result_type(*found)
            return np.dtype(np.float32) if widest.itemsize <= 4 else np.dtype(np.float64)
    return np.dtype(np.float64)


def converted(label: str, value: Any, precision: np.dtype[Any]) -> Array:
    """Returns the value as an array of the precision; raises ShapeError for what is no real number."""
    if type(value) is np.ndarray and value.dtype == precision:
        return value
    with np.errstate(over="ignore"):  # what overflows becomes infinite, and is refused as such
        return numbers(label, value).astype(precision, copy=False)
