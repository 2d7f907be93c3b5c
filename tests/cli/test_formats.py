"""Formats on the command line: by name, by suffix, by the suffix of the file."""

from __future__ import annotations

import pytest

from symbackprop.cli.formats import chosen, named

CHOSEN = {
    (None, "notes.pdf"): "pdf",
    (None, "notes.slides.pdf"): "slides",
    (None, "NOTES.Slides.PDF"): "slides",
    (None, "notes.slides.tex"): "beamer",
    (None, "my.notes.tex"): "latex",
    ("slides", "talk.pdf"): "slides",
    ("pdf", "talk.slides.pdf"): "pdf",
    ("beamer", "talk.tex"): "beamer",
    ("slides.pdf", "talk.pdf"): "slides",
    ("html", None): "html",
    (None, "-"): "markdown",
}


@pytest.mark.parametrize(("choice", "place"), CHOSEN)
def test_the_format_is_the_one_that_is_named_else_that_of_the_longest_suffix(
    choice: str | None, place: str | None
) -> None:
    assert chosen(choice, place).name == CHOSEN[choice, place]


def test_a_format_is_named_by_its_name_or_its_suffix() -> None:
    assert [named(word).name for word in ("slides", ".slides.pdf", "beamer", "slides.tex")] == [
        *("slides", "slides"),
        *("beamer", "beamer"),
    ]
