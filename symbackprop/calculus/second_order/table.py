"""The table of the deltas of second order: each made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import sympy as sp

from symbackprop.calculus.deltas import Delta
from symbackprop.calculus.ledger import Ledger, distinct
from symbackprop.calculus.partial import Partial
from symbackprop.calculus.products import product
from symbackprop.calculus.rules import Definition
from symbackprop.calculus.second_order.derivatives import Derivative, Differentiation
from symbackprop.calculus.second_order.naming import SecondNames
from symbackprop.calculus.second_order.places import copied
from symbackprop.calculus.second_order.routes import Routes
from symbackprop.calculus.second_order.rules import Diagonal, LineDifferentiated, NamesPutIn, ThroughNames
from symbackprop.calculus.steps import Step
from symbackprop.network.indices import element, head, renamed, subscripts
from symbackprop.notation import display, equation, write

Pair = tuple[sp.Symbol, sp.Symbol]


@dataclass(frozen=True, eq=False, repr=False)
class SecondDelta:
    """The derivative of a delta by a name further from the loss, or as far, or by a parameter.

    name        what it is called: Delta_12
    of          the name whose delta is differentiated: u_1
    by          the name it is differentiated by: u_2; where the derivative is 0 for all other
                elements, the elements with the indices of `of`
    elsewhere   `by` at indices of its own
    definition  the step Delta_12 := ∂²E/(∂u_2 ∂u_1)
    """

    name: sp.Expr
    of: sp.Expr
    by: sp.Expr
    elsewhere: sp.Expr
    definition: Step
    table: SecondDeltas

    @cached_property
    def derivative(self) -> Derivative:
        """Returns the derivative of the delta of `of` by `by`, in three forms."""
        return self.table.derivative(self.of, self.by)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Returns the steps to the value, and that it is 0 elsewhere if it is."""
        about = Differentiated(str(self.name), self.name, self._delta.name, self.by)
        return (*self.table.steps(about, self.derivative, (self.definition, self._delta.steps[-1])), *self.off_diagonal)

    @cached_property
    def off_diagonal(self) -> tuple[Step, ...]:
        """Returns the step that the derivative is 0 for all other elements; () where it is not."""
        if self.by == self.elsewhere:
            return ()
        partial = Partial(self.definition.rhs.of, self.elsewhere)
        value = product(*self.table.reference(self.of, self.elsewhere))
        rule = Diagonal(value, self._delta.name, self.elsewhere)
        return (Step(f"{self.name} elsewhere", partial, rule, (self.definition, self._delta.steps[-1])),)

    @property
    def _delta(self) -> Delta:
        return self.table.ledger.deltas[head(self.of)]

    @property
    def value(self) -> sp.Expr:
        """Returns its value in names."""
        return self.derivative.value

    def __str__(self) -> str:
        return f"{write(self.name, 'ascii')} := {write(equation(self.definition.rhs, self.value), 'ascii')}"

    def _repr_latex_(self) -> str:
        return display(equation(self.name, self.definition.rhs, self.value))

    __repr__ = __str__


@dataclass(frozen=True)
class Differentiated:
    """What is differentiated a second time: the key and the left side of the steps, the line, the variable."""

    key: str
    lhs: sp.Expr
    line: sp.Expr
    by: sp.Expr


@dataclass(frozen=True, eq=False)
class SecondDeltas:
    """The deltas of second order of one network.

    ledger  the network, its adjoints and its deltas
    """

    ledger: Ledger
    _made: dict[Pair, SecondDelta] = field(default_factory=dict)

    @property
    def made(self) -> tuple[SecondDelta, ...]:
        """Returns those that were asked for so far, from the loss inwards."""
        return tuple(sorted(self._made.values(), key=self._place))

    @cached_property
    def differentiation(self) -> Differentiation:
        """Returns the differentiation of the network's lines, with these deltas put in."""
        return Differentiation(self.ledger, Routes(self.ledger), self.reference)

    @cached_property
    def names(self) -> SecondNames:
        """Returns what they are called."""
        firsts = {symbol: item.name for symbol, item in self.ledger.deltas.items()}
        return SecondNames(firsts, (*self.ledger.network.symbols, *map(head, firsts.values())))

    def reference(self, of: sp.Expr, by: sp.Expr) -> tuple[sp.Expr, ...]:
        """Returns ∂²E/(∂by ∂of) at the elements `of` and `by`: the delta, and Kronecker deltas if it is diagonal."""
        first, second = self._in_order(of, by)
        found = self.delta(first, second)
        letters = (*subscripts(found.of), *subscripts(found.elsewhere))
        places = dict(zip(letters, (*subscripts(first), *subscripts(second)), strict=True))
        ties = zip(subscripts(found.by), subscripts(found.elsewhere), strict=True)
        factors = (sp.KroneckerDelta(*pair) for pair in ties if pair[0] != pair[1])
        return tuple(renamed(factor, places) for factor in (*factors, found.name))

    def delta(self, of: sp.Expr, by: sp.Expr) -> SecondDelta:
        """Returns the delta of second order of two names, in whatever order they are given."""
        first, second = map(head, self._in_order(of, by))
        if (first, second) not in self._made:
            self._made[first, second] = self._make(first, second)
        return self._made[first, second]

    def steps(self, about: Differentiated, found: Derivative, premises: tuple[Step, ...]) -> Iterator[Step]:
        """Returns the steps to a derivative: the line differentiated, chain rule, names and values put in."""
        before = None
        for rule in _rules(about, found):
            if rule.apply() != before:
                step = Step(f"{about.key} {rule.title}", about.lhs, rule, premises)
                yield step
                before, premises = rule.apply(), distinct((step, *self.premises(found)))

    def premises(self, found: Derivative) -> Iterator[Step]:
        """Returns the steps of the local partials and names that a derivative was written with."""
        yield from map(self.differentiation.routes.partial, found.hops)
        yield from (self.delta(of, by).definition for of, by in found.second)

    def derivative(self, of: sp.Expr, by: sp.Expr) -> Derivative:
        """Returns the derivative of the delta of `of` by `by`, through the names in between if there are such."""
        line = self.ledger.deltas[head(of)].written
        return self.differentiation.of_delta(of, by) or self.differentiation.of_line(line, of, by)

    def _make(self, first: sp.Symbol, second: sp.Symbol) -> SecondDelta:
        of = self.ledger.deltas[first].of
        elsewhere = copied(self.ledger.adjoints[second].of, subscripts(of))
        by = self._by(of, elsewhere)
        own = [place for place in subscripts(by) if place not in subscripts(of)]
        called = element(sp.Symbol(self.names.of(first, second), real=True), (*subscripts(of), *own))
        meaning = Definition(Partial(Partial(self.ledger.network.loss.name, of), by))
        definition = Step(f"{called} definition", called, meaning, kind="definition")
        return SecondDelta(called, of, by, elsewhere, definition, self)

    def _by(self, of: sp.Expr, elsewhere: sp.Expr) -> sp.Expr:
        """Returns the elements of the second name by which the derivative is not 0."""
        network = self.ledger.network
        if not set(network.shape(of)) & set(network.shape(elsewhere)):
            return elsewhere
        pairs = [tie.args[:2] for tie in self.derivative(of, elsewhere).ties]
        own = {letter: other for pair in pairs for letter, other in (pair, pair[::-1]) if other in subscripts(of)}
        return renamed(elsewhere, own)

    def closure(self, pairs: Iterable[tuple[sp.Expr, sp.Expr]]) -> tuple[SecondDelta, ...]:
        """Returns the deltas of the pairs, and those they are written in, from the loss inwards."""
        pending, found = list(pairs), dict[SecondDelta, None]()
        while pending:
            delta = self.delta(*pending.pop())
            if delta not in found:
                found[delta] = None
                pending += delta.derivative.second
        return tuple(sorted(found, key=self._place))

    def _place(self, item: SecondDelta) -> tuple[object, ...]:
        place, last = self.ledger.network.place, (1, 0)
        return place[head(item.of)], place.get(head(item.by), last), str(item.by)

    def _in_order(self, of: sp.Expr, by: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
        """Returns the two names, that nearer to the loss first; a name without a delta last."""
        place = self.ledger.network.place
        swap = head(by) in self.ledger.deltas and place[head(by)] < place[head(of)]
        return (by, of) if swap else (of, by)


def _rules(about: Differentiated, found: Derivative) -> Iterable[ThroughNames | LineDifferentiated | NamesPutIn]:
    if found.by_names is None:
        yield ThroughNames(found.chain, about.line, about.by, found.through)
    else:
        yield LineDifferentiated(found.by_names, about.by)
        yield ThroughNames(found.chain, about.line, about.by)
    yield NamesPutIn(found.value)
