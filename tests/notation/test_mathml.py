"""MathML: well-formed, with the arguments each element takes, and nothing left to the browser's guess."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Abs, Max, Piecewise, Sum, exp, log, sqrt, tanh

from symbackprop.calculus.partial import Partial
from symbackprop.network.activations import ACTIVATIONS
from symbackprop.network.functions import unspecified_function
from symbackprop.network.indices import array
from symbackprop.network.losses import LOSSES
from symbackprop.network.names import name, names
from symbackprop.notation import Notation, definition, layout, pieces, write

if TYPE_CHECKING:
    from symbackprop.notation.tree import Node

y_1, u_1, z, t, E, u, delta_out = names("y_1 u_1 z t E u delta_out")
p, N = sp.symbols("p N", integer=True)
ITEM = sp.IndexedBase("E")[p]
ARGUMENTS = {"mfrac": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "munderover": 3, "mroot": 2}
STYLE = Notation(palette={"delta_out": "da"}, ordinary=frozenset({"y_1"}), raised=frozenset({"E"}))
FORMULAS = [
    *(row.value for row in ACTIVATIONS.values()),
    *(row.slope for row in ACTIVATIONS.values()),
    *(row.value for row in LOSSES.values()),
    definition(delta_out, Partial(E, z), STYLE),
    Partial(y_1, u_1, z),
    Sum(ITEM, (p, 1, N)),
    unspecified_function("g", 2)(u) ** 2,
    sqrt(1 + u) + u ** sp.Rational(1, 3) + 2**-u + tanh(u) ** 2,
    Piecewise((log(u), sp.And(u > 0, u < 1)), (Max(u, 0), True)),
    sp.KroneckerDelta(p, N) * exp(-Abs(u) / 2) * exp(1 / (1 + u)),
    Sum(sp.IndexedBase("W_Q^(2)")[p, p + N - 1] * y_1**2, (p, sp.Max(1, N - 2), N)) * array("y^(1)")[p] ** 2,
    Partial(Partial(E, u_1), array("y^(1)")[p]) * Partial(Partial(E, z), z),
]


def tree(expression: sp.Basic | Node) -> ET.Element:
    return ET.fromstring(write(expression, "mathml", STYLE))


@pytest.mark.parametrize("expression", FORMULAS, ids=lambda row: str(row)[:40])
def test_every_element_has_the_arguments_it_takes(expression: sp.Basic | Node) -> None:
    root = tree(expression)
    assert root.tag == "math"
    assert root.get("displaystyle") == "true"
    for element in root.iter():
        assert len(element) == ARGUMENTS.get(element.tag, len(element)), ET.tostring(element)


@pytest.mark.parametrize("expression", FORMULAS, ids=lambda row: str(row)[:40])
def test_a_sign_says_whether_it_is_prefix_or_infix_and_a_bracket_whether_it_stretches(
    expression: sp.Basic | Node,
) -> None:
    for element in tree(expression).iter("mo"):
        if element.text in ("−", "+"):
            assert element.get("form") in ("prefix", "infix")
        if element.text in ("(", ")", "[", "]", "|"):
            assert element.get("form") in ("prefix", "postfix")


def test_ordinary_brackets_do_not_stretch_and_tall_ones_do() -> None:
    plain = [mo.get("stretchy") for mo in tree(z * (1 - z)).iter("mo") if mo.text in ("(", ")")]
    tall = [mo.get("stretchy") for mo in tree(Partial(E, z) ** 2).iter("mo") if mo.text in ("(", ")")]
    assert plain == ["false", "false"]
    assert tall == [None, None]


def test_the_index_of_y_hangs_no_lower_than_that_of_u() -> None:
    assert '<mpadded depth="0"><mi>y</mi></mpadded>' in write(y_1, "mathml")
    assert "mpadded" not in write(u_1, "mathml") + write(name("y"), "mathml")


def test_an_exponent_stands_above_the_subscript_of_its_name() -> None:
    assert write(u_1**2, "mathml-inline") == "<math><msubsup><mi>u</mi><mn>1</mn><mn>2</mn></msubsup></math>"
    assert "<msubsup>" in write(array("u")[p] ** 2, "mathml")


def test_an_exponent_stands_beside_a_bracket_however_high_what_it_encloses() -> None:
    assert '<msup><mrow><mpadded height="0.76em">' in write(array("y^(1)")[p] ** 2, "mathml")
    assert "height" not in write((z - t) ** 2, "mathml")


def test_no_space_stands_round_a_sign_in_a_script() -> None:
    for text in (write(array("x")[p + N - 1], "mathml"), write(Sum(z, (p, N - 1, N)), "mathml")):
        signs = [mo for mo in ET.fromstring(text).iter("mo") if mo.text in ("+", "−")]
        assert signs
        assert all(mo.get("lspace") == mo.get("rspace") == "0" for mo in signs)


def test_a_piece_of_a_sum_keeps_its_sign_binary() -> None:
    _, piece = pieces(layout(z - t))
    assert write(piece, "mathml-inline") == '<math><mo form="infix">−</mo><mi>t</mi></math>'


@given(st.text(min_size=1))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_no_name_breaks_out_of_its_element(text: str) -> None:
    shown = tree(name(text))
    leaves = {"mi", "mo", "mn", "mtext"}
    assert {element.tag for element in shown.iter()} <= leaves | {"math", "msub", "msup", "msubsup", "mrow", "mpadded"}
