"""The documents of derivations/: the lecture and its chapters are proved, and hold what they promise."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from symbackprop.cli.documents import opened, subject
from symbackprop.network import ACTIVATIONS, LOSSES
from symbackprop.report import FORMATS, Book, Document
from symbackprop.report.blocks import About, Display, Figure, Paragraph, PlotFigure, Refutation, Subheading

FOLDER = Path(__file__).parents[1] / "derivations"
TOLD = ("markdown", "html", "latex")


@cache
def lecture() -> Book:
    with opened(str(FOLDER)) as files:
        (file,) = (file for file in files if file.stem == "lecture")
        found = subject(file)
    assert isinstance(found, Book)
    return found


def chapter(title: str) -> Document:
    return next(part for part in lecture().chapters if part.title == title)


def test_the_lecture_has_its_chapters_in_their_order() -> None:
    assert [part.title for part in lecture().chapters] == [
        "Limits of perceptrons",
        "Multi-layer perceptrons",
        "Gradient descent",
        "Activations",
        "The chain rule",
        "The forward pass",
        "The backward pass",
        "Deltas",
        "The exclusive or, learned",
        "Exercises",
        "Catalogue of activations and losses",
    ]


def test_every_claim_of_every_chapter_is_proved_and_its_evidence_is_told() -> None:
    counts = lecture().counts
    assert counts.displays == counts.definitions + counts.rules + counts.proved
    assert counts.proved > 200
    for part in lecture().chapters:
        assert all(shown.claims or shown.step.claimed is None for line in part.lines() for shown in line.shown)


@pytest.mark.parametrize("name", TOLD)
def test_every_chapter_and_the_lecture_are_written(name: str) -> None:
    whole = FORMATS[name].write(lecture())
    assert len(whole) > 10_000
    for part in lecture().chapters:
        assert FORMATS[name].write(part)


def test_every_row_of_the_tables_is_in_the_catalogue_with_its_graph_its_proved_slope_and_its_kinks() -> None:
    catalogue = chapter("Catalogue of activations and losses")
    blocks = [block for block in catalogue.blocks() if not isinstance(block, About)]
    starts = [place for place, block in enumerate(blocks) if isinstance(block, Subheading)]
    entries = [blocks[start:end] for start, end in pairwise([*starts, len(blocks)])]
    for row, (heading, words, graph, lines, *_) in zip((*ACTIVATIONS.values(), *LOSSES.values()), entries, strict=True):
        assert heading == Subheading((f"{row.title[:1].upper()}{row.title[1:]}",))
        assert isinstance(words, Paragraph)
        assert ("no slope" in str(words.text)) == bool(row.kinks)
        assert isinstance(graph, Figure | PlotFigure)
        assert isinstance(lines, Display)
        assert sum(line.proved for line in lines.lines) >= 1


def test_there_are_ten_exercises_or_more_each_with_its_solution_and_one_refutation() -> None:
    exercises = chapter("Exercises")
    text = FORMATS["markdown"].write(exercises)
    count = text.count("### Exercise ")
    assert count >= 10
    assert text.count("### Solution ") == count
    assert sum(isinstance(block, Refutation) for block in exercises.blocks()) == 1


def test_symbols_are_in_the_index_with_the_lines_that_define_them() -> None:
    numbers = {line.number for part in lecture().chapters for line in part.lines()}
    entries = [entry for part in lecture().chapters for entry in part.symbols]
    assert {str(entry.symbol) for entry in entries} >= {"s", "z", "E", "u_1", "eta", "sigmoid(s)", "tanh(s)", "delta_1"}
    assert all(entry.number in numbers for entry in entries if entry.number)
    assert {str(entry.symbol) for entry in entries if not entry.number} <= {
        "x_1",
        "x_2",
        "t",
        "w_11",
        "b_1",
        "v_1",
        "c",
    }


def test_only_one_network_of_the_page_can_be_explored() -> None:
    page = FORMATS["html"].write(lecture())
    assert page.count('class="chips"') == 1
