"""Given arrays: parameters, inputs and targets, their shapes checked against the sizes of the network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np

from symbackprop.errors import ShapeError
from symbackprop.network.indices import head
from symbackprop.program.vectorised.conversion import Array, by_name, converted, label_of, precision_of
from symbackprop.program.vectorised.plan import ArrayPlan
from symbackprop.program.vectorised.sizes import Sizes

LARGEST = 2**22
"""How many numbers an array of one block may have; 32 MB in double precision."""
FEWEST = 64
"""The fewest items of a block: matrix products of fewer rows are slow."""

_look = attrgetter("__class__", "shape", "dtype")
"""What two arrays have in common that need the same checks."""

Looks = tuple[tuple[str, ...], bool, list[Any]]
"""The targets that are asked for, whether there are no inputs, and the looks of all arrays."""

Given = Array | Mapping[str, Array] | None
"""What a program takes as X or T: an array, several by name, or nothing."""


class ArrayItems(NamedTuple):
    """The arrays of one call, ready for the program.

    parameters  by name
    X           the inputs, with the items as first axis if there are any
    T           the targets, the same
    shared      the names of the inputs that all items have in common
    single      whether one item was given without that axis
    length      the number of items
    rows        the most items that are worked through at a time
    """

    parameters: Mapping[str, Array]
    X: Given
    T: Given
    shared: frozenset[str]
    single: bool
    length: int
    rows: int

    @property
    def arguments(self) -> list[Any]:
        """Returns what is passed on, in order."""
        return [given for given in self[:3] if given is not None]

    def block(self, rows: slice) -> ArrayItems:
        """Returns some of the items."""
        start, stop, _ = rows.indices(self.length)
        X = _part(self.X, rows, self.shared) if isinstance(self.X, Mapping) or not self.shared else self.X
        return self._replace(X=X, T=_part(self.T, rows, frozenset()), length=stop - start)


def _part(given: Given, rows: slice, shared: frozenset[str]) -> Given:
    if isinstance(given, Mapping):
        return {name: array if name in shared else array[rows] for name, array in given.items()}
    return None if given is None else given[rows]


def _packed(names: Sequence[str], arrays: Sequence[Array]) -> Given:
    if len(names) > 1:
        return dict(zip(names, arrays, strict=True))
    return arrays[0] if arrays else None


class Intake:
    """Takes the arrays of a call and checks them.

    The precision is that of the parameters; where these are no arrays of floating point, that
    of the inputs; otherwise double.
    """

    def __init__(self, plan: ArrayPlan) -> None:
        self.plan = plan
        self.parameters = tuple(head(item).name for item in plan.network.parameters)
        self.inputs = tuple(head(item).name for item in plan.network.inputs)
        self.targets = tuple(head(item).name for item in plan.network.targets)
        self._shared = frozenset(symbol.name for symbol in plan.network.constants)
        self._seen: tuple[Looks, ArrayItems] | None = None

    @cached_property
    def _depths(self) -> Mapping[str, int]:
        network = self.plan.network
        return {head(item).name: len(network.shape(item)) for item in (*network.parameters, *self.plan.given)}

    def items(self, values: Mapping[str, Any], X: Any, T: Any, targets: tuple[str, ...]) -> ArrayItems:
        """Returns the arrays of a call; `targets` are the names expected in T.

        Arrays of the same shapes as those of the last call are taken at once. Raises
        ShapeError for a missing array, a wrong shape, or what is not made of real numbers.
        """
        looks = self._looks(values, X, T, targets)
        if looks is not None and self._seen is not None and self._seen[0] == looks:
            return ArrayItems(values, X, T, *self._seen[1][3:])
        return self._checked(values, X, T, targets)

    def _looks(self, values: Mapping[str, Any], X: Any, T: Any, targets: tuple[str, ...]) -> Looks | None:
        """Returns what tells a call from others, if it is a call with arrays."""
        try:
            return targets, X is None, [*map(_look, self._present(values, X, T))]
        except AttributeError:
            return None

    def _present(self, values: Mapping[str, Any], X: Any, T: Any) -> list[Any]:
        return [array for array in (*map(values.__getitem__, self.parameters), X, T) if array is not None]

    def _checked(self, values: Mapping[str, Any], X: Any, T: Any, targets: tuple[str, ...]) -> ArrayItems:
        inputs = by_name("X", "inputs", X, self.inputs)
        goals = by_name("T", "targets", T, targets)
        precision = precision_of(values.values(), inputs)
        parameters = {name: converted(f"the parameter {name}", values[name], precision) for name in self.parameters}
        columns = [converted(label_of("X", name, self.inputs), inputs[name], precision) for name in self.inputs]
        rows = [self._target(name, goals[name], precision) for name in targets]
        width = self._check(
            parameters, dict(zip(self.inputs, columns, strict=True)), dict(zip(targets, rows, strict=True))
        )
        found = self._items(parameters, tuple(columns), tuple(rows), targets)
        found = found._replace(rows=max(FEWEST, LARGEST // width) if self.plan.varying else found.length)
        taken, given = self._present(found.parameters, found.X, found.T), self._present(values, X, T)
        looks = self._looks(values, X, T, targets)
        if looks is not None and all(one is other for one, other in zip(taken, given, strict=True)):
            self._seen = looks, found._replace(parameters={}, X=None, T=None)
        return found

    def _items(
        self,
        parameters: Mapping[str, Array],
        columns: tuple[Array, ...],
        rows: tuple[Array, ...],
        targets: tuple[str, ...],
    ) -> ArrayItems:
        single, count = True, 1
        if self.plan.varying and (columns or rows):
            of_items = [*zip(self.inputs, columns, strict=True), *zip(targets, rows, strict=True)]
            name, first = next(pair for pair in of_items if pair[0] not in self._shared)
            single = first.ndim == self._depths[name]
            count = 1 if single else len(first)
            if single:
                columns = tuple(self._lifted(*pair) for pair in zip(self.inputs, columns, strict=True))
                rows = tuple(array[None] for array in rows)
        X, T = _packed(self.inputs, columns), _packed(targets, rows)
        return ArrayItems(parameters, X, T, self._shared, single, count, count)

    def _lifted(self, name: str, array: Array) -> Array:
        return array if name in self._shared else array[None]

    def _target(self, name: str, value: Any, precision: np.dtype[Any]) -> Array:
        array = converted(label_of("T", name, self.targets), value, precision)
        is_column = self._depths[name] == 0 and array.ndim == 2 and array.shape[1] == 1
        return array[:, 0] if is_column else array

    def _check(self, parameters: Mapping[str, Array], X: Mapping[str, Array], T: Mapping[str, Array]) -> int:
        """Returns how many numbers the largest array of one item has."""
        sizes = Sizes(self.plan)
        for name, array in parameters.items():
            sizes.read(name, name, array.shape)
        for label, names, arrays in (("X", self.inputs, X), ("T", self.targets, T)):
            for name, array in arrays.items():
                shown = label_of(label, name, names)
                sizes.read(shown, name, array.shape, first=self._axes_of_items(shown, name, array.shape))
        sizes.finish()
        self._same_items({**X, **T})
        return sizes.widest()

    def _axes_of_items(self, label: str, name: str, shape: tuple[int, ...]) -> int:
        """Returns how many axes stand before those of one item, 0 or 1."""
        if not self.plan.varying or name in self._shared or len(shape) != self._depths[name] + 1:
            return 0
        if shape[0] == 0:
            raise ShapeError(f"{label} has no items\n    found             {shape}\n    give              at least one")
        return 1

    def _same_items(self, arrays: Mapping[str, Array]) -> None:
        if not self.plan.varying:
            return
        arrays = {name: array for name, array in arrays.items() if name not in self._shared}
        counts = {name: array.shape[: array.ndim - self._depths[name]] for name, array in arrays.items()}
        if len(set(counts.values())) > 1:
            listed = "\n".join(f"    {name:<17} shape {array.shape}" for name, array in arrays.items())
            raise ShapeError(
                "the inputs and targets have different numbers of items\n"
                f"{listed}\n    give              as many rows in each, or one item in each, without its first axis"
            )
