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
from symbackprop.report.pictures import as_svg

SMALL = """
import sympy as sp
from symbackprop import Network

x, w, y, t, E = sp.symbols("x w y t E")

def document():
    return Network([sp.Eq(y, w * x), sp.Eq(E, (y - t) ** 2)], parameters=[w], targets=[t], title="the smallest network")
"""

BROKEN = {
    "exits.py": ("import sys\nsys.exit(0)\n", "fails: SystemExit"),
    "no_function.py": ("x = 1", "defines no document()"),
    "syntax.py": ("def document(:", "line              1"),
    "raises.py": ("def document():\n    return 1 / 0\n", "line              2"),
    "far_away.py": ("import json\ndef document():\n    return json.loads('{')\n", "line              3"),
    "no_network.py": ("def document():\n    return 3\n", "returned          int"),
    "bad_network.py": (SMALL.replace("w * x", "w * x + E"), "y = E + w*x"),
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
    assert "3 files from 1 document: " in page
    assert "✓" in page
    assert "proved" in page


def test_a_machine_can_read_what_was_built(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(folder), "-o", str(tmp_path / "out"), "--formats", "markdown", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["command"], data["status"]) == ("build", 0)
    (built,) = data["documents"]
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


def test_one_broken_file_keeps_no_other_from_being_built(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("raises.py", "no_function.py"):
        (folder / f"a_{name}").write_text(BROKEN[name][0])
    assert main(["build", str(folder), "-o", str(tmp_path / "out"), "--formats", "md"]) == 2
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["smallest.md"]
    captured = capsys.readouterr()
    assert captured.out.count("broken, see below") == 2
    assert captured.out.rstrip().split("\n")[-1].startswith("1 file from 1 document: ")
    assert captured.err.count("symbackprop: ") == 2
    assert "a_raises.py fails: ZeroDivisionError" in captured.err
    assert main(["build", str(folder), "-o", str(tmp_path / "out"), "--formats", "md", "--json"]) == 2
    data = json.loads(capsys.readouterr().out)
    assert [item["verdict"] for item in data["documents"]] == ["broken", "broken", "proved"]
    assert "line" in data["documents"][1]["error"]


def test_the_line_of_an_error_is_known_in_a_folder_named_from_here(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "raises.py").write_text(BROKEN["raises.py"][0])
    monkeypatch.chdir(tmp_path)
    assert main(["build", "documents", "-o", "out", "--formats", "md"]) == 2
    assert "line              2" in capsys.readouterr().err


@pytest.mark.parametrize("formats", ["markdown,html", "md,html", ".md,.html", "md,markdown,html"])
def test_formats_are_named_by_name_or_suffix(formats: str, folder: Path, tmp_path: Path) -> None:
    assert main(["build", str(folder), "-o", str(tmp_path / "out"), "--formats", formats]) == 0
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".html", ".md"]


PLOTTED = """
from symbackprop import plots
from symbackprop.network import ACTIVATIONS
from symbackprop.report.lesson import Lesson

def document():
    lesson = Lesson("With a plot")
    lesson.plot(plots.value_and_slope(ACTIVATIONS["tanh"]), "A curve.")
    return lesson.document()
"""


def test_without_matplotlib_documents_without_plots_are_built_and_one_message_says_how_to_get_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        (folder / f"{name}_plotted.py").write_text(PLOTTED)
    as_svg.cache_clear()
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert main(["build", str(folder), "-o", str(tmp_path / "out"), "--formats", "md,html"]) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["smallest.html", "smallest.md"]
    captured = capsys.readouterr()
    assert captured.out.count("not written, its plots cannot be drawn") == 2
    assert captured.err.count("symbackprop:") == 1
    assert "pip install 'symbackprop[plots]'" in captured.err


def test_without_tex_the_other_formats_are_built_and_one_message_says_how_to_get_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["build", str(folder), "-o", str(tmp_path / "out")]) == 0
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert written == ["smallest.html", "smallest.md", "smallest.slides.tex", "smallest.tex"]
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


PLOTTED = """
from symbackprop.plots import Plot
from symbackprop.report.lesson import Lesson

def document():
    lesson = Lesson("A document with a plot")
    lesson.plot(Plot("line", "A line.", lambda figure: figure.subplots().plot([0, 1], [0, 1])), "A line.")
    return lesson.document()
"""


def test_the_files_that_go_with_a_document_are_written_beside_it(folder: Path, tmp_path: Path) -> None:
    (folder / "smallest.py").write_text(PLOTTED)
    assert main(["build", str(folder), "-o", str(tmp_path / "out"), "--formats", "tex,md,html"]) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "a-document-with-a-plot-line.pdf",
        "a-document-with-a-plot-line.svg",
        "smallest.html",
        "smallest.md",
        "smallest.tex",
    ]


def test_without_matplotlib_the_other_documents_are_built_and_one_message_says_how_to_get_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "other"):
        (folder / f"{name}.py").write_text(PLOTTED.replace("A document", f"Document {name}"))
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert main(["build", str(folder), "-o", str(tmp_path / "out"), "--formats", "tex,md,html"]) == 0
    assert {path.stem for path in (tmp_path / "out").iterdir()} == {"smallest"}
    captured = capsys.readouterr()
    assert captured.out.count("its plots cannot be drawn") == 2
    assert captured.err.count("symbackprop:") == 1
    assert "pip install 'symbackprop[plots]'" in captured.err


def test_the_files_of_a_folder_may_import_each_other_and_each_is_run_once(folder: Path, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    runs.touch()
    counting = f"from pathlib import Path\nruns = Path({str(runs)!r})\nruns.write_text(runs.read_text() + 'x')\n"
    (folder / "_count.py").write_text(counting)
    for name in ("first", "second"):
        (folder / f"{name}.py").write_text(f"from . import _count\nfrom .smallest import document\n# {name}\n")
    for times in (1, 2):
        assert main(["build", str(folder), "-o", str(tmp_path / "out"), "--formats", "md"]) == 0
        assert runs.read_text() == "x" * times
    assert not [name for name in sys.modules if name.startswith("_documents_of_folder_")]


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
