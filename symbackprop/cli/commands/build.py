"""`symbackprop build`: every document of a folder, in every format."""

from __future__ import annotations

import shutil
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from symbackprop.cli.documents import DocumentError, opened, subject
from symbackprop.cli.formats import named
from symbackprop.cli.output import write_document
from symbackprop.cli.progress import progress
from symbackprop.cli.records import Record, printed
from symbackprop.cli.running import MISUSE, tell
from symbackprop.cli.status import status, word_of
from symbackprop.cli.terminal.counts import counts, many
from symbackprop.cli.terminal.screen import Screen, screen
from symbackprop.errors import SymbackpropError
from symbackprop.files import make_folder
from symbackprop.notation.letters import visible
from symbackprop.plots import PlotsUnavailable
from symbackprop.report import FORMATS, Book, Document, Format, Unproved, document_of

_BROKEN = "broken"
_NO_TEX = (
    "no PDF is made: there is no pdflatex on this machine\n"
    "    get it            apt install latexmk texlive-latex-extra texlive-pictures texlive-fonts-recommended"
)


@dataclass(frozen=True)
class Built:
    """What became of one file of the folder.

    source    the file
    document  its document, None if there is none, or a step of it is not proved
    written   the files made from it
    word      the verdict on it: proved, refuted or undecided; "broken" if it defines no document, or one
              that cannot be written
    error     why it is not written, if it is not
    missing   what is not installed and would be needed to write it
    """

    source: Path
    document: Document | Book | None
    written: tuple[Path, ...]
    word: str
    error: str = ""
    missing: str = ""


def run(arguments: Namespace) -> int:
    """Builds the documents, prints what was written, and returns the exit status."""
    formats = _formats(arguments.formats)
    page = screen(arguments)
    built = []
    with opened(arguments.folder) as sources:
        folder = make_folder(arguments.output)
        with progress(len(sources) * (1 + len(formats))) as advance:
            for source in sources:
                built.append(_build(source, formats, folder, advance))
                if not arguments.json:
                    print("\n".join(_lines(built[-1], page)))
    state = MISUSE if any(item.word == _BROKEN for item in built) else status(item.word for item in built)
    if arguments.json:
        print(printed("build", state, {"documents": list(map(_record, built))}))
    else:
        print(_total(built, page))
    for text in dict.fromkeys(text for item in built for text in (item.error, item.missing) if text):
        tell(text)
    return state


def _formats(names: str | None) -> list[Format]:
    if names is not None:
        return list(dict.fromkeys(named(name.strip()) for name in names.split(",")))
    if shutil.which("pdflatex") is None:
        tell(_NO_TEX)
        return [row for row in FORMATS.values() if not row.needs_tex]
    return list(FORMATS.values())


def _build(source: Path, formats: list[Format], folder: Path, advance: Callable[[str], None]) -> Built:
    advance(f"{source.stem}: proving")
    written: list[Path] = []
    try:
        document = document_of(subject(source))
        for row in formats:
            advance(f"{source.stem}{row.suffix}")
            written += write_document(folder / f"{source.stem}{row.suffix}", document, row)
    except Unproved as unproved:
        return Built(source, None, (), word_of(unproved), f"{source}: {unproved}")
    except DocumentError as error:
        return Built(source, None, (), _BROKEN, str(error))
    except PlotsUnavailable as missing:
        return Built(source, None, tuple(written), "proved", missing=str(missing))
    except SymbackpropError as error:
        return Built(source, None, tuple(written), _BROKEN, f"{source}: {error}")
    return Built(source, document, tuple(written), "proved")


def _lines(built: Built, page: Screen) -> Iterator[str]:
    if built.word == _BROKEN:
        yield f"{page.mark('refuted')} {built.source}: broken, see below"
    elif built.missing:
        yield f"{built.source}: not written, its plots cannot be drawn"
    elif built.document is None:
        yield f"{page.mark(built.word)} {built.source}: not written, a step is {built.word}"
    else:
        subtitle = f", {visible(built.document.subtitle)}" if built.document.subtitle else ""
        yield f"{page.title(visible(built.document.title))}{subtitle}"
        yield f"  {counts([built.document], page)}"
    for path in built.written:
        yield f"  {path}"


def _total(built: list[Built], page: Screen) -> str:
    documents = [item.document for item in built if item.document is not None]
    written = sum(len(item.written) for item in built)
    return f"{many(written, 'file')} from {many(len(documents), 'document')}: {counts(documents, page)}"


def _record(built: Built) -> Record:
    made = built.document.counts if built.document is not None else None
    return {
        "source": str(built.source),
        "verdict": built.word,
        "written": [str(path) for path in built.written],
        "proved": made.proved if made else 0,
        "definitions": made.definitions if made else 0,
        "rules": made.rules if made else 0,
        **({"error": built.error or built.missing} if built.error or built.missing else {}),
    }
