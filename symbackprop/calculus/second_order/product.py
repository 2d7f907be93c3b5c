"""The Hessian times a direction: every line differentiated along it, forward over reverse.

The lines of the forward pass, the deltas and the gradients are one list, each in names
that stand before it. Along θ = θ_0 + ε θ̇ each has a derivative that is linear in the
dotted names, so the product costs a few times what the gradient costs, whatever the
number of parameters; the Hessian itself is not formed.

B. A. Pearlmutter, Fast exact multiplication by the Hessian, Neural Computation 6 (1994)
147-160; A. Griewank and A. Walther, Evaluating Derivatives, 2nd ed. (2008), chapter 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.calculus.deltas import Delta
from symbackprop.calculus.folding import folded
from symbackprop.calculus.gradients import Gradient
from symbackprop.calculus.ledger import Ledger
from symbackprop.calculus.partial import Partial
from symbackprop.calculus.rules import Definition
from symbackprop.calculus.second_order.direction import Direction
from symbackprop.calculus.second_order.lines import Reading, readings
from symbackprop.calculus.second_order.rules import AlongTheDirection
from symbackprop.calculus.second_order.terms import Term, value
from symbackprop.calculus.steps import Step
from symbackprop.network import Equation
from symbackprop.network.indices import head, subscripts
from symbackprop.notation import display, equation, write


@dataclass(frozen=True)
class Line:
    """One line of a program: a name and its value in the names before it."""

    name: sp.Expr
    value: sp.Expr

    def __str__(self) -> str:
        return write(equation(self.name, self.value), "ascii")


@dataclass(frozen=True, eq=False, repr=False)
class HessianProduct(Mapping[sp.Expr, Step]):
    """The product of the Hessian with a direction: for each parameter the step to its component.

    The component that belongs to w is ∂²E/(∂ε ∂w) = Σ_v ∂²E/(∂v ∂w) v̇. A parameter may be
    given as a symbol or by name.
    """

    ledger: Ledger
    gradients: Mapping[sp.Expr, Gradient]

    @cached_property
    def direction(self) -> Direction:
        """Returns the line on which the parameters move, and the names of what moves with them."""
        return Direction(self.ledger.network)

    @cached_property
    def definition(self) -> Step:
        """Returns the step θ := θ_0 + ε θ̇, for the first parameter."""
        parameter, line = next(iter(self.direction.line.items()))
        remark = ("The parameters move on a line; a dot is the derivative by ", self.direction.step, ".")
        return Step("direction", parameter, Definition(line, remark), kind="definition")

    @cached_property
    def forward(self) -> tuple[Step, ...]:
        """Returns the dotted names of the forward pass: udot_1 = ..., in its order."""
        equations = self.ledger.equations
        return tuple(self._step(line, along, equations[head(line.name)]) for line, along in self._forward.items())

    @cached_property
    def backward(self) -> tuple[Step, ...]:
        """Returns the dotted deltas, from the loss inwards."""
        found = zip(self._backward.items(), self._deltas, strict=True)
        return tuple(self._step(line, along, item.steps[-1]) for (line, along), item in found)

    @cached_property
    def components(self) -> Mapping[sp.Expr, Step]:
        """Returns the step to the component of each parameter."""
        found = zip(self._components.items(), self.gradients.items(), strict=True)
        return {
            parameter: Step(
                f"product {parameter}",
                Partial(line.name, self.direction.step),
                AlongTheDirection(along),
                (gradient.steps[-1],),
            )
            for (line, along), (parameter, gradient) in found
        }

    @cached_property
    def sources(self) -> Mapping[Step, Line]:
        """Returns the line that each step differentiates."""
        steps = (*self.forward, *self.backward, *self.components.values())
        return dict(zip(steps, (*self._forward, *self._backward, *self._components), strict=True))

    @property
    def steps(self) -> tuple[Step, ...]:
        """Returns every step: the direction, forward, backward, the components."""
        return (self.definition, *self.forward, *self.backward, *self.components.values())

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Returns the whole program: the forward pass, the deltas, and their derivatives along the direction."""
        dotted, step = self.direction.dotted, self.direction.step
        found = [Line(line.name, line.body) for line in self.ledger.network.equations[:-1]]
        found += [Line(dotted(line.name), along) for line, along in self._forward.items()]
        found += [Line(item.name, item.value) for item in self._deltas]
        found += [Line(dotted(line.name), along) for line, along in self._backward.items()]
        return (*found, *(Line(Partial(line.name, step), along) for line, along in self._components.items()))

    @cached_property
    def definitions(self) -> Mapping[sp.Expr, sp.Expr]:
        """Returns what every name means on the line: parameters, equations, deltas, and dotted names."""
        deltas = {item.name: item.definition.rhs for item in self.ledger.deltas.values()}
        names = {**self.ledger.network.definitions, **deltas}
        moving = filter(self.moves, names)
        dotted = {self.direction.dotted(quantity): Partial(quantity, self.direction.step) for quantity in moving}
        return {**self.direction.line, **names, **dotted}

    def __getitem__(self, parameter: sp.Expr | str) -> Step:
        """Returns the step to a component; raises UnknownName if there is no such parameter."""
        return self.components[self.ledger.network.parameter(parameter)]

    def __iter__(self) -> Iterator[sp.Expr]:
        return iter(self.components)

    def __len__(self) -> int:
        return len(self.components)

    def __str__(self) -> str:
        return "\n".join(str(step) for step in self.steps)

    __repr__ = __str__

    def _repr_latex_(self) -> str:
        return display(*(equation(step.lhs, step.rhs) for step in self.steps))

    @cached_property
    def _forward(self) -> Mapping[Line, sp.Expr]:
        moving = (line for line in self.ledger.network.equations[:-1] if self.moves(line.name))
        return {Line(line.name, line.body): self._along_equation(line) for line in moving}

    @cached_property
    def _backward(self) -> Mapping[Line, sp.Expr]:
        return {Line(item.name, item.written): self._along(item.written, item.name) for item in self._deltas}

    @cached_property
    def _components(self) -> Mapping[Line, sp.Expr]:
        found = {gradient.partial: gradient.delta_form for gradient in self.gradients.values()}
        return {Line(partial, value): self._along(value, partial.wrt) for partial, value in found.items()}

    def _step(self, line: Line, along: sp.Expr, premise: Step) -> Step:
        dotted = self.direction.dotted(line.name)
        return Step(f"{dotted}", dotted, AlongTheDirection(along), (premise,))

    def _along_equation(self, line: Equation) -> sp.Expr:
        network = self.ledger.network
        found = readings(line.body, subscripts(line.name), line.name)
        return self._sum(Reading(item.element, folded(item.slope, line, network), item.limits) for item in found)

    def _along(self, line: sp.Expr, at: sp.Expr) -> sp.Expr:
        return self._sum(readings(line, subscripts(at)))

    def _sum(self, found: Iterable[Reading]) -> sp.Expr:
        moving = (item for item in found if self.moves(item.element))
        return value(Term((self.direction.dotted(item.element), item.slope), item.limits) for item in moving)

    def moves(self, quantity: sp.Expr) -> bool:
        """Returns whether a name changes when the parameters do: an input and a target do not."""
        return head(quantity) in self._moving

    @cached_property
    def _moving(self) -> frozenset[sp.Symbol]:
        found = {*map(head, self.gradients), *(head(item.name) for item in self._deltas)}
        for line in self.ledger.network.equations[:-1]:
            if not found.isdisjoint(line.reads):
                found.add(line.symbol)
        return frozenset(found)

    @cached_property
    def _deltas(self) -> tuple[Delta, ...]:
        place = self.ledger.network.place
        return tuple(sorted(self.ledger.deltas.values(), key=lambda item: place[head(item.of)]))
