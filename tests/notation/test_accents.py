r"""Accents: one letter with a hat, a tilde, a bar or a dot, in every format; a word that only ends so has none."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Self
from xml.etree import ElementTree as ET

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from symbackprop.calculus.partial import Partial
from symbackprop.network.functions import unspecified_function
from symbackprop.network.indices import array, index
from symbackprop.network.names import name, names
from symbackprop.notation import WRITERS, Notation, layout, width, write
from symbackprop.notation.accents import ACCENTS, DEEPEST, DOTLESS
from symbackprop.notation.ascii import typed
from symbackprop.notation.letters import GREEK, name_node, natural_key
from symbackprop.notation.tree import Accented

if TYPE_CHECKING:
    from collections.abc import Callable

i, j = index("i"), index("j")
E, x_1 = names("E x_1")
xhat, dotted, weights = array("xhat"), array("dot(x)"), array("dot(W)^(1)")


class MatrixName(sp.Expr):
    def __new__(cls, text: str) -> Self:
        return super().__new__(cls, sp.Symbol(text))


FORMULAS = [
    (name("dot(w)_11"), r"\dot{w}_{11}", "ẇ_11", "dot(w)_11"),
    (name("dot(delta)_out"), r"\dot{\delta}_{\mathrm{out}}", "δ̇_out", "dot(delta)_out"),
    (name("dot(u)^(2)"), r"\dot{u}^{(2)}", "u̇⁽²⁾", "dot(u)^(2)"),
    (name("dot(Delta)"), r"\dot{\Delta}", "Δ̇", "dot(Delta)"),
    (name("bar(z)'"), r"\bar{z}'", "z̄′", "bar(z)'"),
    (name("ytilde"), r"\tilde{y}", "ỹ", "ytilde"),
    (name("udot"), r"\dot{u}", "u̇", "udot"),
    (name("xbar_1"), r"\bar{x}_1", "x̄_1", "xbar_1"),
    (name("uhat^(2)"), r"\hat{u}^{(2)}", "û⁽²⁾", "uhat^(2)"),
    (name("deltahat"), r"\hat{\delta}", "δ̂", "deltahat"),
    (name("δhat"), r"\hat{\delta}", "δ̂", "deltahat"),
    (name("dot(δ)_1"), r"\dot{\delta}_1", "δ̇_1", "dot(delta)_1"),
    (name("ihat"), r"\hat{\imath}", "î", "ihat"),
    (name("dot(xhat)_1"), r"\dot{\hat{x}}_1", "x̂̇_1", "dot(xhat)_1"),
    (name("delta_uhat"), r"\delta_{\hat{u}}", "δ_û", "delta_uhat"),
    (array("delta_xhat")[j], r"\delta_{\hat{x},j}", "δ_x̂[j]", "delta_xhat[j]"),
    (name("w_that"), r"w_{\mathrm{that}}", "w_that", "w_that"),
    (name("dot(loss)"), r"\dot{\mathrm{loss}}", "dot(loss)", "dot(loss)"),
    (xhat[j], r"\hat{x}_j", "x̂_j", "xhat[j]"),
    (array("xhat^(1)")[j], r"\hat{x}_j^{(1)}", "x̂⁽¹⁾_j", "xhat^(1)[j]"),
    (weights[j, i], r"\dot{W}_{ji}^{(1)}", "Ẇ⁽¹⁾_ji", "dot(W)^(1)[j, i]"),
    (Partial(E, xhat[j]), r"\frac{\partial E}{\partial \hat{x}_j}", "∂E/∂x̂_j", "dE/dxhat[j]"),
    (Partial(E, name("dot(w)_11")), r"\frac{\partial E}{\partial \dot{w}_{11}}", "∂E/∂ẇ_11", "dE/ddot(w)_11"),
    (name("dot(u)") / name("dot(v)"), r"\frac{\dot{u}}{\dot{v}}", "u̇/v̇", "(dot(u))/(dot(v))"),
    (xhat[j] ** 2, r"\hat{x}_j^2", "x̂_j²", "xhat[j]^2"),
    (unspecified_function("ghat", 1)(x_1), r"\hat{g}'(x_1)", "ĝ′(x_1)", "ghat'(x_1)"),
    (MatrixName("Xhat"), r"\hat{\mathbf{X}}", "X̂", "Xhat"),
    (MatrixName("dot(W)^(1)"), r"\dot{\mathbf{W}}^{(1)}", "Ẇ⁽¹⁾", "dot(W)^(1)"),
    (MatrixName("tilde(Delta)"), r"\tilde{\boldsymbol{\Delta}}", "Δ̃", "tilde(Delta)"),
]


@pytest.mark.parametrize(("expression", "latex", "unicode", "ascii_text"), FORMULAS, ids=lambda row: str(row)[:40])
def test_a_letter_has_its_accent_in_every_format_and_its_scripts_outside(
    expression: sp.Basic, latex: str, unicode: str, ascii_text: str
) -> None:
    assert write(expression, "latex") == latex
    assert write(expression, "unicode") == unicodedata.normalize("NFC", unicode)
    assert write(expression, "ascii") == ascii_text
    assert width(layout(expression)) > 0


WORDS = ["that", "what", "chat", "What", "robot", "xyhat", "crossbar", "hat", "dot", "tilde", "bar", "x1hat", "1hat"]
OTHERS = ["hat()", "hat(1)", "hat(50%)", "dot(w", "dot(w)x", "dot(w)(v)", "ddot(w)", "Dot(w)", "hat (x)", "x_hat"]


@pytest.mark.parametrize("text", [*WORDS, *OTHERS])
def test_what_is_no_letter_with_an_accent_keeps_every_character(text: str) -> None:
    assert not any(isinstance(node, Accented) for node in name_node(text).walk())
    assert write(name(text), "unicode").strip("`") == text
    assert write(name(text), "ascii").strip("`") == text


def test_an_accent_is_typed_round_any_letter_and_behind_any_letter_unless_that_is_a_word() -> None:
    for letter in [*"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", *GREEK]:
        for accent in ACCENTS:
            around, behind = f"{accent}({letter})", f"{letter}{accent}"
            assert isinstance(name_node(around).base, Accented)
            assert isinstance(name_node(behind).base, Accented) == (behind.lower() not in ("that", "what", "chat"))
            assert typed(around) == around


def test_no_two_accents_and_no_two_letters_are_written_alike() -> None:
    for form in WRITERS:
        texts = [f"{accent}({letter})" for accent in ACCENTS for letter in ("w", "W", "omega", "i", "j", "loss")]
        texts += [
            "w",
            "W",
            "omega",
            "i",
            "j",
            "loss",
            "dot(w)_1",
            "dot(w)^(1)",
            "dot(w)'",
            "dot(hat(w))",
            "hat(dot(w))",
        ]
        assert len({write(name(text), form) for text in texts}) == len(texts)


def test_an_accent_in_mathml_is_one_that_neither_stretches_nor_lifts_the_superscript() -> None:
    text = write(weights[j, i], "mathml")
    root = ET.fromstring(text)
    (mover,) = root.iter("mover")
    assert mover.get("accent") == "true"
    assert [child.tag for child in mover] == ["mi", "mo"]
    assert mover[1].get("stretchy") == "false"
    assert [padded.get("height") for padded in root.iter("mpadded")] == ["0.7em"]
    assert "height" not in write(xhat[j], "mathml")
    assert '<mpadded depth="0"><mover' in write(name("ydot_1"), "mathml")
    assert "𝐗" in write(MatrixName("Xhat"), "mathml")
    assert "<mi>ı</mi>" in write(name("ihat"), "mathml")


def test_the_font_of_the_page_has_every_accent_and_the_letters_without_their_dot() -> None:
    root = Path(__file__).parents[2]
    known = root.joinpath("symbackprop/report/html/characters.txt").read_text(encoding="utf-8")
    assert all(signs.sign in known for signs in ACCENTS.values())
    assert all(character in known for _, character in DOTLESS.values())


def test_an_accent_takes_no_room() -> None:
    for plain, accented in (("w_11", "dot(w)_11"), ("x", "xhat"), ("W^(1)", "dot(W)^(1)")):
        assert width(layout(name(plain))) == width(layout(name(accented)))


def test_a_letter_with_an_accent_stands_where_its_letter_stands() -> None:
    w = array("w")[j, i]
    assert write(array("dot(w)")[j, i] * array("h")[i], "unicode") == "ẇ_ji h_i"
    assert write(xhat[i] * array("delta")[j] * w, "unicode") == "δ_j w_ji x̂_i"
    assert write(name("dot(delta)_1") * name("a"), "unicode") == "δ̇_1 a"
    assert write(w * dotted[i] + array("dot(w)")[j, i] * array("x")[i], "unicode") == "w_ji ẋ_i + ẇ_ji x_i"


def test_names_sort_by_the_letter_and_then_by_the_accent() -> None:
    mixed = ["y", "dot(w)_11", "xhat", "w_11", "hat(w)_1", "x", "dot(w)_2", "v", "w_2"]
    assert sorted(mixed, key=natural_key) == ["v", "w_2", "w_11", "dot(w)_2", "dot(w)_11", "hat(w)_1", "x", "xhat", "y"]


def test_a_name_with_an_accent_has_the_role_of_its_own_text() -> None:
    style = Notation(palette={"dot(delta)_1": "db", "deltahat": "dc"}, ordinary=frozenset({"ydot"}))
    assert write(name("dot(delta)_1"), "latex", style) == r"\mathcolor{db}{\dot{\delta}_1}"
    assert write(array("deltahat")[j], "latex", style) == r"\mathcolor{dc}{\hat{\delta}_j}"
    assert write(name("delta_1"), "latex", style) == r"\delta_1"
    assert write(Partial(name("ydot"), x_1), "unicode", style) == "dẏ/dx_1"


def test_a_letter_has_no_more_accents_than_a_reader_can_see() -> None:
    def under(count: int) -> str:
        return "hat(" * count + "x" + ")" * count

    assert write(name(under(DEEPEST)), "latex").startswith(r"\hat{" * DEEPEST)
    for count in (DEEPEST + 1, 5000):
        assert write(name(under(count)), "ascii") == f"`{under(count)}`"
        assert write(name(under(count)), "latex") == rf"\text{{{under(count)}}}"


PIECES = st.sampled_from(["hat", "dot", "(", ")", "x", "w", "delta", "_", "1", "^(2)", "'", "-", "that", "é", " "])


@pytest.mark.parametrize("spelled", [typed, lambda text: write(name(text), "ascii")])
@settings(max_examples=300, deadline=None, derandomize=True)
@given(text=st.lists(PIECES, min_size=1, max_size=8).map("".join))
def test_only_a_name_of_the_grammar_is_typed_without_backquotes(spelled: Callable[[str], str], text: str) -> None:
    written = spelled(text)
    quoted = written.startswith("`")
    assert quoted or written == text
    assert quoted or not set(written) & set("- ")
    assert quoted or written.replace("^(2)", "").count("(") == written.replace("^(2)", "").count(")")
    assert quoted or "(" not in written.replace("^(2)", "") or isinstance(name_node(text).base, Accented)
