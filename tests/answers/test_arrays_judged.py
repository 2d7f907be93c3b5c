"""Claims about networks of any size are judged: textbook formulas proved, their usual mistakes refuted."""

from __future__ import annotations

import pytest
import sympy as sp
from indexed_networks import NETWORKS
from work import counted

import symbackprop as sb
from symbackprop.answers import claims, vocabulary
from symbackprop.answers.correction import correction
from symbackprop.answers.judging import judged
from symbackprop.errors import UnknownName
from symbackprop.network import instance, mlp
from symbackprop.network.indices import array, index, size

SHALLOW = vocabulary(NETWORKS["two layers"][0]())
DEEP = vocabulary(mlp(["n", "m", "l", "K"], activation="tanh"))
CLASSES = vocabulary(mlp(["n", "m", "K"], loss="cross_entropy"))
BATCH = vocabulary(NETWORKS["batch"][0]())


def word(formula: str, words: sb.answers.Vocabulary) -> str:
    (verdict,) = judged(tuple(claims(formula, words)), words)
    return verdict.word


RIGHT = [
    (SHALLOW, "dE/dw[j, i] = delta[j]*x[i]"),
    (SHALLOW, "dE/dw_ji = δ_j x_i"),
    (SHALLOW, "dE/dw[q, r] = delta[q]*x[r]"),
    (SHALLOW, "dE/db_j = delta_j"),
    (SHALLOW, "delta_out[k] = (z[k] - t[k])*z[k]*(1 - z[k])"),
    (SHALLOW, "delta_j = (Σ_k delta_out[k] v_kj) y_j(1 - y_j)"),
    (SHALLOW, "delta[j] = sum(delta_out[k]*v[k, j]*y[j]*(1 - y[j]), k=1..K)"),
    (SHALLOW, "delta[k] = sum(delta_out[j]*v[j, k], j)*y[k]*(1 - y[k])"),
    (SHALLOW, "dE/dy[j] = sum(delta_out[k]*v[k, j], k=1..K)"),
    (SHALLOW, "ds[k]/dy[j] = v[k, j]"),
    (SHALLOW, "dz[q]/ds[k] = [q = k]*z[k]*(1 - z[k])"),
    (SHALLOW, "E = 1/2 Σ_k (z_k - t_k)^2"),
    (SHALLOW, "sum(x[i], i=1..n) = sum(x[j], j)"),
    (DEEP, "delta^(1)[j] = sum(delta^(2)[k]*W^(2)[k, j], k)*(1 - y^(1)[j]^2)"),
    (DEEP, "∂E/∂W⁽²⁾_kj = δ⁽²⁾_k y⁽¹⁾_j"),
    (CLASSES, "delta_out[k] = z[k] - t[k]"),
    (CLASSES, "sum(z[k], k) = 1"),
    (BATCH, "dE/dW[j, i] = sum(delta_out[p, j]*x[p, i], p=1..N)"),
    (BATCH, "dE/dW_ji = Σ_p delta_out[p, j] x_pi"),
]


@pytest.mark.parametrize(("words", "formula"), RIGHT, ids=lambda part: str(part)[:40] if isinstance(part, str) else "")
def test_textbook_formulas_are_proved(words: sb.answers.Vocabulary, formula: str) -> None:
    assert word(formula, words) == "proved"


MISTAKES = [
    (SHALLOW, "dE/dw[j, i] = delta[j]", "dE/dw[j, i] = delta[j]*x[i]"),
    (SHALLOW, "dE/dw[q, r] = x[r]", "dE/dw[q, r] = delta[q]*x[r]"),
    (SHALLOW, "dE/dw[1, 1] = x[1]", "dE/dw[1, 1] = delta[1]*x[1]"),
    (SHALLOW, "delta[j] = sum(delta_out[k]*v[k, j], k)", "(1 - y[j])"),
    (SHALLOW, "delta[j] = sum(delta_out[k], k)*v[1, j]*y[j]*(1 - y[j])", "v[k, j]"),
    (SHALLOW, "delta_out[k] = z[k] - t[k]", "z[k]*(1 - z[k])"),
    (SHALLOW, "E = Σ_k (z_k - t_k)^2", "Sum(1/2*(z[k] - t[k])^2, (k, 1, K))"),
    (SHALLOW, "dE/ds[k] = sum(delta_out[k], k)", "dE/ds[k] = "),
    (DEEP, "delta^(1)[j] = sum(delta^(2)[k]*W^(2)[k, j], k)*(1 - y^(1)[j])", "(y^(1)[j])^2"),
    (CLASSES, "delta_out[k] = z[k]*(1 - z[k])*(z[k] - t[k])", "delta_out[k] = z[k] - t[k]"),
    (BATCH, "dE/dW[j, i] = sum(delta_out[p, j]*x[p, i], p)/N", "Sum(delta_out[p, j]*x[p, i], (p, 1, N))"),
]


@pytest.mark.parametrize(
    ("words", "formula", "right"), MISTAKES, ids=lambda part: part if isinstance(part, str) else ""
)
def test_usual_mistakes_are_refuted_at_sizes_and_the_right_formula_is_known(
    words: sb.answers.Vocabulary, formula: str, right: str
) -> None:
    (claim,) = claims(formula, words)
    (verdict,) = judged([claim], words)
    assert isinstance(verdict, sb.Refuted)
    assert {str(symbol) for symbol in words.network.sizes} <= {text for text, _ in verdict.witness.point}
    instead = correction(claim, words)
    assert right in str(instead)


def test_an_equality_that_holds_only_for_equal_indices_is_refuted() -> None:
    assert (
        word("v[j, i]*sum(u[j], j) = v[i, j]*sum(u[i], i)", vocabulary(NETWORKS["clashing letters"][0]())) == "refuted"
    )


def test_what_holds_only_for_one_output_is_refuted_where_there_may_be_more() -> None:
    several, one = SHALLOW, vocabulary(mlp(["n", "m", 1]))
    assert word("delta[j] = delta_out[1]*v[1, j]*y[j]*(1 - y[j])", several) == "refuted"
    assert word("delta[j] = delta_out*v[j]*y[j]*(1 - y[j])", one) == "proved"


def test_an_equation_of_sympy_is_judged_like_text() -> None:
    j, i = sp.symbols("j i", integer=True)
    w, x, delta = array("w"), array("x"), array("delta")
    partial = sb.Partial(sp.Symbol("E", real=True), w[j, i])
    assert isinstance(sb.prove(sp.Eq(partial, delta[j] * x[i]), SHALLOW.network), sb.Proved)
    assert isinstance(sb.prove(sp.Eq(partial, delta[j]), SHALLOW.network), sb.Refuted)
    with pytest.raises(UnknownName, match="there is no quantity named 'q'"):
        sb.prove(sp.Eq(partial, delta[j] * sp.Symbol("q")), SHALLOW.network)


def test_sizes_in_an_equation_of_sympy_are_those_of_the_network() -> None:
    k, free = index("k"), sp.Symbol("K")
    left = sp.Sum(array("z")[k], (k, 1, size("K"))) / free
    right = sp.Sum(array("z")[k] / free, (k, 1, size("K")))
    assert isinstance(sb.prove(sp.Eq(left, right), SHALLOW.network), sb.Proved)


def test_a_step_of_a_derivation_is_judged() -> None:
    gradient = SHALLOW.derivation.gradient("w")
    assert isinstance(sb.prove(gradient.steps[-1], SHALLOW.derivation), sb.Proved)


def test_what_the_author_vouches_for_is_used_in_scalars_too() -> None:
    words = vocabulary(instance(mlp(["n", "K"], loss="cross_entropy"), {"n": 1, "K": 2}).network)
    (verdict,) = judged(tuple(claims("delta_out_1 = z_1 - t_1", words)), words)
    assert isinstance(verdict, sb.Proved)
    assert [str(item) for item in verdict.hypotheses if item.sort == "user"] == ["t_1 + t_2 - 1 = 0"]
    assert word("dE/dw_11 = delta_out_1*x_1", words) == "proved"
    assert word("delta_out_1 = z_1", words) == "refuted"


def test_the_deepest_sum_that_is_read_is_judged_with_bounded_work() -> None:
    letters = [f"i_{step}" for step in range(8)]
    product = "*".join(f"x[{letter}]" for letter in letters)
    formula = f"sum({product}, {', '.join(f'{letter}=1..n' for letter in letters)}) = sum(x_i, i)^8"
    with counted() as work:
        assert word(formula, SHALLOW) == "proved"
        assert word(f"{formula} + 1", SHALLOW) == "refuted"
    assert work.calls < 12_000_000
