"""Sizes afar: lengths beyond every number that is weighed against sizes and indices.

(m - 2)(m - 3) is 0 at the sizes 2 and 3, and a sum from 4 to m has no items there. What holds
at small sizes only because of such numbers fails where the sizes are larger than they are: a
polynomial has no root beyond 1 + |its largest coefficient / its leading one|.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sympy as sp

from symbackprop.proof.indexed.small_sizes.instances import Ways

_LEAST = 4


def ways_afar(expressions: Iterable[sp.Expr]) -> Ways:
    """Returns two ways to choose sizes, all larger than the numbers that stand beside sizes and indices.

    >>> from symbackprop.network.indices import array, index, size
    >>> i, m, x = index("i"), size("m"), array("x")
    >>> ways_afar([(m - 2) * (m - 9), sp.Sum(x[i] ** 100, (i, 1, m))])
    ((11, 12), (14, 13))
    """
    numbers = {number for expression in expressions for number in _beside_sizes(expression)}
    above = max((abs(number.p) for number in numbers), default=1) * max((number.q for number in numbers), default=1)
    least = max(_LEAST, int(above) + 2)
    return ((least, least + 1), (least + 3, least + 2))


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
