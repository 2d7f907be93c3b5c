"""What cannot be read, or could be read in two ways, is refused with its place and a way out."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from work import counted

from symbackprop.answers import read_formula, vocabulary
from symbackprop.answers.parser import parse
from symbackprop.errors import FormulaError
from symbackprop.network import Network, names, two_layer
from symbackprop.notation import write

WORDS = vocabulary(two_layer())

REFUSALS = {
    "": (None, "empty"),
    "   ": (None, "empty"),
    "delta_3*x_1": (1, "did you mean delta_"),
    "sigmod(s)": (1, "did you mean sigmoid"),
    "dE/dw_99": (4, "no quantity named 'w_99'"),
    "dE": (1, "half of a derivative"),
    "dE/x_1": (4, "d or ∂ above and below"),
    "x_1 +": (6, "ends too early"),
    "x_1 = ": (6, "ends too early"),
    "x_1 + * x_2": (7, "'*' does not fit"),
    "(x_1": (5, r"\) is missing"),
    "x_1)": (4, r"'\)' does not fit"),
    "x_1 $ x_2": (5, r"'\$' has no meaning"),
    "__import__('os').system('x')": (12, "has no meaning"),
    "exp.__class__": (4, "'.' has no meaning"),
    "lambda: 0": (7, "':' has no meaning"),
    "x_1; x_2": (4, "';' has no meaning"),
    "E >= 0": (3, "only equations are judged"),
    "w_11 <- w_11 - eta*dE/dw_11": (6, "update rule"),
    "w_11 ← w_11": (6, "update rule"),
    "x_1/x_2 x_1": (9, "two ways"),
    "1/2x_1": (4, "two ways"),
    "x_1 2": (5, "2\\*x, x_2 or x"),
    "log z t": (7, "two ways"),
    "sin⁻¹(s)": (4, "two ways"),
    "tanh": (5, "tanh is a function"),
    "tanh(s, t)": (1, "takes 1 argument, not 2"),
    "max(s)": (1, "takes 2 or more arguments, not 1"),
    "sigmoid'''(s)": (1, "derivative of order 3"),
    "w_11[p]": (1, "same for every training item"),
    "Sum(x_1, (s, 1, 2))": (11, "index of a sum"),
    "if(u_1, 1, 0)": (7, "begins with a condition"),
    "`x_1": (1, "not closed"),
    "9**9**9": (2, "power of numbers"),
    "9^(9^9)": (2, "power of numbers"),
    "(99^999)^999": (9, "at most 10000 bits"),
    "x_1^1001": (4, "at most 1000"),
    "x_1^(1/1001)": (4, "at most 1000"),
    "1e99999": (1, "at most 1000 digits"),
    "7" * 1001: (1, "at most 1000 digits"),
    "²": (1, "does not fit"),
    "x_1\x1b[31m": (4, "has no meaning"),
}


@pytest.mark.parametrize("text", REFUSALS, ids=lambda text: repr(text[:30]))
def test_a_refusal_names_the_fact_and_the_position(text: str) -> None:
    position, words = REFUSALS[text]
    with pytest.raises(FormulaError, match=words) as refusal:
        parse(text, WORDS)
    message = str(refusal.value)
    assert position is None or f"^ character {position}" in message
    assert "\x1b" not in message


def test_the_caret_stands_under_the_character() -> None:
    with pytest.raises(FormulaError) as refusal:
        parse("delta_1*x_9", WORDS)
    _, shown, caret, *_ = str(refusal.value).split("\n")
    assert shown[caret.index("^") :] == "x_9"


def test_the_caret_stands_under_the_character_of_a_long_formula() -> None:
    with pytest.raises(FormulaError) as refusal:
        parse("x_1 + " * 200 + "x_9" + " + x_2" * 200, WORDS)
    _, shown, caret, *_ = str(refusal.value).split("\n")
    assert shown[caret.index("^") :].startswith("x_9")
    assert len(shown) < 100


def test_an_expression_alone_claims_nothing() -> None:
    with pytest.raises(FormulaError, match="an expression alone"):
        read_formula("dE/dw_11", WORDS)


def test_a_quotient_that_could_be_a_derivative_is_refused() -> None:
    a, b, da, db, loss = names("a b da db L")
    words = vocabulary(Network([sp.Eq(loss, a + b * da / db)], parameters=[a, b, da, db]))
    with pytest.raises(FormulaError, match=r"\(da\)/db for the quotient, ∂a/∂b for the derivative"):
        parse("da/db", words)
    assert len(parse("(da)/db = ∂a/∂b", words)) == 2


LONG = {
    "characters": "x_1+" * 2500 + "x_1",
    "brackets": "(" * 300 + "x_1" + ")" * 300,
    "functions": "sin(" * 300 + "x_1" + ")" * 300,
    "minus signs": "-" * 300 + "x_1",
    "powers": "x_1^" * 300 + "x_1",
    "bars": "|" * 300,
    "only opening brackets": "(" * 9999,
    "names that are none": "q " * 4999,
}


@pytest.mark.parametrize("what", LONG)
def test_long_and_deep_formulas_are_refused_at_once(what: str) -> None:
    with counted() as work, pytest.raises(FormulaError):
        parse(LONG[what], WORDS)
    assert work.calls < 1_000_000


def test_a_formula_of_the_greatest_length_is_read_with_linear_work() -> None:
    costs = []
    for count in (178, 714):
        text = "x_1*(1 - x_2)+" * count
        with counted() as work:
            assert len(parse(text[:-1], WORDS)) == 1
        costs.append(work.calls / count)
    assert costs[1] < 1.1 * costs[0]


def test_the_deepest_formula_allowed_is_read_and_shown() -> None:
    (side,) = parse("sin(" * 98 + "x_1" + ")" * 98, WORDS)
    assert str(side).startswith("sin(sin(")
    assert parse(write(side, "ascii"), WORDS) == (side,)


ALPHABET = st.sampled_from(
    [*"x_1 w_11 dE/ ()[]|,=+-*^√∂½²⁻`\\'.\t<>", "dE/dw_11", "sin", "max(", "Sum(", "if(", "p", "N", "9"]
)


@settings(max_examples=1500, deadline=None)
@given(st.one_of(st.text(max_size=40), st.lists(ALPHABET, max_size=25).map("".join)))
def test_any_text_is_read_or_refused_and_never_fails_otherwise(text: str) -> None:
    try:
        sides = parse(text, WORDS)
    except FormulaError:
        return
    assert all(isinstance(side, sp.Expr) for side in sides)
