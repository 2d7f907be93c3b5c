"""Cases: what is said of a case is judged in it, a condition claims nothing, and what is wrong in its case is wrong."""

from __future__ import annotations

import pytest

import symbackprop as sb

SOFTMAX = r"\frac{\partial z_i}{\partial s_j}"
OF_ARRAYS = {
    rf"For $i \neq j$ we have ${SOFTMAX} = -z_i z_j$.": "proved",
    rf"For $i \neq j$ we have ${SOFTMAX} = z_i z_j$.": "refuted",
    rf"${SOFTMAX} = -z_i z_j$ for $i \ne j$.": "proved",
    rf"${SOFTMAX} = z_i (1 - z_j)$ for $i \ne j$.": "refuted",
    rf"$${SOFTMAX} = -z_i z_j, \quad i \ne j$$": "proved",
    rf"$${SOFTMAX} = z_i (1 - z_i) \quad \text{{if }} i = j$$": "proved",
    rf"$${SOFTMAX} = -z_i z_j \quad \text{{if }} i = j$$": "refuted",
    rf"If $i = j$: $$\begin{{aligned}}{SOFTMAX} &= z_i - z_i^2 \\ &= z_i (1 - z_i)\end{{aligned}}$$": "proved",
    rf"We have ${SOFTMAX} = z_i (1 - z_i)$.": "refuted",
    rf"If $i = j$ it is simple. In general ${SOFTMAX} = z_i (1 - z_i)$.": "refuted",
}
OF_NUMBERS = {
    r"With $t = 1$ we get $\frac{\partial E}{\partial z} = z - 1$.": "proved",
    r"With $t = 1$ we get $\frac{\partial E}{\partial z} = z$.": "refuted",
    r"$\frac{\partial E}{\partial z} = z$ if $t = 0$.": "proved",
    r"Suppose $v_1 = 1$. Then $\delta_1 = \delta_{out} y_1 (1 - y_1)$.": "proved",
    r"Suppose $v_1 = 1$. Then $\delta_1 = \delta_{out} y_1$.": "refuted",
    r"The example has $x_1 = 1$. In it, $\frac{\partial E}{\partial w_{11}} = \delta_1$.": "refuted",
    r"Unless $t = 0$, $\frac{\partial E}{\partial z} = z$.": "undecided",
    r"Setting $\frac{\partial E}{\partial z} = 0$ gives $\frac{\partial E}{\partial s} = z$.": "undecided",
}
CLAIM_NOTHING = {
    r"Setting $\frac{\partial E}{\partial z} = 0$ is what an optimiser does.": "taken",
    r"Suppose $z = y_1 + y_2$.": "taken",
    r"By symmetry $w_{11} = w_{22}$.": "taken",
    r"XOR is $t = x_1 + x_2 - 2 x_1 x_2$.": "taken",
    r"A minimum has $\frac{\partial E}{\partial w_{11}} = 0$.": "undecided",
    r"The network is right where $z - t = 0$.": "taken",
    r"Yet $\frac{\partial u_1}{\partial w_{11}} = 0$.": "refuted",
    r"Yet $\sqrt{x_1^2} = x_1$.": "refuted",
    r"Yet $(x_1 + x_2)^2 = x_1^2 + x_2^2$.": "refuted",
}


@pytest.mark.parametrize("text", OF_ARRAYS)
def test_what_is_said_of_a_case_of_indices_is_judged_in_it(text: str) -> None:
    found = sb.check(text, sb.mlp(["n", "m", "K"], loss="cross_entropy"))
    assert [finding.word for finding in found if finding.shown and len(finding.latex) > len("i = j")] == [
        OF_ARRAYS[text]
    ]


@pytest.mark.parametrize("text", OF_NUMBERS)
def test_what_is_said_of_a_case_of_values_is_judged_in_it(text: str) -> None:
    found = [finding for finding in sb.check(text, sb.two_layer()) if finding.word != "taken"]
    assert [finding.word for finding in found] == [OF_NUMBERS[text]]


def test_a_finding_says_in_which_case_it_was_judged() -> None:
    _, finding = sb.check(r"With $t = 1$ we get $\frac{\partial E}{\partial z} = z - 1$.", sb.two_layer())
    assert finding.remarks == ("judged for the case t = 1",)


@pytest.mark.parametrize("text", CLAIM_NOTHING)
def test_a_condition_and_what_sets_a_free_value_claim_nothing(text: str) -> None:
    (finding,) = sb.check(text, sb.two_layer())
    assert finding.word == CLAIM_NOTHING[text]


LOOSE = {
    r"\frac{\partial}{\partial z} z^2 + z = 2 z + 1": "undecided",
    r"\frac{\partial}{\partial z} z^2 + z = 3 z": "proved",
    r"\frac{\partial}{\partial z} (z^2 + z) = 3 z": "refuted",
    r"\frac{dz}{ds}(0) = 1": "not understood",
    r"\frac{dz}{ds}(1 - z) = z (1 - z)^2": "proved",
}
SUMS = {
    r"\frac{\partial E}{\partial y_j} = \sum_k v_{kj} z_k - v_{kj} t_k": "undecided",
    r"\frac{\partial E}{\partial s_k} = z_k \sum_k t_k - t_k": "proved",
    r"\frac{\partial E}{\partial s_k} = z_k \sum_k t_k + t_k": "refuted",
}


def test_how_far_a_derivative_or_a_sum_goes_is_not_guessed() -> None:
    found = sb.check("\n\n".join(f"$$ {text} $$" for text in LOOSE), sb.two_layer())
    assert {finding.latex: finding.word for finding in found} == LOOSE
    softmax = sb.mlp(["n", "m", "K"], loss="cross_entropy")
    found = sb.check("\n\n".join(f"$$ {text} $$" for text in SUMS), softmax)
    assert {finding.latex: finding.word for finding in found} == SUMS


@pytest.mark.parametrize(
    ("formula", "stated"),
    [
        ("2 < 1", "refuted"),
        (r"x_1^{1000} (x_1 + x_2)^{1000} = (x_1^2 + x_1 x_2)^{1000}", "undecided"),
    ],
)
def test_a_condition_claims_nothing_whatever_is_found_of_it(formula: str, stated: str) -> None:
    (supposed,), (said,) = (sb.check(f"{before} ${formula}$.", sb.two_layer()) for before in ("If", "So"))
    assert (supposed.word, said.word) == ("taken", stated)
