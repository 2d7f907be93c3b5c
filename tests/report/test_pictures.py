"""Pictures: a plot is a file beside the text or a part of the page, and its name is safe everywhere."""

from __future__ import annotations

import builtins
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from symbackprop.plots import Plot, PlotsUnavailable
from symbackprop.report import FORMATS, Book
from symbackprop.report.latex import write as latex
from symbackprop.report.lesson import Lesson
from symbackprop.report.pdf import compile_latex
from symbackprop.report.pictures import as_pdf, as_svg, names, slug

if TYPE_CHECKING:
    from symbackprop.report.document import Document

HOSTILE = r"../../50% \input{x} </script> δ"


def _draw(figure: Any) -> None:
    figure.subplots().plot([0, 1], [1, 0])


def told(*keys: str, title: str = "Plots", chapter: str = "") -> Document:
    lesson = Lesson(title, chapter=chapter)
    lesson.section("one", "One")
    for key in keys:
        lesson.plot(Plot(key, f"A line [{key}] & more. It falls.", _draw), "A line that falls.")
    return lesson.document()


@pytest.mark.parametrize("text", [HOSTILE, "", "…", "a" * 200, "CON", "A b", "-x-"])
def test_the_name_of_a_file_is_made_of_small_letters_digits_and_hyphens(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?", slug(text))


def test_plots_whose_keys_differ_have_files_that_differ() -> None:
    found = names(told("a b", "a-b", "A B", "c"))
    assert len(set(found.values())) == 4
    assert all(name.startswith("plots-") for name in found.values())


@pytest.mark.parametrize(("name", "suffix", "begins"), [("latex", ".pdf", b"%PDF"), ("markdown", ".svg", b"<svg")])
def test_the_files_that_the_text_names_go_with_it(name: str, suffix: str, begins: bytes) -> None:
    document = told("curve", HOSTILE)
    beside = FORMATS[name].files(document)
    text = FORMATS[name].write(document)
    assert len(beside) == 2
    for file, content in beside.items():
        assert file.endswith(suffix)
        assert file in text
        assert content.startswith(begins)
    assert FORMATS[name].files(document) == beside


def test_a_page_and_a_pdf_hold_their_plots_themselves() -> None:
    document = told("curve", "other")
    assert FORMATS["html"].files(document) == FORMATS["pdf"].files(document) == {}
    page = FORMATS["html"].write(document)
    root = ET.fromstring(page.replace("<!DOCTYPE html>", ""))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert page.count('role="img"') == 2
    assert "<style>*{" not in re.sub(r"\s", "", page)
    assert 'css">*{' not in re.sub(r"\s", "", page)


def test_the_pdf_is_compiled_with_its_plots() -> None:
    document = told("curve")
    log = compile_latex(latex(document), FORMATS["latex"].files(document)).log
    assert not re.search(r"(?i)overfull|not found|undefined", log)
    assert FORMATS["pdf"].write(document) == FORMATS["pdf"].write(document)


def test_a_chapter_shares_its_files_with_the_book() -> None:
    first, second = told("curve", chapter="1"), told("curve", title="Others", chapter="2")
    together = FORMATS["latex"].files(Book("Both", "", (first, second)))
    assert together == {**FORMATS["latex"].files(first), **FORMATS["latex"].files(second)}
    assert len(together) == 2


def test_without_matplotlib_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def none(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return real(name, *rest, **more)

    as_pdf.cache_clear()
    as_svg.cache_clear()
    monkeypatch.setattr(builtins, "__import__", none)
    for row in FORMATS.values():
        with pytest.raises(PlotsUnavailable, match=r"pip install 'symbackprop\[plots\]'"):
            row.files(told("gone")) if row.name in ("latex", "markdown", "beamer") else row.write(told("gone"))
    assert FORMATS["markdown"].files(told()) == {}
