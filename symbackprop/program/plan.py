"""The plan of a program: its lines in no language yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import sympy as sp

from symbackprop.calculus import Derivation
from symbackprop.network import Network


def network_of(given: Network | Derivation) -> Network:
    """Returns the network itself, or the network of a derivation."""
    return given.network if isinstance(given, Derivation) else given


Part = Literal["forward", "backward"]


@dataclass(frozen=True)
class Line:
    """One assignment `name = value`.

    name         what is assigned
    value        how it is computed: the accurate spelling
    exact        what it is in the derivation, in names (None: an auxiliary, true by definition)
    part         whether it belongs to the forward or to the backward pass
    valid_where  expressions that are positive where value and exact are equal; outside they
                 agree to less than 1e-300
    """

    name: sp.Symbol
    value: sp.Expr
    exact: sp.Expr | None
    part: Part
    valid_where: tuple[sp.Expr, ...] = ()

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"


Term = tuple[sp.Expr, ...]
"""The factors of one term of a gradient, in the order of the derivation."""


@dataclass(frozen=True)
class Total:
    """The gradient by one parameter, before the sum over the items.

    parameter  the parameter
    terms      its terms, each as the factors of a product
    exact      the gradient of one item in delta form
    """

    parameter: sp.Symbol
    terms: tuple[Term, ...]
    exact: sp.Expr

    @property
    def value(self) -> sp.Expr:
        """Returns the gradient of one item as it is computed."""
        return sp.Add(*(sp.Mul(*term) for term in self.terms))


@dataclass(frozen=True)
class Plan:
    """What a program computes, line by line.

    network  the network as it was given
    spelled  the network whose lines are computed: activations inside a body have a name
    lines    the forward pass, the loss, and the backward pass, each line after those it reads
    totals   the gradient by each parameter
    deltas   the names of the adjoints among the lines
    """

    network: Network
    spelled: Network
    lines: tuple[Line, ...]
    totals: tuple[Total, ...]
    deltas: frozenset[sp.Symbol]

    @cached_property
    def given(self) -> tuple[sp.Symbol, ...]:
        """Returns what differs between items and is not computed: the inputs and the targets."""
        return (*self.network.inputs, *self.network.targets)

    @cached_property
    def varying(self) -> frozenset[sp.Symbol]:
        """Returns the names whose values differ between items."""
        return self._reached_from(self.given)

    @cached_property
    def needing_targets(self) -> frozenset[sp.Symbol]:
        """Returns the names that cannot be computed without the targets."""
        return self._reached_from(self.network.targets)

    @cached_property
    def without_targets(self) -> tuple[sp.Symbol, ...]:
        """Returns the names of the network that can be computed without the targets."""
        return tuple(symbol for symbol in self.network.definitions if symbol not in self.needing_targets)

    @property
    def is_mean(self) -> bool:
        """Returns whether the loss of a set is the mean of the losses of its items."""
        return self.network.loss_row is not None and self.network.loss_row.set_of == "mean"

    @property
    def by_name(self) -> Mapping[sp.Symbol, Line]:
        """Returns the lines by the name they assign."""
        return {line.name: line for line in self.lines}

    @cached_property
    def for_gradient(self) -> tuple[Line, ...]:
        """Returns the lines that the loss and the gradient rest on, in order."""
        leaves = [leaf for total in self.totals for term in total.terms for leaf in term]
        return self.needed_for({self.network.loss.name, *(symbol for leaf in leaves for symbol in leaf.free_symbols)})

    def needed_for(self, wanted: Iterable[sp.Symbol]) -> tuple[Line, ...]:
        """Returns the lines that the wanted names rest on, in order."""
        needed = set(wanted)
        kept: list[Line] = []
        for line in reversed(self.lines):
            if line.name in needed:
                needed |= line.value.free_symbols
                kept.append(line)
        return tuple(reversed(kept))

    def _reached_from(self, start: Iterable[sp.Symbol]) -> frozenset[sp.Symbol]:
        reached = set(start)
        for line in self.lines:
            if line.value.free_symbols & reached:
                reached.add(line.name)
        return frozenset(reached)
