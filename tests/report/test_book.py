"""Books: chapters bound with one numbering, one list of references, one index; nothing is taken for a command."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
import sympy as sp

from symbackprop.errors import UnknownName
from symbackprop.network import names
from symbackprop.report import FORMATS, Book, Document, Reference, document_of
from symbackprop.report.book import NotBound
from symbackprop.report.latex import write as latex
from symbackprop.report.lesson import Lesson
from symbackprop.report.pdf import compile_latex
from symbackprop.report.text import ToChapter, ToLine, ToSection

x, y, u = names("x y u")
HOSTILE = r"50% of w_11 & \input{/etc/passwd} </script><script>alert(1)</script> {{7*7}} $x$ *a* `b` [c](d) ~^#"
SAME = "A. Author. The same book. 1999."
TEXTS = ("latex", "html", "markdown")


def chapter(number: str, title: str = "A chapter", *, cites: str = "", to: str = "") -> Document:
    lesson = Lesson(
        title,
        f"Subtitle {number}",
        number,
        references=(Reference(f"own{number}", f"Own {number}."), Reference("same", SAME)),
    )
    lesson.section("one", "First section")
    line = lesson.define(y, x**2, "Definition.")
    lesson.name(y, "a square", line=line)
    lesson.show(line, lesson.claim(sp.Add(y, y, evaluate=False), 2 * x**2, "Twice.", definitions={y: x**2}))
    lesson.say("As in ", ToLine((cites or f"{number}.1",)), ", see ", ToSection("one"), " [same].")
    if to:
        lesson.say("See ", ToChapter(to), ".")
    lesson.figure("rule", "chain rule", "Two paths.")
    return lesson.document()


def book(title: str = "A book") -> Book:
    return Book(title, "Its subtitle", (chapter("1"), chapter("2", cites="1.2", to="1")), author="An Author")


@pytest.mark.parametrize("name", TEXTS)
def test_both_chapters_stand_in_the_book_with_the_numbers_they_have_alone(name: str) -> None:
    whole = FORMATS[name].write(book())
    for part in book().chapters:
        alone = FORMATS[name].write(part)
        for number in ("1", "2"):
            assert f"{part.chapter}.{number}" in alone
            assert f"{part.chapter}.{number}" in whole
    assert "An Author" in whole
    assert "Index of symbols" in whole
    assert "a square" in whole


def test_references_with_the_same_text_are_one() -> None:
    assert [reference.text for reference in book().references] == ["Own 1.", SAME, "Own 2."]
    assert FORMATS["markdown"].write(book()).count(SAME) == 1
    assert r"\cite{reference-2}" in latex(book())


def test_a_line_of_another_chapter_is_linked_in_the_book_and_named_alone() -> None:
    second = book().chapters[1]
    assert 'href="#eq-1.2"' in FORMATS["html"].write(book())
    assert 'href="#eq-1.2"' not in FORMATS["html"].write(second)
    assert "(1.2)" in FORMATS["html"].write(second)
    assert r"\eqn{1.2}" in latex(book())
    assert r"\eqn{1.2}" not in latex(second)
    assert 'href="#chapter-1"' in FORMATS["html"].write(book())
    assert "chapter 1" in FORMATS["markdown"].write(second)


@pytest.mark.parametrize("name", TEXTS)
def test_a_line_that_is_nowhere_is_refused(name: str) -> None:
    for number in ("1.99", "3.1", "nowhere"):
        lost = Book("Lost", "", (chapter("1"), chapter("2", cites=number)))
        with pytest.raises(UnknownName, match="there is no line named"):
            FORMATS[name].write(lost)


def test_chapters_out_of_order_and_books_without_any_are_refused() -> None:
    with pytest.raises(NotBound, match="chapter 1 of 'A book' has the number '2'"):
        Book("A book", "", (chapter("2"), chapter("1")))
    with pytest.raises(NotBound, match="no chapters"):
        Book("A book", "", ())
    with pytest.raises(NotBound, match=r"Document\(\.\.\., chapter='1'\)"):
        Book("A book", "", (replace(chapter("1"), chapter=""),))


def test_the_page_is_well_formed_and_every_link_leads_somewhere() -> None:
    root = ET.fromstring(re.sub("<!DOCTYPE html>", "", FORMATS["html"].write(book())))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = {element.get("href") for element in root.iter() if (element.get("href") or "").startswith("#")}
    assert links <= {f"#{found}" for found in ids}
    headings = [element.tag[-1] for element in root.iter() if re.fullmatch(r"\{.*\}h[1-6]", element.tag)]
    assert headings[0] == "1"
    assert all(int(after) <= int(before) + 1 for before, after in pairwise(headings))


def test_the_book_compiles_without_a_complaint() -> None:
    log = compile_latex(latex(book())).log
    assert not re.search(r"(?i)overfull|underfull|undefined|multiply|^! |does not exist", log, re.MULTILINE)


def test_a_hostile_title_is_shown_as_text() -> None:
    hostile = Book(HOSTILE, HOSTILE, (chapter("1", HOSTILE), chapter("2", HOSTILE)), author=HOSTILE)
    page = FORMATS["html"].write(hostile)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    source = latex(hostile)
    assert r"\input{/etc" not in source
    done = compile_latex(source)
    assert "/etc/passwd" not in done.log
    text = FORMATS["markdown"].write(hostile)
    assert "<script" not in text
    assert r"\*a\*" in text


def test_a_book_is_told_as_it_is() -> None:
    bound = book()
    assert document_of(bound) is bound
    assert bound.counts.displays == sum(part.counts.displays for part in bound.chapters)
    assert bound._repr_html_().startswith("<iframe srcdoc=")
