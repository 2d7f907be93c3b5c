"""Sizes afar: lengths that all differ, beyond every number that is weighed against sizes and indices.

(m - 2)(m - 3) is 0 at the sizes 2 and 3, a sum from 4 to m has no items there, and of three
sizes two are equal. What holds at small sizes only because of that fails where the sizes are
larger than the numbers, and so are their differences: a polynomial has no root beyond
1 + |its largest coefficient / its leading one|.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import sympy as sp

from symbackprop.proof.indexed.small_sizes.instances import Ways

_LEAST = 4
_FEW = 3


def ways_afar(sizes: Sequence[sp.Symbol], claim: Iterable[sp.Expr], equations: Iterable[sp.Expr]) -> Ways:
    """Returns two ways to choose the sizes, in their order.

    The sizes that the claim reads become large; all of them, where the equations weigh numbers
    against sizes themselves.

    >>> from symbackprop.network.indices import array, index, size
    >>> i, m, n, x = index("i"), size("m"), size("n"), array("x")
    >>> ways_afar([m, n], [(m - 2) * (m - 9), sp.Sum(x[i] ** 100, (i, 1, m))], [])
    ((11, 3), (11, 3))
    >>> ways_afar([m, n], [m - n], [])
    ((4, 5), (9, 4))
    """
    sides = tuple(claim)
    own = {number for side in sides for number in _beside_sizes(side)}
    of_equations = {number for body in equations for number in _beside_sizes(body)} - {sp.S.One, sp.S.NegativeOne}
    numbers = own | of_equations
    above = max((abs(number.p) for number in numbers), default=1) * max((number.q for number in numbers), default=1)
    least = max(_LEAST, int(above) + 2)
    read = {symbol for side in sides for symbol in side.free_symbols}
    moving = [size for size in sizes if of_equations or size in read]
    step = least + 1 if len(moving) <= _FEW else 2
    near = {size: 2 + place % 2 for place, size in enumerate(sizes)}
    first = near | {size: least + place for place, size in enumerate(moving)}
    second = near | {size: least + step * place for place, size in enumerate(reversed(moving))}
    return tuple(first.values()), tuple(second.values())


def _beside_sizes(node: sp.Basic) -> Iterator[sp.Rational]:
    """Yields the numbers in a part that speaks of a size or an index, but no exponents and no range 1..3."""
    if isinstance(node, sp.Rational):
        yield node
    elif isinstance(node, sp.Pow):
        yield from _beside_sizes(node.base)
    elif not _is_fixed_range(node) and any(symbol.is_integer for symbol in node.atoms(sp.Symbol)):
        for part in node.args:
            yield from _beside_sizes(part)


def _is_fixed_range(node: sp.Basic) -> bool:
    return isinstance(node, sp.Tuple) and len(node) == 3 and node[1] == 1 and node[2].is_Integer
