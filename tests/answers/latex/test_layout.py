"""A display is parted into its statements, and nothing in it is left out unknown."""

from __future__ import annotations

import pytest

from symbackprop.answers.latex import NotUnderstood, read_display

PARTED = {
    "a = b": [("", (), ("=",))],
    "a = b = c, d = e.": [("", (), ("=", "=")), ("", (), ("=",))],
    r"a &= b \\ &= c \\": [("", (), ("=", "="))],
    r"a &= b \\ c &= d": [("", (), ("=",)), ("", (), ("=",))],
    r"a &= b \\ &+ c \\ &= d": [("", (), ("=", "="))],
    r"a = b \cdot \\ c": [("", (), ("=",))],
    r"a = \\ b": [("", (), ("=",))],
    r"a = b \\[2ex] c = d": [("", (), ("=",)), ("", (), ("=",))],
    r"a = b \quad c = d": [("", (), ("=",)), ("", (), ("=",))],
    r"a = b \quad = c": [("", (), ("=", "="))],
    r"\text{Note: if } a = b, \quad c = d": [("", ("Note: if",), ("=",)), ("", (), ("=",))],
    r"a = 1 \; \textrm{and} \; b = 2": [("", (), ("=",)), ("", ("and",), ("=",))],
    r"a = b \rightarrow c = d": [("", (), ("=",)), (r"\rightarrow", (), ("=",))],
    r"a = b \quad \text{(plus bias if any)}": [("", ("(plus bias if any)",), ("=",))],
    r"w \leftarrow w - \eta x = 1": [("", (), ("<-", "="))],
    r"a := b \equiv c \approx d \propto e \neq f": [("", (), (":=", ":=", "≈", "∝", "!="))],
    "= a = b": [("", (), ("=", "="))],
    "c, v_1, b_2.": [("", (), ()), ("", (), ()), ("", (), ())],
    r"\begin{aligned} a &= b \\ &= c \end{aligned}": [("", (), ("=", "="))],
    r"\begin{alignat}{2} a &= b & c &= d \end{alignat}": [("", (), ("=",)), ("", (), ("=",))],
    r"\begin{equation}\begin{split} a &= b \end{split}\label{x}\end{equation}": [("", (), ("=",))],
    r"\mbox{Hidden output} = x_1 = y_1": [("", (), ("=", "="))],
    r"a &= b && (1) \cr &= c && (7.2) \cr d &\mathrel{:=} e && (3)": [("", (), ("=", "=")), ("", (), (":=",))],
    r"a_j &= b_j \qquad j = 1, \dots, m && (4) \\ &= c_j": [("", ("for all j",), ("=", "="))],
    r"j = 1, \ldots, m": [("", (), ())],
}


@pytest.mark.parametrize("text", PARTED)
def test_a_display_holds_these_statements(text: str) -> None:
    found = [(item.joined, item.remarks, item.relations) for item in read_display(text)]
    assert found == PARTED[text]


REFUSED = {
    "": "no formula",
    "a = = b": "does not fit",
    "a = ": "ends too early",
    "a +": "ends too early",
    "a = b, c": "apart",
    r"a = b \quad c": "apart",
    r"x \text{ multiplied by } y = z": "apart",
    r"a = b \\ - c = d": "two ways",
    r"a = b \text{times} c": "",
    ", a": "does not fit",
    r"x = \begin{aligned} a \end{aligned} + \frac{\begin{aligned} a \end{aligned}}{2}": "within a formula",
    r"\begin{tabular} a \end{tabular}": "not read",
    r"a = b \end{pmatrix}": "does not fit",
}


@pytest.mark.parametrize("text", [text for text, words in REFUSED.items() if words])
def test_what_does_not_part_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood, match=REFUSED[text]):
        read_display(text)


LOOKS = {
    r"\displaystyle \frac{a}{b}\,": r"\frac{a}{b}",
    r"\textcolor{red}{a} + \color{blue} b": "a + b",
    r"\left( a \right)": "(a)",
    r"\big( a \Big)": "(a)",
    r"\underbrace{a + b}_{\text{loss}} + c": "a + b + c",
    r"\underbrace{a}_\text{loss} b": "a b",
    r"\boxed{a} = b \tag{3}": "a = b",
    r"a = b \label{eq:x} \nonumber": "a = b",
    r"{a} {b}": "a b",
    r"a {- b}": "a - b",
    r"\lvert a \rvert": "|a|",
    r"\sum\limits_i x_i": r"\sum_i x_i",
}


@pytest.mark.parametrize("text", LOOKS)
def test_what_only_looks_says_nothing(text: str) -> None:
    assert [found.sides for found in read_display(text)] == [found.sides for found in read_display(LOOKS[text])]


def test_a_command_of_no_table_is_not_dropped() -> None:
    for command in (r"\cancel{x}", r"\phantom{x}", r"\foo x", r"\href{x}{y}", r"\html x"):
        with pytest.raises(NotUnderstood) as refusal:
            read_display(f"a = {command}")
        assert refusal.value.position == 4
        assert refusal.value.token == command.partition("{")[0].split()[0]
