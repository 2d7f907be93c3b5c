"""One letter for several things: what a document means by it is told by its indices, or is not said at all."""

from __future__ import annotations

import pytest

import symbackprop as sb

TEXTBOOK = (
    r"$z_k = \sigma(\sum_j w_{kj} y_j)$, $y_j = \sigma(\sum_i w_{ji} x_i)$, $E = \frac12 \sum_k (t_k - z_k)^2$."
    "\n\n"
)
WORDS = {
    r"\frac{\partial E}{\partial w_{kj}} = (z_k - t_k) z_k (1 - z_k) y_j": "proved",
    r"\frac{\partial E}{\partial w_{kj}} = (z_k - t_k) z_k (1 - z_k) x_j": "not understood",
    r"\frac{\partial E}{\partial w_{ji}} = y_j (1 - y_j) x_i \sum_k (z_k - t_k) z_k (1 - z_k) w_{kj}": "proved",
    r"\frac{\partial E}{\partial w_{ji}} = y_j (1 - z_j) x_i \sum_k (z_k - t_k) z_k (1 - z_k) w_{kj}": "not understood",
    r"\frac{\partial E}{\partial w_{ji}} = y_j x_i \sum_k (z_k - t_k) z_k (1 - z_k) w_{kj}": "refuted",
    r"\frac{\partial y_1}{\partial w_{11}} = y_1 (1 - y_1) x_1": "not understood",
    r"\frac{\partial E}{\partial w_{11}} = (z_1 - t_1) z_1 (1 - z_1) y_1": "not understood",
}


@pytest.mark.parametrize("text", WORDS)
def test_weights_of_two_layers_may_have_one_letter(text: str) -> None:
    *_, finding = sb.check(f"{TEXTBOOK}$$ {text} $$")
    assert finding.word == WORDS[text]


def test_a_sum_is_not_written_out_over_the_one_unit_of_an_example() -> None:
    found = sb.check(f"{TEXTBOOK}$$ z_1 = \\sigma(\\sum_j w_{{1j}} y_j), \\quad y_1 = 0.5 $$")
    assert "1-1-1" not in found.subject
    assert "refuted" not in found.counts


SOFTMAX = {
    r"matrices: $h = \tanh(x W_1 + b_1)$, $\hat y = \mathrm{softmax}(h W_2)$, $L = - \sum y \odot \log \hat y$": {
        r"\frac{\partial L}{\partial W_2} = h^T (\hat y - y)": "proved",
        r"\frac{\partial L}{\partial W_2} = h^T (y - \hat y)": "refuted",
    },
    r"$z_1 = \frac{e^{s_1}}{e^{s_1} + e^{s_2}}$, $z_2 = \frac{e^{s_2}}{e^{s_1} + e^{s_2}}$, $s_1 = v_1 y$,"
    r" $s_2 = v_2 y$, $E = -t_1 \log z_1 - t_2 \log z_2$": {
        r"\frac{\partial E}{\partial s_1} = z_1 - t_1": "proved",
        r"\frac{\partial E}{\partial v_2} = (z_2 - t_2) y": "proved",
        r"\frac{\partial E}{\partial s_2} = z_1 - t_1": "refuted",
    },
}


@pytest.mark.parametrize("forward", SOFTMAX)
def test_the_targets_of_a_softmax_add_up_to_one_however_it_is_written(forward: str) -> None:
    for text, word in SOFTMAX[forward].items():
        *_, finding = sb.check(f"{forward}\n\n$$ {text} $$")
        assert (text, finding.word) == (text, word)


BATCH = r"matrices: $Z_1 = X W_1 + b_1$, $H = \tanh(Z_1)$, $Z_2 = H W_2 + b_2$, $L = \frac12 \|Z_2 - Y\|^2$"
COLUMNS = r"matrices: $Z_1 = W_1 X + b_1$, $H = \tanh(Z_1)$, $Z_2 = W_2 H + b_2$, $L = \frac12 \|Z_2 - Y\|^2$"
OF_BATCHES = {
    (BATCH, r"\frac{\partial L}{\partial Z_2} = Z_2 - Y"): "proved",
    (BATCH, r"\frac{\partial L}{\partial W_2} = H^T (Z_2 - Y)"): "proved",
    (BATCH, r"\frac{\partial L}{\partial W_2} = H (Z_2 - Y)"): "refuted",
    (BATCH, r"\frac{\partial L}{\partial H} = (Z_2 - Y) W_2^T"): "proved",
    (BATCH, r"\frac{\partial L}{\partial b_2} = Y - Z_2"): "refuted",
    (COLUMNS, r"\frac{\partial L}{\partial W_2} = (Z_2 - Y) H^T"): "proved",
    (COLUMNS, r"\frac{\partial L}{\partial W_2} = H^T (Z_2 - Y)"): "refuted",
    (COLUMNS, r"\frac{\partial L}{\partial b_2} = (Z_2 - Y) \mathbf{1}"): "proved",
    (COLUMNS, r"\frac{\partial L}{\partial b_2} = (Y - Z_2) \mathbf{1}"): "refuted",
}


@pytest.mark.parametrize(("forward", "text"), OF_BATCHES)
def test_capital_letters_are_batches(forward: str, text: str) -> None:
    *_, finding = sb.check(f"{forward}\n\n$$ {text} $$")
    assert finding.word == OF_BATCHES[forward, text]


@pytest.mark.parametrize(
    "forward",
    [
        r"$z = W x + b$, $a = \sigma(z)$, $C = \frac12 \|y - a\|^2$",
        r"The input vector $x$: $z = W x + b$, $a = \sigma(z)$, $C = \frac12 \sum (y - a)^2$",
        r"$W \in \mathbb{R}^{m \times n}$: $z = W x + b$, $a = \sigma(z)$, $C = \frac12 \sum (y - a)^2$",
    ],
)
def test_a_norm_a_vector_and_a_space_of_matrices_tell_that_capital_weights_are_matrices(forward: str) -> None:
    *_, finding = sb.check(
        f"{forward}\n\n$$ \\frac{{\\partial C}}{{\\partial W}} = x \\frac{{\\partial C}}{{\\partial z}} $$"
    )
    assert finding.word == "refuted"


def test_what_fits_only_for_one_item_of_a_batch_is_said_to_be_judged_for_one() -> None:
    *_, finding = sb.check(f"{BATCH}\n\n$$ \\frac{{\\partial L}}{{\\partial b_2}} = Z_2 - Y $$")
    assert finding.word == "proved"
    assert any("one item" in remark for remark in finding.remarks)
