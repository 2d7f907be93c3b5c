"""What is written in LaTeX means the expression: read back by a reader that refuses what is ambiguous."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NoReturn

import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from symbackprop.network.names import name, names
from symbackprop.notation import write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SYMBOLS = names("a delta_1 w_11 z")
POINT = {"a": 2 / 3, r"\delta_1": -5 / 7, "w_{11}": 11 / 4, "z": -1 / 9}
VALUES = dict(zip(SYMBOLS, POINT.values(), strict=True))
TOKENS = re.compile(r"w_\{11\}|\\delta_1|\\(?:bigl|bigr|left|right)?[()]|\\[A-Za-z]+|\\[;,]|\d+|\S")
IGNORED = {r"\;", r"\,"}
FUNCTIONS: Mapping[str, Callable[..., float]] = {r"\tanh": math.tanh, r"\max": max, r"\sin": math.sin}


class Reader:
    """Reads the LaTeX of a formula: sums of products of factors, each with at most one slash, at its end."""

    def __init__(self, text: str) -> None:
        bare = re.sub(r"\\(bigl|bigr|left|right)", "", text)
        self.tokens = [token for token in TOKENS.findall(bare) if token not in IGNORED] + ["end"]
        self.place = 0

    @property
    def next(self) -> str:
        return self.tokens[self.place]

    def take(self, expected: str | None = None) -> str:
        token = self.next
        if expected not in (None, token):
            self.refuse()
        self.place += 1
        return token

    def refuse(self) -> NoReturn:
        raise AssertionError(f"{self.tokens[: self.place]} before {self.tokens[self.place :]}")

    def sum(self) -> float:
        total = 0.0
        sign = "-" if self.next == "-" else "+"
        self.place += self.next == "-"
        while True:
            total += (1 if sign == "+" else -1) * self.product()
            if self.next not in ("+", "-"):
                return total
            sign = self.take()

    def product(self) -> float:
        value = self.factor()
        while self.next not in ("+", "-", ")", "}", ",", r"\rvert", "end"):
            if self.next == "/":
                self.take()
                value /= self.factor()
                if self.next not in ("+", "-", ")", "}", ",", r"\rvert", "end"):
                    self.refuse()
                return value
            if self.next == r"\cdot":
                self.take()
            elif self.next.isdigit():
                self.refuse()
            value *= self.factor()
        return value

    def factor(self) -> float:
        base = self.base()
        if self.next != "^":
            return base
        self.take()
        return base ** self.script()

    def script(self) -> float:
        if self.next != "{":
            return self.base()
        return self.braced()

    def braced(self) -> float:
        self.take("{")
        value = self.sum()
        self.take("}")
        return value

    def base(self) -> float:
        match self.take():
            case name_ if name_ in POINT:
                found = POINT[name_]
            case digits if digits.isdigit():
                found = float(digits)
            case "\\frac" | "\\tfrac":
                found = self.braced() / self.braced()
            case "(":
                found = self.sum()
                self.take(")")
            case "\\lvert":
                found = abs(self.sum())
                self.take(r"\rvert")
            case "e":
                found = math.e
            case "\\exp":
                found = math.exp(self.base())
            case head:
                found = self.call(FUNCTIONS[head])
        return found

    def call(self, function: Callable[..., float]) -> float:
        power = 1.0
        if self.next == "^":
            self.take()
            power = self.script()
        if self.next != "(":
            return function(self.base()) ** power
        self.take()
        arguments = [self.sum()]
        while self.next == ",":
            self.take()
            arguments.append(self.sum())
        self.take(")")
        return function(*arguments) ** power


def value(text: str) -> float:
    """Returns the value of a formula in LaTeX at POINT."""
    reader = Reader(text)
    found = reader.sum()
    reader.take("end")
    return found


def _combined(parts: st.SearchStrategy[sp.Expr]) -> st.SearchStrategy[sp.Expr]:
    evaluate = st.booleans()
    lists = st.lists(parts, min_size=2, max_size=3)
    heads = st.sampled_from([sp.exp, sp.exp, sp.tanh, sp.Abs, sp.sin])
    return st.one_of(
        st.builds(lambda args, flag: sp.Add(*args, evaluate=flag), lists, evaluate),
        st.builds(lambda args, flag: sp.Mul(*args, evaluate=flag), lists, evaluate),
        st.builds(lambda base, power, flag: sp.Pow(base, power, evaluate=flag), parts, st.integers(-2, 3), evaluate),
        st.builds(lambda head, part, flag: head(part, evaluate=flag), heads, parts, evaluate),
        st.builds(lambda part: sp.Max(part, name("z")), st.sampled_from(SYMBOLS)),
    )


NUMBERS = st.sampled_from(
    [sp.Integer(-2), sp.S.NegativeOne, sp.S.One, sp.Integer(3), sp.Rational(1, 2), sp.Rational(-3, 4)]
)
EXPRESSIONS = st.recursive(st.one_of(st.sampled_from(SYMBOLS), NUMBERS), _combined, max_leaves=9)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(EXPRESSIONS)
def test_what_is_written_in_latex_has_the_value_of_the_expression(expression: sp.Expr) -> None:
    assume(not expression.has(sp.nan, sp.zoo, sp.oo, -sp.oo, sp.I))
    found = sp.N(expression.xreplace({symbol: sp.Float(at, 30) for symbol, at in VALUES.items()}).doit(), 30)
    assume(found.is_Float or found.is_Integer)
    assume(1e-6 < abs(found) < 1e6)
    assert value(write(expression, "latex")) == pytest.approx(float(found), rel=1e-6)
