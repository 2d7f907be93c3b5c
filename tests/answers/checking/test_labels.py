"""Labels: the class of an item among indices, right for every label or refuted at one."""

from __future__ import annotations

from functools import cache

import pytest

import symbackprop as sb
from symbackprop.answers.understanding import Notation, description_from_toml

ABOUT = description_from_toml(
    '[network]\nlayers = ["n", "K"]\nloss = "cross_entropy"\n[notation]\nprofile = "cs231n"\n'
    '[notation.labels]\ny_i = "t"\n'
)
RIGHT = [
    r"L_i = -\log(p_{y_i})",
    r"L_i = -\log\left(\frac{e^{f_{y_i}}}{\sum_j e^{f_j}}\right)",
    r"L_i = -f_{y_i} + \log \sum_j e^{f_j}",
    r"\frac{\partial L_i}{\partial f_k} = p_k - \mathbb{1}(y_i = k)",
    r"\frac{\partial L_i}{\partial f_k} = p_k - \mathbb{1}[k = y_i]",
]
WRONG = [
    r"L_i = \log(p_{y_i})",
    r"L_i = -p_{y_i}",
    r"L_i = -\log(p_{y_i}^2)",
    r"L_i = -\log\left(\frac{f_{y_i}}{\sum_j f_j}\right)",
    r"L_i = f_{y_i} + \log \sum_j e^{f_j}",
    r"\frac{\partial L_i}{\partial f_k} = p_k + \mathbb{1}(y_i = k)",
    r"\frac{\partial L_i}{\partial f_k} = p_{y_i} - \mathbb{1}(y_i = k)",
    r"\frac{\partial L_i}{\partial f_{y_i}} = p_{y_i}",
]
RIGHT_FOR_LABELS_ALONE = [r"\frac{\partial L_i}{\partial f_{y_i}} = p_{y_i} - 1", r"p_{y_i} = \sum_k (y_k p_k)"]
UNREAD = [r"L_i = -\log(p_{y_i + 1})", r"L_i = -\log(p_{y_j})"]


@cache
def words(formulas: tuple[str, ...]) -> list[str]:
    text = "".join(f"$$ {formula} $$\n\n" for formula in formulas)
    return [finding.word for finding in sb.check(text, ABOUT.network, ABOUT.notation)]


@pytest.mark.parametrize(
    ("formulas", "expected"),
    [(RIGHT, {"proved"}), (WRONG, {"refuted"}), (UNREAD, {"not understood"})],
)
def test_what_is_said_of_the_class_of_an_item(formulas: list[str], expected: set[str]) -> None:
    assert set(words(tuple(formulas))) == expected


def test_a_label_of_what_is_no_vector_is_not_understood() -> None:
    for target in ("nothing", "E", "w"):
        (row,) = sb.check(
            r"$L_i = -\log(p_{y_i})$", ABOUT.network, Notation(labels={"y_i": target}).over(ABOUT.notation)
        )
        assert (row.word, row.reason) == (
            "not understood",
            f"y_i is to be the class of the item, and {target} is no vector",
        )


def test_what_holds_for_labels_alone_is_not_refuted() -> None:
    assert set(words(tuple(RIGHT_FOR_LABELS_ALONE))) <= {"undecided", "proved"}
