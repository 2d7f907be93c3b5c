"""The plan of a program on arrays: its lines in no language yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.network import Network
from symbackprop.network.indices import head
from symbackprop.program.plan import Part

ITEMS = sp.Symbol("items", integer=True, positive=True)
"""The number of items."""

Ranges = tuple[tuple[sp.Symbol, sp.Expr], ...]


@dataclass(frozen=True)
class ArrayLine:
    """One assignment `name = value`, for all values of the name's indices.

    name    a symbol, or an element u[j] that stands for the whole array
    ranges  how far each index of the name runs from 1
    value   how it is computed: the accurate spelling
    exact   what it is in the derivation, in names (None: an auxiliary, true by definition)
    part    whether it belongs to the forward or to the backward pass
    """

    name: sp.Expr
    ranges: Ranges
    value: sp.Expr
    exact: sp.Expr | None
    part: Part

    @property
    def symbol(self) -> sp.Symbol:
        """Returns the symbol, or the label of the array."""
        return head(self.name)

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"


@dataclass(frozen=True)
class ArrayTotal:
    """The gradient by one parameter, before the sum over the items.

    parameter  the parameter, an array by its canonical element
    ranges     how far each of its indices runs from 1
    value      how the gradient of one item is computed
    exact      the gradient of one item in delta form
    """

    parameter: sp.Expr
    ranges: Ranges
    value: sp.Expr
    exact: sp.Expr


@dataclass(frozen=True)
class ArrayPlan:
    """What a program computes, line by line.

    network  the network as it was given
    lines    the forward pass, the loss, and the backward pass, each line after those it reads
    totals   the gradient by each parameter
    deltas   the adjoints among the lines

    Where the loss of a set is a mean, what a delta or gradient takes from the loss directly is
    divided by the number of items; the deltas further back inherit it.
    """

    network: Network
    lines: tuple[ArrayLine, ...]
    totals: tuple[ArrayTotal, ...]
    deltas: frozenset[sp.Symbol]

    @cached_property
    def given(self) -> tuple[sp.Expr, ...]:
        """Returns what is not computed and no parameter: the inputs and the targets."""
        return (*self.network.inputs, *self.network.targets)

    @property
    def has_own_batch(self) -> bool:
        """Returns whether the equations themselves run over the items: x[p, i], with p = 1..N."""
        return self.network.items is not None

    @cached_property
    def varying(self) -> frozenset[sp.Symbol]:
        """Returns the names and arrays that get an axis of items."""
        shared = set(self.network.constants)
        return frozenset() if self.has_own_batch else self._reached_from({*map(head, self.given)} - shared)

    @cached_property
    def needing_targets(self) -> frozenset[sp.Symbol]:
        """Returns the names that cannot be computed without the targets."""
        return self._reached_from(map(head, self.network.targets))

    @cached_property
    def without_targets(self) -> tuple[sp.Symbol, ...]:
        """Returns the names of the network that can be computed without the targets."""
        return tuple(line.symbol for line in self.network if line.symbol not in self.needing_targets)

    @cached_property
    def is_mean(self) -> bool:
        """Returns whether the loss of a set is the mean of the losses of its items."""
        row = self.network.loss_row
        return row is not None and row.set_of == "mean" and not self.has_own_batch

    def share(self, value: sp.Expr) -> sp.Expr:
        """Returns the value, divided by the number of items where the loss of a set is a mean."""
        return value / ITEMS if self.is_mean else value

    def shared(self, value: sp.Expr) -> sp.Expr:
        """Returns the value of a delta or gradient, with the share of the items where it has none from a delta."""
        if not self.is_mean:
            return value
        terms = sp.Add.make_args(value)
        return sp.Add(*(term if term.free_symbols & self.deltas else self.share(term) for term in terms))

    @cached_property
    def shapes(self) -> Mapping[sp.Symbol, tuple[sp.Expr, ...]]:
        """Returns the sizes of every name and array, computed or given."""
        given = {head(item): self.network.shape(item) for item in (*self.given, *self.network.parameters)}
        return given | {line.symbol: tuple(size for _, size in line.ranges) for line in self.lines}

    @cached_property
    def for_gradient(self) -> tuple[ArrayLine, ...]:
        """Returns the lines that the loss and the gradient rest on, in order."""
        read = {symbol for total in self.totals for symbol in total.value.free_symbols}
        return self.needed_for({self.network.loss.symbol, *read})

    def needed_for(self, wanted: Iterable[sp.Symbol]) -> tuple[ArrayLine, ...]:
        """Returns the lines that the wanted names rest on, in order."""
        needed = set(wanted)
        kept: list[ArrayLine] = []
        for line in reversed(self.lines):
            if line.symbol in needed:
                needed |= line.value.free_symbols
                kept.append(line)
        return tuple(reversed(kept))

    def _reached_from(self, start: Iterable[sp.Symbol]) -> frozenset[sp.Symbol]:
        reached = set(start)
        for line in self.lines:
            if line.value.free_symbols & reached:
                reached.add(line.symbol)
        return frozenset(reached)
