"""A forward pass of vectors and matrices is the network of arrays that it is written for, laid out as it is written."""

from __future__ import annotations

import pytest
from formulas_judged import words_of_source

from symbackprop.answers.documents import read_text
from symbackprop.answers.understanding import Subject, subjects_of


def subjects(*formulas: str, words: str = "") -> tuple[Subject, ...]:
    return subjects_of(read_text("\n\n".join([words, *(f"$$\n{latex}\n$$" for latex in formulas)]), "markdown"))


GRADIENT = r"\frac{\partial E}{\partial W} = \delta x^T"
PAGES: dict[str, tuple[tuple[str, ...], str, tuple[str, ...]]] = {
    "columns": (
        ("z = W x + b", r"h = \sigma(z)", "o = V h + c", r"E = \frac12 \|o - t\|^2", GRADIENT),
        "columns",
        (
            "z[j] = b[j] + Sum(W[j, i]*x[i], (i, 1, n))    j = 1..m",
            "h[j] = sigmoid(z[j])    j = 1..m",
            "o[k] = c[k] + Sum(V[k, j]*h[j], (j, 1, m))    k = 1..K",
            "E = Sum((o[k] - t[k])**2, (k, 1, K))/2",
        ),
    ),
    "rows": (
        (
            "z_1 = x W_1 + b_1",
            r"a_1 = \tanh(z_1)",
            "z_2 = a_1 W_2 + b_2",
            r"a_2 = \mathrm{softmax}(z_2)",
            r"L = -\sum y \log a_2",
            r"\delta_3 = a_2 - y",
            r"\delta_2 = (1 - \tanh^2 z_1) \circ \delta_3 W_2^T",
        ),
        "rows",
        (
            "z_1[j] = b_1[j] + Sum(W_1[i, j]*x[i], (i, 1, n))    j = 1..m",
            "a_1[j] = tanh(z_1[j])    j = 1..m",
            "z_2[k] = b_2[k] + Sum(W_2[j, k]*a_1[j], (j, 1, m))    k = 1..K",
            "a_2[k] = exp(z_2[k])/Sum(exp(z_2[r]), (r, 1, K))    k = 1..K",
            "L = -Sum(log(a_2[k])*y[k], (k, 1, K))",
        ),
    ),
    "bold letters": (
        (
            r"\mathbf{z} = \mathbf{W}^{(1)} \mathbf{x}",
            r"\mathbf{h} = \tanh(\mathbf{z})",
            r"\mathbf{o} = \mathbf{W}^{(2)} \mathbf{h}",
            r"L = \|\mathbf{o} - \mathbf{y}\|^2",
        ),
        "columns",
        (
            "z[j] = Sum(W^(1)[j, i]*x[i], (i, 1, n))    j = 1..m",
            "h[j] = tanh(z[j])    j = 1..m",
            "o[k] = Sum(W^(2)[k, j]*h[j], (j, 1, m))    k = 1..K",
            "L = Sum((o[k] - y[k])**2, (k, 1, K))",
        ),
    ),
    "a transposed weight, and one that is a vector": (
        (r"h = \tanh(W^T x + c)", "f = w^T h + b", "J = (f - y)^2"),
        "columns",
        (
            "h[j] = tanh(c[j] + Sum(W[i, j]*x[i], (i, 1, n)))    j = 1..m",
            "f = b + Sum(h[j]*w[j], (j, 1, m))",
            "J = (f - y)**2",
        ),
    ),
    "no delta and no preactivation": (
        (r"x_1 = f_1(W_1 x_0)", r"x_2 = f_2(W_2 x_1)", r"E = \frac12 \|x_2 - t\|_2^2", r"W_2^T x_2"),
        "columns",
        (
            "x_1[j] = f_1(Sum(W_1[j, i]*x_0[i], (i, 1, n)))    j = 1..m",
            "x_2[k] = f_2(Sum(W_2[k, j]*x_1[j], (j, 1, m)))    k = 1..K",
            "E = Sum((-t[k] + x_2[k])**2, (k, 1, K))/2",
        ),
    ),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_forward_pass_of_whole_arrays_is_read_unit_by_unit(page: str) -> None:
    formulas, layout, lines = PAGES[page]
    (subject,) = subjects(*formulas)
    assert subject.layout == layout
    assert tuple(map(str, subject.table.vocabulary.network)) == lines
    assert {passage for passage, _ in subject.definitions} == set(range(len(lines)))


def test_parameters_and_targets_are_told_apart() -> None:
    network = subjects(*PAGES["columns"][0])[0].table.vocabulary.network
    assert list(map(str, network.parameters)) == ["W[j, i]", "b[j]", "V[k, j]", "c[k]"]
    assert list(map(str, network.targets)) == ["t[k]"]
    assert list(map(str, network.inputs)) == ["x[i]"]


def test_in_rows_a_vector_is_the_transpose_of_that_of_the_network() -> None:
    (subject,) = subjects(*PAGES["rows"][0])
    assert {text: subject.table.notation[text] for text in ("x", "z_1", "b_1", "y", "delta_3")} == {
        "x": "x^T",
        "z_1": "z_1^T",
        "b_1": "b_1^T",
        "y": "y^T",
        "delta_3": "delta_3^T",
    }
    assert "W_1" not in subject.table.notation


def test_targets_of_a_softmax_are_taken_to_add_up_to_one() -> None:
    network = subjects(*PAGES["rows"][0])[0].table.vocabulary.network
    assert [str(left) for left, _ in network.hypotheses] == ["Sum(y[k], (k, 1, K))"]


def deltas(*formulas: str) -> dict[str, str]:
    derivation = subjects(*formulas)[0].table.vocabulary.derivation
    return {str(delta.of): str(delta.name) for delta in derivation.deltas}


LAYERS = ("z_1 = W_1 x", r"a_1 = \sigma(z_1)", "z_2 = W_2 a_1", r"a_2 = \sigma(z_2)", r"E = \frac12 \|a_2 - t\|^2")


def test_deltas_are_those_with_the_scripts_of_their_array() -> None:
    found = deltas(*LAYERS, r"\delta_1 = W_2^T \delta_2 \odot a_1")
    assert found == {"z_1[j]": "delta_1[j]", "z_2[k]": "delta_2[k]"}


def test_or_in_their_order_where_they_are_numbered_otherwise() -> None:
    found = deltas(*LAYERS, r"\delta_2 = W_2^T \delta_3 \odot a_1")
    assert found == {"z_1[j]": "delta_2[j]", "z_2[k]": "delta_3[k]"}


def test_or_as_they_are_defined() -> None:
    found = deltas(*LAYERS, r"\delta_7 = \frac{\partial E}{\partial z_2}", r"\delta_7 a_1^T")
    assert found["z_2[k]"] == "delta_7[k]"


LEFT = (
    (r"\mathbf{z} = \mathbf{W} \mathbf{x}", r"E = \mathbf{z}^2"),
    ("z = W x V", r"a = \sigma(z)", r"E = \|a - t\|^2", GRADIENT),
    ("z = W x + W x^T", r"E = \|z\|^2"),
)


@pytest.mark.parametrize("formulas", LEFT)
def test_products_of_matrices_are_never_taken_for_products_of_numbers(formulas: tuple[str, ...]) -> None:
    for subject in subjects(*formulas):
        assert subject.table.vocabulary.network.is_indexed


def test_capital_letters_are_matrices_where_the_text_says_so() -> None:
    formulas = ("z = W x", r"a = \sigma(z)", r"E = \frac12 (a - t)^2")
    (matrices,) = subjects(*formulas, words="W is a matrix of weights.")
    (numbers,) = subjects(*formulas)
    assert matrices.table.vocabulary.network.is_indexed
    assert not numbers.table.vocabulary.network.is_indexed


BACKWARD: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "columns": (
        (
            r"\frac{\partial E}{\partial V} = (o - t) h^T",
            r"\frac{\partial E}{\partial b} = V^T (o - t) \odot \sigma'(z)",
        ),
        (r"\frac{\partial E}{\partial V} = (o - t) h", r"\frac{\partial E}{\partial b} = V (o - t) \odot \sigma'(z)"),
    ),
    "rows": (
        (r"\frac{\partial L}{\partial W_2} = a_1^T \delta_3", r"\frac{\partial L}{\partial W_1} = x^T \delta_2"),
        (r"\frac{\partial L}{\partial W_2} = a_1 \delta_3", r"\frac{\partial L}{\partial W_1} = \delta_2 x^T"),
    ),
    "bold letters": (
        (r"\frac{\partial L}{\partial \mathbf{W}^{(2)}} = 2 (\mathbf{o} - \mathbf{y}) \mathbf{h}^\top",),
        (r"\frac{\partial L}{\partial \mathbf{W}^{(2)}} = (\mathbf{o} - \mathbf{y}) \mathbf{h}^\top",),
    ),
    "a transposed weight, and one that is a vector": (
        (r"\frac{\partial J}{\partial w} = 2 (f - y) h",),
        (r"\frac{\partial J}{\partial w} = 2 (y - f) h",),
    ),
}


@pytest.mark.parametrize("page", BACKWARD)
def test_what_follows_is_proved_and_a_mistake_refuted(page: str) -> None:
    forward, _, lines = PAGES[page]
    right, wrong = BACKWARD[page]
    latex = "\n\n".join(f"$$\n{one}\n$$" for one in (*forward[: len(lines)], *forward[5:], *right, *wrong))
    source = read_text(latex, "markdown")
    words = words_of_source(source, subjects_of(source))
    assert words == ["proved"] * (len(words) - len(wrong)) + ["refuted"] * len(wrong)
