"""Equations between Boolean formulas are displayed only where the truth tables agree."""

from __future__ import annotations

import pytest
from boolean_formulas import NAMES, formulas
from hypothesis import given, settings

from symbackprop.network.perceptrons import Formula, parse
from symbackprop.report import FORMATS
from symbackprop.report.comparisons import DoesNotHold
from symbackprop.report.equivalences import Equivalent
from symbackprop.report.lesson import Lesson


@settings(max_examples=100, deadline=None)
@given(formulas(NAMES[:2]), formulas(NAMES[:2]))
def test_an_equation_is_displayed_where_the_tables_agree_and_refused_elsewhere(first: Formula, second: Formula) -> None:
    if first.table == second.table:
        assert Equivalent(first, second).claims
    else:
        with pytest.raises(DoesNotHold):
            Equivalent(first, second)


def test_the_refusal_names_both_tables_and_the_way_out() -> None:
    with pytest.raises(DoesNotHold) as caught:
        Equivalent(parse("A -> B"), parse("B -> A"))
    assert str(caught.value) == (
        "A -> B is not B -> A on every row\n"
        "    left side         1101 in A, B\n    right side        1011 in A, B\n"
        "    a document prints only what is proved; give formulas with the same truth table"
    )


@pytest.mark.parametrize("form", ["html", "latex", "markdown"])
def test_a_lesson_tells_the_evidence(form: str) -> None:
    lesson = Lesson("De Morgan")
    lesson.section("first", "Negations")
    lesson.show(lesson.same(parse("~(A & B)"), parse("~A | ~B"), "De Morgan."))
    document = lesson.document()
    assert document.counts.proved == 1
    text = FORMATS[form].write(document)
    assert isinstance(text, str)
    assert "Truth table: both sides have the same value on every row." in text
    assert {"html": "¬", "latex": r"\lnot", "markdown": r"\lnot"}[form] in text
