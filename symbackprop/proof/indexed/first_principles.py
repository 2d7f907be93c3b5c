"""First principles for indexed networks: a gradient against SymPy's `diff` of the composed loss, at small sizes.

The loss of an instance is composed into one expression in elementary functions,
differentiated by SymPy, and compared by the tower. That road shares no code with the sweep
that derived the gradient, and none with the normal forms that prove it for all sizes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import sympy as sp

from symbackprop.calculus.partial import Partial
from symbackprop.network import Network
from symbackprop.proof.claims import Claim, Hypothesis
from symbackprop.proof.first_principles import FirstPrinciples, composed
from symbackprop.proof.indexed.prover import IndexedProver
from symbackprop.proof.indexed.small_sizes.instances import MIXED, Ways, apart_and_together
from symbackprop.proof.indexed.small_sizes.lifting import lifted, lifted_point
from symbackprop.proof.indexed.small_sizes.spot import Spot
from symbackprop.proof.verdict import Proved, Refuted, Undecided, Verdict

LARGEST_LOSS = 800
"""The most nodes the composed loss of an instance may have before it is not compared."""
SHORT_LOSS = 200
"""The most nodes for it to be compared at two ways to choose the sizes."""
MOST_KINKS = 3
"""The most kinks it may have: each doubles the cases that are to be compared."""
_KINKED = (sp.Abs, sp.Max, sp.Min, sp.sign, sp.Heaviside, sp.Rel)


class IndexedFirstPrinciples:
    """The two roads to the gradients of the loss of an indexed network.

    network, definitions, given   as for `IndexedProver`

    >>> from symbackprop.network.indices import array, index, size
    >>> from symbackprop.network import Equation, name
    >>> i, k, n, w, x, E = index("i"), index("k"), size("n"), array("w"), array("x"), name("E")
    >>> line = Equation(E, sp.tanh(sp.Sum(w[i] * x[i], (i, 1, n))))
    >>> network = Network([line], parameters=[w])
    >>> roads = IndexedFirstPrinciples(network, network.definitions)
    >>> [type(verdict).__name__ for verdict in roads.both(w[k], x[k] * (1 - E**2))]
    ['Proved', 'Proved']
    """

    def __init__(
        self, network: Network, definitions: Mapping[sp.Expr, sp.Expr], given: Sequence[Hypothesis] = ()
    ) -> None:
        self.prover = IndexedProver(network, definitions, given)
        self._loss = network.loss.name
        self._roads: dict[Spot, FirstPrinciples | None] = {}

    def both(self, parameter: sp.Expr, gradient: sp.Expr) -> tuple[Verdict, ...]:
        """Returns the verdicts of the roads on ∂loss/∂parameter = gradient.

        The first is that of the normal forms; the second, left out where the composed loss
        is too long or has too many kinks, that of SymPy's `diff` at small sizes.
        """
        first = self.prover.prove(Partial(self._loss, parameter), gradient)
        second = self.by_composition(parameter, gradient)
        return (first,) if second is None else (first, second)

    def by_composition(self, parameter: sp.Expr, gradient: sp.Expr) -> Verdict | None:
        """Returns the verdict of SymPy's `diff` at sizes 2 and 3, mixed; None if the loss is too long or kinked.

        A short loss without kinks is judged at two ways to choose the sizes, any other at the first.
        """
        claim = Claim(Partial(self._loss, parameter), gradient, self.prover.definitions, self.prover.given)
        found: list[tuple[Proved, Spot]] = []
        point = None
        for spot, places, lhs, rhs in self.prover.written(claim, self._ways, apart_and_together):
            road = self._road(spot)
            if road is None or not isinstance(lhs, Partial):
                continue
            verdict = road.by_composition(lhs.wrt, rhs)
            if isinstance(verdict, Refuted):
                return lifted(verdict, claim, spot.sizes, places)
            if not isinstance(verdict, Proved):
                return Undecided(claim, verdict.missing if isinstance(verdict, Undecided) else "")
            point = point or lifted_point(verdict.point, spot.sizes, places)
            found.append((verdict, spot))
        if point is None:
            return None
        hypotheses = tuple(dict.fromkeys(known for verdict, _ in found for known in verdict.hypotheses))
        sizes = tuple(dict.fromkeys(spot.sizes for _, spot in found if spot.sizes))
        evidence = f"SymPy's diff of the composed loss; {found[0][0].evidence}"
        return Proved(claim, found[0][0].method, hypotheses, point, evidence, sizes)

    @cached_property
    def _ways(self) -> Ways:
        whole = Claim(self._loss, self._loss)
        spots = [spot for spot, *_ in self.prover.written(whole, MIXED[:1], apart_and_together)]
        losses = [composed(self._loss, spot.definitions, SHORT_LOSS) for spot in spots]
        is_quick = all(loss is not None and not loss.has(*_KINKED) for loss in losses)
        return MIXED if is_quick else MIXED[:1]

    def _road(self, spot: Spot) -> FirstPrinciples | None:
        if spot not in self._roads:
            loss = composed(self._loss, spot.definitions, LARGEST_LOSS)
            short = loss is not None and len(loss.atoms(*_KINKED)) <= MOST_KINKS
            self._roads[spot] = FirstPrinciples(spot.definitions, self._loss, spot.given) if short else None
        return self._roads[spot]
