"""Lessons: what an author writes is numbered and linked, and what is false cannot be written."""

from __future__ import annotations

import pytest
import sympy as sp

from symbackprop.calculus import Partial, derive
from symbackprop.network import names, two_layer
from symbackprop.report import FORMATS, Reference, Unproved
from symbackprop.report.blocks import About, Evidence, Refutation
from symbackprop.report.comparisons import Compared
from symbackprop.report.contents.author import NotRefuted
from symbackprop.report.contents.deltas import deltas
from symbackprop.report.contents.forward import equations
from symbackprop.report.lesson import Lesson
from symbackprop.report.text import ToLine

x, y, z, E = names("x y z E")
TEXTS = [FORMATS[name] for name in ("latex", "html", "markdown")]


def test_a_false_claim_cannot_be_written() -> None:
    lesson = Lesson("False")
    for left, right in (((x + 1) ** 2, x**2 + 1), (Partial(sp.tanh(x), x), 1 - sp.tanh(x)), (x, 1 / sp.S.Zero)):
        with pytest.raises(Unproved, match="not proved"):
            lesson.claim(left, right)
    line = lesson.claim((x + 1) ** 2, x**2 + 2 * x + 1)
    with pytest.raises(Unproved):
        lesson.then(line, x**2 + 1)
    assert [made.number for made in lesson.numbering.lines] == ["1"]


def test_what_is_true_or_open_cannot_be_shown_as_refuted() -> None:
    lesson = Lesson("True")
    with pytest.raises(NotRefuted, match="proved"):
        lesson.refute((x + 1) ** 2, x**2 + 2 * x + 1)
    lesson.refute((x + 1) ** 2, x**2 + 1)
    assert [type(block) for block in lesson.document().blocks()] == [About, Refutation]


def test_every_proved_line_has_evidence_and_a_definition_has_none() -> None:
    lesson = Lesson("Kinds of lines", chapter="3")
    lesson.section("one", "One section")
    made = [
        lesson.define(y, x + 1, "A definition."),
        lesson.claim(y**2, (x + 1) ** 2, "A claim.", definitions={y: x + 1}),
        lesson.compare(Compared(sp.S.One, ">", sp.S.Zero), words=("A comparison.",)),
        lesson.claim(Partial(sp.Abs(x), x), sp.sign(x), "Where there is no kink."),
    ]
    lesson.show(*made)
    document = lesson.document()
    (table,) = (block for block in document.blocks() if isinstance(block, Evidence))
    assert [number for row in table.rows for number in row.numbers] == ["3.2", "3.3", "3.4"]
    assert [line.number for line in document.lines()] == ["3.1", "3.2", "3.3", "3.4"]
    assert document.counts.proved == 3
    for row in TEXTS:
        assert "both sides computed exactly" in row.write(document)
    assert "≠" in FORMATS["markdown"].write(document) or r"\ne" in FORMATS["markdown"].write(document)


def test_a_story_may_be_told_over_several_chapters() -> None:
    first = Lesson("First", chapter="1")
    story = first.tell(derive(two_layer()))
    first.section("forward", "Forward")
    first.show(*equations(story))
    second = Lesson("Second", chapter="2", references=(Reference("rumelhart", "Nature 323 (1986)."),))
    second.figure("network", "network", "The network.", subject=story.derivation)
    told = deltas(second.go_on(story))
    assert told is not None
    second.put(told)
    lines = list(second.document().lines())
    assert lines[0].number == "2.1"
    cited = [n for line in lines for piece in line.reason if isinstance(piece, ToLine) for n in piece.numbers]
    assert set(cited) <= {line.number for line in lines}
    assert FORMATS["html"].write(second.document())


def test_words_cite_and_formulas_stand_between_them() -> None:
    lesson = Lesson("Words", references=(Reference("known", "A. Author. A title."),))
    lesson.section("one", "One")
    lesson.head("About ", x)
    lesson.say("As ", x, " grows [known], nothing happens.")
    text = FORMATS["markdown"].write(lesson.document())
    assert "As $x$ grows \\[1\\], nothing happens." in text
    assert "### About $x$" in text
