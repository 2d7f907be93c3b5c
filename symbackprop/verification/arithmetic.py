"""Arithmetic: one walk over an expression, for any kind of number.

Nothing here knows about derivatives, the sweep or programs: it is the other road.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from operator import add, mul
from typing import Any

import numpy as np
import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network import Equation, Network
from symbackprop.network.functions import NamedFunction
from symbackprop.network.indices import apart, head
from symbackprop.network.shapes import Ranges
from symbackprop.verification.axes import Axes, Labelled, together
from symbackprop.verification.places import holds, is_about_places, place, span, spans

Values = dict[sp.Symbol, Any]
Rule = Callable[[sp.Expr, Mapping[sp.Symbol, Any], "Arithmetic"], Any]


@dataclass(frozen=True)
class Indexing:
    """How arrays of one kind of number are made and read.

    array     a number that has an axis for each index of a name -> the array of that name
    element   the array at the given places
    over      the sum along an axis; the second and third argument are the axis and its length
    integers  whole numbers, along axes, as such numbers
    truth     where something holds, along axes, as a condition to choose by
    """

    array: Callable[[Any, Axes], Any]
    element: Callable[[Any, list[Labelled]], Any]
    over: Callable[[Any, str, int], Any]
    integers: Callable[[Labelled], Any]
    truth: Callable[[Labelled], Any]


@dataclass(frozen=True)
class Arithmetic:
    """How one kind of number is computed with; sums, products and quotients are its operators.

    number     a constant expression as such a number
    functions  function head -> the function
    power      the power with a rational exponent
    less       the condition a < b
    choose     the first number where a condition holds, else the second
    total      the sum of two or more numbers (None: one after the other)
    indexing   how arrays are read (None: there are none)
    others     further kinds of node -> how they are evaluated
    """

    number: Callable[[sp.Expr], Any]
    functions: Mapping[type, Callable[[Any], Any]]
    power: Callable[[Any, sp.Rational], Any]
    less: Callable[[Any, Any], Any]
    choose: Callable[[Any, Any, Any], Any]
    total: Callable[[list[Any]], Any] | None = None
    indexing: Indexing | None = None
    others: Mapping[type, Rule] = field(default_factory=dict)


def evaluate(expression: sp.Expr, values: Mapping[sp.Symbol, Any], arithmetic: Arithmetic) -> Any:
    """Returns the value of an expression at the given values of its symbols.

    An array is given by its label, a size or an index in force by its symbol. Functions of
    ACTIVATIONS are written out in elementary functions first. At a kink the value is that of
    the branch that `less` chooses. Raises NetworkError for a function that is not known.
    """
    if expression.is_Symbol:
        return _symbol(expression, values, arithmetic)
    for kind in type(expression).__mro__:
        if kind in arithmetic.others:
            return arithmetic.others[kind](expression, values, arithmetic)
    if _is_constant(expression):
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
    """Returns the value of every name of the network, from those of its inputs, targets, parameters and sizes."""
    values: Values = dict(given)
    for equation in network:
        values[equation.symbol] = value_of(equation, values, arithmetic)
    return values


def value_of(equation: Equation, values: Values, arithmetic: Arithmetic) -> Any:
    """Returns the value of what an equation defines, an array or a number."""
    return assigned(equation.ranges, equation.body, values, arithmetic)


def assigned(ranges: Ranges, body: sp.Expr, values: Values, arithmetic: Arithmetic) -> Any:
    """Returns the array of the values of an expression, for all values of some indices; a number if there are none."""
    if not ranges:
        return evaluate(body, values, arithmetic)
    number = evaluate(body, {**values, **spans(ranges, values)}, arithmetic)
    return indexing_of(arithmetic).array(number, tuple(letter.name for letter, _ in ranges))


def summed_over(number: Any, axis: str, length: int, arithmetic: Arithmetic) -> Any:
    """Returns the sum along an axis of the given length, whether or not the number differs along it."""
    return indexing_of(arithmetic).over(number, axis, length)


def indexing_of(arithmetic: Arithmetic) -> Indexing:
    """Returns how arrays are made and read; raises TypeError if the arithmetic is that of single numbers."""
    if arithmetic.indexing is None:
        raise TypeError("this arithmetic knows no arrays: use `labelled`")
    return arithmetic.indexing


@lru_cache(maxsize=2**14)
def _is_constant(expression: sp.Expr) -> bool:
    return bool(not expression.has(NamedFunction, sp.Indexed, sp.Sum) and expression.is_number)


@lru_cache(maxsize=2**12)
def _spelling(expression: NamedFunction) -> sp.Expr:
    return expression.spelled()


def _symbol(symbol: sp.Symbol, values: Mapping[sp.Symbol, Any], arithmetic: Arithmetic) -> Any:
    return indexing_of(arithmetic).integers(values[symbol]) if symbol.is_integer else values[symbol]


def _element(expression: sp.Indexed, values: Mapping[sp.Symbol, Any], arithmetic: Arithmetic) -> Any:
    places = [place(subscript, values) for subscript in expression.indices]
    return indexing_of(arithmetic).element(values[head(expression)], places)


def _indexed_sum(expression: sp.Sum, values: Mapping[sp.Symbol, Any], arithmetic: Arithmetic) -> Any:
    clash = any(letter in values for letter in expression.variables)
    node = apart(expression, [symbol for symbol in values if symbol.is_integer]) if clash else expression
    inner = dict(values)
    conditions: list[Labelled] = []
    for letter, low, high in reversed(node.limits):
        ends = place(low, inner), place(high, inner)
        inner[letter] = span(letter, int(np.min(ends[0].data)), int(np.max(ends[1].data)))
        if ends[0].axes or ends[1].axes:
            conditions.append(
                together(lambda first, k, last: (first <= k) & (k <= last), ends[0], inner[letter], ends[1])
            )
    zero = arithmetic.number(sp.S.Zero)
    if any(len(inner[letter].data) == 0 for letter in node.variables):
        return zero
    total = evaluate(node.function, inner, arithmetic)
    for condition in conditions:
        total = arithmetic.choose(indexing_of(arithmetic).truth(condition), total, zero)
    for letter in node.variables:
        total = summed_over(total, letter.name, len(inner[letter].data), arithmetic)
    return total


def _delta(expression: sp.KroneckerDelta, values: Mapping[sp.Symbol, Any], arithmetic: Arithmetic) -> Any:
    sides = (place(side, values) for side in expression.args[:2])
    return indexing_of(arithmetic).integers(together(lambda one, other: np.equal(one, other).astype(int), *sides))


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
    return evaluate(_spelling(expression), values, arithmetic)


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
        chosen = arithmetic.choose(
            _condition(condition, values, arithmetic), evaluate(value, values, arithmetic), chosen
        )
    return chosen


def _condition(condition: sp.Basic, values: Mapping[sp.Symbol, Any], arithmetic: Arithmetic) -> Any:
    if is_about_places(condition):
        return indexing_of(arithmetic).truth(holds(condition, values))
    return arithmetic.less(*(evaluate(side, values, arithmetic) for side in (condition.lts, condition.gts)))


_KINDS: Mapping[type, Rule] = {
    sp.Add: _sum,
    sp.Mul: _product,
    sp.Pow: _power,
    sp.Abs: _absolute,
    sp.sign: _sign,
    sp.Max: _largest,
    sp.Min: _smallest,
    sp.Piecewise: _cases,
    sp.Indexed: _element,
    sp.Sum: _indexed_sum,
    sp.KroneckerDelta: _delta,
    NamedFunction: _spelled,
    sp.Function: _function,
}
