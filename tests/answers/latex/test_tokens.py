"""Tokens: LaTeX and Unicode spell the same, and what is neither is refused."""

from __future__ import annotations

import pytest

from symbackprop.answers.latex import Macro, NotUnderstood
from symbackprop.answers.latex.macros import expanded
from symbackprop.answers.latex.tokens import tokens

ALIKE = {
    "σ(s)": r"\sigma(s)",
    "δ₁₂": r"\delta_{12}",
    "z²": "z^{2}",
    "Wᵀ": r"W^{\top}",
    "W⁽²⁾": "W^{(2)}",
    "½(z−t)²": r"\frac{1}{2}(z-t)^{2}",
    "∂E/∂w₁₁": r"\partial E/\partial w_{11}",
    "a⊙b": r"a\odot b",
    "ŷ": r"\hat{y}",
    "x̂": r"\hat{x}",
    "Σ_p": r"\Sigma_p",
    "∑_p x": r"\sum_p x",
    "x % the input": "x",
}


@pytest.mark.parametrize("text", ALIKE)
def test_unicode_is_spelled_as_latex(text: str) -> None:
    assert [token.text for token in tokens(text)] == [token.text for token in tokens(ALIKE[text])]


def test_every_token_has_its_place() -> None:
    text = r"\delta_{\text{out}} = ½ x"
    found = tokens(text)
    assert [(token.text, token.position) for token in found][:4] == [(r"\delta", 0), ("_", 6), ("{", 7), ("out", 8)]
    assert {token.position for token in found if token.text in (r"\frac", "1", "2")} == {text.index("½")}
    assert found[-1].kind == "end"


REFUSED = {
    "x $ y": (2, "has no meaning"),
    "x\x1b[31m": (1, "has no meaning"),
    "x ∮ y": (2, "has no meaning"),
    "1e-3": (0, "two ways"),
    r"\text{$x$}": (0, "no plain text"),
    "\\": (0, "has no meaning"),
    r"\begin align": (0, "no plain text"),
    "7" * 1001: (0, "at most 1000 digits"),
    "x" * 20001: (20000, "at most 20000 characters"),
    "{x}" * 4000: (10000, "at most 10000 tokens"),
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: repr(text[:20]))
def test_what_is_no_token_is_refused_at_its_place(text: str) -> None:
    position, words = REFUSED[text]
    with pytest.raises(NotUnderstood, match=words) as refusal:
        tokens(text)
    assert refusal.value.position == position
    assert "\x1b" not in str(refusal.value)


MACROS = {
    r"\pd": Macro(2, r"\frac{\partial #1}{\partial #2}"),
    r"\R": Macro(0, r"\mathbb{R}"),
    r"\dw": Macro(1, r"\pd{E}{w_{#1}}"),
    r"\half": Macro(0, r"\frac12"),
}
WRITTEN = {
    r"\pd{E}{s}": r"\frac{\partial E}{\partial s}",
    r"\pd Es": r"\frac{\partial E}{\partial s}",
    r"\dw{11}": r"\frac{\partial {E}}{\partial {w_{11}}}".replace("{E}", "E").replace("{w_{11}}", "w_{11}"),
    r"\half x": r"\frac12 x",
    r"\dw123": r"\frac{\partial E}{\partial w_{1}}23",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_a_macro_writes_its_body(text: str) -> None:
    assert [token.text for token in expanded(text, MACROS)] == [token.text for token in expanded(WRITTEN[text], {})]


def test_what_a_macro_writes_stands_where_it_was_called_and_its_arguments_where_they_are() -> None:
    found = expanded(r"x = \pd{E}{s}", MACROS)
    assert {token.text: token.position for token in found if token.text in (r"\frac", "E", "s")} == {
        r"\frac": 4,
        "E": 8,
        "s": 11,
    }


ENDLESS = {
    "itself": {r"\a": Macro(0, r"\a\a")},
    "each other": {r"\a": Macro(0, r"\b"), r"\b": Macro(0, r"\a")},
    "its argument": {r"\a": Macro(1, r"\a{#1#1}")},
    "too much": {r"\a": Macro(0, r"\b" * 100), r"\b": Macro(0, "x" * 1000)},
    "without argument": {r"\a": Macro(9, "#9")},
    "no argument": {r"\a": Macro(1, "#3")},
}


@pytest.mark.parametrize("what", ENDLESS)
def test_a_macro_without_end_is_named(what: str) -> None:
    with pytest.raises(NotUnderstood, match=r"macro \\[ab]"):
        expanded(r"\a{E}{s} = x", ENDLESS[what])
