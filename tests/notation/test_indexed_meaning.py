"""What is written of sums over indices means the expression: read back by Python's own grammar and summed."""

from __future__ import annotations

import ast
import math
import operator
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Add, Max, Min, Mul, Pow, Sum

from symbackprop.network.indices import array, index
from symbackprop.network.names import name
from symbackprop.notation import write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LETTERS = tuple(map(index, "ijk"))
FREE = {"i": 2, "j": 1, "k": 3}
ARRAYS = ("w", "y^(1)", "W_Q^(2)")
SCALAR = name("c^(2)")


def element(text: str, places: tuple[int, ...]) -> Fraction:
    """Returns the element of an array at any place, no two of them alike."""
    digits = [ord(character) for character in text] + [7 + place for place in places]
    return Fraction(sum(digit * 11**power for power, digit in enumerate(digits)) % 1009 + 1, 503)


def read(text: str, letters: Mapping[str, int]) -> Any:
    """Returns the value of a formula of the formula language: a layer is a part of its name, ^ a power."""
    plain = re.sub(r"\b([A-Za-z_]+)\^\((\d)\)", r"\1__\2", text).replace("^", "**")
    return _value(ast.parse(plain, mode="eval").body, letters)


def _value(node: ast.AST, letters: Mapping[str, int]) -> Any:
    match node:
        case ast.BinOp(left, sign, right):
            return OPERATORS[type(sign)](_value(left, letters), _value(right, letters))
        case ast.UnaryOp(ast.USub(), operand):
            return -_value(operand, letters)
        case ast.Subscript(ast.Name(text), places):
            listed = places.elts if isinstance(places, ast.Tuple) else [places]
            return element(_named(text), tuple(_value(place, letters) for place in listed))
        case ast.Call(ast.Name(text), parts):
            return CALLS[text](parts, letters)
        case ast.Name(text):
            return letters[text] if text in letters else element(_named(text), ())
        case ast.Constant(number):
            return number
    raise AssertionError(ast.dump(node))


def _summed_up(parts: list[Any], letters: Mapping[str, int]) -> Fraction:
    body, limits = parts
    letter, first, last = limits.elts
    run = range(_value(first, letters), _value(last, letters) + 1)
    return sum((_value(body, {**letters, letter.id: place}) for place in run), Fraction(0))


OPERATORS: Mapping[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Pow: operator.pow,
    ast.Div: lambda above, below: Fraction(above) / below,
}
CALLS: Mapping[str, Callable[[list[Any], Mapping[str, int]], Any]] = {
    "Sum": _summed_up,
    "max": lambda parts, letters: max(_value(part, letters) for part in parts),
    "min": lambda parts, letters: min(_value(part, letters) for part in parts),
}


def _named(text: str) -> str:
    base, _, layer = text.partition("__")
    return f"{base}^({layer})" if layer else base


def meant(expression: sp.Basic, letters: Mapping[str, int]) -> Any:
    """Returns the value of an expression, by its own tree."""
    match expression:
        case sp.Indexed():
            return element(expression.base.label.name, tuple(meant(place, letters) for place in expression.indices))
        case Sum():
            return _total(expression, letters)
        case sp.Symbol():
            return letters.get(expression.name) or element(expression.name, ())
        case sp.Rational():
            return int(expression) if expression.q == 1 else Fraction(expression.p, expression.q)
    return COMBINED[type(expression)]([meant(part, letters) for part in expression.args])


def _total(expression: Sum, letters: Mapping[str, int]) -> Fraction:
    *inner, (letter, first, last) = expression.limits
    body = Sum(expression.function, *inner) if inner else expression.function
    run = range(meant(first, letters), meant(last, letters) + 1)
    return sum((meant(body, {**letters, letter.name: place}) for place in run), Fraction(0))


COMBINED: Mapping[type[sp.Basic], Callable[[list[Any]], Any]] = {
    Add: sum,
    Mul: math.prod,
    Pow: lambda values: values[0] ** values[1],
    Max: max,
    Min: min,
}

PLACES = st.one_of(
    st.sampled_from(LETTERS),
    st.integers(1, 12).map(sp.Integer),
    st.builds(lambda one, other, shift: one + other - shift, *[st.sampled_from(LETTERS)] * 2, st.integers(0, 2)),
)
ENTRIES = st.builds(
    lambda text, places: array(text)[tuple(places)],
    st.sampled_from(ARRAYS),
    st.lists(PLACES, min_size=1, max_size=2),
)
FIRST = st.one_of(st.just(sp.S.One), st.just(Max(1, LETTERS[0] - 1)))
LAST = st.one_of(st.integers(2, 3).map(sp.Integer), st.just(Min(2, LETTERS[1])))


def _summed(body: sp.Expr, letter: sp.Symbol, first: sp.Expr, last: sp.Expr) -> sp.Expr:
    return Sum(body, (letter, 1 if first.has(letter) else first, 2 if last.has(letter) else last))


def _combined(parts: st.SearchStrategy[sp.Expr]) -> st.SearchStrategy[sp.Expr]:
    lists = st.lists(parts, min_size=2, max_size=3)
    return st.one_of(
        st.builds(lambda args, flag: Add(*args, evaluate=flag), lists, st.booleans()),
        st.builds(lambda args, flag: Mul(*args, evaluate=flag), lists, st.booleans()),
        st.builds(lambda base, power: Pow(base, power, evaluate=False), parts, st.integers(2, 3)),
        st.builds(_summed, parts, st.sampled_from(LETTERS), FIRST, LAST),
        st.builds(lambda body: Sum(body, (LETTERS[2], Max(1, LETTERS[0] - 1), 2), (LETTERS[0], 1, 3)), parts),
    )


EXPRESSIONS = st.recursive(
    st.one_of(
        ENTRIES, ENTRIES, st.just(SCALAR), st.sampled_from([sp.S.NegativeOne, sp.Integer(-2), sp.Rational(1, 2)])
    ),
    _combined,
    max_leaves=6,
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(EXPRESSIONS)
def test_what_is_written_of_indexed_names_has_the_value_of_the_expression(expression: sp.Expr) -> None:
    assert read(write(expression, "ascii"), FREE) == meant(expression, FREE)
