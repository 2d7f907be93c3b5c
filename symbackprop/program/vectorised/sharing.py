"""Sharing: sums of names that occur several times are computed once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import sympy as sp

from symbackprop.network.indices import element, head, subscripts
from symbackprop.network.names import name
from symbackprop.program.fresh import fresh
from symbackprop.program.vectorised.plan import ArrayLine, ArrayPlan, Ranges
from symbackprop.program.vectorised.wording import worded

Places = Mapping[sp.Expr, sp.Expr]


@dataclass(frozen=True)
class _Common:
    """A sum of names at canonical indices, and what an occurrence of it is: factor times it, at places."""

    body: sp.Expr
    factor: sp.Expr
    places: tuple[tuple[sp.Expr, sp.Expr], ...]


class Sharing:
    """Gives names to the sums of names that occur more than once in a plan.

    s_j - mu, (2 s_j - 2 mu) and (mu - s_j) are the same but for a factor.
    """

    def __init__(self, plan: ArrayPlan) -> None:
        self.plan = plan
        self.ranges: dict[sp.Symbol, Ranges] = {line.symbol: line.ranges for line in plan.lines}
        self.ranges |= {symbol: plan.network.ranges(symbol) for symbol in plan.network.symbols}
        values = [(line.value, line.part) for line in plan.lines] + [(total.value, "backward") for total in plan.totals]
        found = [(common, part) for value, part in values for common in self._occurrences(value)]
        counts = Counter(common.body for common, _ in found)
        self.repeated = {body for body, count in counts.items() if count > 1}
        self.forward = {common.body for common, part in found if part == "forward"}
        self.signs = Counter[sp.Expr]()
        for common, _ in found:
            self.signs[common.body] += 1 if common.factor > 0 else -1
        self.taken = {symbol.name for symbol in self.ranges}
        self.names: dict[sp.Expr, sp.Expr] = {}

    def shared(self) -> ArrayPlan:
        """Returns the plan with a line for each of them in front of the first that reads it."""
        lines: list[ArrayLine] = []
        for line in self.plan.lines:
            value = self._named(line.value, line, lines)
            lines.append(replace(line, value=value))
        last = lines[-1]
        totals = tuple(replace(total, value=self._named(total.value, last, lines)) for total in self.plan.totals)
        return replace(self.plan, lines=tuple(lines), totals=totals)

    def _named(self, node: sp.Expr, line: ArrayLine, lines: list[ArrayLine]) -> sp.Expr:
        if not node.args or isinstance(node, sp.Indexed):
            return node
        common = self._common(node)
        if common is not None and common.body in self.repeated:
            if common.body not in self.names:
                self._define(common, line, lines)
            factor = common.factor * self._sign(common.body)
            return factor * self.names[common.body].xreplace(dict(common.places))
        return _in_front(node.func)(*(self._named(argument, line, lines) for argument in node.args))

    def _define(self, common: _Common, line: ArrayLine, lines: list[ArrayLine]) -> None:
        own = _widest(common.body)
        letters = [letter for letter in subscripts(own) if letter in common.body.free_symbols]
        body = self._sign(common.body) * common.body
        quantity = element(name(fresh(worded(body), self.taken)), letters)
        self.names[common.body] = quantity
        part = "forward" if common.body in self.forward else line.part
        lines.append(ArrayLine(quantity, self.ranges[head(own)], body, None, part))

    def _sign(self, body: sp.Expr) -> int:
        """Returns the sign in which a sum occurs more often."""
        return -1 if self.signs[body] < 0 else 1

    def _occurrences(self, node: sp.Expr) -> Iterator[_Common]:
        if not node.args or isinstance(node, sp.Indexed):
            return
        common = self._common(node)
        if common is not None:
            yield common
            return
        for argument in node.args:
            yield from self._occurrences(argument)

    def _common(self, node: sp.Expr) -> _Common | None:
        """Returns the node as a factor times a sum of names at canonical indices, if it is one."""
        if not node.is_Add or not any(isinstance(term.as_coeff_Mul()[1], sp.Indexed) for term in node.args):
            return None
        factor, primitive = node.primitive()
        if not all(_is_name(term) for term in primitive.args):
            return None
        if primitive.could_extract_minus_sign():
            factor, primitive = -factor, -primitive
        widest = _widest(primitive)
        own = [letter for letter, _ in self.ranges[head(widest)]]
        places = dict(zip(own, subscripts(widest), strict=True))
        back = {place: letter for letter, place in places.items() if place.is_Symbol}
        letters = {x for x in primitive.free_symbols if x.is_Symbol and x.is_integer} - set(self.plan.network.sizes)
        if len(back) < len(places) or not letters <= set(back):
            return None
        return _Common(primitive.xreplace(back), factor, tuple(places.items()))


def _in_front(head_of_node: type) -> Callable[..., sp.Expr]:
    """Returns what puts a node together again; a number in a sum comes to stand in front of it."""
    return _sum_without_number if head_of_node is sp.Sum else head_of_node


def _sum_without_number(function: sp.Expr, *limits: sp.Tuple) -> sp.Expr:
    number, rest = function.as_coeff_Mul()
    return number * sp.Sum(rest, *limits)


def _is_name(term: sp.Expr) -> bool:
    """Returns whether a term is a number, or a name with or without a minus sign."""
    factor, rest = term.as_coeff_Mul()
    return term.is_number or (abs(factor) == 1 and rest.is_symbol)


def _widest(body: sp.Expr) -> sp.Indexed:
    found = sorted(body.atoms(sp.Indexed), key=lambda item: (-len(item.indices), str(item)))
    return found[0]
