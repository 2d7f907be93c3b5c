"""`symbackprop build` writes whole documents or none."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from symbackprop.calculus import derive
from symbackprop.cli import main
from symbackprop.network import Network
from symbackprop.report import Document, Unproved, document_of

SMALL = """
import sympy as sp
from symbackprop import Network

x, w, y, t, E = sp.symbols("x w y t E")

def document():
    return Network([sp.Eq(y, w * x), sp.Eq(E, (y - t) ** 2)], parameters=[w], targets=[t], title="the smallest network")
"""

BROKEN = {
    "no_function.py": ("x = 1", "defines no document()"),
    "syntax.py": ("def document(:", "line              1"),
    "raises.py": ("def document():\n    return 1 / 0\n", "line              2"),
    "no_network.py": ("def document():\n    return 3\n", "returned          int"),
    "bad_network.py": (SMALL.replace("w * x", "w * x + E"), "E, which no earlier equation defines"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "smallest.py").write_text(SMALL)
    return tmp_path / "documents"


def test_every_document_is_written_in_every_format(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "_shared.py").write_text("raise SystemExit")
    assert main(["build", str(folder), "-o", str(tmp_path / "out"), "--formats", "latex,html,markdown"]) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "smallest.html",
        "smallest.md",
        "smallest.tex",
    ]
    page = capsys.readouterr().out
    assert "the smallest network" in page
    assert "3 files from 1 document" in page
    assert "✓" in page
    assert "proved" in page


def test_a_machine_can_read_what_was_built(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(folder), "-o", str(tmp_path / "out"), "--formats", "markdown", "--json"]) == 0
    (built,) = json.loads(capsys.readouterr().out)
    assert built["verdict"] == "proved"
    assert built["proved"] > 0
    assert built["written"] == [str(tmp_path / "out" / "smallest.md")]


def test_two_builds_write_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for name in ("one", "other"):
        main(["build", str(folder), "-o", str(tmp_path / name), "--formats", "latex,html,markdown"])
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_defines_no_document_is_named_with_its_line(
    name: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, words = BROKEN[name]
    (folder / "smallest.py").unlink()
    (folder / name).write_text(text)
    assert main(["build", str(folder), "-o", str(tmp_path / "out"), "--formats", "markdown"]) == 2
    message = capsys.readouterr().err
    assert name in message
    assert words in message
    assert "Traceback" not in message
    assert list((tmp_path / "out").iterdir()) == []


def test_without_tex_the_other_formats_are_built_and_one_message_says_how_to_get_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["build", str(folder), "-o", str(tmp_path / "out")]) == 0
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".html", ".md", ".tex"]
    message = capsys.readouterr().err
    assert message.count("symbackprop:") == 1
    assert "apt install latexmk" in message


def test_a_document_with_an_unproved_step_is_not_written_and_the_others_are(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def document_or_not(subject: Network) -> Document:
        if subject.title == "a doubtful network":
            raise Unproved(derive(subject).steps[-1], None)
        return document_of(subject)

    (folder / "a.py").write_text(SMALL.replace("the smallest network", "a doubtful network"))
    monkeypatch.setattr("symbackprop.cli.commands.build.document_of", document_or_not)
    assert main(["build", str(folder), "-o", str(tmp_path / "out"), "--formats", "markdown"]) == 3
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["smallest.md"]
    captured = capsys.readouterr()
    assert "not written, a step is undecided" in captured.out
    assert "is not proved" in captured.err


def test_a_folder_that_cannot_be_made_is_named(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("kept")
    assert main(["build", str(folder), "-o", str(tmp_path / "file" / "out")]) == 2
    assert "could not be written" in capsys.readouterr().err
    assert (tmp_path / "file").read_text() == "kept"


def test_an_interrupted_build_leaves_nothing_half_written(folder: Path, tmp_path: Path) -> None:
    (folder / "slow.py").write_text("import time\nprint('slow', flush=True)\ntime.sleep(60)\n")
    (folder / "smallest.py").rename(folder / "zzz.py")
    command = [sys.executable, "-m", "symbackprop", "build", str(folder), "-o", str(tmp_path / "out")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "slow\n"
        process.send_signal(signal.SIGINT)
        _, message = process.communicate(timeout=30)
    assert process.returncode == 130
    assert message == "symbackprop: interrupted: nothing is left half written\n"
    assert list((tmp_path / "out").iterdir()) == []


def test_the_progress_bar_is_seen_on_a_terminal_only(folder: Path, tmp_path: Path) -> None:
    reader, writer = os.openpty()
    words = ["build", str(folder), "-o", str(tmp_path / "out"), "--formats", "markdown,html"]
    finished = subprocess.run(
        [sys.executable, "-m", "symbackprop", *words],
        stdout=subprocess.PIPE,
        stderr=writer,
        check=True,
        env={**os.environ, "TERM": "xterm"},
    )
    time.sleep(0.1)
    os.close(writer)
    seen = os.read(reader, 100_000).decode()
    os.close(reader)
    assert "smallest" in seen
    assert b"\x1b" not in finished.stdout
