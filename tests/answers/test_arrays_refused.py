"""A subscript that could lie outside its array, an index without a range, a name with two readings: each is refused."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from indexed_networks import NETWORKS
from work import counted

from symbackprop.answers import Vocabulary, vocabulary
from symbackprop.answers.parser import parse
from symbackprop.errors import FormulaError
from symbackprop.network import Equation, Network, mlp, name
from symbackprop.network.indices import array, index, size

WORDS = vocabulary(NETWORKS["two layers"][0]())
DEEP = vocabulary(mlp(["n", "m", "l", 3]))
CONCRETE = vocabulary(mlp([2, 3, 1]))
CONVOLUTION = vocabulary(NETWORKS["convolution"][0]())
ATTENTION = vocabulary(NETWORKS["attention"][0]())

REFUSALS = {
    "w[j]": (1, "w has 2 subscripts, and here it has 1"),
    "x[i, j]": (1, "x has 1 subscript, and here it has 2"),
    "w": (1, "w is an array of m by n numbers"),
    "w*x[i]": (1, r"write             w\[j, i\]"),
    "w_jki": (1, "there is no quantity named 'w_jki'"),
    "w_ab": (1, "there is no quantity named 'w_ab'"),
    "w_0i": (1, "there is no quantity named 'w_0i'"),
    "E[1]": (1, "E is one number: it has no subscripts"),
    "w[5, i]": (3, "subscript 1 of w is 5, and w ends at m"),
    "w[0, i]": (3, "subscript 1 of w is 0, and subscripts begin at 1"),
    "w[-1, i]": (3, "subscript 1 of w is -1"),
    "x[i + 1]*x[i]": (3, r"subscript 1 of x runs to n \+ 1, and x ends at n"),
    "x[i - 1]*x[i]": (3, "subscript 1 of x runs to 0"),
    "w[n, i]": (3, "subscript 1 of w is n, and w ends at m"),
    "sum(x[i], i=0..n)": (7, "subscript 1 of x runs to 0"),
    "sum(x[i], i=1..m)": (7, "subscript 1 of x runs to m, and x ends at n"),
    "sum(x[i], i=1..n + 1)": (7, r"runs to n \+ 1, and x ends at n"),
    "sum(x[i], i=1..2)": (7, "runs to 2, and x ends at n"),
    "x[j]*y[j]": (8, "the index j runs to m as a subscript of y, and to n as one of x"),
    "x[i + q]": (3, "nothing says how far the index i runs"),
    "[j = k]": (2, "nothing says how far the index j runs"),
    "j*x[i]": (1, "nothing says how far the index j runs"),
    "sum(x[i], i=1..q)": (16, "nothing says how far the index q runs"),
    "sum(c[k]*x[i], i)*x[i] + sum(2, q)": (33, "nothing says how far the index q runs"),
    "sum(x[i]*y[i], i)": (16, "the index i runs to n and to m"),
    "sum(x[t], t=1..n)": (11, "t is a quantity, and no index of a sum"),
    "sum(x[n], n=1..n)": (11, "n is a size, and no index of a sum"),
    "sum(x[i], foo=1..n)": (11, "there is no index or size named 'foo'"),
    "sum(x[i], i=1..i)": (16, "how far i runs depends on i itself"),
    "sum(sum(x[i], i=1..n), i=1..n)": (15, "a sum over i stands in a sum over i"),
    "sum(x[1]" + "".join(f", i_{step}=1..n" for step in range(9)) + ")": (
        None,
        "at most 8 sums stand inside each other",
    ),
    "sum(x[i])": (9, "a sum names its index"),
    "sum(x[i], 1, n)": (14, "n is a size, and no index of a sum"),
    "sum(x[i], i=1)": (14, r"\.\. is missing"),
    "sum(x[i], (i, 1))": (16, ", is missing"),
    "sum(x[i], i=1..n": (17, r"\) is missing"),
    "x[t]": (3, "t is a quantity, and no index"),
    "x[foo]": (3, "there is no index or size named 'foo'"),
    "x[1/2]": (3, "this is no whole number"),
    "x[i^2]": (3, "this is no whole number"),
    "x[sin(1)]": (3, "there is no index or size named 'sin'"),
    "x[dE/dc[1]]": (3, "there is no index or size named 'dE'"),
    "x[∂E/∂c_k]": (3, "does not fit here"),
    "x[" + "i + " * 50 + "1]": (3, "this is no whole number"),
    "x[i": (4, r"\] is missing"),
    "x[]": (3, "does not fit here"),
    "x[i][i]": (5, "begins the subscripts of an array, or a condition"),
    "x[i=2]": (4, r"\] is missing"),
    "[k = 1": (7, r"\] is missing"),
    "delta[1.5]": (7, "this is no whole number"),
    "dE/dw": (4, "w is an array of m by n numbers"),
    "d^2E/(dw[1, 1] dc[1] db[1])": (None, "order 2 is by 2 variables|is missing"),
    "d^99E/dc[1]^99": (None, "from 1 to 9"),
    "∂²E/∂c_1": (None, "order 2 is by 2 variables"),
    "z'(s)": (1, "no function named"),
    "W⁽²_k": (2, "not closed"),
    "Σ_(n=1..n) x_n": (4, "n is a size"),
    "Σ_q E": (3, "nothing says how far the index q runs"),
}


@pytest.mark.parametrize("text", REFUSALS, ids=lambda text: repr(text[:40]))
def test_a_refusal_names_the_fact_and_the_position(text: str) -> None:
    position, words = REFUSALS[text]
    with pytest.raises(FormulaError, match=words) as refusal:
        parse(text, WORDS)
    message = str(refusal.value)
    assert position is None or f"^ character {position}" in message, message


OF_OTHER_NETWORKS = [
    (CONCRETE, "w[5, 1]", 3, "subscript 1 of w is 5, and w ends at 3"),
    (CONCRETE, "w_51", 1, "subscript 1 of w is 5, and w ends at 3"),
    (CONCRETE, "w[j, 3]", 6, "subscript 2 of w is 3, and w ends at 2"),
    (CONCRETE, "v[4]", 3, "subscript 1 of v is 4, and v ends at 3"),
    (CONCRETE, "z[1]", 1, "z is one number"),
    (DEEP, "W^(4)[1, 1]", 1, "no quantity named 'W'"),
    (DEEP, "W_kj", 1, "no quantity named 'W_kj'"),
    (DEEP, "y^(2)_k*y^(3)_5", 9, r"subscript 1 of y\^\(3\) is 5, and y\^\(3\) ends at 3"),
    (CONVOLUTION, "sum(delta_u[i - k + 1]*w[k], k=1..K)*h[i]", 13, "subscripts begin at 1"),
    (CONVOLUTION, "du[i - k + 1]/dh[i]*w[k]", 4, "subscript 1 of u runs to 2 - K"),
    (ATTENTION, "e^S[i, j]", 1, "e is an index here, and a constant"),
]


@pytest.mark.parametrize(("words", "text", "position", "fact"), OF_OTHER_NETWORKS, ids=lambda part: str(part)[:30])
def test_sizes_decide_what_is_out_of_range(words: Vocabulary, text: str, position: int, fact: str) -> None:
    with pytest.raises(FormulaError, match=fact) as refusal:
        parse(text, words)
    assert f"^ character {position}" in str(refusal.value), refusal.value


def test_a_part_of_a_range_is_no_error() -> None:
    for text in ("sum(x[i], i=2..n)", "sum(x[i + 1], i=1..n - 1)", "sum(x[n - i + 1], i=1..n)", "x[n] + x[1]"):
        parse(text, WORDS)


def test_what_can_be_read_in_two_ways_is_refused_with_both_readings() -> None:
    i, j, m, n = index("i"), index("j"), size("m"), size("n")
    line = sp.Sum(array("w")[j, i], (i, 1, n), (j, 1, m)) * name("w_ji") * name("a") * name("a^(2)")
    network = Network([Equation(name("L"), line)], parameters=["w", "w_ji", "a", "a^(2)"])
    words = vocabulary(network)
    for text, readings in {
        "w_ji": ("the quantity w_ji, or the element w[j, i]", "write             `w_ji` or w[j, i]"),
        "dL/dw_ji": ("the quantity w_ji, or the element w[j, i]", "`w_ji` or w[j, i]"),
        "a^(2)": ("the quantity a^(2), or a power of a", "`a^(2)` or (a)^2"),
    }.items():
        with pytest.raises(FormulaError, match="can be read in two ways") as refusal:
            parse(text, words)
        assert all(reading in str(refusal.value) for reading in readings), refusal.value
    assert parse("`w_ji` = w[j, i] = dL/dw[j, i] = `a^(2)` = a^2", words)


MOST_WORK = 3_000_000
"""The most calls of functions that a formula may cost."""

HOSTILE = {
    "nested sums": "sum(" * 300 + "x[i]" + ", i=1..n)" * 300,
    "nested subscripts": "x[" * 3000 + "i" + "]" * 3000,
    "many sums": "sum(x[i], i=1..n)+" * 500 + "1",
    "many elements": "w_ji x_i+" * 1000 + "1",
    "many layers": "W^(1)_11+" * 1100 + "1",
    "sums without end": "sum(" * 2400,
    "large subscripts": "x[" + "9" * 900 + "*" + "9" * 900 + "]",
    "maxima": "sum(x[i], (i, max(" + "1, " * 3000 + "1), n))",
    "ranges in ranges": "sum(" * 90 + "x[1]" + "".join(f", i_{step}=1..n)" for step in range(90)),
    "names that are none": "w_" + "j" * 9000,
    "underscores": "w" + "_" * 9000,
    "sigmas": "Σ_i " * 2400,
    "orders": "d^" * 4000,
    "differentials": "d(" * 4000,
    "brackets": "[" * 9000,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_long_and_deep_formulas_take_bounded_work(what: str) -> None:
    with counted() as work:
        message = refusal(HOSTILE[what], DEEP if "layer" in what else WORDS)
    assert len(message) < 1000
    assert work.calls < MOST_WORK


def refusal(text: str, words: Vocabulary) -> str:
    """Returns why a formula is refused, "" if it is read."""
    try:
        parse(text, words)
    except FormulaError as error:
        return str(error)
    return ""


ALPHABET = st.sampled_from(
    [
        *"w x_i ()[]|,=+-*^√∂½²Σ_⁽⁾.`jikmnKdE/",
        "w_ji",
        "w[",
        "sum(",
        "Sum(",
        "i=1..n",
        "(k, 1, K)",
        "∂E/∂",
        "dE/dw",
        "W^(2)",
        "max(",
    ]
)


@settings(max_examples=1500, deadline=None)
@given(st.one_of(st.text(max_size=40), st.lists(ALPHABET, max_size=25).map("".join)))
def test_any_text_is_read_or_refused_and_never_fails_otherwise(text: str) -> None:
    for words in (WORDS, DEEP):
        try:
            sides = parse(text, words)
        except FormulaError:
            continue
        assert all(isinstance(side, sp.Expr) for side in sides)
