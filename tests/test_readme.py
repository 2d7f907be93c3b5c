"""What the README says is so: its code runs, its console sessions print what it shows, its tables are complete."""

from __future__ import annotations

import ast
import fnmatch
import re
import shlex
import tomllib
from itertools import groupby
from pathlib import Path

import pytest

from symbackprop import derive, network_from_toml
from symbackprop.cli import main
from symbackprop.cli.table import COMMANDS

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text()
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = [text for language, text in BLOCK.findall(TEXT) if language == "python"]
DESCRIPTIONS = [text for language, text in BLOCK.findall(TEXT) if language == "toml"]
NOTES = dict(re.findall(r"^```markdown\n<!-- ([\w.]+) -->\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL))
SESSIONS = [text for language, text in BLOCK.findall(TEXT) if language == "console"]
REMARK = re.compile(r"#\s+(.*)$")


def matches(text: str, pattern: str) -> bool:
    """Returns whether a text is as the README shows it; ... stands for anything."""
    return fnmatch.fnmatchcase(text, re.sub(r"([*?[])", r"[\1]", pattern).replace("...", "*"))


def test_there_is_code_within_the_first_fifteen_lines() -> None:
    first = TEXT.split("\n")[:15]
    assert "```python" in first
    assert "```" in first


def test_every_line_of_code_runs_and_has_the_value_beside_it(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    checked = 0
    for block in CODE:
        lines = block.split("\n")
        for statement in ast.parse(block).body:
            source = ast.unparse(statement)
            remark = REMARK.search(lines[(statement.end_lineno or 1) - 1])
            if isinstance(statement, ast.Expr) and remark:
                value = eval(source, names)  # noqa: S307  (the README's own code)
                assert matches(str(value), remark[1]) or matches(repr(value), remark[1]), source
                checked += 1
            else:
                exec(source, names)  # noqa: S102  (the README's own code)
    assert checked >= 8
    assert "def value_and_grad" in capsys.readouterr().out


@pytest.mark.parametrize("text", DESCRIPTIONS)
def test_every_description_is_that_of_a_network_whose_gradients_are_proved(text: str) -> None:
    assert derive(network_from_toml(text)).prove().ok


def _commands(session: str) -> list[tuple[str, str]]:
    found: list[tuple[str, list[str]]] = []
    for line in session.rstrip("\n").split("\n"):
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return [(command, "\n".join(output)) for command, output in found]


@pytest.mark.parametrize(
    ("command", "output"), [pair for session in SESSIONS for pair in _commands(session)], ids=lambda text: text[:40]
)
def test_every_console_session_prints_what_is_shown(
    command: str, output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    for name, text in NOTES.items():
        (tmp_path / name).write_text(f"\n{text}")
    program, *words = shlex.split(command)
    assert program == "symbackprop"
    main(words)
    assert matches(capsys.readouterr().out.rstrip("\n"), output)


def _table(head: str) -> list[str]:
    """Returns the first words in backquotes of the rows of the table under `head`."""
    after = TEXT[TEXT.index(head) :].split("\n")
    inside = next(list(rows) for is_row, rows in groupby(after, key=lambda line: line.startswith("|")) if is_row)
    return [found[1] for line in inside if (found := re.match(r"\| `([^`]+)`", line))]


def test_the_dependencies_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert _table("| package |") == [re.split("[><=]", item)[0] for item in project["dependencies"]]


def test_the_rooms_are_those_of_the_house() -> None:
    rooms = _table("| room |")
    found = {
        path.stem for path in (ROOT / "symbackprop").iterdir() if not path.stem.startswith("_") and path.stem != "py"
    }
    assert set(rooms) == found


def test_the_commands_are_those_of_the_program() -> None:
    rows = re.findall(r"^\| `symbackprop (\w+)` \| (.*) \|$", TEXT, re.MULTILINE)
    assert rows == [(row.name, row.summary) for row in COMMANDS]


def test_every_place_the_readme_names_is_there() -> None:
    for path in re.findall(r"`((?:symbackprop|derivations|benchmarks)/[\w./]*)`", TEXT):
        assert (ROOT / path).exists(), path
    for name, path in re.findall(r"a row of `([A-Z]+)` in `([\w./]+)`", TEXT):
        assert re.search(rf"^{name}\b", (ROOT / path).read_text(), re.MULTILINE), f"{name} in {path}"


def test_the_commands_of_make_are_targets() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert {"all", "test", "lint", "bench"} <= set(targets)
