"""Every document of `derivations/` is accepted by `check` from its text alone, and not if a formula in it is broken."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module

import pytest

import derivations
import symbackprop as sb
from symbackprop.answers.checking import Finding, Findings
from symbackprop.calculus import Partial
from symbackprop.network import names
from symbackprop.network.functions import unspecified_function
from symbackprop.report.lesson import Lesson

NAMES = tuple(found.name for found in pkgutil.iter_modules(derivations.__path__) if not found.name.startswith("_"))

LEFT_OVER: Mapping[str, Mapping[str, str]] = {
    "convolution": {
        r"\frac{\partial u_{j,i - k + 1}^{(2)}}{\partial y_{fi}^{(1)}} &= W_{jfk}^{(2)} && (13) \cr": (
            "subscript 2 of u^(2) runs to 2 - L, and subscripts begin at 1"
        )
    },
}
"""What is not accepted, and why: this partial is meant where its subscript exists, which the formula does not say."""

WITHOUT_FORMULAS = frozenset({"xor_learned"})
NOT_READ_ONCE_BROKEN = frozenset({"chain_rule", "multi_layer_perceptrons"})
"""Where the first formula is a chain rule over any functions, or a Boolean formula: with 1 added it is neither."""

BROKEN_THROUGHOUT = ("activations", "chain_rule", "binary_cross_entropy_logits")

_EQUATION = re.compile(
    r"^(?P<left>[^&\n]*[^&\s\n][^&\n]*&(?:=|\\mathrel\{:=\}) [^&\n]*?)(?P<end> (?:\\qquad|&& \(|\\cr)|$)", re.MULTILINE
)
_WRONG_ON_PURPOSE = "<!-- symbackprop: {wrong: true} -->\n\n$$\n\\begin{aligned}\n"


@cache
def text_of(name: str) -> str:
    return str(sb.render(import_module(f"derivations.{name}").document(), "markdown"))


def not_accepted(found: Findings) -> list[Finding]:
    return [finding for finding in found if finding.word not in ("proved", "taken")]


def broken(equation: re.Match[str]) -> str:
    """Returns an equation with 1 added to its right side."""
    return f"{equation['left']} + 1{equation['end']}"


@pytest.mark.parametrize("name", NAMES)
def test_the_formulas_of_a_document_are_accepted_from_its_text(name: str) -> None:
    found = sb.check(text_of(name))
    assert {finding.latex: finding.reason for finding in not_accepted(found)} == LEFT_OVER.get(name, {})
    assert found.ok == (name not in LEFT_OVER)
    assert ("proved" in found.counts) == (name not in WITHOUT_FORMULAS)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in WITHOUT_FORMULAS])
def test_a_formula_that_is_broken_is_not_accepted(name: str) -> None:
    text = text_of(name)
    equation = next(_EQUATION.finditer(text))
    part = text[: equation.start()] + broken(equation) + text[equation.end() : text.index("\n$$", equation.end()) + 3]
    found = not_accepted(sb.check(part))
    word = "not understood" if name in NOT_READ_ONCE_BROKEN else "refuted"
    assert [(finding.word, " + 1" in finding.latex) for finding in found] == [(word, True)]


@pytest.mark.parametrize("name", BROKEN_THROUGHOUT)
def test_of_all_formulas_none_is_accepted_once_it_is_broken(name: str) -> None:
    text = text_of(name)
    equations = [found for found in _EQUATION.finditer(text) if not text[: found.start()].endswith(_WRONG_ON_PURPOSE)]
    for equation in reversed(equations):
        text = text[: equation.start()] + broken(equation) + text[equation.end() :]
    accepted = [finding.latex for finding in sb.check(text) if finding.word == "proved"]
    assert len(equations) > 9
    assert [latex for latex in accepted if re.search(r" \+ 1(?: \\qquad| &&| \\cr|$)", latex)] == []


def test_what_a_document_calls_wrong_is_wrong_if_it_is_put_right() -> None:
    text = text_of("two_layer_sigmoid")
    formula = r"<!-- symbackprop: {wrong: true} -->" + "\n\n" + r"$$\delta_1 = \delta_{\mathrm{out}} v_1 g'(u_1)$$"
    (found,) = not_accepted(sb.check(text[: text.index("\n## ")] + f"\n\n{formula}\n"))
    assert (found.word, found.reason) == ("refuted", "the document says that it is wrong, and it holds")


def test_what_an_author_writes_says_what_it_is_about_too() -> None:
    s, w, x, loss = names("s w x E")
    g, slope = (unspecified_function("g", order) for order in (0, 1))
    lesson = Lesson("Any unit")
    lesson.section("one", "One unit")
    lesson.show(lesson.claim(Partial(g(s), s), slope(s), "By the name of the slope."))
    lesson.section("two", "One weight")
    lesson.show(
        lesson.define(loss, (w * x) ** 2 / 2),
        lesson.claim(Partial(loss, w), w * x**2, definitions={loss: (w * x) ** 2 / 2}),
    )
    lesson.section("three", "Another loss of the same name")
    lesson.show(lesson.define(loss, w * x), lesson.claim(Partial(loss, w), x, definitions={loss: w * x}))
    text = str(sb.render(lesson.document(), "markdown"))
    assert not_accepted(sb.check(text)) == []
    assert [finding.word for finding in not_accepted(sb.check(text.replace("g'(s) &= g'(s)", "g'(s) &= g(s)")))] == [
        "refuted"
    ]
