"""Derivations of second order: the verdict on every step, and on the Hessian by a road of its own.

For a scalar network ∂²E/(∂v ∂w) is the tower's derivation, twice. For arrays the lines of
the first order are differentiated (`second_lines`), which proves a claim for all sizes;
they are proved too, also with any name given instead of defined, since that is what
∂/∂u_j holds. Where that is out of reach the scalar kernel decides at small sizes, and the
verdict says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import sympy as sp

from symbackprop.calculus import Partial, Step
from symbackprop.calculus.second_order import SecondOrder
from symbackprop.errors import NetworkError
from symbackprop.network import Network
from symbackprop.network.indices import head, heads
from symbackprop.proof.claims import Claim
from symbackprop.proof.indexed.prover import IndexedProver
from symbackprop.proof.prover import Prover
from symbackprop.proof.second_composition import by_composition
from symbackprop.proof.second_lines import Lines, cut_at
from symbackprop.proof.verdict import Proved, Refuted, Undecided, Verdict

Pair = tuple[sp.Expr, sp.Expr]


@dataclass(frozen=True, eq=False, repr=False)
class SecondProofs:
    """The verdicts on a derivation of second order.

    second            what was proved
    verdicts          the verdict on each step that claims something
    first_principles  for every two parameters of a scalar network, the verdict on SymPy's second
                      derivative of the loss composed into one expression
    """

    second: SecondOrder
    verdicts: Mapping[Step, Verdict]
    first_principles: Mapping[Pair, Verdict]

    def verdict(self, step: Step) -> Verdict | None:
        """Returns the verdict on a step; None if it claims nothing."""
        return self.verdicts.get(step)

    @property
    def counts(self) -> Mapping[str, int]:
        """Returns how many verdicts there are of each kind: proved, refuted, undecided."""
        return Counter(verdict.word for verdict in self)

    @property
    def ok(self) -> bool:
        """Returns whether every verdict is Proved."""
        return all(isinstance(verdict, Proved) for verdict in self)

    def __iter__(self) -> Iterator[Verdict]:
        yield from self.verdicts.values()
        yield from self.first_principles.values()

    def __str__(self) -> str:
        counts = ", ".join(f"{number} {word}" for word, number in sorted(self.counts.items()))
        return f"{len(self.verdicts)} steps and {len(self.first_principles)} entries from first principles: {counts}"

    __repr__ = __str__


def prove_second(second: SecondOrder) -> SecondProofs:
    """Returns the verdict on every step of second order.

    >>> from symbackprop.calculus import derive
    >>> from symbackprop.network import two_layer
    >>> prove_second(derive(two_layer("any"), order=2).second).ok
    True
    """
    judge = _Arrays(second) if second.network.is_indexed else _Scalars(second)
    verdicts = {step: judge.hessian(*step.claimed) for step in second.hessian_steps if step.claimed is not None}
    verdicts |= {step: judge.product(*step.claimed) for step in second.hvp.steps if step.claimed is not None}
    return SecondProofs(second, verdicts, judge.first_principles())


class _Scalars:
    """Judges the claims about a scalar network."""

    def __init__(self, second: SecondOrder) -> None:
        self.second = second
        self._hessian, self._product = Prover(second.definitions), Prover(second.hvp.definitions)

    def hessian(self, lhs: sp.Expr, rhs: sp.Expr) -> Verdict:
        """Returns the verdict on a claim about the Hessian."""
        return self._hessian.prove(lhs, rhs)

    def product(self, lhs: sp.Expr, rhs: sp.Expr) -> Verdict:
        """Returns the verdict on a claim about the product with a direction."""
        return self._product.prove(lhs, rhs)

    def first_principles(self) -> Mapping[Pair, Verdict]:
        """Returns the verdict on each entry by SymPy's `diff`, twice; none if the composed loss is too long."""
        return by_composition(self.second, self._hessian)


class _Arrays:
    """Judges the claims about a network with arrays."""

    def __init__(self, second: SecondOrder) -> None:
        self.second = second
        self.lines = Lines(second)
        self.rests_on = tuple(_lines_proved(second))
        self._by_lines = self._prover(lambda: self.lines.network)
        self._by_lines_along = self._prover(lambda: self.lines.along)

    def hessian(self, lhs: sp.Expr, rhs: sp.Expr) -> Verdict:
        """Returns the verdict on a claim about the Hessian."""
        claim = Claim(lhs, rhs, self.second.definitions)
        return self._judged(claim, self._by_lines, self.lines.left(lhs))

    def product(self, lhs: sp.Expr, rhs: sp.Expr) -> Verdict:
        """Returns the verdict on a claim about the product with a direction."""
        claim = Claim(lhs, rhs, self.second.hvp.definitions)
        return self._judged(claim, self._by_lines_along, self.lines.left_along(lhs))

    def first_principles(self) -> Mapping[Pair, Verdict]:
        """Returns nothing: a loss with sums of symbolic length is not composed."""
        return {}
