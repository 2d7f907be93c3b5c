"""Names: how they are split and written, and that nothing a stranger types gets out of its format."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbackprop.network.names import name
from symbackprop.notation import WRITERS, write

NAMES = [
    ("w_11", "w_{11}", "w_11"),
    ("y_1", "y_1", "y_1"),
    ("w_ji", "w_{ji}", "w_ji"),
    ("w_1_2", "w_{1,2}", "w_1_2"),
    ("delta_out", r"\delta_{\mathrm{out}}", "δ_out"),
    ("E_all", r"E_{\mathrm{all}}", "E_all"),
    ("eta", r"\eta", "η"),
    ("epsilon", r"\varepsilon", "ε"),
    ("Delta", r"\Delta", "Δ"),
    ("w_eta", r"w_{\eta}", "w_η"),
    ("δ_out", r"\delta_{\mathrm{out}}", "δ_out"),
    ("g'", "g'", "g′"),
    ("w_1'", "w'_1", "w_1′"),
    ("W_Q^(2)", "W_Q^{(2)}", "W_Q⁽²⁾"),
    ("x^()", r"\text{x\textasciicircum{}()}", "`x^()`"),
    ("x1", r"\mathrm{x1}", "x1"),
    ("loss", r"\mathrm{loss}", "loss"),
    ("_x", r"\text{\_x}", "_x"),
    ("x_", r"\text{x\_}", "x_"),
    ("50%", r"\text{50\%}", "`50%`"),
    ("a\\b", r"\text{a\textbackslash{}b}", "`a\\b`"),
    ("<b>&", r"\text{\textless{}b\textgreater{}\&}", "`<b>&`"),
    ("a--b", r"\text{a-{}-{}b}", "`a--b`"),
    ("層", r"\text{U+5C64}", "層"),
    ("w\x1b[0m", r"\text{wU+FFFD[0m}", "`w�[0m`"),
    ("w\n", r"\text{wU+FFFD}", "`w�`"),
    ("a\u202eb", r"\text{aU+FFFDb}", "`a�b`"),
]


@pytest.mark.parametrize(("text", "latex", "unicode"), NAMES)
def test_a_name_is_written_as_base_subscript_and_primes_or_else_word_for_word(
    text: str, latex: str, unicode: str
) -> None:
    assert write(name(text), "latex") == latex
    assert write(name(text), "unicode") == unicode


@pytest.mark.parametrize("form", WRITERS)
def test_no_two_names_are_written_alike(form: str) -> None:
    distinct = [
        "w_11",
        "w11",
        "w_1_1",
        "w_1'1",
        "w_ji",
        "w_j_i",
        "wji",
        "w'_1",
        "w_'1",
        "w_1,1",
        "w_{11}",
        "W_11",
        "w_1_",
        "w-1",
    ]
    written = {write(name(text), form) for text in distinct}
    assert len(written) == len(distinct)


@given(st.text(min_size=1))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_no_name_gets_a_special_character_through_to_latex(text: str) -> None:
    written = write(name(text), "latex")
    without_escapes = re.sub(r"\\([A-Za-z]+|[^A-Za-z])", "", written)
    assert not set(without_escapes) & set("\\%#&$~")
    depths = [
        without_escapes[: end + 1].count("{") - without_escapes[: end + 1].count("}")
        for end in range(len(without_escapes))
    ]
    assert min(depths, default=0) >= 0
    assert not depths or depths[-1] == 0


@given(st.text(min_size=1))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_no_name_gets_a_control_character_through_to_any_format(text: str) -> None:
    for form in WRITERS:
        hidden = [c for c in write(name(text), form) if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
        assert hidden in ([], ["\u2061"])
