"""The derivation: everything the sweep over a network yields, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.calculus.accuracy import accurate_spellings
from symbackprop.calculus.deltas import Delta
from symbackprop.calculus.gradients import Gradient
from symbackprop.calculus.items import TrainingSet
from symbackprop.calculus.lasting import lasting
from symbackprop.calculus.ledger import Ledger
from symbackprop.calculus.lemmas import activation_lemmas
from symbackprop.calculus.matrices import matrix_steps
from symbackprop.calculus.rewriting import ClosedForm
from symbackprop.calculus.second_order import SecondOrder
from symbackprop.calculus.steps import Step
from symbackprop.calculus.sweep import sweep
from symbackprop.calculus.theorems import CHAIN_RULE
from symbackprop.errors import NetworkError, unknown
from symbackprop.network import Network
from symbackprop.network.indices import head, key_of
from symbackprop.notation import display, equation

if TYPE_CHECKING:
    from symbackprop.proof.derivations import Proofs


@dataclass(frozen=True, eq=False, repr=False)
class Derivation:
    """The local partials, deltas and gradients of a network, and the steps that lead to them.

    network    what was differentiated
    ledger     the steps by what they are about
    gradients  the gradient of each parameter, in the order of the network's parameters
    claims     what is claimed besides, to be proved like every step: closed forms of textbooks
    order      2 if second derivatives were asked for, else 1
    """

    network: Network
    ledger: Ledger
    gradients: Mapping[sp.Expr, Gradient]
    claims: tuple[Step, ...] = ()
    order: int = 1

    @property
    def deltas(self) -> tuple[Delta, ...]:
        """Returns the deltas from the loss inwards: delta_out, delta_1, delta_2."""
        place = self.network.place
        return tuple(sorted(self.ledger.deltas.values(), key=lambda item: place[head(item.of)]))

    @property
    def partials(self) -> tuple[Step, ...]:
        """Returns the local partials, equation by equation from the loss inwards."""
        return tuple(self.ledger.partials.values())

    @cached_property
    def lemmas(self) -> tuple[Step, ...]:
        """Returns the lemmas of every activation the network uses, each activation once."""
        used = {row.name: (row, eq.preactivation) for eq in self.network if (row := eq.activation) is not None}
        return tuple(step for row, argument in used.values() for step in activation_lemmas(row, head(argument)))

    @cached_property
    def spellings(self) -> tuple[Step, ...]:
        """Returns how the program computes the activations without losing digits; none for an indexed network."""
        return () if self.network.is_indexed else accurate_spellings(self.network)

    @cached_property
    def training_set(self) -> TrainingSet:
        """Returns the loss of all items, its gradient, and the update rule."""
        return TrainingSet(self.network, self.gradients)

    @cached_property
    def second(self) -> SecondOrder:
        """Returns the Hessian and its product with a direction.

        Raises NetworkError if the derivation is of first order.
        """
        if self.order < 2:
            raise NetworkError(
                "this derivation is of first order, and has no second derivatives\n"
                "    for the Hessian   derive(network, order=2)"
            )
        return SecondOrder(self.ledger, self.gradients)

    @cached_property
    def delta_forms(self) -> Mapping[sp.Expr, sp.Expr]:
        """Returns the gradient of each parameter in delta form."""
        with lasting():
            return {parameter: gradient.delta_form for parameter, gradient in self.gradients.items()}

    @cached_property
    def names(self) -> Mapping[sp.Expr, sp.Expr]:
        """Returns what delta forms are written in: the equations, and each delta as the partial it stands for."""
        deltas = {item.name: item.definition.rhs for item in self.ledger.deltas.values()}
        return {**self.network.definitions, **deltas}

    @cached_property
    def of_one_item(self) -> Mapping[sp.Expr, sp.Expr]:
        """Returns the equations, each delta as the partial it stands for, and what the program computes besides."""
        auxiliaries = {step.lhs: step.rhs for step in self.spellings if step.kind == "definition"}
        return {**self.names, **auxiliaries}

    @cached_property
    def definitions(self) -> Mapping[sp.Expr, sp.Expr]:
        """Returns what every name means: the equations, each delta as the partial it stands for.

        Of a scalar network also the quantities of the item p of a training set, and its loss.
        """
        if self.network.is_indexed:
            return self.of_one_item
        return {**self.of_one_item, **self.training_set.definitions(self.of_one_item)}

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Returns every step in the order of the story, each after its premises."""
        deltas = [step for item in self.deltas for step in (item.definition, *item.steps)]
        found = self.gradients.values()
        gradients = [step for gradient in found for step in (*gradient.steps, *gradient.expansions)]
        of_one_item = (*self.lemmas, *self.partials, *deltas, *gradients, *self.claims)
        if self.network.is_indexed:
            return (*self.ledger.equations.values(), CHAIN_RULE, *of_one_item)
        items = self.training_set
        return (
            *self.ledger.equations.values(),
            items.definition,
            CHAIN_RULE,
            *of_one_item,
            *items.sums.values(),
            *items.sums_in_deltas.values(),
            items.method,
            *items.updates.values(),
            *self.spellings,
        )

    @cached_property
    def matrix_forms(self) -> tuple[Step, ...]:
        """Returns the equations, deltas and gradients that have a matrix form in that form, none for scalars."""
        return matrix_steps(self)

    def gradient(self, parameter: sp.Symbol | str) -> Gradient:
        """Returns the gradient by one parameter, given as a symbol or by name.

        Raises UnknownName if the network has no such parameter.
        """
        return self.gradients[self.network.parameter(parameter)]

    def delta(self, which: sp.Symbol | str) -> Delta:
        """Returns a delta by its name, its subscript, or the preactivation it belongs to.

        Raises UnknownName if there is no such delta.
        """
        text = key_of(which).name
        for item in self.ledger.deltas.values():
            called = head(item.name).name
            if text in (called, called.removeprefix("delta_"), head(item.of).name):
                return item
        raise unknown("delta", which, (str(item.name) for item in self.deltas))

    def partial(self, of: sp.Symbol | str, wrt: sp.Symbol | str) -> Step:
        """Returns the local partial ∂of/∂wrt as a step.

        Raises UnknownName if no equation for `of` reads `wrt`.
        """
        pair = key_of(of), key_of(wrt)
        if pair not in self.ledger.hops:
            raise unknown("local partial", f"d{of}/d{wrt}", (str(step.lhs) for step in self.partials))
        return self.ledger.partials[pair]

    def claiming(self, left: sp.Expr, right: sp.Expr, words: str = "") -> Derivation:
        """Returns the derivation with one more claim, left = right, among its steps.

        left   a delta, or a `Partial`; arrays at their canonical indices
        right  its closed form
        words  how it is obtained, or what it is called

        >>> from symbackprop.network import names, two_layer
        >>> delta_out, z, t = names("delta_out z t")
        >>> derivation = derive(two_layer()).claiming(delta_out, (z - t) * (z - z**2), "Multiplied out.")
        >>> print(derivation.prove().verdict(derivation.claims[0]).word)
        proved
        """
        rule = ClosedForm(right, words)
        step = Step(f"closed form {len(self.claims) + 1}", left, rule, self._rests_on(left))
        return replace(self, claims=(*self.claims, step))

    def _rests_on(self, left: sp.Expr) -> tuple[Step, ...]:
        found = [item.steps[-1] for item in self.deltas if item.name == left]
        found += [gradient.steps[-1] for gradient in self.gradients.values() if gradient.partial == left]
        return tuple(found)

    def prove(self) -> Proofs:
        """Returns the verdict on every step, and on every gradient from first principles."""
        from symbackprop.proof.derivations import prove_derivation  # noqa: PLC0415  (proof comes after calculus)

        return prove_derivation(self)

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def __len__(self) -> int:
        return len(self.steps)

    def __getitem__(self, which: sp.Symbol | str) -> Gradient | Delta:
        """Returns the gradient of a parameter, or the delta of that name or preactivation."""
        found = {head(parameter): gradient for parameter, gradient in self.gradients.items()}
        return found.get(key_of(which)) or self.delta(which)

    def __str__(self) -> str:
        return "\n".join([*map(str, self.deltas), *map(str, self.gradients.values())])

    __repr__ = __str__

    def _repr_latex_(self) -> str:
        lines = [equation(item.name, item.definition.rhs, item.written) for item in self.deltas]
        lines += [equation(gradient.partial, gradient.delta_form) for gradient in self.gradients.values()]
        return display(*lines)


def derive(network: Network, order: int = 1) -> Derivation:
    """Returns the derivation of a network: one reverse sweep, linear in its equations.

    order  2 for the second derivatives too, as `second`

    Raises NetworkError for another order.

    >>> from symbackprop.network import two_layer
    >>> print(derive(two_layer()).gradient("w_11"))
    dE/dw_11 = delta_1*x_1
    >>> print(derive(two_layer(), order=2).second.hessian["v_1", "w_11"])
    d^2E/(dw_11 dv_1) = Delta_out_1*x_1*y_1 + delta_out*x_1*y_1*(1 - y_1)
    """
    if order not in (1, 2):
        raise NetworkError(f"there are no derivations of order {order}\n    available         1, 2")
    with lasting():
        adjoints = sweep(network)
        ledger = Ledger(network, adjoints)
        ledger.deltas.update({name: Delta(item, ledger) for name, item in adjoints.items() if item.delta is not None})
        gradients = {parameter: Gradient(adjoints[head(parameter)], ledger) for parameter in network.parameters}
    return Derivation(network, ledger, gradients, order=order)
