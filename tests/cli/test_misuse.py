"""What is asked wrongly gets a fact, a place and a way out: exit status 2, no traceback, nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from symbackprop.cli import main

MISUSES = {
    "": "no command given",
    "deriv": "did you mean derive?",
    "derive --parameter w_13": "did you mean w_",
    "derive --activation sigmoit": "did you mean sigmoid?",
    "derive --loss half_squared": "did you mean half_squared_error?",
    "derive --activation tanh --loss binary_cross_entropy": "is not defined for every output of tanh",
    "derive --color sometimes": "invalid choice",
    "derive --frobnicate": "unrecognized arguments: --frobnicate",
    "derive w_11": "unrecognized arguments: w_11",
    "prove": "required: FORMULA",
    "prove __import__('os').system('x')=1": "has no meaning in a formula",
    "prove 9**9**9=1": "a power of numbers",
    "prove dE/dw_11=": "ends too early",
    "prove E": "an expression alone claims nothing",
    "verify --seed x": "'x' is no number",
    "report --format word": "there is no format named 'word'",
    "report --format latex -o {folder}/none/notes.tex": "No such file or directory",
    "report --format latex -o {folder}": "Is a directory",
    "codegen --activation any": "the function g is not specified",
    "codegen -o {folder}/none/backprop.py": "No such file or directory",
    "build {folder}/none": "is no folder",
    "build {folder}": "has no Python files",
    "build {folder} --formats word": "has no Python files",
}


@pytest.mark.parametrize("line", MISUSES)
def test_misuse_has_status_2_and_a_message(line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(line.format(folder=tmp_path).split()) == 2
    captured = capsys.readouterr()
    assert MISUSES[line] in captured.err
    assert captured.err.startswith("symbackprop: ")
    assert "Traceback" not in captured.err
    assert captured.out == ""
    assert list(tmp_path.iterdir()) == []


def test_an_escape_sequence_in_an_argument_does_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        ["derive", "--activation", "\x1b[31m"],
        ["prove", "x_1\x1b[31m"],
        ["\x1b[31m"],
        ["derive", "\x1b[31m"],
    ):
        assert main(words) == 2
        assert "\x1b" not in capsys.readouterr().err
