"""Labelled arithmetic: any kind of number, along axes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbackprop.verification.arithmetic import Arithmetic, Indexing
from symbackprop.verification.axes import Array, Axes, Labelled, together


def _as_it_is(array: Any) -> Any:
    return array


def labelled(
    inner: Arithmetic,
    of_integers: Callable[[NDArray[Any]], Any],
    of_truth: Callable[[NDArray[Any]], Any] = _as_it_is,
) -> Arithmetic:
    """Returns the arithmetic of arrays of the numbers of another one.

    of_integers  whole numbers as such numbers, a NumPy array or a single one
    of_truth     where something holds, a NumPy array, as a condition of the other arithmetic
    """

    def function(of: Callable[[Any], Any]) -> Callable[[Labelled], Labelled]:
        return lambda number: Labelled(of(number.data), number.axes)

    def over(number: Labelled, axis: str, length: int) -> Labelled:
        if axis in number.axes:
            return number.over(axis)
        return number if length == 1 else number * Labelled(inner.number(sp.Integer(length)))

    functions: Mapping[type, Callable[[Any], Any]] = {head: function(of) for head, of in inner.functions.items()}
    return replace(
        inner,
        number=lambda constant: Labelled(inner.number(constant)),
        functions=functions,
        power=lambda base, exponent: Labelled(inner.power(base.data, exponent), base.axes),
        less=lambda a, b: together(inner.less, a, b),
        choose=lambda condition, a, b: together(inner.choose, condition, a, b),
        total=None if inner.total is None else _of_many(inner.total),
        indexing=Indexing(
            array=_array,
            element=lambda array, places: array.at(places),
            over=over,
            integers=lambda number: Labelled(of_integers(number.data), number.axes),
            truth=lambda holds: Labelled(of_truth(np.asarray(holds.data)), holds.axes),
        ),
    )


def _of_many(total: Callable[[list[Any]], Any]) -> Callable[[list[Labelled]], Labelled]:
    return lambda terms: together(lambda *data: total(list(data)), *terms)


def _array(number: Labelled, letters: Axes) -> Array:
    return Array(number.data, number.axes, letters)
