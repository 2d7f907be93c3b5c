"""Notebooks: the Markdown cells are read, and a place is one in a cell."""

from __future__ import annotations

import json

import pytest

from symbackprop.answers.documents import DocumentError, read_text

CELLS: list[dict[str, object]] = [
    {"cell_type": "markdown", "source": ["# About\n", "Let $a$ be"]},
    {"cell_type": "code", "source": ["print('$b$')"], "outputs": [{"data": {"text/latex": "$c$"}}]},
    {"cell_type": "markdown", "source": "\\begin{align}\nd &= e\n\\end{align}"},
    {"cell_type": "raw", "source": "$f$"},
]


@pytest.mark.parametrize("notebook", [{"cells": CELLS, "nbformat": 4}, {"worksheets": [{"cells": CELLS}]}])
def test_the_cells_of_text_are_read(notebook: dict[str, object]) -> None:
    source = read_text(json.dumps(notebook))
    assert source.format == "notebook"
    found = [(passage.latex, passage.cell, passage.line, passage.column) for passage in source.passages]
    assert found == [("a", 1, 2, 6), ("d &= e", 3, 2, 1)]
    assert source.texts[3] == CELLS[2]["source"]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("{", "it is no JSON, line 1 column 2"),
        ("[" * 200_000, "its lists are nested too deep"),
        ("[]", 'it has no list "cells"'),
        ('{"cells": 5}', 'it has no list "cells"'),
    ],
)
def test_what_is_no_notebook_is_refused(text: str, fact: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_text(text, "notebook")
    assert str(caught.value) == (
        f"the text is no notebook: {fact}\n"
        '    write             a notebook as Jupyter saves it: {"cells": [{"cell_type": "markdown", ...}]}'
    )


@pytest.mark.parametrize(
    "cell", [None, 5, {}, {"cell_type": "markdown"}, {"cell_type": "markdown", "source": [1, None]}]
)
def test_a_cell_without_text_has_no_formulas(cell: object) -> None:
    assert not read_text(json.dumps({"cells": [cell]}), "notebook").passages


def test_the_lines_of_a_cell_end_alike_in_its_text_and_in_the_places() -> None:
    source = read_text('{"cells": [{"cell_type": "markdown", "source": "a\\rb $z$"}]}', "notebook")
    assert source.texts == {1: "a\nb $z$"}
    assert source.passages[0].place(0) == (2, 4)
