"""The reader: walks an expression and makes an element of an algebra from it.

The algebra is a `Tower` (exact) or `Balls` (certified numbers at a point). A rule says
which subexpressions it needs and what it makes of them. The walk keeps its own stack, so
nesting has no limit.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import sympy as sp

from symbackprop.proof.limits import OutOfReach
from symbackprop.proof.spelling import decimal

Needs = Callable[["Reader", Any], tuple[sp.Expr, ...]]
Definitions = Mapping[sp.Expr, sp.Expr]


class Rule(NamedTuple):
    """`needs` names the subexpressions to be read first, `read` makes the element."""

    needs: Needs
    read: Callable[[Any, Any], Any]


Rules = Mapping[type, Rule]


def settle(
    root: Hashable, done: dict[Any, Any], needs: Callable[[Any], tuple[Any, ...]], make: Callable[[Any], Any]
) -> Any:
    """Returns done[root], making what it needs first; without recursion.

    Raises OutOfReach if something needs itself.
    """
    stack, opened = [root], set()
    while stack:
        node = stack[-1]
        if node in done:
            stack.pop()
            continue
        missing = [need for need in needs(node) if need not in done]
        if not missing:
            done[node] = make(node)
            stack.pop()
        elif node in opened:
            raise OutOfReach(f"{node} is defined by itself")
        else:
            opened.add(node)
            stack.extend(reversed(missing))
    return done[root]


@dataclass(frozen=True)
class Scope:
    """What names stand for.

    graph        the definitions of the network: derivatives follow them
    solved       variables expressed by hypotheses "= 0": derivatives do not follow them
    free         names of the graph whose value is left open; what is proved for every value
                 holds for the one that is defined
    unspecified  the bases of arrays whose elements depend on the variables in an unspecified way
    """

    graph: Definitions
    solved: Definitions
    free: frozenset[sp.Expr] = frozenset()
    unspecified: frozenset[sp.Expr] = frozenset()

    @property
    def values(self) -> dict[sp.Expr, sp.Expr]:
        """Returns what names are replaced by when they are read."""
        return {name: body for name, body in {**self.graph, **self.solved}.items() if name not in self.free}


class Reader:
    """Reads expressions into one algebra, under definitions; remembers what it has read."""

    def __init__(self, algebra: Any, scope: Scope, rules: Rules, slope_rules: Rules) -> None:
        self.algebra = algebra
        self.scope = scope
        self.graph = scope.graph
        self.definitions = scope.values
        self.rules = rules
        self.slope_rules = slope_rules
        self.memo: dict[sp.Expr, Any] = {}
        self.slopes: dict[tuple[sp.Expr, ...], dict[sp.Expr, Any]] = {}

    def fork(self, algebra: Any) -> Reader:
        """Returns a reader for a copy of the algebra that knows all this one has read."""
        other = Reader(algebra, self.scope, self.rules, self.slope_rules)
        other.memo = dict(self.memo)
        other.slopes = {cut: dict(known) for cut, known in self.slopes.items()}
        return other

    def read(self, expression: sp.Expr) -> Any:
        """Returns the element that an expression stands for."""
        if expression in self.memo:
            return self.memo[expression]
        return settle(expression, self.memo, self._needs, self._make)

    def raised(self, node: sp.Pow, exponent: sp.Expr) -> Any:
        """Returns the base of `node`, which has been read, raised to `exponent`."""
        algebra, base = self.algebra, self.memo[node.base]
        exponent = decimal(exponent) if exponent.is_Float else exponent
        if exponent.is_Integer:
            if exponent < 0:
                return algebra.power(algebra.reciprocal(base, lambda: node.base), -int(exponent))
            return algebra.power(base, int(exponent))
        if exponent.is_Rational:
            return algebra.root(base, exponent, lambda: node.base)
        if _is_whole(exponent) or algebra.is_zero(base):
            raise OutOfReach(f"the power {node}: its exponent is a whole number that varies, or its base is 0")
        logarithm = algebra.log(base, lambda: node.base)
        return algebra.exp(algebra.multiply(self.read(exponent), logarithm))

    def _needs(self, node: sp.Expr) -> tuple[sp.Expr, ...]:
        return self._rule(node).needs(self, node)

    def _make(self, node: sp.Expr) -> Any:
        return self._rule(node).read(self, node)

    def _rule(self, node: sp.Expr) -> Rule:
        if isinstance(node, sp.log) and len(node.args) > 1:
            raise OutOfReach("a logarithm with a base of its own")
        for head in ancestry(type(node)):
            if head in self.rules:
                return self.rules[head]
        raise OutOfReach(f"no rule for {type(node).__name__}")


def _is_whole(exponent: sp.Expr) -> bool:
    """Returns whether an exponent is known to be a whole number; SymPy may work its value out for that."""
    try:
        return bool(exponent.is_integer)
    except OverflowError:
        raise OutOfReach(f"the exponent {exponent} is too large") from None


def ancestry(head: type) -> tuple[type, ...]:
    """Returns the class and those it derives from, nearest first."""
    return head.__mro__
