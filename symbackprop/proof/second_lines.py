"""Lines as equations: what a derivation of first order ends in, put into the network.

A delta in delta form, a gradient and a delta of second order become equations
`delta[j] = ...` of a longer network. There ∂²E/(∂v ∂w) is ∂grad_w/∂v, a
derivative of first order, which the normal form of sums decides for all sizes. That
proves the claim of second order if every line that was put in is proved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import sympy as sp

from symbackprop.calculus import Partial
from symbackprop.calculus.second_order import SecondDelta, SecondOrder
from symbackprop.network import Equation, Network, name
from symbackprop.network.indices import element, head, subscripts
from symbackprop.network.shapes import Ranges

Claims: TypeAlias = Iterator[tuple[sp.Expr, sp.Expr]]
"""The two sides of each claim."""


@dataclass(frozen=True, eq=False)
class Lines:
    """The network of a derivation with its lines as equations.

    second  the derivation of second order
    """

    second: SecondOrder

    def network(self) -> Network:
        """Returns the network with the deltas, the gradients and the deltas of second order as equations."""
        network = self.second.network
        return Network(
            [*network.equations[:-1], *self._first_order(), *self._deltas_of_second_order(), network.loss],
            parameters=network.parameters,
            targets=network.targets,
            hypotheses=network.hypotheses,
        )

    def names(self) -> Claims:
        """Returns what each delta of second order has to be equal to, restated; off the diagonal too."""
        for item in self._known:
            yield self.left(item.name), item.value
            yield from ((self.restated(step.lhs), self.restated(step.rhs)) for step in item.off_diagonal)

    def restated(self, side: sp.Expr) -> sp.Expr:
        """Returns one side of a claim with the derivatives of the loss replaced by the lines for them."""
        if isinstance(side, Partial) and side.of == self.second.network.loss.name and head(side.wrt) in self._line_of:
            return element(self._line_of[head(side.wrt)], subscripts(side.wrt))
        if not side.has(Partial):
            return side
        parts = (self.restated(part) if isinstance(part, sp.Expr) else part for part in side.args)
        return side.func(*parts)

    def left(self, side: sp.Expr) -> sp.Expr:
        """Returns the left side of a step: a delta of second order as the derivative it is."""
        item = self._second.get(side)
        return self.restated(side if item is None else item.definition.rhs)

    @cached_property
    def _line_of(self) -> Mapping[sp.Symbol, sp.Symbol]:
        """Returns what the line of ∂E/∂q is called, for each q that has one."""
        deltas = {symbol: head(item.name) for symbol, item in self.second.ledger.deltas.items()}
        taken = {symbol.name for symbol in (*self.second.network.symbols, *deltas.values())}
        gradients = {}
        for parameter in self.second.gradients:
            text = f"grad_{head(parameter).name}"
            while text in taken:
                text = f"x{text}"
            gradients[head(parameter)] = name(text)
        return {**gradients, **deltas}

    @cached_property
    def _second(self) -> Mapping[sp.Expr, SecondDelta]:
        return {item.name: item for item in self._known}

    @cached_property
    def _known(self) -> tuple[SecondDelta, ...]:
        table = self.second.hessian.table
        return table.closure((item.of, item.by) for item in (*self.second.deltas, *table.made))

    def _first_order(self) -> Iterator[Equation]:
        network, ledger = self.second.network, self.second.ledger
        for item in sorted(ledger.deltas.values(), key=lambda item: network.place[head(item.of)]):
            yield Equation(item.name, item.written, ranges=self._ranges(item.of))
        for parameter, gradient in self.second.gradients.items():
            line = element(self._line_of[head(parameter)], subscripts(parameter))
            yield Equation(line, gradient.delta_form, ranges=self._ranges(parameter))

    def _deltas_of_second_order(self) -> Iterator[Equation]:
        """Returns the deltas of second order, each after those it is written in."""
        table, done = self.second.hessian.table, set()
        pending = list(reversed(self._known))
        while pending:
            item = pending[-1]
            missing = [found for pair in item.derivative.second if (found := table.delta(*pair)) not in done]
            if item in done or not missing:
                pending.pop()
                if item not in done:
                    done.add(item)
                    yield Equation(item.name, item.value, ranges=self._ranges(item.of, item.by, of=item.name))
            else:
                pending += missing

    def _ranges(self, *quantities: sp.Expr, of: sp.Expr | None = None) -> Ranges:
        """Returns how far the indices run that stand in the quantities; only those of `of`, in its order."""
        firsts = {head(item.name): item.of for item in self.second.ledger.deltas.values()}
        sizes: dict[sp.Symbol, sp.Expr] = {}
        for quantity in quantities:
            shape = self.second.network.shape(firsts.get(head(quantity), quantity))
            sizes |= dict(zip(subscripts(quantity), shape, strict=True))
        return tuple((letter, sizes[letter]) for letter in subscripts(of if of is not None else quantities[0]))
