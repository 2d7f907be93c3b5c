"""How far free indices run, read off the arrays they are subscripts of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import sympy as sp

from symbackprop.calculus.partial import Partial


class IndexSizes(NamedTuple):
    """How far the free indices run; and what is wrong if two arrays disagree, else ""."""

    sizes: dict[sp.Symbol, sp.Expr]
    disagreement: str


def index_sizes(nodes: Iterable[sp.Expr], shape: Mapping[str, tuple[sp.Expr, ...]]) -> IndexSizes:
    """Returns how far the free indices of expressions run, read off the arrays they are subscripts of.

    >>> from symbackprop.network.indices import array, index, size
    >>> j, k, shape = index("j"), index("k"), {"w": (size("m"), size("n")), "x": (size("n"),)}
    >>> index_sizes([sp.Sum(array("x")[k] * array("w")[j, k], (k, 1, size("n")))], shape).sizes
    {j: m}
    >>> index_sizes([array("x")[k] * array("w")[k, 1]], shape).disagreement
    'the index k runs to m and to n'
    """
    found: dict[sp.Symbol, sp.Expr] = {}
    disagreement = ""
    todo: list[tuple[sp.Basic, dict[sp.Basic, sp.Expr | None]]] = [(node, {}) for node in nodes]
    while todo:
        node, bound = todo.pop()
        if isinstance(node, sp.Sum):
            bound = {**bound, **{letter: high if low == 1 else None for letter, low, high in node.limits}}
        if not isinstance(node, sp.Indexed):
            arguments = node.args[:2] if isinstance(node, Partial) else node.args  # held arrays are held as wholes
            todo.extend((argument, bound) for argument in arguments)
            continue
        for place, length in zip(node.indices, shape.get(node.base.label.name, ()), strict=False):
            if place.is_Symbol:
                last = bound[place] if place in bound else found.setdefault(place, length)
                if last is not None and all(symbol.is_positive for symbol in last.free_symbols) and last != length:
                    disagreement = (
                        f"the index {place} runs to {min(last, length, key=str)} and to {max(last, length, key=str)}"
                    )
    return IndexSizes(found, disagreement)
