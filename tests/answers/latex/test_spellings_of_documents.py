"""What the documents of this project are written with is read as it is meant, and not misread for others."""

from __future__ import annotations

import pytest

import symbackprop as sb
from symbackprop.answers.latex import NotUnderstood, read_display
from symbackprop.answers.latex.tree import Node, Root, Terms


def tree(text: str) -> Node:
    (statement,) = read_display(text)
    (side,) = statement.sides
    assert side is not None
    return side


@pytest.mark.parametrize("text", [r"\sqrt{a + b}", r"\sqrt[3]{a + b}", r"\sqrt{x_1 + b}", r"\sqrt{{a} + b}"])
def test_a_root_is_of_all_that_stands_in_its_braces(text: str) -> None:
    found = tree(text)
    assert isinstance(found, Root)
    assert isinstance(found.inside, Terms)


def test_without_braces_a_root_is_of_what_comes_next() -> None:
    assert isinstance(tree(r"\sqrt a + b"), Terms)
    assert isinstance(tree(r"\sqrt(a + b)"), Root)


def test_a_distance_before_a_script_is_passed_over() -> None:
    assert tree(r"\dot{u}\kern0pt_1") == tree(r"\dot{u}_1")
    with pytest.raises(NotUnderstood, match="with a length behind it"):
        read_display(r"u\kern_1")


RANGES = {
    r"a = b \qquad p, q = 1, \dots, N": 1,
    r"a &= b \qquad p, q = 1, \dots, N \cr &= c \qquad p, q = 1, \dots, N": 1,
    r"a &= b \cr &j, k = 1, \dots, m \cr &= c": 1,
    r"a = b \qquad p = 1, \dots, N,\quad j = 1, \dots, m": 1,
}


@pytest.mark.parametrize("text", RANGES)
def test_a_range_of_several_letters_is_told_with_the_equation_before_it(text: str) -> None:
    assert len(read_display(text)) == RANGES[text]


@pytest.mark.parametrize(
    "text", [r"a = b \qquad c \qquad q = 1, \dots, N", r"a = b \qquad c \qquad p, q = 1, \dots, N"]
)
def test_a_letter_beside_a_range_is_not_lost(text: str) -> None:
    with pytest.raises(NotUnderstood, match="c stands apart"):
        read_display(text)


def test_a_row_may_begin_with_a_minus_where_rows_are_aligned_at_their_signs() -> None:
    assert len(read_display(r"1 &< 2 \cr -1 &< 0 \qquad 2 > 1")) == 3
    with pytest.raises(NotUnderstood, match="two ways"):
        read_display(r"a &= b \cr - c = d")


def words(text: str, network: sb.Network) -> list[str]:
    return [finding.word for finding in sb.check(text, network)]


def test_a_derivative_may_say_what_is_held_fixed() -> None:
    held = r"$\left.\frac{\partial E}{\partial v_1}\right\vert_{s} = 0$"
    assert words(held, sb.two_layer()) == ["proved"]
    assert words(held.replace("= 0", "= y_1"), sb.two_layer()) == ["refuted"]
    assert words(held.replace("_{s}", "_{x_1}"), sb.two_layer()) == ["not understood"]
    assert words(held.replace("_{s}", "_{s = 0}"), sb.two_layer()) == ["not understood"]


def test_bars_around_a_vector_are_its_norm_or_taken_of_each_element() -> None:
    network = sb.mlp(["n", "m", "K"], activation="relu", output="identity")
    formula = r"$\mathop{\mathrm{relu}}(u) = \tfrac12 u + \tfrac12 \lvert u\rvert$"
    assert words(formula, network) == ["proved"]
    assert words(formula.replace(r"\tfrac12 u", "u"), network) == ["refuted"]


def test_there_are_as_many_ones_as_fit() -> None:
    network = sb.mlp(["n", "m", "K"])
    formula = (
        r"$E = \tfrac12 \mathbf{1}^{\mathsf{T}} \bigl((\mathbf{z} - \mathbf{t}) \odot (\mathbf{z} - \mathbf{t})\bigr)$"
    )
    assert words(formula, network) == ["proved"]
    assert words(formula.replace(r"\tfrac12", ""), network) == ["refuted"]


def test_a_formula_in_pieces_is_one_formula() -> None:
    pieces = r"$\delta_1$ $= \delta_{out} v_1{}$ ${} \cdot y_1 (1 - y_1)$"
    assert words(pieces, sb.two_layer()) == ["proved"]
    assert words(pieces.replace("v_1", "v_2"), sb.two_layer()) == ["refuted"]
    assert words("$s$ and $= z$", sb.two_layer()) != ["refuted"]
