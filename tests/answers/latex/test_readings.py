"""Readings: trees in the names of a network, every choice said in words, and the verdicts that follow."""

from __future__ import annotations

import pytest
import sympy as sp
from corpus import CORPUS, MAZUR, NOTES, OTHERS, SIGMOID_SYMBOLS, TABLES

import symbackprop as sb
from symbackprop.answers.judging import judged
from symbackprop.answers.latex import NotUnderstood, Symbols, read, read_display
from symbackprop.answers.vocabulary import vocabulary
from symbackprop.network import Network, names

CLAIMS = {
    "comp9444-1b": range(21),
    "bishop-cse627a": (129, 130, 131, 135, 136, 137, 138),
    "mazur-vortune": (102, 107, 108, 109),
}
ROWS = [row for row in CORPUS if row["id"] in CLAIMS.get(row["doc"], ())]
UPDATE_RULE = 1


def verdicts(text: str, table: Symbols) -> list[list[list[str]]]:
    """Returns the verdicts on every claim, of every reading, of every statement."""
    return [
        [[type(verdict).__name__ for verdict in judged(tuple(one.claims()), table.vocabulary)] for one in ways]
        for ways in read(text, table)
    ]


def proved(text: str, table: Symbols) -> bool:
    """Returns whether every statement has a reading all of whose claims are proved."""
    found = verdicts(text, table)
    return all(any(way and set(way) == {"Proved"} for way in ways) for ways in found)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['doc']}-{row['id']}")
def test_the_right_formulas_of_the_corpus_are_read_and_proved(row: dict[str, str]) -> None:
    assert row["status"] == "correct"
    table = OTHERS.get(int(row["id"]), TABLES[row["doc"]])
    if row["id"] == UPDATE_RULE:
        (ways,) = read(row["latex"], table)
        assert [(way.relations, str(way.sides[0])) for way in ways] == [(("<-",), "w")] * 2
    else:
        assert proved(row["latex"], table)


def test_the_expressions_of_the_notes_are_read() -> None:
    by_id = {row["id"]: row["latex"] for row in CORPUS}
    ((product,),) = read(by_id[21], SIGMOID_SYMBOLS)
    assert str(product.sides[0]) == "w_11*x_1"
    parameters = [str(way.sides[0]) for (way,) in read(by_id[22], SIGMOID_SYMBOLS)]
    assert parameters == ["c", "v_1", "v_2", "b_1", "b_2", "w_11", "w_21", "w_12", "w_22"]


WRONG = [106, 110]


@pytest.mark.parametrize("number", WRONG)
def test_wrong_formulas_are_read_and_refuted(number: int) -> None:
    (row,) = (row for row in CORPUS if row["id"] == number)
    ((way,),) = verdicts(row["latex"], MAZUR)
    assert way[0] == "Refuted"


SIDES = {
    r"z(1-z)": ["z*(1 - z)"],
    r"g(s)": ["sigmoid(s)"],
    r"z(s)": ["z", "s*z"],
    r"1/2 z": ["z/2", "1/(2*z)"],
    r"\log z t": ["log(t*z)", "t*log(z)"],
    r"\log(z) t": ["t*log(z)"],
    r"\tanh^2 s": ["tanh(s)**2"],
    r"z'": ["dz/ds"],
    r"\nabla_{w_{11}} E": ["dE/dw_11"],
    r"\frac{\partial^2 E}{\partial v_1 \partial w_{11}}": ["ddE/dw_11/dv_1"],
    r"e^{-s}": ["exp(-s)"],
    r"\sigma'(s)": ["exp(-s)/(1 + exp(-s))**2"],
    r"y_1 \odot x_1": ["x_1*y_1"],
    r"|z - t|": ["Abs(-t + z)"],
    r"\frac{d}{ds} (z) t": ["t*dz/ds", "dt*z/ds"],
    r"\sum_{i=1}^{N} z_i": ["Sum(z[p], (p, 1, N))"],
    r"\mathbf{1}[s > 0]": ["Piecewise((1, s > 0), (0, True))"],
    r"z^{(p)} - t^{(p)}": ["-t[p] + z[p]"],
    "0.10": ["1/10"],
}


@pytest.mark.parametrize("text", SIDES)
def test_an_expression_is_read_in_these_ways(text: str) -> None:
    (ways,) = read(text, Symbols(NOTES))
    assert [str(way.sides[0]) for way in ways] == SIDES[text]
    assert all(way.choices for way in ways) or len(ways) == 1


def test_a_choice_is_said_in_words_and_made_once() -> None:
    first, second = read("z(s) = z(s)", Symbols(NOTES))[0]
    assert first.choices == ("z in front of brackets is its value there",)
    assert second.choices == ("z is a number",)
    assert [str(side) for side in second.sides] == ["s*z", "s*z"]


def test_the_digits_of_a_number_are_kept() -> None:
    ((way,),) = read("z = 0.7510 + 2", Symbols(NOTES))
    assert [number.digits for number in way.numerals] == ["0.7510"]


def test_an_index_that_is_bound_and_free_is_told_apart_in_words() -> None:
    table = Symbols(vocabulary(sb.mlp(["n", "m", "K"])))
    ((way,),) = read(r"E = \frac12 \sum_k (z_k - t_k)^2 + 0 z_k", table)
    assert way.choices == ("k outside the sum over k is another index",)
    ((way,),) = read("[k = j] z_k t_j = 0", table)
    assert not way.choices
    assert way.sides[0].has(sp.KroneckerDelta)


def test_the_index_order_of_a_document_is_turned() -> None:
    table = Symbols(NOTES, {"w_ij": "w_ji"}, kept=frozenset({"u_1", "b_1", "x_1", "x_2"}))
    assert proved("u_1 = b_1 + w_{11} x_1 + w_{21} x_2", table)
    assert verdicts("u_1 = b_1 + w_{11} x_1 + w_{12} x_2", table) == [[["Refuted"]]]


def test_a_name_that_the_document_does_not_have_is_not_taken_from_the_network() -> None:
    with pytest.raises(NotUnderstood, match="no quantity or function named 'b_2'"):
        read("net_{o1} = b_2", MAZUR)


def test_an_accent_is_that_of_the_network() -> None:
    w, x, yhat, t, loss = names("w x yhat t L")
    table = Symbols(
        vocabulary(Network([sp.Eq(yhat, w * x), sp.Eq(loss, (yhat - t) ** 2)], parameters=[w], targets=[t]))
    )
    assert proved(r"\frac{\partial L}{\partial w} = 2 (\hat{y} - t) x", table)


def test_the_d_of_a_quotient_is_a_quantity_where_there_is_one() -> None:
    d, x, y, loss = names("d x y L")
    table = Symbols(vocabulary(Network([sp.Eq(y, d * x), sp.Eq(loss, y**2)], parameters=[d])))
    (ways,) = read(r"\frac{dy}{dx}", table)
    assert [str(way.sides[0]) for way in ways] == ["dy/dx", "(d*y)/((d*x))"]


REFUSED = {
    "x_3 = 1": ("no quantity or function named 'x_3'", 0),
    r"\frac{\partial E}{\partial w_{13}}": ("named 'w_13'", 27),
    "z = t 2": ("a number stands behind", 6),
    "z2 = 1": ("a number stands behind", 1),
    r"2\frac12 z": ("a number stands behind", 1),
    "E = z^T": ("named 'T'", 6),
    r"E = z^\top": ("transpose", 6),
    r"\sum_i z_j": ("which item j is", 7),
    "z_i - t_j": ("which item j is", 6),
    r"\sum_i z_i - t_i": ("which item i is", 13),
    r"t_i - \sum_i z_i": ("outside the sum", 11),
    r"\mathbb{E}[z] = 1": ("expected value", 8),
    r"\sum_i z": ("depends on the item", 0),
    r"\sum_{i=1}^{5} z_i": ("how far", 0),
    r"\sum_{i=0}^{N} z_i": ("how far", 0),
    r"\prod_i z_i": ("product over an index", 0),
    r"g s": ("is a function, and no number", 0),
    r"\nabla E": ("what this gradient is by", 0),
    "E'": ("what this derivative is by", 0),
    r"\partial E": ("half of a derivative", 0),
    r"\frac{\partial E}{s}": ("half of a derivative", 6),
    r"\frac{\partial E}{\partial 2}": ("by a name", 27),
    r"\left. z \right|_{s=0}": ("value at a point", 7),
    r"z \otimes t": ("only in formulas of matrices", 10),
    "z^{(2)}": ("named 'z\\^\\(2\\)'", 0),
    "(z, t)": ("several things", 1),
    r"\dots": ("no number", 0),
    "9^{9^{9^9}}": ("power of numbers", 6),
    "z^{1001}": ("at most 1000", 3),
    r"\max(z) = 1": ("other arguments", 0),
    r"\frac{d}{ds}": ("missing", 0),
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_understood_is_refused_with_its_place(text: str) -> None:
    words, position = REFUSED[text]
    with pytest.raises(NotUnderstood, match=words) as refusal:
        read(text, Symbols(NOTES))
    assert refusal.value.position == position


def test_too_many_readings_are_refused() -> None:
    with pytest.raises(NotUnderstood, match="more than 32 ways"):
        read("z = " + " + ".join(["z/t s"] * 6), Symbols(NOTES))


def test_a_statement_that_goes_on_from_before_claims_what_it_has() -> None:
    (statement,) = read_display("= 1 + 1 = 2")
    assert statement.continues
    ((way,),) = read("= 1 + 1 = 2", Symbols(NOTES))
    assert [str(claim) for claim in way.claims()] == ["1 + 1 = 2"]
