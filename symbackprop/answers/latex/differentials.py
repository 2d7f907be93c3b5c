r"""Derivatives: \frac{\partial E}{\partial w}, ∂E/∂w, dE/dw, {dE \over dw}, \frac{d}{dx}, \frac{d^2 E}{dx^2}.

A d is that of a derivative where one stands above and below; what it would be as a quantity
is kept beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from symbackprop.answers.latex.tree import (
    Accent,
    Derivative,
    Differential,
    Factor,
    Fraction,
    Letter,
    Node,
    Number,
    Product,
    Script,
    Word,
)

_NAMED = (Letter, Word, Number, Script, Accent)


def fraction(above: Node, below: Node, position: int, end: int) -> Node:
    """Returns the fraction, or the derivative if it is one.

    >>> e, w = Letter("E"), Letter("w")
    >>> fraction(Differential(e), Differential(w), 0, 0)
    Derivative(of=Letter(text='E', style=''), by=((Letter(text='w', style=''), 1),), sign='∂')
    """
    plain = Fraction(above, below, position=position, end=end)
    top = _above(above)
    if top is None:
        return plain
    sign, order, of = top
    by = _below(below, sign, order)
    if by is None or sum(count for _, count in by) != order:
        return plain
    quotient = plain if sign == "d" else None
    return Derivative(of, by, sign, quotient, position=position, end=end)


def product(factors: Sequence[Factor]) -> Node:
    """Returns the product of the factors, with the derivatives written with a slash in it: ∂E/∂w, dy_1/du_1."""
    found, place = list(factors), 1
    while place < len(found):
        if found[place].sign == "/" and (parts := _around(found, place)) is not None:
            start, end = parts
            derivative = _slashed(found[start:place], found[place:end])
            if derivative is not None:
                found[start:end] = [Factor(found[start].sign, derivative, found[start].glued)]
                place = start
        place += 1
    return joined(found)


def joined(factors: Sequence[Factor]) -> Node:
    """Returns the one factor, or the product of several."""
    if len(factors) == 1:
        return factors[0].node
    return Product(tuple(factors), position=factors[0].node.position, end=factors[-1].node.end)


def _slashed(above: Sequence[Factor], below: Sequence[Factor]) -> Node | None:
    first, second = (Factor("", side[0].node) for side in (above, below))
    tops, bottoms = joined([first, *above[1:]]), joined([second, *below[1:]])
    made = fraction(tops, bottoms, tops.position, bottoms.end)
    return made if isinstance(made, Derivative) else None


def _around(factors: Sequence[Factor], slash: int) -> tuple[int, int] | None:
    """Returns where a quotient of two differentials begins and ends, None if there is none around the slash."""
    start = slash - 1
    while start > 0 and not _begins(factors[start].node) and factors[start].sign == "" and factors[start].glued:
        start -= 1
    if not (_begins(factors[start].node) and _begins(factors[slash].node)):
        return None
    end = slash + 1 if isinstance(factors[slash].node, Differential) else slash + 2
    if end > len(factors) or (end == slash + 2 and not _glued(factors[slash + 1])):
        return None
    while end < len(factors) and _glued(factors[end]) and not _is_closed(factors[end - 1].node):
        end += 1
    return start, end


def _begins(node: Node) -> bool:
    return isinstance(node, Differential) or _is_d(node)


def _glued(factor: Factor) -> bool:
    return factor.sign == "" and factor.glued and isinstance(factor.node, _NAMED)


def _is_closed(node: Node) -> bool:
    """Returns whether a name ends with the node: it has scripts."""
    inner = node.of if isinstance(node, Differential) else node
    return isinstance(inner, Script)


def _is_d(node: Node) -> bool:
    base = node.base if isinstance(node, Script) and node.below is None and not node.primes else node
    return isinstance(base, Letter | Word) and base.text == "d"


def _order(node: Node | None) -> int:
    """Returns the order that stands above a d, 0 for what is none."""
    if node is None:
        return 1
    return int(node.digits) if isinstance(node, Number) and node.digits in "123456789" else 0


def _above(node: Node) -> tuple[str, int, Node | None] | None:
    """Returns the sign, the order and what is differentiated."""
    factors = node.factors if isinstance(node, Product) else (Factor("", node),)
    first = factors[0].node
    if isinstance(first, Differential):
        inside = [] if first.of is None else [Factor("", first.of)]
        rest = [*inside, *factors[1:]]
        return "∂", first.order, joined(rest) if rest else None
    if not _is_d(first) or any(factor.sign for factor in factors):
        return None
    order = _order(first.above if isinstance(first, Script) else None)
    return ("d", order, joined(factors[1:]) if factors[1:] else None) if order else None


def _below(node: Node, sign: str, order: int) -> tuple[tuple[Node, int], ...] | None:
    """Returns what a derivative is by, each with how often."""
    factors = node.factors if isinstance(node, Product) else (Factor("", node),)
    begins = (lambda item: isinstance(item, Differential)) if sign == "∂" else _is_d
    if not begins(factors[0].node) or any(factor.sign for factor in factors):
        return None
    groups: list[list[Factor]] = []
    for factor in factors:
        if begins(factor.node) and (order > 1 or not groups):
            inner = factor.node.of if isinstance(factor.node, Differential) else None
            groups.append([] if inner is None else [Factor("", inner)])
        else:
            groups[-1].append(factor)
    if not all(groups):
        return None
    return tuple(_counted(joined(group), order) for group in groups)


def _counted(node: Node, order: int) -> tuple[Node, int]:
    """Returns the variable and how often: twice for w^2, where the order is more than one."""
    if order > 1 and isinstance(node, Script) and _order(node.above) > 1:
        bare = Script(node.base, node.below, None, node.primes, position=node.position, end=node.end)
        return (bare if node.below or node.primes else node.base), _order(node.above)
    return node, 1
