"""Markdown: what is a formula in its dialects, and what is not."""

from __future__ import annotations

import pytest

from symbackprop.answers.documents import read_text

FORMULAS = {
    "dollars": ("Let $x$ be, $y_1$.", [("inline", "x"), ("inline", "y_1")]),
    "two dollars": ("So $$a$$ and\n$$\nb\n$$", [("display", "a"), ("display", "b")]),
    "brackets": (r"\(a\) \[b = c\]", [("inline", "a"), ("display", "b = c")]),
    "brackets over lines": ("\\[\na\n- b\n\\]", [("display", "a\n- b")]),
    "escaped brackets": (r"\\(w\_{1}\\) \\[a \\\\ b\\]", [("inline", "w_{1}"), ("display", r"a \\ b")]),
    "a fence": ("```math\na\n```\n~~~math\nb\n~~~", [("display", "a"), ("display", "b")]),
    "dollar and tick": ("$`a_1`$ and $``b``$", [("inline", "a_1"), ("inline", "b")]),
    "an environment": ("\\begin{align*}\na &= b\n\\end{align*}", [("display", "a &= b")]),
    "MyST's roles": ("{math}`a` and {math}``b``", [("inline", "a"), ("inline", "b")]),
    "MyST's directives": (
        ":::{math}\n:label: e\n\na\n:::\n```{math}\n---\nlabel: f\n---\nb\n```",
        [("display", "a"), ("display", "b")],
    ),
    "text in MyST": (
        "::::{note}\n:::{tip}\n$a$\n:::\n::::\n```{warning}\n$b$\n```",
        [("inline", "a"), ("inline", "b")],
    ),
    "a container of VuePress": ("::: tip Title\nIf $a$\n:::\n$b$", [("inline", "a"), ("inline", "b")]),
    "a quotation": ("> > $$\n> > a\n> > > b\n> > $$", [("display", "a\n> b")]),
    "a list": ("1. one\n\n   $$\n   a\n   - b\n   $$\n2. $c$", [("display", "a\n- b"), ("inline", "c")]),
    "no heading": ("$$\na\n= b\n$$", [("display", "a\n= b")]),
    "a heading": ("## About $a$ ##\n\nB $b$\n===", [("inline", "a"), ("inline", "b")]),
    "a table": ("| a | b |\n|---|---|\n| $x$ | $5 |\n| $y$ | $6 |", [("inline", "x"), ("inline", "y")]),
    "a blank line": ("$$\na\n\n+ b\n$$", [("display", "a\n\n+ b")]),
    "text before and behind": ("Hence $$\na\n$$ where $b$", [("display", "a"), ("inline", "b")]),
    "spaces inside": ("$ x_1 $ and $ y = 2 $", [("inline", "x_1"), ("inline", "y = 2")]),
    "dollars in text": (r"$a \text{ if $b$} c$", [("inline", r"a \text{ if $b$} c")]),
    "money": ("It costs $5 and $10, or 5$ and 10$.", []),
    "money and a formula": ("From $5 to $10 by $x$.", [("inline", "x")]),
    "escaped dollars": (r"\$a\$ and $b$", [("inline", "b")]),
    "code": ("`$a$` ``$b` $c$`` $d$", [("inline", "d")]),
    "a block of code": ("```python\n$a$\n```\n\n    $b$\n\n$c$", [("inline", "c")]),
    "HTML": ("<!-- $a$ --> <code>$b$</code> <b title='$c$'>$d$</b>", [("inline", "d")]),
    "a block of HTML": ("<div>\n$a$\n</div>", [("inline", "a")]),
    "smaller than": ("If a <b and $x$ > 0", [("inline", "x")]),
    "an address": ("[a $x$](http://a/$b$) <http://$c$>", [("inline", "x")]),
    "a reference": (r"See \[1\] and \(optional\) but \(x\).", [("inline", "x")]),
    "macros": ("$$\\newcommand{\\R}{r}$$\n\n$\\R$", [("inline", r"\R")]),
    "a macro before a formula": ("$$\\def\\a{b} \\a = c$$", [("display", r"\a = c")]),
    "old line ends": ("a\r\n$$\r\nb\r\n$$\r\n", [("display", "b")]),
    "a directive at the end of a quotation": ("> $a$\n> :::\n> ", [("inline", "a")]),
    "empty": ("$$ $$ and \\(\\)\n```math\n```", []),
}


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_is_found_and_nothing_else(name: str) -> None:
    text, expected = FORMULAS[name]
    found = read_text(text, "markdown").passages
    assert [(passage.kind, passage.latex) for passage in found] == expected


def test_an_environment_is_named_and_its_rows_are_split() -> None:
    text = "$$\n\\begin{aligned}\na &= \\begin{cases} 1 \\\\ 2 \\end{cases} \\\\[2pt]\nb &= c\n\\end{aligned}\n$$"
    (passage,) = read_text(text).passages
    assert passage.environment == "aligned"
    assert [row.latex for row in passage.rows] == ["a &= \\begin{cases} 1 \\\\ 2 \\end{cases}", "b &= c"]
    assert passage.place(passage.rows[1].offset) == (4, 1)


def test_the_words_around_a_formula_are_kept() -> None:
    first, second, third = read_text("- If $a$, **then**\n\n$$\nb\n$$\n\nwhere $c$ holds.\n\nNext").passages
    assert (first.before, first.after) == ("If", ", **then**")
    assert (second.before, second.after) == (", **then**", "where")
    assert (third.before, third.after) == ("where", "holds.")


def test_front_matter_is_read_and_holds_no_formula() -> None:
    source = read_text("---\nnetwork: 2-2-1\nnames: [a, b]\n---\n$x$")
    assert source.front_matter == {"network": "2-2-1", "names": ["a", "b"]}
    assert (source.passages[0].line, len(source.passages)) == (5, 1)
    assert read_text("+++\n[network]\nhidden = 2\n+++\n$x$").front_matter == {"network": {"hidden": 2}}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("---\na: [\n---\n", "it is not YAML"),
        ("---\na: !!python/object/apply:os.system [id]\n---\n", "it is not YAML"),
        ("---\na: &a [1]\nb: *a\n---\n", "it has aliases (*)"),
        ("---\n" + "[" * 20_000 + "\n---\n", "its lists are nested more than 20 deep"),
        ("---\n- a\n---\n", "it is no list of names with values"),
        ("+++\na\n+++\n", "it is not TOML"),
    ],
)
def test_front_matter_that_is_not_read_is_remarked_upon(text: str, reason: str) -> None:
    source = read_text(text + "$x$", "markdown")
    assert [remark.fact for remark in source.remarks] == [f"the front matter is not read: {reason}"]
    assert [passage.latex for passage in source.passages] == ["x"]


@pytest.mark.parametrize("opening", ["$$", r"\begin{align}"])
def test_what_is_not_closed_is_remarked_upon(opening: str) -> None:
    (remark,) = read_text(f"Text\n\n  {opening} a $b$", "markdown").remarks
    assert (remark.fact, remark.line, remark.column) == (f"{opening} is not closed: no formula is read", 3, 3)


def test_directives_are_read_to_a_depth_that_is_stated() -> None:
    deep = "\n".join(":" * (23 - level) + "{note}" for level in range(20)) + "\n$x$"
    (remark,) = read_text(deep, "markdown").remarks
    assert remark.fact == "directives are read 8 deep at most: what stands here is not"
