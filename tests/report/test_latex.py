"""LaTeX: every document compiles without a complaint, nothing overlaps, nothing is taken for a command."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from itertools import pairwise
from unicodedata import normalize

import pytest
from jinja2 import UndefinedError

from symbackprop.errors import UnknownName
from symbackprop.report.blocks import Paragraph
from symbackprop.report.document import Document, Section
from symbackprop.report.latex import write
from symbackprop.report.latex.text import Tex, bookmark, escape, program_text
from symbackprop.report.latex.writer import ENVIRONMENT
from symbackprop.report.pdf import Compiled, compile_latex
from symbackprop.report.text import ToFigure, ToLine, ToReference, ToSection

COMPLAINT = re.compile(
    r"^(?:LaTeX|Package \w+|Class \w+|pdfTeX)(?: \w+)* warning|^Missing character|overfull|underfull|undefined",
    re.IGNORECASE,
)
MILLIMETRE = 72 / 25.4
LEFT, NUMBERS, MARGIN, RIGHT = (millimetres * MILLIMETRE for millimetres in (21, 140, 147, 192))
PROTRUSION = 2.5
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


@dataclass(frozen=True)
class Word:
    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@cache
def compiled(source: str) -> Compiled:
    return compile_latex(source)


def text_of(pdf: bytes, *options: str) -> str:
    command = ["pdftotext", *options, "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def words(pdf: bytes) -> list[list[Word]]:
    """The words of each page, with their places in points."""
    pages = text_of(pdf, "-bbox").split("<page ")[1:]
    return [[_word(*found.groups()) for found in WORD.finditer(page)] for page in pages]


def _word(left: str, top: str, right: str, bottom: str, text: str) -> Word:
    return Word(float(left), float(top), float(right), float(bottom), unescape(text))


def test_every_document_compiles_without_a_complaint(told: Document) -> None:
    log = compiled(write(told)).log
    assert [line for line in log.splitlines() if COMPLAINT.search(line)] == []


def test_nothing_stands_outside_the_type_area(told: Document) -> None:
    for page in words(compiled(write(told)).pdf):
        assert [word for word in page if word.left < LEFT - PROTRUSION or word.right > RIGHT + PROTRUSION] == []


def test_two_reasons_in_the_margin_never_meet(told: Document) -> None:
    for page in words(compiled(write(told)).pdf):
        lines = sorted(word.middle for word in page if abs(word.left - MARGIN) < PROTRUSION)
        assert [(upper, lower) for upper, lower in pairwise(lines) if lower - upper < 8] == []


def test_the_number_of_a_line_stands_beside_its_formula(told: Document) -> None:
    for page in words(compiled(write(told)).pdf):
        body = [word for word in page if word.right < NUMBERS - 4]
        for number in page:
            if abs(number.right - NUMBERS) < 0.5 and number.text.isdigit() and number.bottom < 800:
                assert any(word.top - 3 < number.middle < word.bottom + 3 for word in body), number


def test_every_link_leads_somewhere_and_no_two_places_share_a_name(told: Document) -> None:
    source = write(told)
    proved = re.findall(r"\\proved\{(\d+)\}", source)
    known = re.findall(r"\\known\{(\d+)\}", source)
    told_evidence = re.findall(r"\\evidenceof\{(\d+)\}", source)
    cited = re.findall(r"\\eqn\{(\d+)\}", source)
    assert sorted(map(int, proved + known)) == list(range(1, told.counts.displays + 1))
    assert sorted(proved) == sorted(told_evidence)
    assert set(cited) <= {*proved, *known}


def test_the_same_document_gives_the_same_text_whatever_the_hash_seed() -> None:
    program = (
        "from symbackprop.calculus import derive; from symbackprop.network import two_layer;"
        "from symbackprop.report import render; import hashlib;"
        "texts = [render(derive(two_layer('tanh')), form) for form in ('latex', 'markdown')];"
        "print(*(hashlib.sha256(text.encode()).hexdigest() for text in texts))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


def test_names_and_titles_of_strangers_are_shown_and_not_obeyed(strange: Document) -> None:
    source = write(strange)
    assert r"\input" not in source.replace(r"\textbackslash{}input", "").replace(r"\inputenc", "")
    shown = text_of(compiled(source).pdf)
    for text in (r"\input{/etc/passwd}", "<script>alert(1)</script>", "{{7*7}}", "$x_1$", "U+6F22", "[c](d)"):
        assert text in shown


def test_every_character_of_a_keyboard_is_shown_as_it_is() -> None:
    characters = [chr(code) for code in range(0x21, 0x7F)] + list("äéßŁőž–—“”’…§×")
    lines = "\n\n".join(f"={escape(character)}=" for character in characters)
    lead, _ = ENVIRONMENT.get_template("preamble.tex").render().split(r"\pagestyle", 1)
    source = rf"\documentclass[fleqn]{{article}}{lead}\begin{{document}}{lines}\end{{document}}"
    shown = [normalize("NFC", line).replace(" ", "") for line in text_of(compile_latex(source).pdf).splitlines()]
    expected = {"'": "’", "…": "..."}
    assert [line for line in shown if line.startswith("=")] == [f"={expected.get(c, c)}=" for c in characters]


@pytest.mark.parametrize("text", ["--", "---", "``", "''", ",,", "<<", ">>", "!`", "?`", "fi"])
def test_no_two_characters_of_a_stranger_become_one(text: str) -> None:
    for written in (escape(text), program_text(text)):
        assert not {"--", "``", "''", ",,", "<<", ">>", "!`", "?`"} & {a + b for a, b in pairwise(written)}


def test_a_bookmark_holds_no_formula() -> None:
    assert bookmark("the δ of x_1 → 50 %") == r"the delta of x\_1  50 \%"


def test_a_template_escapes_what_is_not_latex_and_refuses_what_it_was_not_told() -> None:
    template = ENVIRONMENT.from_string("<< text >>")
    assert template.render(text="50%") == r"50\%"
    assert template.render(text=Tex("$x$")) == "$x$"
    with pytest.raises(UndefinedError):
        template.render()


@pytest.mark.parametrize("link", [ToSection("there"), ToFigure("there"), ToReference("there"), ToLine(("999",))])
def test_a_link_to_nowhere_is_an_error(link: ToSection, two_two_one: Document) -> None:
    section = Section("more", "More", (Paragraph(("See ", link, ".")),))
    with pytest.raises(UnknownName):
        write(replace(two_two_one, sections=(*two_two_one.sections, section)))
