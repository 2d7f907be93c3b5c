"""Boolean formulas and perceptrons are written in every format as they were put together."""

from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from boolean_formulas import formulas
from hypothesis import given, settings

from symbackprop.network.perceptrons import (
    CONNECTIVES,
    Formula,
    Inseparable,
    Perceptron,
    gate,
    logic,
    parse,
    separate,
    xor_network,
)
from symbackprop.network.perceptrons.perceptron import weight_names
from symbackprop.notation import WRITERS, lines, width, write
from symbackprop.notation.booleans import boolean_text, lay_boolean
from symbackprop.notation.perceptrons import lay_inequality, weighted_sum

SIGNS = {
    "not": ("¬A", r"\lnot A"),
    "and": ("A ∧ B", r"A \land B"),
    "nand": ("A nand B", r"A \mathbin{\text{nand}} B"),
    "xor": ("A ⊕ B", r"A \oplus B"),
    "or": ("A ∨ B", r"A \lor B"),
    "nor": ("A nor B", r"A \mathbin{\text{nor}} B"),
    "implies": ("A → B", r"A \rightarrow B"),
    "equivalent": ("A ↔ B", r"A \leftrightarrow B"),
}


@pytest.mark.parametrize("row", CONNECTIVES.values(), ids=CONNECTIVES)
def test_every_connective_has_its_sign_in_every_format(row: object) -> None:
    sign = row.spelled[0]  # type: ignore[attr-defined]
    formula = parse(f"{sign}A" if row.is_prefix else f"A {sign} B")  # type: ignore[attr-defined]
    unicode, latex = SIGNS[row.name]  # type: ignore[attr-defined]
    assert boolean_text(formula, "unicode") == unicode
    assert boolean_text(formula, "latex") == latex
    assert ET.fromstring(boolean_text(formula, "mathml")).tag == "math"
    assert width(lay_boolean(formula)) > 0


@settings(max_examples=100, deadline=None)
@given(formulas())
def test_a_formula_is_written_in_every_format_and_its_lines_have_all_its_names(formula: Formula) -> None:
    node = lay_boolean(formula)
    for form in WRITERS:
        assert write(node, form)
    whole = write(node, "ascii")
    pieces = " ".join(write(line, "ascii") for line in lines(node, 4))
    assert parse(pieces) == parse(whole) == formula


@pytest.mark.parametrize(
    ("weights", "bias", "unicode", "latex"),
    [
        ((1, 1), Fraction(-3, 2), "A + B − 3/2", "A + B - 3/2"),
        ((-1, -1), Fraction(1, 2), "1/2 − A − B", "1/2 - A - B"),
        ((-2, 3), 0, "3B − 2A", "3B - 2A"),
        ((-1, -1), -1, "−A − B − 1", "-A - B - 1"),
        ((0, 0), 0, "0", "0"),
        ((Fraction(1, 3), 0), 1, "(1/3)A + 1", r"\bigl(1/3\bigr)A + 1"),
    ],
)
def test_a_weighted_sum_has_its_bias_last_unless_it_alone_is_positive(
    weights: tuple[int, ...], bias: object, unicode: str, latex: str
) -> None:
    perceptron = Perceptron(weights, bias)
    assert weighted_sum(perceptron, "AB", "unicode") == unicode
    assert weighted_sum(perceptron, "AB", "latex") == latex


def test_the_inequalities_of_a_certificate_add_up_to_nothing() -> None:
    found = separate(parse("A ^ B").table)
    assert isinstance(found, Inseparable)
    written = [write(lay_inequality(item, "AB"), "unicode") for item in found.inequalities]
    assert written == ["−b > 0", "b + w_B > 0", "b + w_A > 0", "−b − w_A − w_B > 0"]


def test_weights_are_numbered_like_their_inputs() -> None:
    assert weight_names(["x_2", "x_10"]) == ("w_2", "w_10")
    assert weight_names(["x_1", "y"]) == ("w_x_1", "w_y")


@pytest.mark.parametrize(
    "shown",
    [
        parse("A -> B"),
        gate("AND"),
        gate("AND").perceptron,
        separate(parse("A ^ B").table),
        xor_network(),
        logic("A ^ B"),
        logic(" ^ ".join(f"x_{place}" for place in range(10))),
    ],
    ids=lambda shown: type(shown).__name__,
)
def test_in_a_notebook_everything_shows_itself(shown: object) -> None:
    latex = shown._repr_latex_()  # type: ignore[attr-defined]
    assert latex.startswith("$")
    assert latex.endswith("$")
    assert latex.count("{") == latex.count("}")
    assert latex.count(r"\begin") == latex.count(r"\end")
    assert len(latex) < 6000
