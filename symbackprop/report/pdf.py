"""PDF: LaTeX source compiled by the TeX on this machine, the same bytes every time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Final

from symbackprop.errors import OutputError

_NOTHING: Final[Mapping[str, bytes]] = MappingProxyType({})
_TIME_LIMIT: Final = 180
_MOST_RUNS: Final = 5
_OPTIONS: Final = ("-interaction=nonstopmode", "-halt-on-error", "-file-line-error", "-no-shell-escape")
_RERUN: Final = re.compile(r"Rerun to get|Rerun LaTeX|There were undefined references")
_ERROR: Final = re.compile(r"^(?:! |\./document\.tex:[0-9]+: )(?P<what>.*)", re.MULTILINE)
_PLACE: Final = re.compile(r"^l\.(?P<line>[0-9]+) ", re.MULTILINE)
_MISSING_FILE: Final = re.compile(r"File `[^']+' not found")
_HOW_TO_GET_TEX: Final = (
    "    get it            apt install latexmk texlive-latex-extra texlive-pictures texlive-fonts-recommended\n"
    "    or write          the LaTeX source (format latex), HTML or Markdown, which need no TeX"
)


@dataclass(frozen=True)
class Compiled:
    """What TeX made of a source: the PDF, and the log of the last run."""

    pdf: bytes
    log: str


def compile_latex(source: str, files: Mapping[str, bytes] = _NOTHING) -> Compiled:
    """Returns the PDF of a LaTeX source and the files it reads, compiled by pdflatex in a temporary folder.

    Nothing outside that folder is read but TeX's own files, nothing is written, no
    program is started from the source. The same source gives the same bytes with the
    same TeX. Raises OutputError if there is no TeX, or with TeX's first error and its place.
    """
    pdflatex = shutil.which("pdflatex")
    if pdflatex is None:
        raise OutputError("there is no pdflatex on this machine, so no PDF can be made\n" + _HOW_TO_GET_TEX)
    with TemporaryDirectory(prefix="symbackprop-") as folder:
        place = Path(folder)
        for name, content in files.items():
            (place / name).write_bytes(content)
        (place / "document.tex").write_text(source, encoding="utf-8")
        for _ in range(_MOST_RUNS):
            log = _run(pdflatex, place, source)
            if not _RERUN.search(log):
                break
        return Compiled((place / "document.pdf").read_bytes(), log)


def _run(pdflatex: str, place: Path, source: str) -> str:
    try:
        finished = subprocess.run(  # noqa: S603  (the program found on the path, no shell)
            [pdflatex, *_OPTIONS, "document.tex"],
            cwd=place,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise OutputError(f"pdflatex did not finish within {_TIME_LIMIT} seconds") from None
    log = (place / "document.log").read_text(encoding="utf-8", errors="replace")
    if finished.returncode != 0 or not (place / "document.pdf").exists():
        raise OutputError(_first_error(log, source))
    return log


def _environment() -> dict[str, str]:
    return {
        **os.environ,
        "SOURCE_DATE_EPOCH": "0",
        "FORCE_SOURCE_DATE": "1",
        "max_print_line": "10000",  # no broken lines in the log
        "openin_any": "p",  # read nothing outside the folder and the TeX tree
        "openout_any": "p",
    }


def _first_error(log: str, source: str) -> str:
    """Returns the text of the error for a log: what TeX said, and the line it stopped at."""
    found = _ERROR.search(log)
    if found is None:
        return "pdflatex failed and did not say why"
    message = f"pdflatex stopped: {found['what']}"
    place = _PLACE.search(log, found.end())
    if place is not None:
        number = int(place["line"])
        message += f"\n    line              {number}: {source.splitlines()[number - 1].strip()}"
    return message + ("\n" + _HOW_TO_GET_TEX if _MISSING_FILE.search(found["what"]) else "")
