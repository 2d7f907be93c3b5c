"""The survey of a claim: what it reads, seen before anything is computed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import sympy as sp
from sympy.core.function import AppliedUndef

from symbackprop.calculus.partial import Partial
from symbackprop.proof.claims import Hypothesis
from symbackprop.proof.limits import OutOfReach
from symbackprop.proof.reader import Definitions, ancestry
from symbackprop.proof.spelling import decimal, unspecified_parts

_RESTRICTIONS = ("zero", "prime", "composite", "even", "odd", "irrational", "transcendental", "infinite", "imaginary")


@dataclass
class Survey:
    """What a claim reads, through the definitions.

    names       the defined names, variables the others (symbols and indexed elements)
    functions   the names of unspecified functions
    ranges      symbols in the range of a sum: integers
    decimals    the decimals that are read from their text
    has_sum     whether there is a sum of symbolic length
    items       elements of arrays that are summed or differentiated
    """

    names: set[sp.Expr] = field(default_factory=set)
    variables: set[sp.Expr] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    ranges: set[sp.Expr] = field(default_factory=set)
    decimals: set[sp.Float] = field(default_factory=set)
    has_sum: bool = False
    items: set[sp.Indexed] = field(default_factory=set)

    def include(self, other: Survey) -> None:
        """Adds what another survey found."""
        self.names |= other.names
        self.variables |= other.variables
        self.functions |= other.functions
        self.ranges |= other.ranges
        self.decimals |= other.decimals
        self.items |= other.items
        self.has_sum = self.has_sum or other.has_sum

    def sorted_variables(self) -> list[sp.Expr]:
        """Returns the variables sorted by name."""
        return sorted(self.variables, key=text_of)

    def notes(self) -> str:
        """Returns how the decimals were read, in words."""
        return "".join(f"; {number} read as {decimal(number)}" for number in sorted(self.decimals, key=str))


@lru_cache(maxsize=4096)
def text_of(variable: sp.Expr) -> str:
    """Returns the name of a variable."""
    return str(variable)


def survey_of(expressions: Iterable[sp.Expr], definitions: Definitions) -> Survey:
    """Returns what the expressions read, through the definitions.

    >>> u, x = sp.symbols("u x", real=True)
    >>> survey_of([u + 1], {u: x**2}).variables
    {x}
    """
    survey, todo, seen = Survey(), list(expressions), set()
    while todo:
        node = todo.pop()
        if node in seen:
            continue
        seen.add(node)
        if node in definitions:
            survey.names.add(node)
            todo.append(definitions[node])
            continue
        visit = next((VISITS[head] for head in ancestry(type(node)) if head in VISITS), _all)
        todo.extend(visit(survey, node))
    return survey


def expressions_in(expressions: Iterable[sp.Expr], definitions: Definitions) -> set[sp.Basic]:
    """Returns every subexpression, through the definitions."""
    todo, seen = list(expressions), set()
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo.extend((definitions[node],) if node in definitions else node.args)
    return seen


def preactivations(expressions: Iterable[sp.Expr], definitions: Definitions) -> frozenset[sp.Expr]:
    """Returns the names that a function is applied to and that apply none themselves.

    >>> u, y, x = sp.symbols("u y x", real=True)
    >>> preactivations([y], {u: 2 * x, y: sp.tanh(u)})
    frozenset({u})
    """
    read = expressions_in(expressions, definitions)
    applied = {arg for node in read if isinstance(node, sp.Function) for arg in node.args}
    names = [name for name in expressions_in(applied, {}) if name in definitions]
    return frozenset(name for name in names if not _applies(definitions[name]))


def _applies(body: sp.Expr) -> bool:
    return any(isinstance(node, sp.Function | Partial) for node in expressions_in((body,), {}))


def implied_hypotheses(symbols: Iterable[sp.Expr]) -> tuple[Hypothesis, ...]:
    """Returns what SymPy's assumptions on the variables say.

    Raises OutOfReach for two variables that print alike and for assumptions that no
    rational point can be chosen to satisfy.
    """
    implied: list[Hypothesis] = []
    by_text: dict[str, sp.Expr] = {}
    for symbol in sorted(symbols, key=text_of):
        if str(symbol) in by_text:
            raise OutOfReach(f"two different variables are called {symbol}: make them with network.names.name")
        by_text[str(symbol)] = symbol
        restriction = next((word for word in _RESTRICTIONS if getattr(symbol, f"is_{word}", None)), None)
        if restriction:
            raise OutOfReach(f"the variable {symbol} is assumed to be {restriction}")
        implied.extend(_signs_of(symbol))
    return tuple(implied)


def _signs_of(symbol: sp.Expr) -> list[Hypothesis]:
    if symbol.is_positive:
        return [Hypothesis(symbol, ">", "user")]
    if symbol.is_negative:
        return [Hypothesis(-symbol, ">", "user")]
    if symbol.is_nonnegative:
        return [Hypothesis(symbol, ">=", "user")]
    if symbol.is_nonpositive:
        return [Hypothesis(-symbol, ">=", "user")]
    return [Hypothesis(symbol, "!=", "user")] if symbol.is_nonzero else []


def _all(survey: Survey, node: sp.Basic) -> Iterable[sp.Basic]:
    return node.args


def _variable(survey: Survey, node: sp.Expr) -> Iterable[sp.Basic]:
    survey.variables.add(node)
    return ()


def _decimal(survey: Survey, node: sp.Float) -> Iterable[sp.Basic]:
    survey.decimals.add(node)
    return ()


def _unspecified(survey: Survey, node: sp.Expr) -> Iterable[sp.Basic]:
    name, _, argument = unspecified_parts(node)
    survey.functions.add(name)
    return (argument,)


def _sum(survey: Survey, node: sp.Sum) -> Iterable[sp.Basic]:
    """Bound indices, the letters of indexed bases and the items themselves are no variables."""
    bound = {limit[0] for limit in node.limits}
    items = node.function.atoms(sp.Indexed)
    letters = {item.base.label for item in items}
    survey.items |= items
    ends = {symbol for limit in node.limits for end in limit[1:] for symbol in end.free_symbols}
    survey.has_sum = True
    survey.ranges |= ends
    free = {symbol for symbol in node.function.free_symbols if symbol.is_Symbol}
    return ends | free - bound - letters


def _partial(survey: Survey, node: Partial) -> Iterable[sp.Basic]:
    if isinstance(node.of, sp.Indexed):
        survey.items.add(node.of)
    return node.args


VISITS: dict[type, Callable[[Survey, sp.Basic], Iterable[sp.Basic]]] = {
    sp.Symbol: _variable,
    sp.Indexed: _variable,
    sp.Float: _decimal,
    AppliedUndef: _unspecified,
    sp.Derivative: _unspecified,
    sp.Subs: _unspecified,
    sp.Sum: _sum,
    Partial: _partial,
}
