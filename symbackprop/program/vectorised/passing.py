"""Passing: whether a NaN or an infinity in an array is sure to reach another.

By the rules of IEEE 754 a sum or a product with a NaN or an infinity among its terms or
factors is a NaN or an infinity again: inf - inf and 0*inf are NaN. A quotient by it, a
maximum, or a function such as tanh may be a finite number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import sympy as sp

from symbackprop.network.indices import head, subscripts
from symbackprop.program.vectorised.plan import ArrayLine

Spans = Mapping[sp.Expr, sp.Expr]


def passes(start: ArrayLine, lines: Iterable[ArrayLine], end: sp.Symbol) -> bool:
    """Returns whether a number that is not finite, anywhere in the array of `start`, makes one in `end`.

    lines  the lines of a program in order

    >>> from symbackprop.network import mlp
    >>> from symbackprop.program.vectorised.planning import plan_arrays
    >>> plan = plan_arrays(mlp(["n", "m", "K"], activation="tanh", loss="cross_entropy"))
    >>> lines = {line.symbol.name: line for line in plan.lines}
    >>> [passes(lines[text], plan.lines, lines["E"].symbol) for text in ("s", "u")]
    [True, False]
    """
    reach = _Reach({start.symbol: _sizes(start)}, {})
    for line in lines:
        if reach.within(line.ranges).passes(line.value):
            reach = replace(reach, reached={**reach.reached, line.symbol: _sizes(line)})
    return end in reach.reached


def _sizes(line: ArrayLine) -> tuple[sp.Expr, ...]:
    return tuple(size for _, size in line.ranges)


@dataclass(frozen=True)
class _Reach:
    """What is known inside one line.

    reached  the arrays with a number that is not finite, and their sizes
    spans    the indices that run from 1, and how far
    """

    reached: Mapping[sp.Symbol, tuple[sp.Expr, ...]]
    spans: Spans

    def within(self, ranges: Iterable[tuple[sp.Expr, sp.Expr]]) -> _Reach:
        return replace(self, spans={**self.spans, **dict(ranges)})

    def passes(self, node: sp.Expr) -> bool:
        rule = _RULES.get(node.func)
        return rule is not None and rule(self, node)

    def name(self, node: sp.Expr) -> bool:
        """Returns whether it is one of the arrays, read at every one of its elements."""
        places = subscripts(node)
        return len(set(places)) == len(places) and self.reached.get(head(node)) == tuple(map(self.spans.get, places))

    def any_term(self, node: sp.Expr) -> bool:
        return any(map(self.passes, node.args))

    def any_factor(self, node: sp.Expr) -> bool:
        """Returns whether a factor passes it on; by a Kronecker delta elements are left out."""
        return not node.has(sp.KroneckerDelta) and any(map(self.passes, node.args))

    def power(self, node: sp.Pow) -> bool:
        return bool(node.exp.is_Integer and node.exp > 0) and self.passes(node.base)

    def sum(self, node: sp.Sum) -> bool:
        return self.within((letter, last) for letter, first, last in node.limits if first == 1).passes(node.function)


_RULES: Mapping[type, Callable[[_Reach, sp.Expr], bool]] = {
    sp.Symbol: _Reach.name,
    sp.Indexed: _Reach.name,
    sp.Add: _Reach.any_term,
    sp.Mul: _Reach.any_factor,
    sp.Pow: _Reach.power,
    sp.Sum: _Reach.sum,
}
