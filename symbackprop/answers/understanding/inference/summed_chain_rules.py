r"""Chain rules with a sum: ∂E/∂x = Σ_j ∂E/∂u_j ∂u_j/∂x, for any E of the u_j, and any u_j of x.

At a point such functions have any slopes. So it holds for all of them if it holds for E = Σ_j c_j u_j and
u_j = a_j x with any numbers a_j and c_j.
"""

from __future__ import annotations

import sympy as sp

from symbackprop.answers.latex.tree import Big, Derivative, Letter, Node, Number, Product, Relation, Script
from symbackprop.answers.understanding.inference.statements import Stated
from symbackprop.network import Equation, Network, array, index, name, size

_OUTER, _INNER = array("outer·slope"), array("inner·slope")
"""Names that no document can write."""


def network_of_summed_chain_rule(stated: Stated) -> Network | None:
    """Returns the network of any functions that a chain rule with a sum is about, None for another statement."""
    if stated.statement.relations != ("=",) or len(stated.sides) != len("lr"):
        return None
    left, right = stated.sides
    middle = _middle(right)
    if middle is None or not isinstance(left, Derivative) or not isinstance(right, Big) or right.below is None:
        return None
    total, ((by, _), *_), letter, last = left.of, left.by, middle.below, right.above
    letters = [node.text for node in (total, by, middle.base, letter, last) if isinstance(node, Letter)]
    if len({*letters}) < len("Exujm") or [total, by] != _ends(right, middle):
        return None
    if letter is None or right.below != Relation((letter, Number("1")), ("=",)):
        return None
    return _network(*letters)


def _network(total: str, by: str, middle: str, letter: str, last: str) -> Network:
    j, m = index(letter), size(last)
    inner = Equation(array(middle)[j], _INNER[j] * name(by), ranges=((j, m),))
    outer = Equation(name(total), sp.Sum(_OUTER[j] * array(middle)[j], (j, 1, m)))
    return Network([inner, outer], parameters=[name(by)], title="any functions")


def _middle(side: Node) -> Script | None:
    """Returns the u_j of a sum of products of two derivatives, ∂E/∂u_j ∂u_j/∂x."""
    factors = _factors(side)
    by = factors[0].by[0][0] if factors else None
    return by if isinstance(by, Script) and by.above is None and not by.primes else None


def _ends(side: Node, middle: Script) -> list[Node | None] | None:
    """Returns the E and the x of ∂E/∂u_j ∂u_j/∂x; None if the derivatives are others."""
    factors = _factors(side)
    if len(factors) != len("ui") or any(len(factor.by) != 1 or factor.by[0][1] != 1 for factor in factors):
        return None
    return [factors[0].of, factors[1].by[0][0]] if factors[1].of == middle else None


def _factors(side: Node) -> list[Derivative]:
    body = side.body if isinstance(side, Big) and side.kind == "sum" else None
    factors = body.factors if isinstance(body, Product) else ()
    found = [factor.node for factor in factors if isinstance(factor.node, Derivative) and factor.sign != "/"]
    return found if len(found) == len(factors) else []
