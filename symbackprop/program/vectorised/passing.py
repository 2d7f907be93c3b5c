"""Passing: in which arrays a NaN or an infinity is sure to reach another.

By the rules of IEEE 754 a sum or a product with a NaN or an infinity among its terms or
factors is a NaN or an infinity again: inf - inf and 0*inf are NaN. A quotient by it, a
maximum, or a function such as tanh may be a finite number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import sympy as sp

from symbackprop.network.indices import head, subscripts
from symbackprop.program.vectorised.plan import ArrayLine

Shapes = Mapping[sp.Symbol, tuple[sp.Expr, ...]]


def seen_in(end: sp.Symbol, lines: Sequence[ArrayLine]) -> frozenset[sp.Symbol]:
    """Returns the arrays of which every number that is not finite makes one in `end`.

    lines  the lines of a program in order

    >>> from symbackprop.network import mlp
    >>> from symbackprop.program.vectorised.planning import plan_arrays
    >>> plan = plan_arrays(mlp(["n", "m", "K"], activation="tanh", loss="cross_entropy"))
    >>> sorted(symbol.name for symbol in seen_in(plan.network.loss.symbol, plan.lines))
    ['E', 'largest_z', 'log_z', 's', 'shifted_z', 'y']
    """
    shapes = {line.symbol: tuple(size for _, size in line.ranges) for line in lines}
    seen = {end}
    for line in reversed(lines):
        if line.symbol in seen:
            seen.update(_Passed(shapes, dict(line.ranges)).on_by(line.value))
    return frozenset(seen)


@dataclass(frozen=True)
class _Passed:
    """What is passed on inside one line.

    shapes  the sizes of the arrays
    spans   the indices that run from 1, and how far
    """

    shapes: Shapes
    spans: Mapping[sp.Expr, sp.Expr]

    def on_by(self, node: sp.Expr) -> Iterator[sp.Symbol]:
        """Returns the arrays of which every number that is not finite makes the node not finite."""
        rule = _RULES.get(node.func)
        return rule(self, node) if rule else iter(())

    def name(self, node: sp.Expr) -> Iterator[sp.Symbol]:
        """Returns the array, if it is read at every one of its elements."""
        places = subscripts(node)
        if len(set(places)) == len(places) and self.shapes.get(head(node)) == tuple(map(self.spans.get, places)):
            yield head(node)

    def parts(self, node: sp.Expr) -> Iterator[sp.Symbol]:
        for part in node.args:
            yield from self.on_by(part)

    def product(self, node: sp.Expr) -> Iterator[sp.Symbol]:
        """Returns what a factor passes on; by a Kronecker delta elements are left out."""
        return iter(()) if node.has(sp.KroneckerDelta) else self.parts(node)

    def power(self, node: sp.Pow) -> Iterator[sp.Symbol]:
        return self.on_by(node.base) if node.exp.is_Integer and node.exp > 0 else iter(())

    def sum(self, node: sp.Sum) -> Iterator[sp.Symbol]:
        whole = {letter: last for letter, first, last in node.limits if first == 1}
        return replace(self, spans={**self.spans, **whole}).on_by(node.function)


_RULES: Mapping[type, Callable[[_Passed, sp.Expr], Iterator[sp.Symbol]]] = {
    sp.Symbol: _Passed.name,
    sp.Indexed: _Passed.name,
    sp.Add: _Passed.parts,
    sp.Mul: _Passed.product,
    sp.Pow: _Passed.power,
    sp.Sum: _Passed.sum,
}
