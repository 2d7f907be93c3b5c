"""An inequality is proved if it holds for all values, refuted if for none, and else a condition."""

from __future__ import annotations

import pytest

import symbackprop as sb

WORDS = {
    "proved": [
        *(r"1 - \tfrac32 < 0", "3 > 2", r"2 \le 2", r"\pi > 3", r"2 \ne 3", "0.7514 > 0.75"),
        *("z > 0", "z < 1", r"0 < z < 1", r"z(1 - z) \le \tfrac14", r"E \ge 0", "e^s > 0", r"\tanh s < 1", r"z \ne 2"),
        *("s^2 + 1 > 0", r"\lvert s\rvert \ge s", "0 < z(1 - z) < 1"),
    ],
    "refuted": [
        *(r"1 - \tfrac32 > 0", "3 < 2", "2 < 2", r"2 \ne 2", "z > 1", "z < 0", "0 < z < z", r"z(1 - z) > \tfrac14"),
        *("(z - t)^2 < 0", "s^2 < 0", r"s \ne s", "0.7514 < 0.70"),
    ],
    "taken": ["z > \\tfrac12", "s > 0", r"u_1 \ne 0", r"\eta > 0", "w_{11} < w_{12}", "s > 0.5"],
    "undecided": ["E > 0", "E < 0", "0.751 > 0.7514"],
    "not understood": [r"q > 0", r"s \propto z"],
}


@pytest.mark.parametrize(("word", "latex"), [(word, latex) for word, found in WORDS.items() for latex in found])
def test_an_inequality_is_judged_for_all_values(word: str, latex: str) -> None:
    (found,) = sb.check(f"${latex}$", sb.two_layer())
    assert found.word == word


def test_a_condition_claims_nothing_and_says_so() -> None:
    (found,) = sb.check("$s > 0$", sb.two_layer())
    assert (found.kind, found.evidence[0].details()[0][1]) == (
        "inequality",
        "it holds for some values and not for others: a condition, nothing is claimed",
    )


def test_an_inequality_states_no_value() -> None:
    words = [finding.word for finding in sb.check("$s < 0.5$, $z = g(s) = 0.9$", sb.two_layer())]
    assert words == ["taken", "taken"]


def test_numbers_alone_need_no_network() -> None:
    words = [finding.word for finding in sb.check(r"$1 < 2$, $2 < 1$, $1 + 1 = 2$, $1 + 1 = 3$, $q < 1$")]
    assert words == ["proved", "refuted", "proved", "refuted", "not understood"]


@pytest.mark.parametrize("before", ["if", "When", "unless", "Suppose that", "provided"])
def test_what_is_only_supposed_is_not_refuted(before: str) -> None:
    supposed, stated = (sb.check(f"{words} $z = y_1$.", sb.two_layer()) for words in (before, "Hence"))
    assert [finding.word for finding in (*supposed, *stated)] == ["taken", "refuted"]


def test_inequalities_of_arrays_hold_for_every_element() -> None:
    found = sb.check(r"$z_k < 1$, $z_k > 1$, $E \ge 0$, $u_j > 0$", sb.mlp(["n", "m", "K"]))
    assert [finding.word for finding in found] == ["proved", "refuted", "proved", "taken"]
