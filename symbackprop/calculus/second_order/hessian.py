"""The Hessian: the second derivatives of the loss by every two parameters, in names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations_with_replacement

import sympy as sp

from symbackprop.calculus.gradients import Gradient
from symbackprop.calculus.partial import Partial
from symbackprop.calculus.second_order.derivatives import Derivative
from symbackprop.calculus.second_order.places import copied
from symbackprop.calculus.second_order.rules import Interchanged
from symbackprop.calculus.second_order.table import Differentiated, SecondDeltas
from symbackprop.calculus.steps import Step
from symbackprop.network.indices import head, renamed, subscripts
from symbackprop.notation import display, equation, write
from symbackprop.notation.tree import Relations


@dataclass(frozen=True, eq=False, repr=False)
class Entry:
    """∂²E/(∂by ∂of) for two parameters: the gradient by `of`, differentiated by `by`.

    Of two arrays it is a block: its value has the indices of both, those of `by` primed
    where they would clash.
    """

    gradient: Gradient
    by: sp.Expr
    table: SecondDeltas

    @property
    def of(self) -> sp.Expr:
        """Returns the parameter the loss is differentiated by first."""
        return self.gradient.parameter

    @property
    def partial(self) -> Partial:
        """Returns ∂²E/(∂by ∂of) as a name."""
        return Partial(self.gradient.partial, self.by)

    @cached_property
    def derivative(self) -> Derivative:
        """Returns the derivative of the gradient's line, in three forms."""
        return self.table.differentiation.of_line(self.gradient.delta_form, self.of, self.by)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Returns the gradient's line differentiated, the chain rule, and the values put in."""
        about = Differentiated(f"hessian {self.of} {self.by}", self.partial, self.gradient.partial, self.by)
        return tuple(self.table.steps(about, self.derivative, (self.gradient.steps[-1],)))

    @property
    def value(self) -> sp.Expr:
        """Returns the second derivative in names."""
        return self.derivative.value

    def __str__(self) -> str:
        return write(self._layout, "ascii")

    def _repr_latex_(self) -> str:
        return display(self._layout)

    __repr__ = __str__

    @property
    def _layout(self) -> Relations:
        return equation(self.partial, self.value)


@dataclass(frozen=True, eq=False)
class Hessian(Mapping[tuple[sp.Expr, sp.Expr], Entry]):
    """The entries of the Hessian, each made when it is asked for.

    It is symmetric: an entry is found under its two parameters in either order, given as
    symbols or by name, and listed once.
    """

    gradients: Mapping[sp.Expr, Gradient]
    table: SecondDeltas
    _made: dict[tuple[sp.Symbol, sp.Symbol], Entry] = field(default_factory=dict)

    def __getitem__(self, pair: tuple[sp.Expr | str, sp.Expr | str]) -> Entry:
        """Returns the entry of two parameters; raises UnknownName if one is none."""
        network = self.table.ledger.network
        one, other = (network.parameter(which) for which in pair)
        first, second = sorted((one, other), key=self._nearness)
        return self.in_order(first, second)

    def in_order(self, of: sp.Expr, by: sp.Expr) -> Entry:
        """Returns the entry derived by differentiating the gradient by `of` with respect to `by`."""
        key = head(of), head(by)
        if key not in self._made:
            gradient = self.gradients[of]
            self._made[key] = Entry(gradient, copied(by, subscripts(gradient.parameter)), self.table)
        return self._made[key]

    def other_order(self, one: sp.Expr | str, other: sp.Expr | str) -> Step:
        """Returns the step that the other order of differentiation gives the same."""
        entry, network = self[one, other], self.table.ledger.network
        swapped = self.in_order(network.parameter(head(entry.by)), entry.of)
        letters = (*subscripts(swapped.of), *subscripts(swapped.by))
        places = dict(zip(letters, (*subscripts(entry.by), *subscripts(entry.of)), strict=True))
        rule = Interchanged(renamed(swapped.value, places))
        return Step(f"hessian {entry.of} {entry.by} other order", entry.partial, rule, (swapped.steps[-1],))

    def _nearness(self, parameter: sp.Expr) -> tuple[object, ...]:
        """Returns a sort key: the parameter first whose readers are all nearer to the loss."""
        network = self.table.ledger.network
        readers = network.readers[head(parameter)]
        return max(network.place[line.symbol] for line in readers), network.parameters.index(parameter)

    def __iter__(self) -> Iterator[tuple[sp.Expr, sp.Expr]]:
        return combinations_with_replacement(self.table.ledger.network.parameters, 2)

    def __len__(self) -> int:
        count = len(self.gradients)
        return count * (count + 1) // 2
