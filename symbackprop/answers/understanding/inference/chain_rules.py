r"""Chain rules: statements about functions of functions that no network of the document has.

∂y/∂x = ∂y/∂u ∂u/∂x + ∂y/∂v ∂v/∂x speaks of any y of u and v, and any u and v of x. Such a statement has
nothing in it but derivatives of the first order, and these are, at a point, the slopes of the functions. So it
holds for all of them if it holds for y = a(u) + b(v), u = f(x), v = h(x) with a, b, f, h any functions of one
variable, whose slopes are any numbers.
"""

from __future__ import annotations

from collections.abc import Collection

import sympy as sp

from symbackprop.answers.latex.tree import Derivative, Node, Terms
from symbackprop.answers.understanding.inference.forward import in_order
from symbackprop.answers.understanding.inference.invented import symbol
from symbackprop.answers.understanding.inference.lexicon import Lexicon, factors_of
from symbackprop.answers.understanding.inference.statements import Stated
from symbackprop.errors import NetworkError
from symbackprop.network import Network, unspecified

MOST_NAMES = 12
"""The most names of a chain rule."""


def network_of_chain_rule(stated: Stated, lexicon: Lexicon, known: Collection[str]) -> Network | None:
    """Returns the network of any functions that a chain rule is about, None for another statement.

    known  the names of the network of the document: a statement about any of these is about that
    """
    if not stated.statement.relations or not all(_is_of_derivatives(side) for side in stated.sides):
        return None
    reads: dict[sp.Symbol, list[sp.Symbol]] = {}
    for side in stated.sides[1:]:
        for of, by in _pairs(side, lexicon):
            reads.setdefault(of, []).append(by)
    names = {*reads, *(symbol for found in reads.values() for symbol in found)}
    total = list(_pairs(stated.sides[0], lexicon))
    own = {name.name for name in names}
    if len(total) != 1 or len(names) > MOST_NAMES or not names.issuperset(total[0]) or not own.isdisjoint(known):
        return None
    return _network(reads, *total[0])


def _network(reads: dict[sp.Symbol, list[sp.Symbol]], of: sp.Symbol, by: sp.Symbol) -> Network | None:
    equations = {
        name: sp.Add(*(unspecified(f"f_{name}{argument}")(argument) for argument in dict.fromkeys(found)))
        for name, found in reads.items()
    }
    ordered, circle = in_order(equations)
    if circle or of not in ordered:
        return None
    last = {**{name: body for name, body in ordered.items() if name != of}, of: ordered[of]}
    try:
        return Network([sp.Eq(name, body) for name, body in last.items()], parameters=[by], title="any functions")
    except NetworkError:
        return None


def _is_of_derivatives(side: Node) -> bool:
    """Returns whether a side is a sum of products of derivatives of the first order."""
    terms = [term for _, term in side.terms] if isinstance(side, Terms) else [side]
    signs = [sign for sign, _ in side.terms] if isinstance(side, Terms) else []
    factors = [factor for term in terms for factor in factors_of(term)]
    return "-" not in signs and all(
        factor.sign in ("", r"\cdot", r"\times", "*")
        and isinstance(factor.node, Derivative)
        and len(factor.node.by) == 1
        and factor.node.by[0][1] == 1
        for factor in factors
    )


def _pairs(side: Node, lexicon: Lexicon) -> list[tuple[sp.Symbol, sp.Symbol]]:
    """Returns what is differentiated by what in a side."""
    terms = [term for _, term in side.terms] if isinstance(side, Terms) else [side]
    found = []
    for term in terms:
        for factor in factors_of(term):
            node = factor.node
            of = lexicon.alone(node.of) if isinstance(node, Derivative) and node.of is not None else None
            by = lexicon.alone(node.by[0][0]) if isinstance(node, Derivative) else None
            if of is not None and by is not None:
                found.append((symbol(of.name), symbol(by.name)))
    return found
