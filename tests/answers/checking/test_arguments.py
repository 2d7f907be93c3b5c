r"""Arguments: E(w) is the loss, and y(x) alone on a side is y; no product is meant, and none is read where one is."""

from __future__ import annotations

import pytest

import symbackprop as sb
from symbackprop.network import Network

WORDS = {
    r"E(w_{11}) = \frac12 (z - t)^2": "proved",
    r"E(w) = \frac12 (z + t)^2": "refuted",
    r"\frac{\partial E(w)}{\partial w_{11}} = \delta_1 x_1": "proved",
    r"\frac{\partial E(w)}{\partial w_{11}} = \delta_1 x_2": "refuted",
    r"\frac{\partial}{\partial w_{11}} E(w) = \delta_1 x_1": "proved",
    r"2 E(w) = (z - t)^2": "proved",
    r"z(x_1, x_2) = g(s)": "proved",
    r"u_1(x_1) = b_1 + w_{11} x_1 + w_{12} x_2": "proved",
    r"u_1(x_1) = b_1 + w_{11} x_2": "refuted",
    r"\delta_1 = \delta_{out} v_1 (1 - y_1) y_1(x_1)": "undecided",
    r"\frac{\partial E}{\partial s} = \delta_{out}(y_1)": "refuted",
    r"\mathbb{E}(z - t)^2 = 2 E": "not understood",
    r"\mathbb{E}(w) = \frac12 (z - t)^2": "proved",
}
OF_ARRAYS = {
    r"E(w) = \frac12 \sum_k (z_k - t_k)^2": "proved",
    r"E(w) = \sum_k (z_k - t_k)^2": "refuted",
    r"\nabla_w E(w) = \delta x^T": "proved",
    r"w \leftarrow w - \eta \nabla_w E(w)": "proved",
    r"w \leftarrow w + \eta \nabla_w E(w)": "refuted",
    r"z(x) = g(s)": "proved",
    r"z(x) = g(u)": "refuted",
    r"u(x) = w x + b": "proved",
    r"u_j(x) = b_j + \sum_i w_{ji} x_i": "proved",
    r"\frac{\partial E(w)}{\partial w_{ji}} = \delta_j": "refuted",
}


@pytest.mark.parametrize(
    ("words", "network"), [(WORDS, sb.two_layer()), (OF_ARRAYS, sb.mlp(["n", "m", "K"]))], ids=["numbers", "arrays"]
)
def test_what_a_quantity_depends_on_is_no_factor(words: dict[str, str], network: Network) -> None:
    found = sb.check("\n\n".join(f"$$ {text} $$" for text in words), network)
    assert {finding.latex: finding.word for finding in found} == words
    proved = [finding for finding in found if finding.word == "proved"]
    assert all(any("in front of brackets" in remark for remark in finding.remarks) for finding in proved)
