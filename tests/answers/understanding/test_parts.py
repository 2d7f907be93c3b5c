"""A comment says what the next part of a document is about; its formulas are judged by that, and by nothing else."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest

import symbackprop as sb
from symbackprop.answers.documents import read_text
from symbackprop.answers.understanding import NotationError, subjects_of
from symbackprop.errors import SymbackpropError

UNIT = """symbackprop:
  network: ["s = b + w*x", "z = sigmoid(s)", "E = 1/2*(z - t)^2"]
  parameters: [w, b]
  targets: [t]
  deltas: {delta: s}
"""
LINEAR = UNIT.replace("sigmoid(s)", "s")


def comment(said: str) -> str:
    return f"<!-- {said}-->\n\n"


def words(text: str, document_format: str = "markdown") -> list[str]:
    return [finding.word for finding in sb.check(read_text(text, document_format))]


def test_the_same_formula_is_right_in_one_part_and_wrong_in_the_next() -> None:
    formula = r"$$\delta = (z - t) z (1 - z)$$" + "\n\n"
    assert words(comment(UNIT) + formula + comment(LINEAR) + formula) == ["proved", "refuted"]


def test_a_network_may_have_a_name_in_a_comment() -> None:
    text = r"<!-- symbackprop: {network: 2-2-1, activation: tanh} --> $\frac{dy_1}{du_1} = 1 - y_1^2$"
    assert words(text) == ["proved"]


def test_in_latex_the_comment_may_have_several_lines() -> None:
    said = "".join(f"% {line}\n" for line in UNIT.splitlines())
    body = r"\[\frac{\partial E}{\partial w} = \delta x\] \[\frac{\partial E}{\partial b} = \delta x\]"
    assert words(f"\\section{{A unit}}\n% a note\n{said}{body}", "latex") == ["proved", "refuted"]


def test_in_a_notebook_a_part_goes_on_in_the_next_cell() -> None:
    cells = [comment(UNIT), "$$\\frac{\\partial E}{\\partial b} = \\delta$$"]
    notebook = {"cells": [{"cell_type": "markdown", "source": text} for text in cells], "nbformat": 4, "metadata": {}}
    assert words(json.dumps(notebook), "notebook") == ["proved"]


def test_a_comment_in_a_program_says_nothing() -> None:
    fenced = f"```markdown\n{comment(UNIT)}```\n\n"
    assert words(fenced + r"$\delta = (z - t) z (1 - z)$") == ["not understood"]


def test_before_the_first_comment_front_matter_holds() -> None:
    front = "---\nsymbackprop: {network: 2-2-1}\n---\n"
    text = front + r"$$\delta_1 = \delta_{out} v_1 y_1 (1 - y_1)$$" + "\n\n" + comment(UNIT) + r"$$\delta_1 = 0$$"
    assert words(text) == ["proved", "not understood"]


def test_a_network_that_is_given_goes_before_what_comments_say() -> None:
    text = read_text(comment(UNIT) + r"$$\delta_1 = \delta_{out} v_1 y_1 (1 - y_1)$$", "markdown")
    assert [finding.word for finding in sb.check(text, sb.two_layer())] == ["proved"]


def test_free_quantities_are_any_numbers() -> None:
    text = "<!-- symbackprop: {quantities: [s, a]} -->\n\n"
    formulas = (
        r"$\tanh s = 2 \sigma(2s) - 1$",
        r"$\sigma'(s) = \sigma(s)$",
        "$(s + a)^2 = s^2 + 2sa + a^2$",
        "$q = s$",
    )
    assert words(text + " and ".join(formulas)) == ["proved", "refuted", "proved", "not understood"]


@pytest.mark.parametrize("right", ["0", r"5 \frac{\partial y}{\partial u} \frac{\partial u}{\partial x}"])
def test_nothing_says_how_free_quantities_depend_on_each_other(right: str) -> None:
    text = rf"<!-- symbackprop: {{quantities: [x, y, u]}} --> $$\frac{{\partial y}}{{\partial x}} = {right}$$"
    (found,) = sb.check(read_text(text, "markdown"))
    assert found.word == "not understood"
    assert found.reason.startswith("nothing says how ")


def test_a_part_about_nothing_knows_no_name() -> None:
    text = comment(UNIT) + "$s = b + w x$\n\n<!-- symbackprop: {} -->\n\n$s = b + w x$ and $1 + 1 = 3$"
    assert words(text) == ["proved", "not understood", "refuted"]


def test_values_of_one_part_are_none_of_another() -> None:
    text = (
        comment(UNIT) + "$w = 2$, $b = 1$, $x = 3$, $s = b + w x = 7.00$\n\n" + comment(UNIT) + "$s = b + w x = 8.00$"
    )
    assert words(text) == ["taken", "taken", "taken", "proved", "taken"]


def test_what_is_said_of_the_next_formula_is_said_of_no_other() -> None:
    wrong = "<!-- symbackprop: {wrong: true} -->\n\n"
    formula = r"$$\delta = z - t$$" + "\n\n"
    assert words(comment(UNIT) + wrong + formula + formula) == ["proved", "refuted"]
    general = "<!-- symbackprop: {general: true} -->\n\n"
    outer, inner = r"\frac{\partial E}{\partial s_j}", r"\frac{\partial s_j}{\partial x}"
    rule = rf"$$\frac{{\partial E}}{{\partial x}} = \sum_{{j=1}}^m {outer} {inner}$$"
    assert words(comment(UNIT) + general + rule + "\n\n" + rule) == ["proved", "undecided"]
    assert words(comment(UNIT) + general + rule.replace(r"} \frac", r"} s \frac")) != ["proved"]


def test_conditions_of_a_part_are_told_and_contradictory_ones_prove_nothing() -> None:
    positive, formula = '<!-- symbackprop: {quantities: [s], where: ["s > 0"]} -->\n\n', r"$\lvert s\rvert = s$"
    (found,) = sb.check(read_text(positive + formula, "markdown"))
    assert (found.word, found.remarks) == ("proved", ("where s > 0, as the document says",))
    assert words(positive.replace("s > 0", "s > s") + formula + " and $1 = 2$") == ["undecided", "undecided"]
    assert words(positive.replace(', where: ["s > 0"]', "") + formula) == ["refuted"]


REFUSED = {
    "<!-- symbackprop: {netwrok: 2-2-1} -->": "there is no key 'netwrok' in symbackprop of the comment\n    line 3    ",
    "<!-- symbackprop: {network: [1} -->": "the comment is not read: it is not YAML\n    line 3    ",
    '<!-- symbackprop: {network: ["w*x"]} -->': "w*x defines no name\n    line 3    ",
    '<!-- symbackprop: {network: ["y = w*"]} -->': "the formula ends too early\n    line 3    ",
    '<!-- symbackprop: {network: ["y = z", "z = y"]} -->': "y is defined by itself: y reads z reads y\n    line 3    ",
    '<!-- symbackprop: {quantities: [s], where: ["s"]} -->': "s is no condition\n",
    "<!-- symbackprop: [1] -->": "symbackprop of the comment is a table\n    line 3    ",
}


@pytest.mark.parametrize("said", REFUSED)
def test_a_comment_that_is_wrong_is_refused_with_its_line(said: str) -> None:
    with pytest.raises(NotationError) as refusal:
        sb.check(read_text(f"A note.\n\n{said}\n\n$x$", "markdown"))
    assert str(refusal.value).startswith(REFUSED[said])


ODD = [
    *("1", "[]", "{}", "null", "'x'", "[[1]]", "{a: b}", "{a: [0]}", "{a: ['n-']}", "{a: [n, n, n, n, n, n, n, n, n]}"),
    *("['a = b']", "['a[j] = 1']", "['= 1']", "['E = 9^9^9^9']", "['·']", "['x > 0 > 1']", "['x[j] > 0']", "[p, N]"),
]
KEYS = (
    "arrays",
    "parameters",
    "targets",
    "constants",
    "items",
    "hypotheses",
    "deltas",
    "functions",
    "quantities",
    "where",
)


@pytest.mark.parametrize("key", KEYS)
def test_whatever_a_comment_says_it_is_read_or_refused(key: str) -> None:
    for value in ODD:
        for network in ("", "network: ['u = w*x', 'E = u^2'], "):
            source = read_text(f"<!-- symbackprop: {{{network}{key}: {value}}} -->\n\n$x = 1$\n", "markdown")
            with suppress(SymbackpropError):
                assert subjects_of(source)
