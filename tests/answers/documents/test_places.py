"""Places: at the line and column of a passage its LaTeX stands in the document, whatever surrounds it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbackprop.answers.documents import FORMATS, Passage, Source, read_text
from symbackprop.errors import SymbackpropError

PIECES = (
    *(
        "$",
        "$$",
        "\\(",
        "\\)",
        "\\[",
        "\\]",
        "\\\\(",
        "\\\\)",
        "\\\\[",
        "\\\\]",
        "`",
        "``",
        "```",
        "```math",
        "```{math}",
    ),
    *(
        "\\begin{align}",
        "\\end{align}",
        "\\begin{aligned}",
        "\\end{aligned}",
        "\\begin{document}",
        "\\\\",
        "\\",
        "&",
        "%",
    ),
    *("{", "}", "{math}`", ":math:`", ".. math::", "..", ":::{note}", ":::", ":::{math}", "---", "+++", "===", "|"),
    *(
        "> ",
        "- ",
        "1. ",
        "# ",
        "   ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        " ",
        "\r\n",
        "<!--",
        "-->",
        "<code>",
        "</code>",
        "<b>",
    ),
    *(
        "a",
        "b_1 = c",
        "5",
        "word ",
        "é",
        "🙂",
        "\u2028",
        "\x0b",
        "\x85",
        "::",
        ":label: x",
        "![a](",
        "](",
        "<img src=",
        ")",
    ),
    *(
        "\\newcommand{\\a}",
        "\\def\\a#1",
        "\\text{",
        "\\input{x}",
        "\\verb|",
        "https://latex.codecogs.com/svg?",
        "\\$",
        "\\_",
    ),
)
DOCUMENTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)
READ = [name for name in FORMATS if name != "notebook"]


def stands(source: Source, passage: Passage) -> None:
    """Asserts that every character of a formula stands at its place; a line's end may stand after spaces."""
    lines = source.texts[passage.cell].split("\n")
    assert passage.latex == passage.latex.strip()
    assert passage.latex
    for offset, character in enumerate(passage.latex):
        line, column = passage.place(offset)
        rest = lines[line - 1][column - 1 :]
        assert rest.startswith(character) if character != "\n" else not rest.strip()
    assert passage.place(0) == (passage.line, passage.column)


@pytest.mark.parametrize("format_", READ)
@settings(max_examples=400, deadline=None)
@given(DOCUMENTS)
def test_whatever_is_written_every_character_stands_at_its_place(format_: str, text: str) -> None:
    try:
        source = read_text(text, format_)
    except SymbackpropError as error:
        assert "NUL" in str(error)  # noqa: PT017  (any other refusal is a fault)
        return
    assert source == read_text(text, format_)
    for passage in source.passages:
        if passage.kind != "image":
            stands(source, passage)
        assert [passage.latex.startswith(row.latex, row.offset) for row in passage.rows].count(False) == 0
        assert len(passage.before) <= 300
        assert len(passage.after) <= 300
    places = [(passage.cell, passage.line, passage.column) for passage in source.passages]
    assert places == sorted(places)


FRAMES = {
    "a quotation": "> > text\n> > {}\n",
    "a list": "- a\n  1. b\n\n     {}\n",
    "a heading": "### About {} ###\n",
    "a task": "- [ ] do {} now\n",
    "a note": ":::{{note}}\n> so {}\n:::\n",
    "a table": "| a | b |\n|:-:|---|\n| é | {} |\n",
    "a tab": "\ta\n\n*\tthe {}\n",
    "HTML": "<details>\n<summary>é {}</summary>\n\n</details>\n",
    "emphasis": "**so {}** and\n_more_\n",
    "a footnote": "[^1]: see {}\n",
}
SIGNS = {"inline": ("${}$", "\\({}\\)", "$`{}`$", "{{math}}`{}`"), "display": ("$${}$$", "\\[{}\\]")}


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("sign", [*SIGNS["inline"], *SIGNS["display"]])
def test_a_formula_in_a_frame_has_its_line_and_column(frame: str, sign: str) -> None:
    content = r"\delta_1 = z - t"
    text = "Début $e$\n\n" + FRAMES[frame].format(sign.format(content))
    first, second = read_text(text, "markdown").passages
    assert (first.line, first.column) == (1, 8)
    assert (second.latex, second.kind) == (content, "inline" if sign in SIGNS["inline"] else "display")
    assert text.split("\n")[second.line - 1][second.column - 1 :].startswith(content)


def test_a_line_of_unicode_spaces_is_a_line() -> None:
    (passage,) = read_text("> \u2028\n> $x$", "markdown").passages
    assert (passage.line, passage.column) == (2, 4)


def test_the_place_of_a_character_in_a_quotation_is_behind_the_marks() -> None:
    (passage,) = read_text("> $$\n> a \\\\\n>   b = c\n> $$", "markdown").passages
    assert passage.latex == "a \\\\\nb = c"
    assert [passage.place(passage.latex.index(letter)) for letter in "abc"] == [(2, 3), (3, 5), (3, 9)]
