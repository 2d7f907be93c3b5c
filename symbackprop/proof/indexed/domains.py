"""Domains: the conditions under which what an expression says is defined, with their indices left open.

A condition with an index in it is meant for every value of the index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import sympy as sp

from symbackprop.network.functions import NamedFunction
from symbackprop.network.heads import elu, leaky_relu, relu, softsign, step
from symbackprop.network.indices import head
from symbackprop.proof.claims import Hypothesis
from symbackprop.proof.reader import ancestry
from symbackprop.proof.spelling import spelled

Bodies = Mapping[sp.Symbol, sp.Expr]


class Domains:
    """Reads conditions off expressions.

    bodies  what defined names stand for, by their keys: the sign of a name may follow from it
    given   expressions that are known to be positive

    >>> from symbackprop.network.names import names
    >>> u, v, eps = names("u v eps")
    >>> domains = Domains({v: u**2}, [eps])
    >>> [str(condition) for condition in domains.conditions([1 / u + (v + eps) ** sp.Rational(-1, 2)])]
    ['u != 0']
    """

    def __init__(self, bodies: Bodies, given: Iterable[sp.Expr] = ()) -> None:
        self.bodies = bodies
        self.given = frozenset(given)

    def conditions(self, expressions: Iterable[sp.Expr]) -> tuple[Hypothesis, ...]:
        """Returns the conditions of every quotient, root, logarithm and step, each once."""
        found: dict[Hypothesis, None] = {}
        todo, seen = list(expressions)[::-1], set()
        while todo:
            node = todo.pop()
            if node in seen:
                continue
            seen.add(node)
            rule = next((_CONDITIONS[kind] for kind in ancestry(type(node)) if kind in _CONDITIONS), None)
            if rule is not None:
                found.update(dict.fromkeys(rule(self, node)))
            todo.extend(reversed(node.args))
        return tuple(found)

    def kinks(self, expressions: Iterable[sp.Expr]) -> tuple[Hypothesis, ...]:
        """Returns the conditions under which expressions have a slope: the kinks of |.|, max, relu left out."""
        found: dict[Hypothesis, None] = {}
        for expression in expressions:
            for node in sp.preorder_traversal(expression):
                if type(node) in _KINKS:
                    found.update(dict.fromkeys(_KINKS[type(node)](node)))
        return tuple(found)

    def positive(self, node: sp.Expr, depth: int = 20) -> bool:
        """Returns whether an expression is seen to be positive wherever it is defined."""
        if node in self.given or (node.is_Atom and node.is_positive):
            return True
        return self._seen(node, _POSITIVE, depth)

    def not_negative(self, node: sp.Expr, depth: int = 20) -> bool:
        """Returns whether an expression is seen not to be negative wherever it is defined."""
        if (node.is_Atom and node.is_nonnegative) or self.positive(node, depth):
            return True
        return self._seen(node, _NOT_NEGATIVE, depth)

    def _seen(self, node: sp.Expr, rules: Mapping[type, Callable[[Domains, Any, int], bool]], depth: int) -> bool:
        if depth == 0:
            return False
        rule = next((rules[kind] for kind in ancestry(type(node)) if kind in rules), None)
        return rule is not None and rule(self, node, depth - 1)

    def _of_name(self, node: sp.Expr, judge: Callable[[sp.Expr, int], bool], depth: int) -> bool:
        body = self.bodies.get(head(node))
        return body is not None and judge(body, depth)


def _power(domains: Domains, node: sp.Pow) -> Iterator[Hypothesis]:
    base, exponent = node.args
    if exponent.is_Integer:
        if exponent < 0 and not base.is_number and not domains.positive(base):
            yield Hypothesis(base, "!=", "domain")
    elif not domains.positive(base):
        if exponent.is_Rational and exponent > 0:
            if not domains.not_negative(base):
                yield Hypothesis(base, ">=", "domain")
        else:
            yield Hypothesis(base, ">", "domain")


def _logarithm(domains: Domains, node: sp.Expr) -> Iterator[Hypothesis]:
    if not domains.positive(node.args[0]):
        yield Hypothesis(node.args[0], ">", "domain")


def _kink(domains: Domains, node: sp.Expr) -> Iterator[Hypothesis]:
    yield Hypothesis(node.args[0], "!=", "kink")


def _kinks_of_conditions(domains: Domains, node: sp.Piecewise) -> Iterator[Hypothesis]:
    yield from _kinks_of_cases(node)


def _kink_of_one(node: sp.Expr) -> Iterator[Hypothesis]:
    yield Hypothesis(node.args[0], "!=", "kink")


def _kinks_of_several(node: sp.Expr) -> Iterator[Hypothesis]:
    for place, one in enumerate(node.args):
        for other in node.args[place + 1 :]:
            yield Hypothesis(one - other, "!=", "kink")


def _kinks_of_cases(node: sp.Piecewise) -> Iterator[Hypothesis]:
    for _, condition in node.args:
        for comparison in sorted(condition.atoms(sp.core.relational.Relational), key=str):
            yield Hypothesis(comparison.lhs - comparison.rhs, "!=", "kink")


_CONDITIONS: Mapping[type, Callable[[Domains, Any], Iterator[Hypothesis]]] = {
    sp.Pow: _power,
    sp.log: _logarithm,
    sp.sign: _kink,
    sp.Heaviside: _kink,
    step: _kink,
    sp.Piecewise: _kinks_of_conditions,
}
_KINKS: Mapping[type, Callable[[Any], Iterator[Hypothesis]]] = {
    **dict.fromkeys((sp.Abs, sp.sign, sp.Heaviside, step, relu, leaky_relu, elu, softsign), _kink_of_one),
    **dict.fromkeys((sp.Max, sp.Min), _kinks_of_several),
    sp.Piecewise: _kinks_of_cases,
}

_POSITIVE: Mapping[type, Callable[[Domains, Any, int], bool]] = {
    sp.Add: lambda domains, node, depth: (
        all(domains.not_negative(part, depth) for part in node.args)
        and any(domains.positive(part, depth) for part in node.args)
    ),
    sp.Mul: lambda domains, node, depth: all(domains.positive(part, depth) for part in node.args),
    sp.Pow: lambda domains, node, depth: domains.positive(node.base, depth),
    sp.exp: lambda domains, node, depth: True,
    sp.Sum: lambda domains, node, depth: domains.positive(node.function, depth),
    NamedFunction: lambda domains, node, depth: domains.positive(spelled(node), depth),
    sp.Symbol: lambda domains, node, depth: domains._of_name(node, domains.positive, depth),  # noqa: SLF001
    sp.Indexed: lambda domains, node, depth: domains._of_name(node, domains.positive, depth),  # noqa: SLF001
}
_NOT_NEGATIVE: Mapping[type, Callable[[Domains, Any, int], bool]] = {
    sp.Add: lambda domains, node, depth: all(domains.not_negative(part, depth) for part in node.args),
    sp.Mul: lambda domains, node, depth: all(domains.not_negative(part, depth) for part in node.args),
    sp.Pow: lambda domains, node, depth: (
        bool(node.exp.is_Integer and node.exp % 2 == 0) or domains.not_negative(node.base, depth)
    ),
    sp.Abs: lambda domains, node, depth: True,
    sp.Sum: lambda domains, node, depth: domains.not_negative(node.function, depth),
    sp.Symbol: lambda domains, node, depth: domains._of_name(node, domains.not_negative, depth),  # noqa: SLF001
    sp.Indexed: lambda domains, node, depth: domains._of_name(node, domains.not_negative, depth),  # noqa: SLF001
}
