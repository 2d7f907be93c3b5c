"""What is written in the formula language means the expression: read back by Python's own grammar."""

from __future__ import annotations

import ast
import math
import operator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from symbackprop.network.activation import Activation
from symbackprop.network.activations import ACTIVATIONS
from symbackprop.network.heads import step
from symbackprop.network.names import name, names
from symbackprop.notation import write
from symbackprop.notation.ascii import typed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SYMBOLS = names("a delta_1 w_11 z")
POINT = {"a": Fraction(2, 3), "delta_1": Fraction(-5, 7), "w_11": Fraction(11, 4), "z": Fraction(-1, 9)}
OPERATORS: Mapping[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
}
FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "exp": math.exp,
    "log": math.log,
    "tanh": math.tanh,
    "sin": math.sin,
    "cos": math.cos,
    "erf": math.erf,
    "sqrt": math.sqrt,
    "abs": abs,
    "max": max,
    "min": min,
    "sigmoid": lambda u: 1 / (1 + math.exp(-u)),
    "cases": lambda condition, holds, fails: holds if condition else fails,
    "step": lambda u: float(u > 0),
}


def value(text: str, point: Mapping[str, Any]) -> Any:
    """Returns the value of a formula at a point, read by Python's grammar with ^ for **."""
    return _value(ast.parse(text.replace("^", "**").replace("if(", "cases("), mode="eval").body, point)


def _value(node: ast.expr, point: Mapping[str, Any]) -> Any:
    match node:
        case ast.BinOp(left, sign, right):
            return OPERATORS[type(sign)](_value(left, point), _value(right, point))
        case ast.UnaryOp(sign, operand):
            return OPERATORS[type(sign)](_value(operand, point))
        case ast.Call(ast.Name(text), arguments):
            return FUNCTIONS[text](*(_value(argument, point) for argument in arguments))
        case ast.Compare(left, [ast.Gt()], [right]):
            return _value(left, point) > _value(right, point)
        case ast.Name(text):
            return point[text]
        case ast.Constant(number):
            return Fraction(str(number))
    raise AssertionError(f"{ast.dump(node)} is not in the formula language")


def exact(expression: sp.Expr) -> Fraction:
    """Returns the exact value of a rational expression at POINT."""
    found = expression.xreplace({name(text): sp.Rational(at) for text, at in POINT.items()}).doit()
    assume(found.is_Rational)
    return Fraction(found.p, found.q)


def _combined(parts: st.SearchStrategy[sp.Expr]) -> st.SearchStrategy[sp.Expr]:
    evaluate = st.booleans()
    lists = st.lists(parts, min_size=2, max_size=4)
    return st.one_of(
        st.builds(lambda args, flag: sp.Add(*args, evaluate=flag), lists, evaluate),
        st.builds(lambda args, flag: sp.Mul(*args, evaluate=flag), lists, evaluate),
        st.builds(lambda base, power, flag: sp.Pow(base, power, evaluate=flag), parts, st.integers(-2, 3), evaluate),
    )


NUMBERS = st.sampled_from(
    [sp.Integer(-2), sp.S.NegativeOne, sp.S.One, sp.Integer(3), sp.Rational(1, 2), sp.Rational(-3, 4)]
)
EXPRESSIONS = st.recursive(st.one_of(st.sampled_from(SYMBOLS), NUMBERS), _combined, max_leaves=9)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(EXPRESSIONS)
def test_what_is_written_has_the_value_of_the_expression(expression: sp.Expr) -> None:
    assume(not expression.has(sp.nan, sp.zoo, sp.oo))
    expected = exact(expression)
    assert value(write(expression, "ascii"), POINT) == expected


@pytest.mark.parametrize("row", ACTIVATIONS.values(), ids=ACTIVATIONS)
@pytest.mark.parametrize("at", [-1.25, 0.75])
def test_every_activation_is_written_so_that_it_is_computed(row: Activation, at: float) -> None:
    for expression in filter(None, (row.value, row.slope_in_argument)):
        numeric = sp.lambdify(name("u"), expression.replace(step, sp.Heaviside), "math")
        assert value(write(expression, "ascii"), {"u": at, "pi": math.pi}) == pytest.approx(numeric(at), rel=1e-12)


def test_a_name_that_is_no_identifier_stands_between_backquotes() -> None:
    spelled = {
        "w_11": "w_11",
        "g'": "g'",
        "a-b": "`a-b`",
        "50%": "`50%`",
        "a`b": r"`a\`b`",
        "λ": "lambda",
        "é": r"`\xe9`",
    }
    for text, expected in spelled.items():
        assert write(name(text), "ascii") == expected


@given(st.text(min_size=1))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_whatever_a_name_is_made_of_one_line_of_printable_ascii_is_written(text: str) -> None:
    written = write(name(text), "ascii")
    assert written.isascii()
    assert written.isprintable()
    assert typed(written) == written or written.startswith("`")
