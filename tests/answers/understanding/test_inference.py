"""What a document defines is its network, as it stands there; what it leaves out is completed, and said."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from formulas_judged import words_of_source

from symbackprop.answers.documents import Source, read_text
from symbackprop.answers.understanding import Subject, subjects_of

SIGMOID = r"$$g(s) = \frac{1}{1 + e^{-s}}$$"


def source_of(*formulas: str, words: str = "") -> Source:
    return read_text("\n\n".join([words, *(f"$$\n{latex}\n$$" for latex in formulas)]), "markdown")


def main_of(*formulas: str, words: str = "") -> Subject:
    found = subjects_of(source_of(*formulas, words=words))
    assert found
    return found[0]


def network_of(*formulas: str, words: str = "") -> dict[str, str]:
    network = main_of(*formulas, words=words).table.vocabulary.network
    return {str(line.name): str(line.body) for line in network}


HIDDEN = r"u_1 = b_1 + w_{11} x_1 + w_{12} x_2"
OUTPUT = (r"y_1 = \tanh(u_1)", r"s = c + v_1 y_1 + v_2 y_2", r"E = \frac12 (s - t)^2")


def test_a_unit_that_is_used_and_not_defined_is_completed_after_its_sibling() -> None:
    subject = main_of(HIDDEN, *OUTPUT)
    found = {str(line.name): str(line.body) for line in subject.table.vocabulary.network}
    assert found["u_2"] == "b_2 + w_21*x_1 + w_22*x_2"
    assert found["y_2"] == "tanh(u_2)"
    assert subject.completed == ("y_2", "u_2", "b_2", "w_21", "w_22")


def test_the_place_of_the_unit_in_the_weights_is_where_they_do_not_vary() -> None:
    found = network_of(r"u_1 = b_1 + w_{11} x_1 + w_{21} x_2", *OUTPUT)
    assert found["u_2"] == "b_2 + w_12*x_1 + w_22*x_2"


def test_where_the_weights_do_not_tell_the_names_of_the_document_do() -> None:
    single = (r"u_1 = w_{11} x_1", *OUTPUT)
    assert network_of(*single, r"\frac{\partial E}{\partial w_{12}} = 0")["u_2"] == "w_12*x_1"
    assert network_of(*single, r"\frac{\partial E}{\partial w_{21}} = 0")["u_2"] == "w_21*x_1"


def test_weights_that_are_numbered_through_are_not_guessed() -> None:
    found = network_of(r"u_1 = w_1 x_1 + w_2 x_2", *OUTPUT)
    assert "u_2" not in found


def test_the_network_keeps_the_names_of_the_author() -> None:
    found = network_of(
        r"net_{h1} = w_1 i_1 + w_2 i_2 + b_1",
        r"out_{h1} = \frac{1}{1 + e^{-net_{h1}}}",
        r"\hat{y} = \sigma(w_5 out_{h1} + b_2)",
        r"L = -y \log \hat{y} - (1 - y) \log(1 - \hat{y})",
    )
    assert list(found) == ["net_h1", "out_h1", "yhat", "L"]
    assert found["out_h1"] == "sigmoid(net_h1)"


def test_roles_are_told_by_use_and_by_name() -> None:
    network = main_of(
        r"net = w_1 i_1 + b", r"o = f(net)", r"E = \frac12 (target - o)^2", words="Sigmoid units."
    ).table.vocabulary.network
    assert list(map(str, network.parameters)) == ["w_1", "b"]
    assert list(map(str, network.targets)) == ["target"]
    assert list(map(str, network.inputs)) == ["i_1"]
    assert network.loss_row is not None
    assert network.loss_row.name == "half_squared_error"


def test_the_loss_of_many_items_is_taken_for_one() -> None:
    subject = main_of(r"z = w x", r"E = \frac{1}{N} \sum_{i=1}^{N} (z_i - t_i)^2")
    network = subject.table.vocabulary.network
    assert str(network.loss.body) == "(-t + z)**2"
    assert network.loss_row is not None
    assert network.loss_row.name == "mean_squared_error"
    assert subject.table.notation["E"] == ("E", "E_all")


def test_a_sum_over_units_that_are_written_out_is_written_out() -> None:
    found = network_of(r"s = w_0 + \sum_i w_i x_i", r"z = \tanh(s)", r"E = (z - t)^2", r"w_1 x_1 + w_2 x_2")
    assert found["s"] == "w_0 + w_1*x_1 + w_2*x_2"


WORDS = {
    "The units are logistic.": "sigmoid(u)",
    "We take the hyperbolic tangent.": "tanh(u)",
    "A rectified linear unit.": "relu(u)",
    "Sigmoid or tanh units.": "g(u)",
    "": "g(u)",
}


@pytest.mark.parametrize("words", WORDS)
def test_an_activation_that_no_formula_defines_is_told_by_the_words(words: str) -> None:
    subject = main_of("u = w x", "y = g(u)", "E = (y - t)^2", words=words)
    assert str(subject.table.vocabulary.network.equation("y").body) == WORDS[words]
    assert any(remark.startswith("g ") for remark in subject.remarks)


def test_else_by_the_slope_that_the_document_writes_of_its_values() -> None:
    chain = ("u = w x", "y = g(u)", "E = (y - t)^2")
    assert network_of(*chain, "g'(u) = y(1 - y)")["y"] == "sigmoid(u)"
    assert network_of(*chain, "g'(u) = 1 - y^2")["y"] == "tanh(u)"
    assert network_of(*chain, "g'(u) = q(1 - q)")["y"] == "g(u)"


def test_a_function_that_no_table_has_is_taken_as_it_is_written() -> None:
    source = source_of("u = w x", "y = f(u)", "E = (y - t)^2", "f(s) = s^3 + s", "f'(u) = 3 u^2 + 1")
    subjects = subjects_of(source)
    assert str(subjects[0].table.vocabulary.network.equation("y").body) == "u**3 + u"
    assert words_of_source(source, subjects)[-2:] == ["proved", "proved"]


def test_the_activation_whose_slope_is_written_is_the_main_one() -> None:
    both = (r"g(s) = \tanh(s)", r"g(s) = \frac{1}{1 + e^{-s}}", "u = w x", "y = g(u)", "E = (y - t)^2")
    main, other = subjects_of(source_of(*both, r"\frac{dy}{du} = y(1 - y)"))
    assert str(main.table.vocabulary.network.equation("y").body) == "sigmoid(u)"
    assert other.about == frozenset({(0, 0)})


def test_the_words_before_a_formula_say_which_activation_it_is_about() -> None:
    text = r"""
$$u = w x, \quad y = g(u), \quad E = (y - t)^2$$

$$g(s) = \frac{1}{1 + e^{-s}}$$ $$g(s) = \tanh(s)$$

The sigmoid has the slope

$$\frac{dy}{du} = y(1 - y)$$

and tanh has

$$\frac{dy}{du} = 1 - y^2$$
"""
    source = read_text(text, "markdown")
    assert words_of_source(source, subjects_of(source)) == ["proved"] * 5


DELTAS = ("u = w x", r"y = \sigma(u)", r"E = \frac12 (y - t)^2")


def test_deltas_are_learnt_from_their_definition() -> None:
    source = source_of(*DELTAS, r"\delta_q = \frac{\partial E}{\partial u}", r"\delta_q = (y - t) y (1 - y)")
    assert words_of_source(source, subjects_of(source)) == ["proved"] * 5


def test_a_delta_that_is_defined_with_a_minus_has_it() -> None:
    source = source_of(
        *DELTAS, r"\delta = -\frac{\partial E}{\partial u}", r"\frac{\partial E}{\partial w} = -\delta x"
    )
    assert words_of_source(source, subjects_of(source)) == ["proved"] * 5


FORWARD = ("u = w x", r"y = \sigma(u)", "s = v y", r"z = \sigma(s)", r"E = \frac12 (z - t)^2")


def test_deltas_that_are_used_with_a_minus_have_it() -> None:
    deltas = (r"\delta_{out} = (t - z) z (1 - z)", r"\delta_u = \delta_{out} v y (1 - y)")
    gradients = (r"\frac{\partial E}{\partial v} = -\delta_{out} y", r"\frac{\partial E}{\partial w} = -\delta_u x")
    source = source_of(*FORWARD, *deltas, *gradients)
    subjects = subjects_of(source)
    assert words_of_source(source, subjects) == ["proved"] * 9
    assert any("the deltas are the derivatives with a minus" in remark for remark in subjects[0].remarks)


def test_a_delta_with_a_minus_among_others_without_is_a_mistake() -> None:
    deltas = (r"\delta_{out} = (t - z) z (1 - z)", r"\delta_u = \delta_{out} v y (1 - y)")
    gradients = (r"\frac{\partial E}{\partial v} = \delta_{out} y", r"\frac{\partial E}{\partial w} = \delta_u x")
    source = source_of(*FORWARD, *deltas, *gradients)
    assert words_of_source(source, subjects_of(source))[5:] == ["refuted", "proved", "proved", "proved"]


def test_what_is_defined_twice_is_said_and_the_second_judged() -> None:
    source = source_of("u = w x", r"y = \sigma(u)", r"E = \frac12 (y - t)^2", "u = w x + b")
    subjects = subjects_of(source)
    assert len(subjects[0].remarks) == 1
    assert "u is defined in line 4, and in line 16 differently: line 4 is taken" in subjects[0].remarks[0]
    assert (3, 0) not in subjects[0].definitions
    assert words_of_source(source, subjects)[3] in ("refuted", "not understood")


def test_what_is_said_twice_alike_is_proved_and_not_remarked() -> None:
    source = source_of("u = w x", r"y = \sigma(u)", r"E = \frac12 (y - t)^2", "u = x w")
    subjects = subjects_of(source)
    assert not subjects[0].remarks
    assert words_of_source(source, subjects)[3] == "proved"


def test_a_unit_that_is_defined_otherwise_than_its_sibling_is_said() -> None:
    subject = main_of(HIDDEN, r"u_2 = b_2 + w_{21} x_1 + w_{12} x_2", r"y_2 = \tanh(u_2)", *OUTPUT)
    assert any("defines u_2 otherwise" in remark and "w_21*x_1 + w_22*x_2" in remark for remark in subject.remarks), (
        subject.remarks
    )


def test_what_stands_on_both_sides_defines_nothing_and_is_said() -> None:
    subject = main_of("u = w x", r"y = \sigma(u)", r"E = \frac12 (y - t)^2", r"y = \sigma(y)")
    assert "line 16 has y on both sides, and defines nothing" in subject.remarks


def test_what_is_made_of_deltas_defines_nothing() -> None:
    source = source_of("u = w x", r"y = \sigma(u)", r"E = \frac12 (y - t)^2", r"w = \delta_{out} x")
    subjects = subjects_of(source)
    assert "w" not in {str(line.name) for line in subjects[0].table.vocabulary.network}
    assert words_of_source(source, subjects)[3] == "refuted"


def test_a_claim_about_a_name_that_is_defined_does_not_define_it_again() -> None:
    source = source_of("y = w x", "z = v y", r"E = (z - t)^2", r"y = \frac{z}{v}", "y = z v")
    subjects = subjects_of(source)
    assert str(subjects[0].table.vocabulary.network.equation("y").body) == "w*x"
    assert words_of_source(source, subjects)[3:] == ["proved", "refuted"]


def test_equations_that_define_one_another_are_left_out() -> None:
    assert not subjects_of(source_of("a = b + w", "b = a + w"))


CHAIN = r"\frac{\partial f}{\partial x} = \frac{\partial f}{\partial p} \frac{\partial p}{\partial x}"


def test_a_chain_rule_about_other_names_is_proved_for_any_functions() -> None:
    defined = ("u = w a", r"y = \sigma(u)", r"E = \frac12 (y - t)^2")
    source = source_of(*defined, CHAIN)
    subjects = subjects_of(source)
    assert words_of_source(source, subjects)[3] == "proved"
    wrong = source_of(*defined, CHAIN.replace(r"\frac{\partial f}{\partial p}", r"\frac{\partial f}{\partial q}"))
    assert words_of_source(wrong, subjects_of(wrong))[3] != "proved"


def test_a_chain_rule_about_names_of_the_network_is_judged_there() -> None:
    source = source_of("u = w x", r"y = \sigma(u)", r"E = (y - t)^2", r"\frac{dE}{dw} = \frac{dE}{dx} \frac{dx}{dw}")
    assert words_of_source(source, subjects_of(source))[3] != "proved"


def test_formulas_that_define_their_own_function_are_about_that_alone() -> None:
    source = source_of(
        r"f(x, y) = x y \quad \rightarrow \quad \frac{\partial f}{\partial x} = y",
        r"f(x, y) = x + y \quad \rightarrow \quad \frac{\partial f}{\partial x} = 1",
    )
    subjects = subjects_of(source)
    assert words_of_source(source, subjects) == ["proved", "proved"]
    assert [subject.words for subject in subjects] == [
        "function f, read from the document (line 4)",
        "function f, read from the document (line 8)",
    ]


def test_the_letters_of_the_notes_are_those_of_the_default_where_nothing_is_defined() -> None:
    subject = main_of(
        r"\frac{\partial E}{\partial w_{11}} = \delta_1 x_1", r"\delta_{out} = (z - t) z (1 - z)", r"\delta_1 = 0"
    )
    assert subject.words == "2-2-1 network of the notes, whose letters it has"
    assert not subjects_of(source_of(r"q_7 = r_9 + \zeta", r"\frac{\partial \zeta}{\partial q_7} = 1"))
    assert not subjects_of(read_text("No formula here.", "markdown"))


INDEXED = r"""
$$a_j = \sum_i w_{ji} x_i$$ $$z_j = h(a_j)$$ $$a_k = \sum_j w_{kj} z_j$$ $$y_k = a_k$$
$$E_n = \frac12 \sum_k (y_k - t_k)^2$$ $$\delta_j = \frac{\partial E_n}{\partial a_j}$$
$$\delta_k = y_k - t_k$$ $$\delta_j = h'(a_j) \sum_k w_{kj} \delta_k$$
$$\frac{\partial E_n}{\partial w_{ji}} = \delta_j x_i$$ $$\frac{\partial E_n}{\partial w_{kj}} = \delta_k z_j$$
with tanh units
"""


def test_index_letters_that_are_layers_make_a_network_of_arrays() -> None:
    source = read_text(INDEXED, "markdown")
    subjects = subjects_of(source)
    network = subjects[0].table.vocabulary.network
    assert str(network.equation("a^(2)").body) == "Sum(w^(2)[k, j]*z[j], (j, 1, m))"
    assert [str(delta.name) for delta in subjects[0].table.vocabulary.derivation.deltas] == ["delta^(2)[k]", "delta[j]"]
    assert words_of_source(source, subjects) == ["proved"] * 10


def test_a_letter_that_is_no_layer_is_not_understood() -> None:
    source = read_text(INDEXED + r"$$\frac{\partial E_n}{\partial w_{lk}} = \delta_l z_k$$", "markdown")
    assert words_of_source(source, subjects_of(source))[-1] == "not understood"


def test_layers_that_are_told_by_superscripts_may_share_their_letters() -> None:
    source = read_text(
        r"""
$$a_j^{(1)} = \sum_{i=1}^D w_{ji}^{(1)} x_i + b_j^{(1)}$$ $$z_j^{(1)} = \tanh(a_j^{(1)})$$
$$a_j^{(2)} = \sum_{i=1}^M w_{ji}^{(2)} z_i^{(1)}$$ $$y_j = \sigma(a_j^{(2)})$$
$$E = \frac12 \sum_j (y_j - t_j)^2$$ $$\delta_j^{(2)} = (y_j - t_j) y_j (1 - y_j)$$
$$\frac{\partial E}{\partial w_{ji}^{(2)}} = \delta_j^{(2)} z_i^{(1)}$$
""",
        "markdown",
    )
    subjects = subjects_of(source)
    assert [str(size) for size in subjects[0].table.vocabulary.network.sizes] == ["D", "M", "m"]
    assert words_of_source(source, subjects) == ["proved"] * 7


PROGRAM = """
from symbackprop.answers.documents import read_text
from symbackprop.answers.understanding import subjects_of
for subject in subjects_of(read_text(open(0).read(), "markdown")):
    print(subject.words, subject.completed, subject.remarks, dict(subject.table.notation))
    network = subject.table.vocabulary.network
    print(network, network.parameters, network.targets, network.inputs)
"""


def test_the_same_document_gives_the_same_subjects_whatever_the_hash_seed() -> None:
    text = INDEXED + SIGMOID + "\n".join(f"$${latex}$$" for latex in (HIDDEN, *OUTPUT))
    printed = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            input=text,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


def test_a_document_of_many_formulas_is_bounded() -> None:
    formulas = [rf"u_{{{number}}} = w_{{{number}}} x_{{{number}}}" for number in range(800)]
    found = subjects_of(source_of(*formulas, r"E = u_{1}"))
    assert all(len(subject.table.vocabulary.network.equations) <= 300 for subject in found)


PAGES = {
    "the mean over m items": (
        r"\hat{y} = w x + b",
        r"J = \frac{1}{2m} \sum_{i=1}^m (\hat{y}_i - y_i)^2",
        r"\frac{\partial J}{\partial w} = \frac{1}{m} \sum_{i=1}^m (\hat{y}_i - y_i) x_i",
    ),
    "e for the error": ("e = t - y", "y = w x", r"E = \frac12 e^2", r"\frac{\partial E}{\partial w} = -e x"),
    "dz for a derivative": (
        "z = w_1 x_1 + b",
        r"a = \sigma(z)",
        r"\mathcal{L} = -y \log a - (1 - y) \log (1 - a)",
        "dz = a - y",
        "db = dz",
        "dw_1 = x_1 dz",
    ),
    "layers above the letters": (
        r"z^{(1)} = w^{(1)} x",
        r"a^{(1)} = \sigma(z^{(1)})",
        r"C = (a^{(1)} - y)^2",
        r"\delta^{(1)} = 2 (a^{(1)} - y) \sigma'(z^{(1)})",
    ),
    "a layer that is one less": (
        "z^{(L)} = w^{(L)} a^{(L-1)}",
        r"a^{(L)} = \sigma(z^{(L)})",
        "C = (a^{(L)} - y)^2",
        r"\frac{\partial z^{(L)}}{\partial w^{(L)}} = a^{(L-1)}",
    ),
    "functions of other letters": ("u = w x", "y = h(u)", "E = (y - t)^2", r"h(q) = \tanh q", r"h'(q) = 1 - \tanh^2 q"),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_understood(page: str) -> None:
    source = source_of(*PAGES[page])
    assert words_of_source(source, subjects_of(source)) == ["proved"] * len(PAGES[page])


MISTAKES = {
    "the mean over m items": r"\frac{\partial J}{\partial w} = \frac{2}{m} \sum_{i=1}^m (\hat{y}_i - y_i) x_i",
    "e for the error": r"\frac{\partial E}{\partial w} = e x",
    "dz for a derivative": "dw_1 = x_1 a",
    "layers above the letters": r"\delta^{(1)} = (a^{(1)} - y) \sigma'(z^{(1)})",
    "a layer that is one less": r"\frac{\partial z^{(L)}}{\partial w^{(L)}} = a^{(L)}",
    "functions of other letters": r"h'(q) = 1 - \tanh q",
}


@pytest.mark.parametrize("page", MISTAKES)
def test_a_mistake_on_a_page_is_not_proved(page: str) -> None:
    source = source_of(*PAGES[page], MISTAKES[page])
    words = words_of_source(source, subjects_of(source))
    assert words[:-1] == ["proved"] * len(PAGES[page])
    assert words[-1] in ("refuted", "undecided")


def test_differentials_are_not_taken_for_derivatives_of_the_loss() -> None:
    source = source_of("z = w x", r"E = (z - t)^2", "dz = w dx + x dw")
    subject = subjects_of(source)[0]
    assert "dz" not in subject.table.others


def test_a_function_that_no_table_has_beside_an_activation_is_one_way_to_read_it() -> None:
    source = source_of("f(s) = s^3", r"f(s) = \tanh s", "u = w x", "y = f(u)", "E = (y - t)^2")
    (subject,) = subjects_of(source)
    assert str(subject.table.vocabulary.network.equation("y").body) == "u**3"
    assert "f is defined in line 4, and in line 8 differently: line 4 is taken, and line 8 judged" in subject.remarks


def test_deltas_of_a_loss_that_is_not_defined_are_not_those_of_the_output() -> None:
    source = source_of("s = v y", r"z = \sigma(s)", r"\delta_{out} = z (1 - z)", r"\frac{dz}{ds} = z (1 - z)")
    assert words_of_source(source, subjects_of(source)) == ["proved", "proved", "not understood", "proved"]
