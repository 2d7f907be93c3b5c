"""Reading a document: the text is loaded, its format's reader finds the formulas, lines and columns are counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from symbackprop.answers.documents.adjoining import whole_formulas
from symbackprop.answers.documents.around import after, before
from symbackprop.answers.documents.finds import Finds, Formula
from symbackprop.answers.documents.formats import format_named, format_of_file, format_of_text
from symbackprop.answers.documents.lines import Lines
from symbackprop.answers.documents.loading import checked, load
from symbackprop.answers.documents.marks import marks_in
from symbackprop.answers.documents.passage import Mark, Passage, Picture, Remark
from symbackprop.answers.documents.source import Source
from symbackprop.answers.latex.macros import Macro

LONGEST_NAME = 1_000
"""The most characters of a string that is taken for the name of a file."""


def read(path_or_text: str | Path, format: str | None = None) -> Source:  # noqa: A002  (the word users know)
    r"""Returns the formulas of a document.

    path_or_text  a path, the name of a file that is there, or a text
    format        one of FORMATS; None: by the name of the file, or by the look of the text

    Nothing is carried out, and no file is read but the one that is named. A string is a name if it is
    one line that names a file, or ends like one and has no mathematics in it.
    Raises DocumentError for what cannot be read, UnknownName for an unknown format, NotesUnavailable
    if the extra `notes` is missing.

    >>> source = read("Let $x$ be\n\n$$\n\\delta = z - t\n$$\n")
    >>> [(passage.kind, passage.latex, passage.line, passage.column) for passage in source.passages]
    [('inline', 'x', 1, 6), ('display', '\\delta = z - t', 4, 1)]
    """
    if isinstance(path_or_text, Path) or _is_name(path_or_text):
        return read_file(path_or_text, format)
    return read_text(path_or_text, format)


def read_file(path: str | Path, format: str | None = None) -> Source:  # noqa: A002  (the same)
    """Returns the formulas of a file. Raises what `read` raises."""
    if format is not None:
        format_named(format)
    text = load(Path(path))
    return _read(text, format or format_of_file(Path(path)), str(path))


def read_text(text: str, format: str | None = None) -> Source:  # noqa: A002  (the same)
    """Returns the formulas of a text. Raises what `read` raises."""
    sound = checked(text, "the text")
    return _read(sound, format or format_of_text(sound), "")


def _is_name(text: str) -> bool:
    if not text or len(text) > LONGEST_NAME or "\n" in text or "\0" in text:
        return False
    try:
        if Path(text).is_file():
            return True
    except OSError:
        return False
    return Path(text).suffix != "" and not any(sign in text for sign in "$\\` ")


def _read(text: str, chosen: str, file: str) -> Source:
    row = format_named(chosen)
    texts = {cell: checked(part, file or "the text") for cell, part in row.texts(text, file or "the text").items()}
    passages: list[Passage] = []
    pictures: list[Picture] = []
    remarks: list[Remark] = []
    marks: list[Mark] = []
    macros: dict[str, Macro] = {}
    header: dict[str, object] = {}
    for cell, part in texts.items():
        found, lines = row.read(part), Lines(part)
        marks.extend(marks_in(found, lines, cell, len(passages)))
        passages.extend(_passages(found, lines, cell, file))
        pictures.extend(
            Picture(target, alt, *lines.place(place), fact, cell) for place, target, alt, fact in found.pictures
        )
        remarks.extend(Remark(fact, *lines.place(place), cell) for place, fact in found.remarks)
        macros.update(found.macros)
        header = header or dict(found.header)
    return Source(file, chosen, tuple(passages), macros, header, tuple(pictures), tuple(remarks), tuple(marks), texts)


def _passages(found: Finds, lines: Lines, cell: int, file: str) -> Iterator[Passage]:
    formulas = tuple(whole_formulas(found.formulas, lines.text))
    ends = [0, *(formula.end for formula in formulas)]
    starts = [*(formula.start for formula in formulas), len(lines.text)]
    for formula, earliest, latest in zip(formulas, ends[:-1], starts[1:], strict=True):
        origins = tuple(_origins(formula, lines))
        yield Passage(
            formula.kind,
            formula.content.text,
            *origins[0][1:],
            environment=formula.environment,
            before=before(lines.text, formula.kind, formula.start, earliest),
            after=after(lines.text, formula.kind, formula.end, latest),
            cell=cell,
            file=file,
            origins=origins if formula.kind != "image" else (),
        )


def _origins(formula: Formula, lines: Lines) -> Iterator[tuple[int, int, int]]:
    """Yields (offset in the formula, line, column) of every piece and of every line in it."""
    content = formula.content
    breaks = {0, *content.starts, *(place + 1 for place, sign in enumerate(content.text[:-1]) if sign == "\n")}
    for offset in sorted(breaks):
        yield (offset, *lines.place(content.origin(offset)))
