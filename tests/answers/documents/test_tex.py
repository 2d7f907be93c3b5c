"""LaTeX documents: formulas, comments, verbatim text, macros, and files that are not followed."""

from __future__ import annotations

import pytest

from symbackprop.answers.documents import read_text
from symbackprop.answers.latex.macros import Macro

ENVIRONMENTS = ("equation", "align", "flalign", "gather", "multline", "eqnarray")

FORMULAS = {
    "dollars": ("Let $x$ be $$y$$", [("inline", "x"), ("display", "y")]),
    "brackets": (r"\(a\) \[b\]", [("inline", "a"), ("display", "b")]),
    "a row's end is no bracket": (r"a \\[2pt] $b$ \\(c", [("inline", "b")]),
    "a comment": ("% $a$\n50\\% of $b$", [("inline", "b")]),
    "a comment in a formula": ("$a % $\n+ b$", [("inline", "a % $\n+ b")]),
    "verbatim text": ("\\begin{verbatim}$a$\\end{verbatim}\\verb|$b$|\\verb+$c$+$d$", [("inline", "d")]),
    "a listing": ("\\begin{lstlisting}[language=C]\n$a$\n\\end{lstlisting}$b$", [("inline", "b")]),
    "escaped": (r"\$5 and $a$", [("inline", "a")]),
    "a paragraph ends it": ("costs $5\n\nand $a$", [("inline", "a")]),
    "dollars in text": (r"$a \text{ if $b$} c$", [("inline", r"a \text{ if $b$} c")]),
    "the preamble": ("\\title{$a$}\\begin{document}$b$\\end{document}$c$", [("inline", "b")]),
    "a comment of the preamble": ("% \\begin{document}\n\\title{$a$}\n\\begin{document}$b$", [("inline", "b")]),
    "left out": ("\\iffalse $a$ \\fi $b$", [("inline", "b")]),
    "in a command": (r"\textbf{so $a$}", [("inline", "a")]),
    "alignat": (r"\begin{alignat*}{2} a &= b \end{alignat*}", [("display", "a &= b")]),
    "inner": (
        "\\begin{equation}\\label{e}\n\\begin{split}\na &= b\n\\end{split}\n\\end{equation}",
        [("display", "a &= b")],
    ),
    "cases": (
        r"\[ g = \begin{cases} 1 \\ 0 \end{cases} \]",
        [("display", r"g = \begin{cases} 1 \\ 0 \end{cases}")],
    ),
}


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_is_found_and_nothing_else(name: str) -> None:
    text, expected = FORMULAS[name]
    found = read_text(text, "latex").passages
    assert [(passage.kind, passage.latex) for passage in found] == expected


@pytest.mark.parametrize("name", [name + star for name in ENVIRONMENTS for star in ("", "*")])
def test_every_environment_is_read_with_its_rows(name: str) -> None:
    (passage,) = read_text(rf"\begin{{{name}}} a &= b \\ c &= d \end{{{name}}}", "latex").passages
    assert passage.environment == name
    assert [row.latex for row in passage.rows] == ["a &= b", "c &= d"]


MACROS = {
    r"\newcommand{\E}{\mathbb{E}}": Macro(0, r"\mathbb{E}"),
    r"\newcommand*\E{e}": Macro(0, "e"),
    r"\renewcommand{\E}[2]{\frac{#1}{#2}}": Macro(2, r"\frac{#1}{#2}"),
    r"\providecommand{\E}{e}": Macro(0, "e"),
    r"\def\E{e}": Macro(0, "e"),
    r"\def\E#1#2{#2#1}": Macro(2, "#2#1"),
    r"\let\E=\epsilon": Macro(0, r"\epsilon"),
    r"\DeclareMathOperator{\E}{expect}": Macro(0, r"\operatorname{expect}"),
    r"\DeclareMathOperator*{\E}{expect}": Macro(0, r"\operatorname{expect}"),
    r"\newcommand{\E}{e}\providecommand{\E}{f}": Macro(0, "e"),
    r"\newcommand{\E}{e}\renewcommand{\E}{f}": Macro(0, "f"),
}


@pytest.mark.parametrize("text", MACROS)
def test_a_macro_is_collected(text: str) -> None:
    source = read_text(text + " $a$", "latex")
    assert source.macros == {r"\E": MACROS[text]}
    assert [passage.latex for passage in source.passages] == ["a"]


@pytest.mark.parametrize("text", [r"\newcommand{\a}[2][x]{#1}", r"\def\a#1.{x}", r"\newcommand{\a}{open"])
def test_a_macro_of_another_kind_is_remarked_upon(text: str) -> None:
    source = read_text(text, "latex")
    assert not source.macros
    assert [remark.fact for remark in source.remarks] == [
        r"the definition of \a is not read: its arguments are of another kind"
    ]


def test_a_macro_that_calls_itself_is_collected_and_not_carried_out() -> None:
    assert read_text(r"\def\a{\a\a}$\a$", "latex").macros == {r"\a": Macro(0, r"\a\a")}


@pytest.mark.parametrize("command", [r"\input{/etc/passwd}", r"\include{more}", r"\input more", r"\verbatiminput{a}"])
def test_a_file_is_not_followed(command: str) -> None:
    source = read_text("Text\n  " + command + "\n", "latex")
    (remark,) = source.remarks
    assert (remark.fact, remark.line, remark.column) == (f"{command} is not followed: only this file is read", 2, 3)
    assert not source.passages
    assert "root:" not in repr(source)


@pytest.mark.parametrize("opening", ["$", "$$", r"\(", r"\[", r"\begin{align}"])
def test_what_is_not_closed_is_remarked_upon(opening: str) -> None:
    (remark,) = read_text(f"so {opening} a\n\nb", "latex").remarks
    assert (remark.fact, remark.line, remark.column) == (f"{opening} is not closed: no formula is read", 1, 4)
