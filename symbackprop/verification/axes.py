"""Axes: arrays of any kind of number, with an axis for each index.

The kind of number may be a NumPy float, a complex or bounded number, a number of mpmath, or
an array of another library: all that is asked of it are operators, subscripts, `sum` and a
way to reorder axes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import add, mul, truediv
from typing import Any

import numpy as np

Axes = tuple[str, ...]

DIRECTION = "#direction"
"""The axis of the directions in which parameters are moved."""
ITEM = "#item"
"""The axis of the items of a set. Both stand before every index: they begin with #."""


@dataclass(frozen=True, eq=False)
class Labelled:
    """Numbers along named axes.

    data  the numbers: an array with one dimension for each axis, or a single number
    axes  what the dimensions are called, in alphabetical order
    """

    data: Any
    axes: Axes = ()

    def __add__(self, other: Labelled) -> Labelled:
        return together(add, *_arrays_first(self, other))

    def __mul__(self, other: Labelled) -> Labelled:
        return together(mul, *_arrays_first(self, other))

    def __truediv__(self, other: Labelled) -> Labelled:
        return together(truediv, self, other)

    def __neg__(self) -> Labelled:
        return Labelled(-self.data, self.axes)

    def along(self, axes: Axes) -> Any:
        """Returns the data as they broadcast against arrays with these axes."""
        if not self.axes or self.axes == axes:
            return self.data
        behind = axes[axes.index(self.axes[0]) :]
        return self.data[tuple(slice(None) if axis in self.axes else None for axis in behind)]

    def reduced(self, axis: str, reduce: Callable[[Any, int], Any]) -> Labelled:
        """Returns what is left of the data when one axis is taken away; `reduce` gets the data and its position."""
        place = self.axes.index(axis)
        return Labelled(reduce(self.data, place), self.axes[:place] + self.axes[place + 1 :])

    def over(self, axis: str) -> Labelled:
        """Returns the sum along an axis."""
        return self.reduced(axis, lambda data, place: data.sum(axis=place))


def _arrays_first(one: Labelled, other: Labelled) -> tuple[Labelled, Labelled]:
    """Returns both, an array before a single number: a number of mpmath asked to multiply an array prints it first."""
    return (other, one) if other.axes and not one.axes else (one, other)


def union(numbers: Iterable[Labelled]) -> Axes:
    """Returns the axes of all of them.

    >>> union([Labelled(np.zeros(2), ("j",)), Labelled(np.zeros((3, 2)), ("i", "j"))])
    ('i', 'j')
    """
    found = list(dict.fromkeys(number.axes for number in numbers))
    return found[0] if len(found) == 1 else tuple(sorted({axis for axes in found for axis in axes}))


def together(function: Callable[..., Any], *numbers: Labelled) -> Labelled:
    """Returns the function of several numbers, lined up by their axes.

    >>> together(np.maximum, Labelled(np.array([1, 5]), ("i",)), Labelled(np.array([3, 4]), ("j",))).data
    array([[3, 4],
           [5, 5]])
    """
    axes = union(numbers)
    return Labelled(function(*(number.along(axes) for number in numbers)), axes)


@dataclass(frozen=True, eq=False)
class Array:
    """An array that is read by subscripts.

    data     the numbers
    axes     what its dimensions are called; those that are no subscript stand in front
    letters  the subscripts, in order; one that is not among the axes makes no difference
    """

    data: Any
    axes: Axes
    letters: Axes

    def at(self, places: Sequence[Labelled]) -> Labelled:
        """Returns the elements at the places, whole numbers from 1.

        Places out of range give the element at the nearest end: whatever asks for them does
        not use it.

        >>> w = Array(np.array([[1, 2], [3, 4]]), ("j", "i"), ("j", "i"))
        >>> k = Labelled(np.array([1, 2]), ("k",))
        >>> w.at([k, k])
        Labelled(data=array([1, 4]), axes=('k',))
        """
        wanted = {letter: place for letter, place in zip(self.letters, places, strict=True) if letter in self.axes}
        hidden = self.axes[: len(self.axes) - len(wanted)]
        if not wanted:
            return Labelled(self.data, hidden)
        lengths = dict(zip(self.axes, self.data.shape, strict=True))
        names = [place.axes[0] for letter, place in wanted.items() if _is_whole(place, lengths[letter])]
        if len(set(names)) == len(wanted):
            renamed = dict(zip(wanted, names, strict=True))
            return _sorted(self.data, (*hidden, *(renamed[axis] for axis in self.axes[len(hidden) :])))
        axes = union(wanted.values())
        index = [np.clip(wanted[axis].along(axes) - 1, 0, lengths[axis] - 1) for axis in self.axes[len(hidden) :]]
        return Labelled(self.data[(*([slice(None)] * len(hidden)), *index)], (*hidden, *axes))


def _is_whole(place: Labelled, length: int) -> bool:
    if len(place.axes) != 1 or len(place.data) != length:
        return False
    return bool(place.data[0] == 1 and place.data[-1] == length)


def _sorted(data: Any, axes: Axes) -> Labelled:
    order = sorted(range(len(axes)), key=axes.__getitem__)
    if order != list(range(len(axes))):
        data = reordered(data, order)
    return Labelled(data, tuple(axes[place] for place in order))


def reordered(data: Any, order: Sequence[int]) -> Any:
    """Returns the data with their dimensions in another order; what NumPy calls transpose, PyTorch calls permute."""
    return (data.permute if hasattr(data, "permute") else data.transpose)(tuple(order))


def spread(number: Labelled, letters: Axes, shape: Sequence[int]) -> Any:
    """Returns the numbers as a NumPy array of the given shape, a dimension for each letter in this order.

    >>> spread(Labelled(np.array([1, 2]), ("i",)), ("j", "i"), (3, 2)).shape
    (3, 2)
    """
    order = sorted(range(len(letters)), key=letters.__getitem__)
    axes = tuple(letters[place] for place in order)
    data = np.broadcast_to(number.along(axes), [shape[place] for place in order])
    return data.transpose(np.argsort(order))
