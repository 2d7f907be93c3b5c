"""Standard output may be a pipe that closes, or a stream that takes only ASCII."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from symbackprop.cli import main
from symbackprop.errors import OutputError
from symbackprop.files import write_whole

PROGRAM = [sys.executable, "-m", "symbackprop"]


def test_a_reader_that_stops_reading_gets_no_traceback() -> None:
    with subprocess.Popen([*PROGRAM, "codegen"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_a_stream_that_takes_no_unicode_gets_ascii() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    finished = subprocess.run([*PROGRAM, "derive"], env=environment, check=True, capture_output=True)
    assert finished.stderr == b""
    assert b"dE/dw_11 = delta_1*x_1" in finished.stdout


def test_a_program_written_to_a_file_is_the_program_printed(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["codegen"]) == 0
    printed = capfdbinary.readouterr().out
    assert main(["codegen", "-o", str(tmp_path / "backprop.py")]) == 0
    assert (tmp_path / "backprop.py").read_bytes() == printed
    ast.parse(printed)


@pytest.mark.parametrize(("suffix", "start"), [(".tex", "\\"), (".html", "<!"), (".md", "# ")])
def test_the_suffix_of_the_file_chooses_the_format(suffix: str, start: str, tmp_path: Path) -> None:
    path = tmp_path / f"notes{suffix}"
    assert main(["report", "-o", str(path)]) == 0
    text = path.read_text()
    assert text.lstrip("%\n").startswith(start) or start in text[:200]


def test_a_file_that_could_not_be_replaced_is_kept(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="choose"):
        write_whole(tmp_path / "folder", "text")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_file_is_replaced_in_one_go_or_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "notes.md").write_text("old")
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputError, match="No space left on device"):
        write_whole(tmp_path / "notes.md", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.md"]
    assert (tmp_path / "notes.md").read_text() == "old"


def test_a_link_is_followed_and_a_device_is_written_to_directly(tmp_path: Path) -> None:
    (tmp_path / "there.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to(tmp_path / "there.txt")
    write_whole(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "there.txt").read_text() == "new"
    write_whole("/dev/null", "text")
    assert not Path("/dev/null").is_file()
