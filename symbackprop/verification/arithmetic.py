"""Arithmetic: one walk over an expression, for any kind of number.

Nothing here knows about derivatives, the sweep or programs: it is the other road.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add, mul
from typing import Any

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network import Network
from symbackprop.network.functions import NamedFunction

Values = dict[sp.Symbol, Any]


@dataclass(frozen=True)
class Arithmetic:
    """How one kind of number is computed with; sums, products and quotients are its operators.

    number     a constant expression as such a number
    functions  function head -> the function
    power      the power with a rational exponent
    less       the condition a < b
    choose     the first number where a condition holds, else the second
    total      the sum of two or more numbers (None: one after the other)
    """

    number: Callable[[sp.Expr], Any]
    functions: Mapping[type, Callable[[Any], Any]]
    power: Callable[[Any, sp.Rational], Any]
    less: Callable[[Any, Any], Any]
    choose: Callable[[Any, Any, Any], Any]
    total: Callable[[list[Any]], Any] | None = None


def evaluate(expression: sp.Expr, values: Mapping[sp.Symbol, Any], arithmetic: Arithmetic) -> Any:
    """Returns the value of an expression at the given values of its symbols.

    Functions of ACTIVATIONS are written out in elementary functions first. At a kink the
    value is that of the branch that `less` chooses. Raises NetworkError for a function
    that is not known.
    """
    if expression.is_Symbol:
        return values[expression]
    if expression.is_number and not expression.has(NamedFunction):
        return arithmetic.number(expression)
    for kind in type(expression).__mro__:
        if kind in _KINDS:
            return _KINDS[kind](expression, values, arithmetic)
    raise NetworkError(
        f"no way to evaluate {expression.func.__name__}\n"
        f"    in                {expression}\n"
        f"    available         {', '.join(sorted(head.__name__ for head in arithmetic.functions))}"
    )


def forward(network: Network, given: Mapping[sp.Symbol, Any], arithmetic: Arithmetic) -> Values:
    """Returns the value of every name of the network, from those of its inputs, targets and parameters."""
    values: Values = dict(given)
    for equation in network:
        values[equation.name] = evaluate(equation.body, values, arithmetic)
    return values


def _sum(expression: sp.Add, values: Mapping[sp.Symbol, Any], arithmetic: Arithmetic) -> Any:
    terms = [evaluate(term, values, arithmetic) for term in expression.args]
    return arithmetic.total(terms) if arithmetic.total else reduce(add, terms)


def _product(expression: sp.Mul, values: Mapping[sp.Symbol, Any], arithmetic: Arithmetic) -> Any:
    return reduce(mul, (evaluate(factor, values, arithmetic) for factor in expression.args))


def _power(expression: sp.Pow, values: Mapping[sp.Symbol, Any], arithmetic: Arithmetic) -> Any:
    base, exponent = expression.args
    if exponent.is_Rational:
        return arithmetic.power(evaluate(base, values, arithmetic), exponent)
    log, exp = arithmetic.functions[sp.log], arithmetic.functions[sp.exp]
    return exp(evaluate(exponent, values, arithmetic) * log(evaluate(base, values, arithmetic)))


def _spelled(expression: NamedFunction, values: Mapping[sp.Symbol, Any], arithmetic: Arithmetic) -> Any:
    return evaluate(expression.spelled(), values, arithmetic)


def _function(expression: sp.Function, values: Mapping[sp.Symbol, Any], arithmetic: Arithmetic) -> Any:
    return arithmetic.functions[expression.func](evaluate(expression.args[0], values, arithmetic))


def _absolute(expression: sp.Abs, values: Mapping[sp.Symbol, Any], arithmetic: Arithmetic) -> Any:
    value = evaluate(expression.args[0], values, arithmetic)
    return arithmetic.choose(arithmetic.less(value, arithmetic.number(sp.S.Zero)), -value, value)


def _sign(expression: sp.sign, values: Mapping[sp.Symbol, Any], arithmetic: Arithmetic) -> Any:
    value = evaluate(expression.args[0], values, arithmetic)
    zero, one = arithmetic.number(sp.S.Zero), arithmetic.number(sp.S.One)
    negative = arithmetic.choose(arithmetic.less(value, zero), -one, zero)
    return arithmetic.choose(arithmetic.less(zero, value), one, negative)


def _largest(expression: sp.Max, values: Mapping[sp.Symbol, Any], arithmetic: Arithmetic) -> Any:
    return _extreme(expression.args, values, arithmetic, lambda a, b: arithmetic.less(b, a))


def _smallest(expression: sp.Min, values: Mapping[sp.Symbol, Any], arithmetic: Arithmetic) -> Any:
    return _extreme(expression.args, values, arithmetic, arithmetic.less)


def _extreme(
    parts: Iterable[sp.Expr],
    values: Mapping[sp.Symbol, Any],
    arithmetic: Arithmetic,
    wins: Callable[[Any, Any], Any],
) -> Any:
    numbers = [evaluate(part, values, arithmetic) for part in parts]
    return reduce(lambda one, other: arithmetic.choose(wins(one, other), one, other), numbers)


def _cases(expression: sp.Piecewise, values: Mapping[sp.Symbol, Any], arithmetic: Arithmetic) -> Any:
    *rows, last = expression.args
    chosen = evaluate(last.expr, values, arithmetic)
    for value, condition in reversed(rows):
        sides = [evaluate(side, values, arithmetic) for side in (condition.lts, condition.gts)]
        chosen = arithmetic.choose(arithmetic.less(*sides), evaluate(value, values, arithmetic), chosen)
    return chosen


_KINDS: Mapping[type, Callable[..., Any]] = {
    sp.Add: _sum,
    sp.Mul: _product,
    sp.Pow: _power,
    sp.Abs: _absolute,
    sp.sign: _sign,
    sp.Max: _largest,
    sp.Min: _smallest,
    sp.Piecewise: _cases,
    NamedFunction: _spelled,
    sp.Function: _function,
}
