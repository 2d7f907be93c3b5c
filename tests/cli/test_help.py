"""The help says what there is, and takes next to no time."""

from __future__ import annotations

import subprocess
import sys

import pytest

from symbackprop import __version__
from symbackprop.cli import main
from symbackprop.cli.arguments import parser
from symbackprop.cli.table import COMMANDS, Command

HEAVY = {"sympy", "numpy", "flint", "jinja2", "rich", "argparse", "typing", "dataclasses"}


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 0
    return capsys.readouterr().out


def test_the_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, "--help")
    assert page == printed(capsys, "-h")
    for row in COMMANDS:
        assert f"  {row.name}" in page
        assert row.summary in page


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.name)
def test_the_help_on_a_command_lists_exactly_what_its_parser_takes(
    row: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    page = printed(capsys, row.name, "--help")
    actions = parser(row)._actions
    flags = {flag for action in actions for flag in action.option_strings}
    shown = {word.strip(",") for line in page.split("\n") if line.startswith("  -") for word in line.split()[:2]}
    assert flags <= shown
    assert {word for word in shown if word.startswith("-")} <= {*flags, "-h", "--help"}


@pytest.mark.parametrize("words", [["--help"], *([row.name, "--help"] for row in COMMANDS)])
def test_the_help_fits_into_80_columns(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert all(len(line) <= 80 for line in printed(capsys, *words).split("\n"))


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "--version") == f"symbackprop {__version__}\n"


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["derive", "--help"]])
def test_the_help_imports_nothing_that_takes_time(words: list[str]) -> None:
    program = f"import sys; from symbackprop.cli import main; main({words!r}); print(*sys.modules)"
    output = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert HEAVY.isdisjoint(output.split("\n")[-2].split())


def test_every_example_of_the_help_is_a_command_line() -> None:
    for row in COMMANDS:
        for example in row.examples:
            assert example.startswith(f"symbackprop {row.name}")
