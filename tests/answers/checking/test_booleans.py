"""Boolean formulas are judged by their truth tables, and nothing else is taken for one."""

from __future__ import annotations

import pytest

import symbackprop as sb

WORDS = {
    "proved": [
        r"x_1 \oplus x_2 = (x_1 \land x_2) \mathbin{\text{nor}} (x_1 \mathbin{\text{nor}} x_2)",
        r"\lnot (A \land B) = \lnot A \lor \lnot B",
        r"(A \lor B) \land \neg (A \wedge B) = A \oplus B",
        r"x_{11} \lor x_{12} \equiv x_{12} \vee x_{11}",
    ],
    "refuted": [r"A \oplus B = A \lor B", r"\lnot (A \land B) = \lnot A \land \lnot B"],
    "taken": [r"x_1 \oplus x_2 \oplus x_3", r"(x_1 \land x_2) \lor (x_3 \land x_4)"],
    "not understood": [
        *(r"h = x \oplus y", r"y = A \land B", r"A \land B = A \land C", r"A \land = B", r"A \oplus B = B \oplus A"),
        r"A \land B \land \frac{1}{2} = A",
    ],
}


@pytest.mark.parametrize(("word", "latex"), [(word, latex) for word, found in WORDS.items() for latex in found])
def test_a_boolean_formula_is_judged_by_its_truth_table(word: str, latex: str) -> None:
    assert [finding.word for finding in sb.check(f"$$\n{latex}\n$$")] == [word]


def test_a_refutation_names_the_row() -> None:
    (found,) = sb.check(r"$A \oplus B = A \lor B$")
    assert found.evidence[0].details() == (("because", "the sides differ at A = 1, B = 1"),)
