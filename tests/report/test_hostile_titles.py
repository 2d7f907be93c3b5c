"""A title is text in every format, of a document and of a book: nothing in it is taken for a command."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import unescape
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from symbackprop.network import names
from symbackprop.report import FORMATS, Book, Document
from symbackprop.report.lesson import Lesson

if TYPE_CHECKING:
    from pathlib import Path

x, y = names("x y")
TITLE = r"50% of w_11 & \input{/etc/passwd} </script><script>alert(1)</script> {{7*7}} $x$ *a* [c](d) #1"
SUBJECTS = ("document", "book")
WORD_JOINER = "\u2060"
"""It stands between two braces, which some readers of Markdown would fill in."""


def told(kind: str) -> Document | Book:
    lesson = Lesson(TITLE, TITLE, "1" if kind == "book" else "")
    lesson.section("one", TITLE)
    lesson.show(lesson.define(y, x**2, "Definition."))
    document = lesson.document()
    return Book(TITLE, TITLE, (document,), author=TITLE) if kind == "book" else document


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("kind", SUBJECTS)
def test_a_page_shows_the_title_and_runs_no_script(kind: str) -> None:
    page = FORMATS["html"].write(told(kind))
    root = ET.fromstring(page.replace("<!DOCTYPE html>", ""))
    shown = ["".join(element.itertext()) for element in root.iter() if re.search(r"\}(h1|title)$", element.tag)]
    assert shown == [TITLE, TITLE]
    assert "alert(1)" not in "".join("".join(element.itertext()) for element in root.iter("{*}script"))


@pytest.mark.parametrize("kind", SUBJECTS)
def test_markdown_shows_the_title_and_has_no_tag(kind: str) -> None:
    text = FORMATS["markdown"].write(told(kind))
    first = next(line for line in text.split("\n") if line.startswith("# "))
    assert unescape(re.sub(r"\\([^a-z\s])", r"\1", first)).replace(WORD_JOINER, "") == f"# {TITLE}"
    assert "<script" not in text


@pytest.mark.parametrize("kind", SUBJECTS)
@pytest.mark.parametrize(("name", "source"), [("pdf", "latex"), ("slides", "beamer")])
def test_tex_shows_the_title_and_reads_no_file(name: str, source: str, kind: str, tmp_path: Path) -> None:
    subject = told(kind)
    assert r"\input" not in FORMATS[source].write(subject)
    place = tmp_path / "titled.pdf"
    place.write_bytes(FORMATS[name].write(subject))
    program = shutil.which("pdftotext")
    assert program is not None, "pdftotext is missing: install poppler-utils"
    read = subprocess.run([program, "-raw", str(place), "-"], check=True, capture_output=True, text=True).stdout
    assert squeezed(read).count(squeezed(TITLE)) >= 2
    assert "root:" not in read


def test_no_format_is_left_out() -> None:
    assert set(FORMATS) == {"html", "markdown", "latex", "beamer", "pdf", "slides"}
