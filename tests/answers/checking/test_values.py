"""Stated values: what a document is held to, and when it may be about another example by now."""

from __future__ import annotations

import pytest
from worked_example import GIVEN, NETWORK

import symbackprop as sb
from symbackprop.answers.checking import Finding
from symbackprop.answers.mistakes.numbers import NUMBER_MISTAKES
from symbackprop.answers.understanding import NotationError, description_from_toml

SAID = description_from_toml(NETWORK)
STATED = " ".join(f"${name} = {value}$." for name, value in GIVEN.items())
EXACT = "$$net_{h1} = 0.15 * 0.05 + 0.2 * 0.1 + 0.35 = 0.3775$$"
"""A line that holds only if the document calculates with its numbers as they stand."""


def last(*formulas: str, before: str = EXACT) -> Finding:
    text = "\n\n".join([STATED, before, *(f"$$ {formula} $$" for formula in formulas)])
    return sb.check(text, SAID.network, SAID.notation).findings[-1]


WRONG = {
    r"net_{h2} = 0.3952": ("digits exchanged", "two digits are exchanged: it is 0.3925"),
    r"net_{h2} = -0.3925": ("sign of a number", "the sign is wrong"),
    r"net_{h2} = 0.785": ("factor of a number", "it is twice the right value, 0.392"),
    r"net_{h2} = 3.925": ("decimal point", "the decimal point is in the wrong place: it is 0.3925"),
    r"net_{h2} = 0.3425": ("digit", "a digit is wrong: it is 0.3925"),
    r"net_{h2} = 0.5123": ("number that does not follow", "it is 0.3925"),
    r"\frac{\partial E_{o2}}{\partial out_{h1}} = -0.01904919": (
        "digit missing",
        "a digit is missing: it is -0.019049118",
    ),
    r"net_{o1} = 0.4 * 0.593269992 + 0.45 * 0.593269992 + 0.6 = 1.1043": (
        "another number",
        "0.593269992 is put in for out_h2, which is 0.5969",
    ),
    r"E_{o2} = \frac12 (0.01 - 0.772928465)^2 = 0.291": (
        "another number",
        "0.01 is put in for target_o2, which is 0.99",
    ),
}  # fmt: skip


def test_a_number_that_cannot_be_is_refuted_and_what_is_wrong_is_named() -> None:
    assert {row for row, _ in WRONG.values()} == {*NUMBER_MISTAKES, "number that does not follow"}
    for formula, (row, sentence) in WRONG.items():
        found = last(formula)
        assert found.word == "refuted", formula
        assert found.diagnosis is not None
        assert (found.diagnosis.mistake, found.diagnosis.sentence) == (row, sentence)
        assert found.diagnosis.proof is not None
        (line,) = (evidence for evidence in found.evidence if evidence.word == "refuted")
        assert line.lhs.disjoint(line.rhs)  # type: ignore[attr-defined]


RIGHT = [
    (r"net_{h2} = 0.3925",),
    (r"net_{h2} = 0.39",),
    (r"out_{h2} = 0.5969", r"net_{o1} = 1.1059"),
    (r"out_{h1} = 0.59", r"out_{h2} = 0.6", r"net_{o1} = 0.4 * 0.59 + 0.45 * 0.6 + 0.6 = 1.106"),
    (r"net_{o1} = 1.106", r"out_{o1} = 0.7514", r"E_{o1} = \frac12 (0.01 - 0.7514)^2 = 0.2748"),
    (r"\frac{\partial E_{total}}{\partial w_5} = 0.0822",),
    (r"\frac{\partial E_{total}}{\partial w_5} = 0.0822", r"w_5 - 0.5 \frac{\partial E_{o1}}{\partial w_5} = 0.358916"),
    (r"\frac{\partial E_{total}}{\partial w_5} = 8.2167 \times 10^{-2}",),
]


def test_a_number_that_follows_is_proved_from_what_is_given_or_from_what_is_printed_on_the_way() -> None:
    assert {formulas: last(*formulas).word for formulas in RIGHT} == dict.fromkeys(RIGHT, "proved")


OTHER = {
    ("net_{h1} = 0.4375",): "net_h1 is 0.3775 in line 3",
    ("net_{h2} = 0.25 * 0.3 + 0.3 * 0.4 + 0.35 = 0.545",): "i_1 is 0.05 in line 1, and another number is put in",
    ("i_1 = 0.3", "net_{h2} = 0.4645"): "see line 5: it gives i_1 another value",
    ("(i_1, i_2) = (0.3, 0.4)", "net_{h2} = 0.545"): "see line 5: it has numbers that are not understood",
    (r"w_7 \leftarrow w_7 - \eta \frac{\partial E_{total}}{\partial w_7}", "E_{o2} = 0.0229"): (
        "w_7 has been given a new value in line 5"
    ),
    ("net_{h2} = 0.3 * 0.05 + 0.3 * 0.1 + 0.35 = 0.395",): "w_3 is 0.25 in line 1, and another number is put in",
    ("net_{h2} = 0.35 + 0.3988 * 0.05 + 0.3 * 0.1 = 0.39994",): "0.3988 is none of the values stated before",
}


@pytest.mark.parametrize("formulas", OTHER, ids=" ".join)
def test_what_may_be_another_example_or_another_step_is_not_refuted(formulas: tuple[str, ...]) -> None:
    found = last(*formulas)
    assert found.word == "undecided"
    reasons = {found.reason, *(dict(evidence.details()).get("missing") for evidence in found.evidence)}
    assert OTHER[formulas] in reasons


def test_a_gradient_of_the_same_pass_is_held_against_the_values_though_a_weight_is_new() -> None:
    step = r"w_5 \leftarrow w_5 - \eta \frac{\partial E_{total}}{\partial w_5}"
    gradient = r"\frac{\partial E_{o2}}{\partial out_{h1}} ="
    assert last(step, rf"{gradient} -0.019049119").word == "undecided"
    assert last(step, rf"{gradient} -0.01904912").word == "proved"
    assert last(step, rf"{gradient} -0.02904912").word == "refuted"
    assert last(step, "out_{o1} = 0.742088", rf"{gradient} -0.02904912").word == "undecided"
    assert last(step, r"\frac{\partial E_{o1}}{\partial out_{h1}} = 0.1554").word == "undecided"


def test_numbers_of_few_digits_may_be_rounded_unless_the_document_calculates_with_them_as_they_stand() -> None:
    assert last("net_{h2} = 0.3932", before="").word == "undecided"
    assert last("net_{h2} = 0.3932").word == "refuted"
    assert last("net_{h2} = 0.8932", before="").word == "refuted"


def test_words_may_speak_of_another_pass() -> None:
    stated = f"{STATED}\n\n{EXACT}\n\nFor the first training example $out_{{o1}} = 0.751365$. "
    trained = sb.check(f"{stated} After 10000 iterations $out_{{o2}} = 0.984065$.", SAID.network, SAID.notation)
    assert trained.findings[-1].word == "undecided"
    assert trained.findings[-1].reason == "see line 5: the words beside it speak of iterations"
    plain = sb.check(f"{stated} And likewise $out_{{o2}} = 0.984065$.", SAID.network, SAID.notation)
    assert plain.findings[-1].word == "refuted"


def test_a_network_that_is_only_assumed_refutes_no_number() -> None:
    stated = r"$\delta_1 = \frac{\partial E}{\partial u_1}$, $u_1 = 0.3775$, $v_1 = 0.4$, $w_{11} = 0.15$. "
    assumed, given = (sb.check(f"{stated} $y_1 = 0.3605$", network) for network in (None, sb.two_layer()))
    assert assumed.subject == "2-2-1 network of the notes, whose letters it has"
    assert (assumed.findings[-1].word, given.findings[-1].word) == ("undecided", "refuted")


def test_a_number_that_may_be_the_loss_of_all_items_is_not_refuted() -> None:
    assert last("E_{total} = 0.2984").word == "proved"
    found = last("E_{total} = 1.2984")
    assert (found.word, found.reason) == ("undecided", "it is wrong, unless it is about all items")


def test_whole_numbers_are_not_taken_for_those_of_another_example() -> None:
    stated = "$w_{11} = 0.5$, $w_{12} = 0.4$, $b_1 = -0.8$, $x_1 = 1$, $x_2 = 1$, $w_{11} + w_{12} = 0.5 + 0.4 = 0.9$. "
    found = sb.check(stated + "$u_1 = 0.5 * 1 + 0.4 * 0 - 0.8 = -0.3$", sb.two_layer())
    assert found.findings[-1].word == "undecided"


def test_a_notation_states_values_in_numbers() -> None:
    said = description_from_toml(
        f"{NETWORK}\n[notation.values]\n" + "\n".join(f'"{n}" = {v}' for n, v in GIVEN.items())
    )
    assert said.notation.numbers["w_1"] == "0.15"
    found = sb.check(f"{EXACT}\n\n$$net_{{h2}} = 0.3952$$", said.network, said.notation)
    assert [finding.word for finding in found] == ["proved", "refuted"]
    (line,) = found.findings[-1].evidence
    assert "w_3 = 0.25 (the notation)" in dict(line.details())["with"]


def test_front_matter_states_values() -> None:
    front = (
        "---\nsymbackprop:\n  network: 2-2-1\n  values: {x_1: 0.05, x_2: 0.1, b_1: 0.35, w_11: 0.15, w_12: 0.2}\n---\n"
    )
    found = sb.check(f"{front}$u_1 = 0.3775$")
    assert [finding.word for finding in found] == ["proved"]
    with pytest.raises(NotationError, match="y_3 has a value in the notation: there is no quantity"):
        sb.check("---\nsymbackprop:\n  network: 2-2-1\n  values: {y_3: 0.05}\n---\n$u_1 = 0.3775$")
    with pytest.raises(NotationError, match="is no name"):
        sb.check("---\nsymbackprop:\n  network: 2-2-1\n  values: {x_1 + x_2: 0.05}\n---\n$u_1 = 0.3775$")


def test_a_line_about_names_without_values_is_taken() -> None:
    assert last(r"\eta = 0.5").word == "taken"
