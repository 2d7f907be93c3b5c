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
    "derive --network {folder}/none.toml": "could not be read: No such file or directory",
    "derive --network {folder}": "could not be read: Is a directory",
    "derive --network x.toml --loss huber": "describes the whole network, and --loss cannot add to it",
    "prove --network x.toml --layers 2,1 E=E": 'write in the file layers = ["n", "m", 1], under [network]',
    "codegen --network x.toml --output-activation tanh": "--network x.toml, --output-activation tanh",
    "derive --layers 2": "write             --layers 2,3,1 or --layers n,m,K",
    "derive --layers 2,0,1": "0 is no size",
    "derive --layers 2,,1": "'' is no size",
    "derive --layers n,m,1 --loss cross_entropy": "or more outputs   --layers 2,2,3 --loss cross_entropy",
    "derive --layers n,1 --output-activation softmax": "choose            --output-activation sigmoid",
    "derive --layers n,1 --activation tanh --loss binary_cross_entropy": "the loss takes    between 0 and 1",
    "derive --layers n,m,1 --parameter q": "there is no parameter named 'q'",
    "prove --layers n,m,1 w_jq=": "ends too early",
    "prove --layers n,m,1 w[7,i]=1": "subscript 1 of w is 7, and w ends at m",
    "verify --layers n,m,1 --sizes q=2": "there is no size named 'q'",
    "verify --layers n,m,1 --sizes n": "'n' gives no size a number",
    "verify --layers n,m,1 --sizes n=-1": "'n=-1' gives no size a number",
    "verify --layers n,m,1 --sizes n=2,n=3": "'n=3' is given twice",
    "verify --layers n,m,1 --sizes n=0": "write             --sizes n=",
    "verify --sizes n=3": "there is no size named 'n'",
    "report --format word": "there is no format named 'word'",
    "report -o {folder}/notes.foo": "the suffix .foo names no format",
    "report -o {folder}/notes": "has no suffix to choose the format by",
    "report --format md -o {folder}/notes.tex": "--format md and the suffix .tex contradict each other",
    "report --format slides -o {folder}/notes.html": "--format slides and the suffix .html contradict each other",
    "report --format html -o {folder}/notes.md": "notes.html, or leave --format out",
    "report --format latex -o {folder}/none/notes.tex": "No such file or directory",
    "report --format latex -o {folder}": "Is a directory",
    "codegen --activation any": "the function g is not specified",
    "codegen -o {folder}/none/backprop.py": "No such file or directory",
    "build {folder}/none": "is no folder",
    "build {folder}": "has no Python files",
    "build {folder} --formats word": "there is no format named 'word'",
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


FILES = {
    "[network]\nlayers = ['n', 1]\nlos = 'huber'": "line 3            los = 'huber'",
    "[network]\nlayers = ['n', 1]\nloss = 'cross_entropy'": 'layers = [2, 2, 3], loss = "cross_entropy"',
    "[network]\nlayers = ['n', 1]\nactivation = 'sigmoit'": "did you mean sigmoid?",
    "[input]\nfeatures = {i = 'n'}\n[[layer]]\nkind = 'lstm'": 'kind = "lstm", units = ..., steps = ...',
    "[network": "is no TOML",
}


@pytest.mark.parametrize("text", FILES, ids=lambda text: text.split("\n")[-1])
@pytest.mark.parametrize("command", ["derive", "prove E=E", "verify", "report", "codegen"])
def test_a_file_that_describes_no_network_is_told_with_its_line(
    command: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "net.toml").write_text(text)
    assert main([*command.split(), "--network", str(tmp_path / "net.toml")]) == 2
    captured = capsys.readouterr()
    assert FILES[text] in captured.err
    assert "mlp(" not in captured.err
    assert "layer(" not in captured.err
    assert captured.out == ""


def test_an_escape_sequence_in_an_argument_does_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        ["derive", "--activation", "\x1b[31m"],
        ["prove", "x_1\x1b[31m"],
        ["\x1b[31m"],
        ["derive", "\x1b[31m"],
        ["derive", "--layers", "2,\x1b[31m,1"],
        ["derive", "--network", "\x1b[31m"],
        ["verify", "--layers", "n,1", "--sizes", "\x1b[31m"],
        ["report", "-o", "\x1b[31m.foo"],
    ):
        assert main(words) == 2
        assert "\x1b" not in capsys.readouterr().err
