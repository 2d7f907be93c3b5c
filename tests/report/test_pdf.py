"""PDF: the same bytes every time, errors with their place, and nothing reached outside the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from symbackprop.errors import OutputError
from symbackprop.report import pdf
from symbackprop.report.latex import write
from symbackprop.report.pdf import compile_latex

if TYPE_CHECKING:
    from pathlib import Path

    from symbackprop.report.document import Document

PAGE = "\\documentclass{article}\n\\begin{document}\n%s\n\\end{document}\n"


def test_the_same_source_gives_the_same_bytes(two_two_one: Document) -> None:
    source = write(two_two_one)
    assert compile_latex(source).pdf == compile_latex(source).pdf


def test_references_are_resolved_by_running_again() -> None:
    done = compile_latex(PAGE % r"\section{A}\label{here} See \ref{here}.")
    assert "undefined" not in done.log
    assert done.pdf.startswith(b"%PDF")


def test_without_tex_one_line_says_so_and_one_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OutputError) as caught:
        compile_latex(PAGE % "x")
    first, *rest = str(caught.value).splitlines()
    assert first == "there is no pdflatex on this machine, so no PDF can be made"
    assert any("apt install" in line for line in rest)


def test_the_first_error_is_reported_with_its_line() -> None:
    with pytest.raises(OutputError) as caught:
        compile_latex(PAGE % "first\n\\nonsense second\n\\worse")
    assert str(caught.value).splitlines() == [
        "pdflatex stopped: Undefined control sequence.",
        r"    line              4: \nonsense second",
    ]


def test_a_missing_package_comes_with_the_way_to_get_it() -> None:
    with pytest.raises(OutputError, match=r"(?s)no-such-package.sty.*apt install"):
        compile_latex("\\documentclass{article}\\usepackage{no-such-package}" + PAGE % "x")


@pytest.mark.parametrize("command", [r"\input{%s}", r"\openin1=%s \read1 to\line \line"])
def test_no_file_outside_is_read(command: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.tex"
    secret.write_text("a secret that must not be printed")
    try:
        done = compile_latex(PAGE % (command % secret))
    except OutputError:
        return
    assert b"secret that" not in done.pdf
    assert "(./secret" not in done.log


def test_no_program_is_started_and_no_file_written_outside(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    compile_latex(PAGE % rf"\immediate\write18{{touch {mark}}} x")
    with pytest.raises(OutputError):
        compile_latex(PAGE % rf"\immediate\openout3={mark}.tex \immediate\write3{{x}} x")
    assert list(tmp_path.iterdir()) == []


def test_a_source_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_TIME_LIMIT", 1)
    with pytest.raises(OutputError, match="did not finish within 1 seconds"):
        compile_latex(PAGE % r"\def\a{\a}\a")
