"""Rearrangements: what is done to a product of partials after the values are put in.

In an indexed network: Kronecker deltas are contracted, common factors cancel, and what no
index reaches is taken out of the sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sympy as sp

from symbackprop.calculus.paths import Segment
from symbackprop.calculus.products import product
from symbackprop.calculus.rewriting import CommonFactors, DeltasContracted, FactorsTakenOut
from symbackprop.calculus.rules import Rule
from symbackprop.calculus.sweep import Adjoint
from symbackprop.network.indices import canonical


def rearrangements(written: sp.Expr, adjoint: Adjoint, segments: Iterable[Segment]) -> Iterator[Rule]:
    """Returns the rules that lead from the product, as written, to the value of the adjoint."""
    tied = any(hop.value.has(sp.KroneckerDelta) for segment in segments for hop in segment.hops)
    if tied:
        written = product(*adjoint.factors)
        yield DeltasContracted(written)
    if _divisors(written) > _divisors(adjoint.value):
        yield CommonFactors(adjoint.value)
    elif _leaves(written) != _leaves(adjoint.value) or (not tied and _shape(written) != _shape(adjoint.value)):
        yield FactorsTakenOut(adjoint.value)


def _leaves(expression: sp.Expr) -> list[str]:
    """Returns the symbols and elements in the expression, each as often as it occurs."""
    found = sp.preorder_traversal(canonical(expression))
    return sorted(str(getattr(leaf, "base", leaf)) for leaf in found if leaf.is_symbol and not leaf.is_integer)


def _divisors(expression: sp.Expr) -> int:
    """Returns how many divisors the expression has."""
    return sum(node.is_Pow and node.exp.is_negative is True for node in sp.preorder_traversal(expression))


def _shape(expression: sp.Expr) -> list[int]:
    """Returns how many indices each sum runs over, and how deep it stands."""
    return sorted(len(node.limits) for node in sp.preorder_traversal(expression) if isinstance(node, sp.Sum))
