"""The notes: their network, tanh beside the sigmoid and the chain rule are understood from their formulas alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from formulas_judged import word_of_statement, words_of_source

import symbackprop as sb
from symbackprop.answers.documents import read_text
from symbackprop.answers.latex import NotUnderstood, read_display
from symbackprop.answers.latex.tokens import tokens
from symbackprop.answers.understanding import subject_of, subjects_of

CORPUS = [json.loads(line) for line in (Path(__file__).parents[1] / "latex" / "corpus.jsonl").read_text().splitlines()]
FORMULAS = {row["id"]: row["latex"] for row in CORPUS if row["doc"] == "comp9444-1b"}
WORDS = {
    0: "We define an error function:",
    1: "The weights are adjusted by gradient descent:",
    2: "We use a continuous, differentiable function instead of the step, the sigmoid",
    3: "or hyperbolic tangent",
    4: "Forward pass",
    9: "If, say,",
    10: "",
    12: "Partial derivatives",
    16: "Useful notation",
    21: "The weight acts on the input:",
    22: "Parameters:",
}
TAKEN = {1, 21, 22}
DEFINITIONS = {0, 2, 3, 4, 5, 6, 7, 16}
ALIGNED = re.compile("&")


def notes(formulas: dict[int, str] | None = None) -> str:
    """Returns the formulas as a document, each a display, with a few words before some."""
    lines = ["# Multi-layer networks", ""]
    for number, latex in (formulas or FORMULAS).items():
        display = rf"\begin{{align*}}{latex}\end{{align*}}" if ALIGNED.search(latex) else latex
        lines += [WORDS.get(number, ""), "", "$$", display, "$$", ""]
    return "\n".join(lines)


SOURCE = read_text(notes(), "markdown")
SUBJECTS = subjects_of(SOURCE)
MAIN, TANH, FUNCTIONS = SUBJECTS


def test_every_formula_of_the_notes_is_understood_from_the_document_alone() -> None:
    words = dict(zip(FORMULAS, words_of_source(SOURCE, SUBJECTS), strict=True))
    assert words == {number: "taken" if number in TAKEN else "proved" for number in FORMULAS}


def test_the_network_of_the_notes_is_the_2_2_1_network() -> None:
    found, wanted = MAIN.table.vocabulary, sb.two_layer()
    assert {line.name: line.body for line in found.network} == {line.name: line.body for line in wanted}
    assert set(found.network.parameters) == set(wanted.parameters)
    assert (found.network.targets, found.network.inputs) == (wanted.targets, wanted.inputs)
    assert [str(delta.name) for delta in found.derivation.deltas] == ["delta_out", "delta_1", "delta_2"]


def test_it_is_said_what_was_read_where_and_what_was_completed() -> None:
    assert MAIN.words.startswith("2-2-1 network, sigmoid units, read from the document (lines ")
    assert MAIN.completed == ("y_2", "u_2", "b_2", "w_21", "w_22")
    assert {passage for passage, _ in MAIN.definitions} == DEFINITIONS - {3}
    assert MAIN.layout == "columns"
    assert not MAIN.remarks


def test_tanh_is_the_activation_of_the_formulas_that_say_so_and_of_no_other() -> None:
    assert TANH.words.startswith("2-2-1 network, hyperbolic tangent units, read from the document")
    assert TANH.about == frozenset({(3, 0), (11, 0), (11, 1)})
    assert {row.name for line in TANH.table.vocabulary.network if (row := line.activation)} == {"tanh"}


def test_the_chain_rule_speaks_of_any_functions() -> None:
    assert FUNCTIONS.about == frozenset({(9, 0)})
    assert subject_of(SUBJECTS, (9, 0)) is FUNCTIONS


CLAIMS = (12, 13, 14, 15, 17, 18, 19, 20)


@pytest.mark.parametrize("number", CLAIMS)
def test_a_claim_with_a_token_left_out_is_not_proved(number: int) -> None:
    latex = FORMULAS[number]
    for token in tokens(latex)[:-1]:
        if token.text in ("&", "\\\\"):
            continue
        changed = latex[: token.position] + " " + latex[token.end :]
        try:
            statements = read_display(changed)
        except NotUnderstood:
            continue
        words = [
            word_of_statement(statement, subject.table)
            for place, statement in enumerate(statements)
            if (subject := subject_of(SUBJECTS, (number, place))) is not None
        ]
        assert {*words} != {"proved"}, changed


def test_a_changed_definition_is_no_proof_of_itself() -> None:
    wrong = FORMULAS | {4: r"u_1 &= b_1 + w_{12} x_1 + w_{12} x_2 \\"}
    source = read_text(notes(wrong), "markdown")
    words = dict(zip(FORMULAS, words_of_source(source, subjects_of(source)), strict=True))
    assert words[20] != "proved"
