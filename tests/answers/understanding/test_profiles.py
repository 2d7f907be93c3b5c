"""PROFILES: a page in the notation of each book is read and proved, and a mistake in it refuted."""

from __future__ import annotations

import pytest
from formulas_judged import word_of_display

from symbackprop.answers.latex import Symbols
from symbackprop.answers.understanding import PROFILES, network_named
from symbackprop.answers.understanding.notation import of_any_item
from symbackprop.answers.vocabulary import vocabulary
from symbackprop.network import Network, mlp

PAGES: dict[str, tuple[Network, tuple[str, ...], tuple[str, ...]]] = {
    "notes": (
        network_named("2-2-1"),
        (
            r"u_1 = b_1 + w_{11} x_1 + w_{12} x_2",
            r"E = \frac12 \sum (z - t)^2",
            r"\delta_{\text{out}} = \frac{\partial E}{\partial s} = (z - t) z (1 - z)",
            r"\frac{\partial E}{\partial w_{11}} = \delta_1 x_1",
        ),
        (r"\frac{\partial E}{\partial w_{11}} = \delta_1 x_2",),
    ),
    "nielsen": (
        mlp(["n", "m", "K"]),
        (
            r"z^2_j = \sum_k w^2_{jk} a^1_k + b^2_j",
            r"a^2_j = \sigma(z^2_j)",
            r"C = \frac12 \sum_j (y_j - a^L_j)^2",
            r"\delta^L_j = \frac{\partial C}{\partial a^L_j} \sigma'(z^L_j)",
            r"\delta^l_j = \sum_k w^{l+1}_{kj} \delta^{l+1}_k \sigma'(z^l_j)",
            r"\frac{\partial C}{\partial b^l_j} = \delta^l_j",
            r"\frac{\partial C}{\partial w^l_{jk}} = a^{l-1}_k \delta^l_j",
        ),
        (
            r"\frac{\partial C}{\partial w^l_{jk}} = a^{l-1}_k \delta^l_j \sigma'(z^l_j)",
            r"\delta^l_j = \sum_k w^{l+1}_{kj} \delta^{l+1}_k",
        ),
    ),
    "bishop": (
        mlp(["n", "m", "K"], activation="tanh", output="identity"),
        (
            r"z_j = h(a_j)",
            r"E_n = \frac12 \sum_k (y_k - t_k)^2",
            r"\delta_k = y_k - t_k",
            r"\delta_j \equiv \frac{\partial E_n}{\partial a_j}",
            r"\delta_j = h'(a_j) \sum_k w_{kj} \delta_k",
            r"\delta_j = (1 - z_j^2) \sum_k w_{kj} \delta_k",
            r"\frac{\partial E_n}{\partial w_{ji}} = \delta_j x_i",
            r"\frac{\partial E_n}{\partial w_{kj}} = \delta_k z_j",
        ),
        (r"\delta_j = (1 - z_j) \sum_k w_{kj} \delta_k", r"\delta_k = t_k - y_k"),
    ),
    "ng": (
        mlp(["n", "m", 1], activation="tanh", output="sigmoid", loss="binary_cross_entropy"),
        (
            r"z^{[1]}_j = \sum_i W^{[1]}_{ji} x_i + b^{[1]}_j",
            r"a^{[1]}_j = g(z^{[1]}_j)",
            r"z^{[2]} = \sum_j W^{[2]}_j a^{[1]}_j + b^{[2]}",
            r"\hat{y} = a^{[2]} = \sigma(z^{[2]})",
            r"\mathcal{L} = -(y \log \hat{y} + (1 - y) \log(1 - \hat{y}))",
            r"dz^{[2]} = a^{[2]} - y",
            r"dz^{[1]}_j = W^{[2]}_j dz^{[2]} g'(z^{[1]}_j)",
            r"\frac{\partial \mathcal{L}}{\partial W^{[1]}_{ji}} = dz^{[1]}_j x_i",
        ),
        (r"dz^{[2]} = y - a^{[2]}", r"dz^{[1]}_j = W^{[2]}_j dz^{[2]}"),
    ),
    "cs231n": (
        mlp(["n", "m", "K"], activation="relu", loss="cross_entropy"),
        (
            r"h_j = \max(0, \sum_i x_i W_{1,ij} + b_{1,j})",
            r"f_k = \sum_j h_j W_{2,jk} + b_{2,k}",
            r"p_k = \frac{e^{f_k}}{\sum_j e^{f_j}}",
            r"L_i = -\sum_k y_k \log(p_k)",
            r"\frac{\partial L_i}{\partial f_k} = p_k - y_k",
            r"\frac{\partial L_i}{\partial W_{2,jk}} = h_j (p_k - y_k)",
        ),
        (r"\frac{\partial L_i}{\partial f_k} = y_k - p_k", r"\frac{\partial L_i}{\partial W_{2,jk}} = h_j p_k"),
    ),
    "rumelhart": (
        mlp(["n", "m", "K"]),
        (
            r"net_{pj} = \sum_i w_{ji} o_{pi} + \theta_j",
            r"o_{pj} = f_j(net_{pj})",
            r"E_p = \frac12 \sum_k (t_{pk} - o_{pk})^2",
            r"\delta_{pk} = -\frac{\partial E_p}{\partial net_{pk}}",
            r"\delta_{pk} = (t_{pk} - o_{pk}) f_k'(net_{pk})",
            r"\delta_{pj} = f_j'(net_{pj}) \sum_k \delta_{pk} w_{kj}",
            r"\frac{\partial E_p}{\partial w_{kj}} = -\delta_{pk} o_{pj}",
        ),
        (
            r"\delta_{pk} = (o_{pk} - t_{pk}) f_k'(net_{pk})",
            r"\frac{\partial E_p}{\partial w_{kj}} = \delta_{pk} o_{pj}",
        ),
    ),
    "goodfellow": (
        mlp(["n", "m", 1], activation="relu", output="identity"),
        (
            r"h_j = g(\sum_i W_{ij} x_i + c_j)",
            r"\hat{y} = \sum_j w_j h_j + b",
            r"J = \frac12 (\hat{y} - y)^2",
            r"\frac{\partial J}{\partial w_j} = (\hat{y} - y) h_j",
            r"\frac{\partial J}{\partial W_{ij}} = (\hat{y} - y) w_j g'(z_j) x_i",
        ),
        (r"\frac{\partial J}{\partial W_{ij}} = (\hat{y} - y) w_j x_i",),
    ),
}


def table(profile: str) -> Symbols:
    words = vocabulary(PAGES[profile][0])
    return PROFILES[profile].notation.over(of_any_item(words)).table(words)


def test_every_profile_has_a_page_and_a_source() -> None:
    assert PAGES.keys() == PROFILES.keys()
    assert all(row.title and row.source for row in PROFILES.values())


@pytest.mark.parametrize("profile", PROFILES)
def test_a_page_in_the_notation_is_read_and_proved(profile: str) -> None:
    words = {latex: word_of_display(latex, table(profile)) for latex in PAGES[profile][1]}
    assert words == dict.fromkeys(words, "proved")


@pytest.mark.parametrize("profile", PROFILES)
def test_a_mistake_in_the_notation_is_refuted(profile: str) -> None:
    words = {latex: word_of_display(latex, table(profile)) for latex in PAGES[profile][2]}
    assert words == dict.fromkeys(words, "refuted")


@pytest.mark.parametrize("profile", [text for text in PROFILES if text != "notes"])
def test_letters_that_the_author_does_not_use_are_not_understood(profile: str) -> None:
    assert word_of_display(r"\frac{\partial E}{\partial v_1} = 0", table(profile)) == "not understood"
