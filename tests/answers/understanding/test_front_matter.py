"""What a document says of its network before its text is what it is about."""

from __future__ import annotations

import pytest
from formulas_judged import words_of_source

import symbackprop as sb
from symbackprop.answers.documents import read_text
from symbackprop.answers.understanding import Notation, NotationError, subjects_of

DELTA = r"$$\delta^l_j = \sum_k w^{l+1}_{kj} \delta^{l+1}_k \sigma'(z^l_j)$$"


def test_a_block_names_the_network_and_the_notation() -> None:
    source = read_text(f"---\nsymbackprop: {{network: n-m-K, notation: nielsen}}\n---\n{DELTA}\n", "markdown")
    (subject,) = subjects_of(source)
    assert subject.words == "network of n inputs, m hidden units and K outputs, named in the front matter"
    assert words_of_source(source, (subject,)) == ["proved"]


def test_a_block_may_give_names_a_layout_and_an_activation() -> None:
    text = "---\nsymbackprop:\n  network: 2-2-1\n  activation: tanh\n  layout: rows\n  names: {o: z}\n---\n"
    source = read_text(text + r"$$\frac{\partial o}{\partial s} = 1 - o^2$$", "markdown")
    (subject,) = subjects_of(source)
    assert subject.layout == "rows"
    assert words_of_source(source, (subject,)) == ["proved"]


def test_a_block_may_hold_the_forward_pass() -> None:
    text = "---\nsymbackprop:\n  equations: ['y = w x', 'E = (y - t)^2']\n---\n"
    source = read_text(text + r"$$\frac{\partial E}{\partial w} = 2 (y - t) x$$", "markdown")
    assert words_of_source(source, subjects_of(source)) == ["proved"]


def test_a_plain_network_is_read_where_it_is_the_name_of_one() -> None:
    (subject,) = subjects_of(read_text("---\nnetwork: 2-3-1\n---\n$x_1$", "markdown"))
    assert subject.words == "2-3-1 network, named in the front matter"
    assert not subjects_of(read_text("---\nnetwork: mainnet\n---\n$q_1$", "markdown"))


def test_what_is_given_goes_before_what_the_document_says() -> None:
    source = read_text("---\nnetwork: 2-3-1\n---\n$$o_1 = y_1$$", "markdown")
    (subject,) = subjects_of(source, sb.two_layer(), Notation({"o_j": "y_j"}))
    assert subject.words == "2-2-1 network"
    assert words_of_source(source, (subject,)) == ["proved"]


def test_a_notation_alone_goes_with_the_network_that_the_document_defines() -> None:
    source = read_text(r"$$u = w x, \quad y = \tanh(u), \quad E = (y - t)^2$$ $$q = 1 - y^2$$", "markdown")
    subjects = subjects_of(source, notation=Notation(values={"q": "dy/du"}))
    assert words_of_source(source, subjects) == ["proved", "proved"]


REFUSED = {
    "symbackprop: {netwrok: 2-2-1}": """\
there is no key 'netwrok' in symbackprop of the front matter
    line 2            symbackprop: {netwrok: 2-2-1}
                                    ^^^^^^^
    known keys        network, activation, output, loss, equations, parameters, targets, names, functions, values, \
layout, kept, layers, labels, notation, arrays, deltas, constants, items, hypotheses, title, quantities, where
    did you mean network?""",
    "symbackprop: {network: two}": """\
'two' is no name of a network
    line 2            symbackprop: {network: two}
                                    ^^^^^^^
    write             2-2-1, 2-3-1 or n-m-K""",
    "symbackprop:\n  network: 2-2-1\n  activation: sigmod": """\
there is no activation named 'sigmod'
    line 3              network: 2-2-1
                        ^^^^^^^""",
    "symbackprop: {activation: tanh}": """\
activation is of no network
    line 2            symbackprop: {activation: tanh}
                                    ^^^^^^^^^^
    write             network: 2-2-1""",
    "symbackprop: [1]": """\
symbackprop of the front matter is a table
    line 2            symbackprop: [1]
                      ^^^^^^^^^^^
    write             symbackprop: {network: 2-2-1}""",
    "symbackprop: {network: 2-2-1, notation: bischop}": """\
there is no notation named 'bischop'
    line 2            symbackprop: {network: 2-2-1, notation: bischop}
                                                    ^^^^^^^^""",
}


@pytest.mark.parametrize("block", REFUSED)
def test_front_matter_that_is_wrong_is_refused_with_its_line(block: str) -> None:
    with pytest.raises(NotationError) as refusal:
        subjects_of(read_text(f"---\n{block}\n---\n$x$", "markdown"))
    assert str(refusal.value).startswith(REFUSED[block])
