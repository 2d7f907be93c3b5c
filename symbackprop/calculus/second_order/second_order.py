"""The second order of a derivation: its Hessian, and its Hessian times a direction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.calculus.gradients import Gradient
from symbackprop.calculus.ledger import Ledger
from symbackprop.calculus.second_order.hessian import Entry, Hessian
from symbackprop.calculus.second_order.product import HessianProduct
from symbackprop.calculus.second_order.table import SecondDelta, SecondDeltas
from symbackprop.calculus.steps import Step
from symbackprop.errors import NetworkError
from symbackprop.network import Network
from symbackprop.network.indices import head, key_of
from symbackprop.notation import display, equation

if TYPE_CHECKING:
    from symbackprop.proof.second_derivations import SecondProofs


@dataclass(frozen=True, eq=False, repr=False)
class SecondOrder:
    """The second derivatives of the loss of a network, and the steps that lead to them.

    ledger     the network, its adjoints and deltas: what was derived at first order
    gradients  the gradient of each parameter

    >>> from symbackprop.calculus import derive
    >>> from symbackprop.network import two_layer
    >>> derivation = derive(two_layer())
    >>> second = SecondOrder(derivation.ledger, derivation.gradients)
    >>> print(second.hessian["w_11", "w_21"])
    d^2E/(dw_21 dw_11) = Delta_12*x_1^2
    """

    ledger: Ledger
    gradients: Mapping[sp.Expr, Gradient]

    @property
    def network(self) -> Network:
        """Returns what was differentiated."""
        return self.ledger.network

    @cached_property
    def hessian(self) -> Hessian:
        """Returns the second derivatives by every two parameters; of arrays, the blocks."""
        return Hessian(self.gradients, SecondDeltas(self.ledger))

    @cached_property
    def hvp(self) -> HessianProduct:
        """Returns the Hessian times a direction, at a cost that grows with the lines of the network."""
        return HessianProduct(self.ledger, self.gradients)

    @cached_property
    def deltas(self) -> tuple[SecondDelta, ...]:
        """Returns the deltas of second order that the Hessian is written in, from the loss inwards."""
        pairs = [pair for entry in self.hessian.values() for pair in entry.derivative.second]
        return self.hessian.table.closure(pairs)

    def delta(self, of: sp.Expr | str, by: sp.Expr | str) -> SecondDelta:
        """Returns the delta of second order of two names, given by the names or by their deltas.

        Raises NetworkError if the Hessian is written without it.

        >>> from symbackprop.calculus import derive
        >>> from symbackprop.network import two_layer
        >>> derivation = derive(two_layer())
        >>> SecondOrder(derivation.ledger, derivation.gradients).delta("u_1", "s")
        Delta_out_1 := d^2E/(du_1 ds) = Delta_out_out*v_1*y_1*(1 - y_1)
        """
        asked = {self._name(of), self._name(by)}
        for item in self.deltas:
            if {head(item.of), head(item.by)} == asked:
                return item
        raise NetworkError(
            f"the Hessian is written without a second derivative by {of} and {by}\n"
            f"    it is written in  {', '.join(str(item.name) for item in self.deltas)}"
        )

    @property
    def matrix(self) -> sp.ImmutableMatrix:
        """Returns the Hessian of a scalar network as a matrix in names, in the order of the parameters.

        Raises NetworkError for a network with arrays, whose Hessian has blocks.
        """
        parameters = self.network.parameters
        if self.network.is_indexed:
            raise NetworkError(
                "the Hessian of a network with arrays is made of blocks, one for each two of its parameters\n"
                f"    parameters        {', '.join(map(str, parameters))}\n"
                "    use instead       second.hessian[one, other], or the network at given sizes (instance)"
            )
        rows = [[self.hessian[one, other].value for other in parameters] for one in parameters]
        return sp.ImmutableMatrix(rows)

    @property
    def hessian_steps(self) -> tuple[Step, ...]:
        """Returns the steps to the Hessian: the deltas of second order, then the entries."""
        deltas = [step for item in self.deltas for step in (item.definition, *item.steps)]
        return (*deltas, *(step for entry in self.hessian.values() for step in entry.steps))

    @property
    def steps(self) -> tuple[Step, ...]:
        """Returns every step of second order: the Hessian, then its product with a direction."""
        return (*self.hessian_steps, *self.hvp.steps)

    @property
    def definitions(self) -> Mapping[sp.Expr, sp.Expr]:
        """Returns what the names in the Hessian mean: equations, deltas, deltas of second order.

        The names on the line of a direction mean what `hvp.definitions` says.
        """
        deltas = {item.name: item.definition.rhs for item in self.ledger.deltas.values()}
        second = {item.name: item.definition.rhs for item in (*self.deltas, *self.hessian.table.made)}
        return {**self.network.definitions, **deltas, **second}

    def prove(self) -> SecondProofs:
        """Returns the verdict on every step."""
        from symbackprop.proof.second_derivations import prove_second  # noqa: PLC0415  (proof comes after calculus)

        return prove_second(self)

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def __str__(self) -> str:
        entries: list[SecondDelta | Entry | Step] = [*self.deltas, *self.hessian.values(), *self.hvp.steps]
        return "\n".join(map(str, entries))

    __repr__ = __str__

    def _repr_latex_(self) -> str:
        lines = [equation(item.name, item.definition.rhs, item.value) for item in self.deltas]
        lines += [equation(entry.partial, entry.value) for entry in self.hessian.values()]
        return display(*lines)

    def _name(self, which: sp.Expr | str) -> sp.Symbol:
        key = key_of(which)
        found = (symbol for symbol, item in self.ledger.deltas.items() if key in (symbol, head(item.name)))
        return next(found, None) or head(self.network.parameter(which))
