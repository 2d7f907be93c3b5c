"""Slides: what a document proves is proved on them under the same number, and nothing runs over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from symbackprop.report.latex.text import Tex
from symbackprop.report.pdf import compile_latex
from symbackprop.report.slides import files, write
from symbackprop.report.slides.frames import ROOM, Piece, packed

if TYPE_CHECKING:
    from collections.abc import Callable

    from symbackprop.report.document import Document

COMPLAINT = re.compile(r"(?i)overfull|undefined|missing character|^! |warning: x columns", re.MULTILINE)


def piece(height: float, **more: bool) -> Piece:
    return Piece(Tex(f"{height:g}"), height, **more)


def test_every_line_has_its_number_on_a_slide_with_a_tick_where_it_is_proved(told: Document) -> None:
    source = write(told)
    for line in told.lines():
        command = r"\proved" if line.proved else r"\known"
        assert f"{command}{{{line.number}}}" in source
    assert source.count(r"\begin{frame}") == source.count(r"\end{frame}")


@pytest.mark.parametrize("key", ["strange names", "attention", "long names"])
def test_slides_compile_and_nothing_runs_over(key: str, document_named: Callable[[str], Document]) -> None:
    document = document_named(key)
    assert not COMPLAINT.search(compile_latex(write(document), files(document)).log)


def test_pieces_share_a_slide_while_there_is_room() -> None:
    frames = list(packed("Title", Tex(""), [piece(0.6 * ROOM), piece(0.3 * ROOM), piece(0.2 * ROOM)]))
    assert [len(frame.pieces) for frame in frames] == [2, 1]


def test_what_leads_to_something_stands_on_its_slide() -> None:
    frames = list(packed("Title", Tex(""), [piece(0.6 * ROOM), piece(0.2 * ROOM, leads=True), piece(0.5 * ROOM)]))
    assert [[item.height / ROOM for item in frame.pieces] for frame in frames] == [[0.6], [0.2, 0.5]]


def test_a_heading_takes_room_from_its_slide() -> None:
    pieces = [piece(0.5 * ROOM), piece(0.48 * ROOM)]
    assert len(list(packed("Title", Tex(""), pieces))) == 1
    assert len(list(packed("Title", Tex("Heading"), pieces))) == 2
