"""Second order for arrays: claims about the lines of first order, which are proved themselves.

∂²E/(∂v ∂w) is the derivative of whatever ∂E/∂w is equal to, if it is equal to it for all
values of v. So each line is proved as it stands; and where v is a defined name, which
∂/∂v makes an independent one, also in the network in which v is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

import sympy as sp

from symbackprop.calculus import Partial, Step
from symbackprop.calculus.second_order import SecondOrder
from symbackprop.calculus.second_order.routes import Routes
from symbackprop.errors import NetworkError
from symbackprop.network import Network
from symbackprop.network.indices import head, heads
from symbackprop.proof.claims import Claim
from symbackprop.proof.indexed.prover import IndexedProver
from symbackprop.proof.second_along import along
from symbackprop.proof.second_lines import Lines
from symbackprop.proof.verdict import Proved, Verdict


class Arrays:
    """Judges the steps of second order of a network with arrays.

    By lines if all lines are proved and the claim follows from them: that is for all sizes.
    Else by the prover of indexed claims as they stand.
    """

    def __init__(self, second: SecondOrder) -> None:
        self.second = second
        self._lines = Lines(second)

    def hessian(self, step: Step) -> Verdict:
        """Returns the verdict on a step about the Hessian."""
        found = None
        if self._by_lines is not None and all_proved(self._rests_on):
            found = self._by_lines.prove(self._lines.left(step.lhs), self._lines.restated(step.rhs))
        if isinstance(found, Proved):
            return resting_on(self._rests_on, replace(found, claim=Claim(step.lhs, step.rhs, self.second.definitions)))
        return self._as_it_stands.prove(step.lhs, step.rhs)

    def product(self, step: Step) -> Verdict:
        """Returns the verdict on a step about the product with a direction."""
        found = along(self.second, step) if all_proved(self._first_order) else None
        if isinstance(found, Proved):
            definitions = self.second.hvp.definitions
            return resting_on(self._first_order, replace(found, claim=Claim(step.lhs, step.rhs, definitions)))
        return self._as_it_stands_along.prove(step.lhs, step.rhs)

    @cached_property
    def _first_order(self) -> tuple[Verdict, ...]:
        return tuple(lines_proved(self.second)) if vouched_for_what_is_given(self.second.network) else ()

    @cached_property
    def _rests_on(self) -> tuple[Verdict, ...]:
        """Returns the verdicts on all that is an equation of the longer network."""
        if self._by_lines is None or not all_proved(self._first_order):
            return ()
        names = (self._by_lines.prove(*sides) for sides in self._lines.names())
        return (*self._first_order, *lines_proved_with_names_given(self.second), *names)

    @cached_property
    def _by_lines(self) -> IndexedProver | None:
        """Returns the prover that knows the lines as equations; None if a line is no equation of a network."""
        try:
            network = self._lines.network()
        except NetworkError:
            return None
        return IndexedProver(network, network.definitions)

    @cached_property
    def _as_it_stands(self) -> IndexedProver:
        return IndexedProver(self.second.network, self.second.definitions)

    @cached_property
    def _as_it_stands_along(self) -> IndexedProver:
        return IndexedProver(self.second.network, self.second.hvp.definitions)


def all_proved(verdicts: tuple[Verdict, ...]) -> bool:
    """Returns whether there are verdicts, and each of them is Proved."""
    return bool(verdicts) and all(isinstance(verdict, Proved) for verdict in verdicts)


def resting_on(lines: Iterable[Verdict], found: Proved) -> Proved:
    """Returns the proof with the hypotheses and the sizes of the proofs of the lines it rests on."""
    proofs = [found, *(line for line in lines if isinstance(line, Proved))]
    hypotheses = dict.fromkeys(known for proof in proofs for known in proof.hypotheses)
    sizes = dict.fromkeys(shown for proof in proofs for shown in proof.sizes)
    evidence = f"{found.evidence}; the lines that are differentiated are proved too"
    return replace(found, hypotheses=tuple(hypotheses), sizes=tuple(sizes), evidence=evidence)


def vouched_for_what_is_given(network: Network) -> bool:
    """Returns whether the hypotheses of a network speak of inputs and targets alone.

    Both sides of what holds only where a hypothesis does may be differentiated by a
    parameter only if the hypothesis does not depend on it.
    """
    given = {head(quantity) for quantity in (*network.inputs, *network.targets)}
    return all(given.issuperset((*heads(left), *heads(right))) for left, right in network.hypotheses)


def lines_proved(second: SecondOrder) -> Iterator[Verdict]:
    """Returns the verdict on the line of each gradient and of each delta."""
    network, loss = second.network, second.network.loss.name
    deltas = second.ledger.deltas.values()
    meanings = {item.name: Partial(loss, item.of) for item in deltas}
    prover = IndexedProver(network, {**network.definitions, **meanings})
    for gradient in second.gradients.values():
        yield prover.prove(gradient.partial, gradient.delta_form)
    for item in deltas:
        yield prover.prove(Partial(loss, item.of), item.written)


def lines_proved_with_names_given(second: SecondOrder) -> Iterator[Verdict]:
    """Returns the verdict on the line of each delta, with any name given on which it may depend."""
    deltas, routes = second.ledger.deltas, Routes(second.ledger)
    for given in deltas:
        kept = [item for symbol, item in deltas.items() if symbol not in routes.sources(given)]
        meanings = {item.name: Partial(second.network.loss.name, item.of) for item in kept}
        network = cut_at(second.network, given)
        prover = IndexedProver(network, {**network.definitions, **meanings})
        for item in kept:
            yield prover.prove(meanings[item.name], item.written)


def cut_at(network: Network, symbol: sp.Symbol) -> Network:
    """Returns the network in which a name is given instead of defined.

    >>> from symbackprop.network import name, two_layer
    >>> cut_at(two_layer(), name("s")).parameters
    (s,)
    """
    lines = [line for line in network if line.symbol != symbol]
    return Network(lines, parameters=[network.element(symbol)], targets=network.targets, hypotheses=network.hypotheses)
