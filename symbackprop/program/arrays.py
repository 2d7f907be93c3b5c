"""Arrays: the inputs and targets that a program takes, checked and converted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from symbackprop.errors import ShapeError

Floats = NDArray[np.float64]
_REAL_KINDS = "biuf"


@dataclass(frozen=True)
class Items:
    """The items of a set as a program takes them.

    X       inputs, (items, n_inputs), or None if the network has none
    T       targets, (items,) or (items, n_targets), or None
    single  whether one item was given without its first axis
    """

    X: Floats | None
    T: Floats | None
    single: bool

    @property
    def count(self) -> int:
        """Returns the number of items; 1 if nothing differs between items."""
        return next((len(array) for array in self.arguments), 1)

    @property
    def arguments(self) -> tuple[Floats, ...]:
        """Returns what is passed on, in order."""
        return tuple(array for array in (self.X, self.T) if array is not None)


def items(X: ArrayLike | None, T: ArrayLike | None, inputs: Sequence[str], targets: Sequence[str]) -> Items:
    """Returns the inputs and targets as arrays of floats.

    inputs, targets  the names of their columns

    Raises ShapeError for a wrong shape or dtype, and for NaN and infinity.

    >>> items([1, 2], 0, ["x_1", "x_2"], ["t"]).X
    array([[1., 2.]])
    """
    if not inputs:
        _refuse("X", "inputs", X)
    columns = _matrix("X", "inputs", X, inputs) if inputs else None
    single = columns is not None and columns.ndim == 1
    if not targets:
        _refuse("T", "targets", T)
        return Items(_rows(columns), None, single)
    goals = _matrix("T", "targets", T, targets)
    if columns is None:
        single = goals.ndim < 2 if len(targets) > 1 else goals.ndim == 0
    count = None if columns is None else 1 if single else len(columns)
    return Items(_rows(columns), _goals(goals, targets, count, single=single), single)


def real_array(label: str, value: ArrayLike | None) -> Floats:
    """Returns `value` as an array of floats; integers and booleans are converted.

    Raises ShapeError for anything that is not made of real numbers.
    """
    with np.errstate(over="ignore"):  # what overflows becomes infinite, and is refused as such
        return numbers(label, value).astype(np.float64, copy=False)


def numbers(label: str, value: ArrayLike | None) -> NDArray[Any]:
    """Returns `value` as an array of real numbers, whatever their precision.

    Raises ShapeError for anything else.
    """
    if np.ma.isMaskedArray(value):
        raise ShapeError(
            f"{label} is a masked array; the mask would be lost\n    convert           {label}.filled(...)"
        )
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ShapeError(
            f"{label} is not a table of numbers: {error}\n    give              rows of equal length"
        ) from None
    if value is None or array.dtype.kind not in _REAL_KINDS:
        found = type(value).__name__ if array.ndim == 0 else f"an array of dtype {array.dtype}"
        raise ShapeError(
            f"{label} is not made of real numbers\n"
            f"    found             {found}\n"
            "    accepted          floating point, integers, booleans (0 and 1)\n"
            f"    convert           np.asarray({label}, dtype=float)"
        )
    return array


def _matrix(label: str, kind: str, value: ArrayLike | None, columns: Sequence[str]) -> Floats:
    if value is None:
        raise ShapeError(
            f"{label}, the {kind}, is missing\n"
            f"    columns           {', '.join(columns)}\n"
            f"    give              an array of shape {_shape(columns, kind)}"
        )
    array = real_array(label, value)
    fits = array.shape[-1:] == (len(columns),) and array.ndim in (1, 2)
    is_flat = kind == "targets" and len(columns) == 1 and array.ndim <= 1
    if not (fits or is_flat):
        turned = array.ndim == 2 and array.shape[0] == len(columns)
        raise ShapeError(
            f"{label} has the wrong shape\n"
            f"    found             {array.shape}\n"
            f"    expected          {_shape(columns, kind)}, columns {', '.join(columns)}\n"
            f"    give              {f'{label}.T, which has that shape' if turned else _advice(label, array, columns)}"
        )
    if array.shape[:1] == (0,):
        raise ShapeError(
            f"{label} has no items\n    found             {array.shape}\n    give              at least one row"
        )
    _check_finite(label, kind, array, columns)
    return array


def _shape(columns: Sequence[str], kind: str) -> str:
    if kind == "targets" and len(columns) == 1:
        return "(items,), or a number for a single item"
    return f"(items, {len(columns)}), or ({len(columns)},) for a single item"


def _advice(label: str, array: Floats, columns: Sequence[str]) -> str:
    if len(columns) == 1 and array.ndim == 1:
        return f"{label}[:, None]: items are rows"
    return f"a row for each item, with {len(columns)} number{'s' * (len(columns) > 1)} in it"


def _check_finite(label: str, kind: str, array: Floats, columns: Sequence[str]) -> None:
    finite = np.isfinite(array)
    if finite.all():
        return
    wrong = np.argwhere(~finite)
    place = tuple(int(index) for index in wrong[0])
    by_item = array.ndim > 1 or (kind == "targets" and len(columns) == 1)
    column = columns[place[-1]] if array.ndim > 1 or (place and not by_item) else columns[0]
    item = f" of item {place[0]}" if by_item and place else ""
    where = f"[{', '.join(map(str, place))}]" if place else ""
    raise ShapeError(
        f"{label}{where} is {array[place]}: {column}{item}\n"
        f"    not finite        {len(wrong)} of {array.size} values\n"
        f"    leave out         the items that have no value, or fill them in before"
    )


def _refuse(label: str, kind: str, value: ArrayLike | None) -> None:
    if value is not None:
        raise ShapeError(
            f"{label} was given, but the network has no {kind}\n"
            f"    found             {type(value).__name__}\n"
            f"    leave out         {label}"
        )


def _rows(columns: Floats | None) -> Floats | None:
    return None if columns is None else np.atleast_2d(columns)


def _goals(goals: Floats, targets: Sequence[str], count: int | None, *, single: bool) -> Floats:
    rows = goals.reshape(-1) if len(targets) == 1 else np.atleast_2d(goals)
    is_single = goals.ndim == 0 or (goals.ndim == 1 and (len(targets) > 1 or goals.shape == (1,)))
    if (count is not None and len(rows) != count) or is_single < single or (not single and goals.ndim == 0):
        raise ShapeError(
            "X and T have different numbers of items\n"
            f"    X                 {'a single item' if single else f'{count} items'}\n"
            f"    T                 shape {goals.shape}\n"
            f"    give              a target for each row of X, in the same order"
        )
    return rows
