"""The training set: from the loss of one item to the loss of all, and the update rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.calculus.gradients import Gradient
from symbackprop.calculus.letters import Letters, letters
from symbackprop.calculus.partial import Partial
from symbackprop.calculus.products import product, total
from symbackprop.calculus.rules import Definition, SumOfItems
from symbackprop.calculus.steps import Step
from symbackprop.network import Network


@dataclass(frozen=True, eq=False)
class TrainingSet:
    """The loss of N items, its gradient and the update rule, one step for each parameter.

    network    the network of one item
    gradients  the gradients of one item
    """

    network: Network
    gradients: Mapping[sp.Symbol, Gradient]

    @cached_property
    def letters(self) -> Letters:
        """Returns how the items, their number, their loss and the learning rate are called."""
        return letters(self.network)

    @property
    def loss(self) -> sp.Symbol:
        """Returns the name of the loss of the whole set: E_all."""
        return self.letters.loss

    @property
    def rate(self) -> sp.Symbol:
        """Returns the learning rate."""
        return self.letters.rate

    def of_item(self, expression: sp.Expr) -> sp.Expr:
        """Returns the expression with every quantity that differs between items indexed by the item p.

        Parameters are shared by all items and stay as they are.

        >>> from symbackprop.calculus import derive
        >>> from symbackprop.network import two_layer
        >>> derivation = derive(two_layer())
        >>> derivation.training_set.of_item(derivation.network.equation("s").body)
        c + v_1*y_1[p] + v_2*y_2[p]
        """
        varying = expression.free_symbols - {*self.network.parameters}
        return expression.xreplace(
            {symbol: sp.IndexedBase(symbol.name, real=True)[self.letters.item] for symbol in varying}
        )

    @cached_property
    def definition(self) -> Step:
        """Returns the step E_all := Σ_p E^(p), divided by N for a mean."""
        rule = Definition(self._put_together(self._item_loss), ("The loss of all ", self.letters.items, " items."))
        return Step(f"{self.loss} definition", self.loss, rule, kind="definition")

    @cached_property
    def sums(self) -> Mapping[sp.Symbol, Step]:
        """Returns the steps ∂E_all/∂w = Σ_p ∂E^(p)/∂w."""
        return {
            parameter: Step(
                f"set {parameter}",
                Partial(self.loss, parameter),
                SumOfItems(self._put_together(Partial(self._item_loss, parameter))),
                (self.definition,),
            )
            for parameter in self.gradients
        }

    @cached_property
    def sums_in_deltas(self) -> Mapping[sp.Symbol, Step]:
        """Returns the steps ∂E_all/∂w = Σ_p δ^(p) x^(p), the gradient of one item put in."""
        return {
            parameter: Step(
                f"set {parameter} delta form",
                Partial(self.loss, parameter),
                SumOfItems(self._put_together(self.of_item(gradient.delta_form))),
                (self.sums[parameter], gradient.steps[-1]),
            )
            for parameter, gradient in self.gradients.items()
        }

    @cached_property
    def method(self) -> Step:
        """Returns the step w ← w − η ∂E_all/∂w for a generic parameter w: a definition of the method."""
        generic = self.letters.parameter
        remark = ("A definition of the method, not a claim.",)
        return Step("update", generic, Definition(self._assigned(generic), remark), kind="definition")

    @cached_property
    def updates(self) -> Mapping[sp.Symbol, Step]:
        """Returns the steps w ← w − η Σ_p δ^(p) x^(p): the method with the gradient put in."""
        return {parameter: self._update(parameter, step) for parameter, step in self.sums_in_deltas.items()}

    def definitions(self, one_item: Mapping[sp.Symbol, sp.Expr]) -> Mapping[sp.Expr, sp.Expr]:
        """Returns the definitions of one item, restated for the item p, and that of the loss of the set."""
        restated = {self.of_item(left): self.of_item(right) for left, right in one_item.items()}
        return {**restated, self.loss: self.definition.rhs}

    @property
    def _item_loss(self) -> sp.Expr:
        return self.of_item(self.network.loss.name)

    def _update(self, parameter: sp.Symbol, in_deltas: Step) -> Step:
        value = total([parameter, product(sp.S.NegativeOne, self.rate, in_deltas.rhs)])
        return Step(
            f"update {parameter}",
            parameter,
            SumOfItems(value, "The gradient put into the method, "),
            (self.method, in_deltas),
            kind="update",
            assigned=self._assigned(parameter),
        )

    def _assigned(self, parameter: sp.Symbol) -> sp.Expr:
        return parameter - self.rate * Partial(self.loss, parameter)

    def _put_together(self, item: sp.Expr) -> sp.Expr:
        summed = sp.Sum(item, (self.letters.item, 1, self.letters.items))
        mean = self.network.loss_row is not None and self.network.loss_row.set_of == "mean"
        return sp.Mul(1 / self.letters.items, summed, evaluate=False) if mean else summed
