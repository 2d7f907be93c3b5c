"""Markdown: formulas reach the reader through any Markdown processor, and nothing is taken for markup."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from symbackprop.calculus import Partial
from symbackprop.network import names
from symbackprop.notation import layout
from symbackprop.report.blocks import Figure
from symbackprop.report.document import Document
from symbackprop.report.markdown import write
from symbackprop.report.markdown.formulas import maths
from symbackprop.report.markdown.text import as_paragraph, code, escape, fenced
from symbackprop.report.pdf import compile_latex

PROCESSOR = MarkdownIt("commonmark").enable("table")
"""A Markdown processor that knows nothing of formulas, as the one of GitHub that runs before MathJax."""
FENCE = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^\$\$\n(.*?)\n\$\$$", re.MULTILINE | re.DOTALL)
NARROWEST = 40
"""The room for a formula on the narrowest page, in em, its number apart."""
INLINE = re.compile(r"(?<![\\$])\$([^$\n]+)\$")


def prose(text: str) -> str:
    return FENCE.sub("", text)


def formulas(text: str) -> list[str]:
    without_code = prose(text)
    return BLOCK.findall(without_code) + INLINE.findall(BLOCK.sub("", without_code))


def rendered(text: str) -> str:
    """What a reader sees of a text, tags taken away."""
    return unescape(re.sub("<[^>]*>", "", PROCESSOR.render(text)))


def test_every_formula_reaches_its_renderer_letter_by_letter(told: Document) -> None:
    text = write(told)
    seen = rendered(text)
    assert formulas(text)
    assert [formula for formula in formulas(text) if formula not in seen] == []


def test_no_formula_has_a_command_made_of_punctuation_or_one_that_github_refuses(told: Document) -> None:
    for formula in formulas(write(told)):
        assert not re.search(r"\\[^A-Za-z]", formula), formula
        assert not re.search(r"(?<![A-Za-z0-9])_", formula), formula
        assert not re.search(r"\\(operatorname|phantom|mathcolor|mbox|tag)\b", formula), formula
        assert not set("|[]<>*~`#%") & set(formula.replace(" < ", "").replace(" > ", "")), formula


def test_every_formula_is_latex(told: Document) -> None:
    body = "\n".join(f"$\\displaystyle {formula}$\n" for formula in dict.fromkeys(formulas(write(told))))
    wide = re.sub("[\uff01-\uff5e]", "W", body)
    compile_latex(rf"\documentclass{{article}}\usepackage{{amsmath}}\begin{{document}}{wide}\end{{document}}")


def test_no_row_of_a_display_is_wider_than_the_narrowest_page(told: Document) -> None:
    """TeX sets every row in a box and says how wide it is; GitHub, Jupyter and VuePress have 40 em at least."""
    rows = [row for block in BLOCK.findall(write(told)) for row in re.split(r" \\cr\n|\n", block) if "&" in row]
    cells = [re.sub(r" && \(\d+\)$", "", row).replace("&", "") for row in rows]
    wide = {ord(character): "W" for row in cells for character in row if ord(character) > 0x7F}
    boxes = "".join(
        rf"\setbox0\hbox{{$\displaystyle {cell.translate(wide)}$}}\immediate\write-1{{:\the\wd0:}}" for cell in cells
    )
    log = compile_latex(
        rf"\documentclass{{article}}\usepackage{{amsmath}}\begin{{document}}x{boxes}\end{{document}}"
    ).log
    widths = [float(width) / 10 for width in re.findall(r"^:([\d.]+)pt:$", log, re.MULTILINE)]
    assert len(widths) == len(cells)
    assert [cell for cell, width in zip(cells, widths, strict=True) if width > NARROWEST] == []


def test_displays_stand_on_their_own_lines_without_an_empty_one(told: Document) -> None:
    text = prose(write(told))
    lines = text.splitlines()
    assert text.count("$$") == 2 * len(BLOCK.findall(text)) == sum(line == "$$" for line in lines)
    assert all("\n\n" not in block for block in BLOCK.findall(text))


def test_every_line_of_the_document_has_its_number(told: Document) -> None:
    shown = [int(number) for block in BLOCK.findall(write(told)) for number in re.findall(r"&& \((\d+)\)", block)]
    assert shown == list(range(1, told.counts.displays + 1))


def test_there_is_no_html_but_what_is_said_to_those_who_check(told: Document) -> None:
    outside = re.sub("`[^`]*`|<!-- symbackprop:.*?-->", "", prose(write(told)), flags=re.DOTALL)
    assert not re.search(r"<[A-Za-z/!]", outside)
    tags = set(re.findall(r"<([a-z0-9]+)", PROCESSOR.render(write(told))))
    assert tags <= {
        "h1",
        "h2",
        "h3",
        "p",
        "ul",
        "ol",
        "li",
        "em",
        "strong",
        "code",
        "pre",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "hr",
    }


def test_the_rows_of_every_table_have_as_many_cells_as_its_head(told: Document) -> None:
    lines = prose(write(told)).splitlines()
    for upper, lower in pairwise(lines):
        if upper.startswith("|") and lower.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", upper)) == len(re.findall(r"(?<!\\)\|", lower)), lower


def test_every_figure_is_told_by_a_table_or_by_characters(told: Document) -> None:
    text = write(told)
    figures = [block for block in told.blocks() if isinstance(block, Figure)]
    assert text.count("**Figure ") == len(figures)
    assert not re.search(r"!\[", prose(text).replace(r"!\[", ""))


def test_names_and_titles_of_strangers_are_shown_and_not_obeyed(strange: Document) -> None:
    text = write(strange)
    assert "<script>alert(1)</script> {" in rendered(text)
    assert "{{" not in BLOCK.sub("", INLINE.sub("", prose(text)))
    assert r"\input" not in "".join(formulas(text))


def test_the_path_is_drawn_in_characters(two_two_one: Document) -> None:
    assert "w_11   ────▶ u_1 ─────────────▶    y_1    ────▶   s   ─────────▶   z   ──────▶ E" in write(two_two_one)


def test_held_names_stand_after_a_bar() -> None:
    assert maths(layout(Partial(*names("y x v")))) == r"\left.\frac{\partial y}{\partial x}\right\vert_{v}"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1))
def test_escaped_text_is_shown_character_by_character(text: str) -> None:
    assert rendered(f"x{escape(text)}x").strip().replace("\N{WORD JOINER}", "") == f"x{text}x"


@given(st.text(st.sampled_from("`a{$\\"), min_size=1).filter(str.strip))
def test_code_is_shown_character_by_character(text: str) -> None:
    assert rendered(code(text)).strip() == text
    assert rendered(fenced(text, "text")).strip() == text


@pytest.mark.parametrize("text", ["# a", "1. a", "- a", "+ a", "> a", "= a", "    a", "~~~"])
def test_no_paragraph_of_a_stranger_becomes_something_else(text: str) -> None:
    assert PROCESSOR.render(as_paragraph(escape(text))).startswith("<p>")
