"""The pre-commit hook: its manifest is valid, and what it names is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml

from symbackprop.answers.documents import FORMATS
from symbackprop.cli.table import COMMANDS

ROOT = Path(__file__).parents[1]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
KEYS = {"id", "name", "description", "entry", "language", "additional_dependencies", "files", "types", "require_serial"}
"""Of the keys that https://pre-commit.com/#creating-new-hooks lists, those that are used; the first five are needed."""


def test_the_manifest_is_valid() -> None:
    assert isinstance(HOOKS, list)
    for hook in HOOKS:
        assert {"id", "name", "entry", "language"} <= hook.keys() <= KEYS
        assert all(isinstance(hook[key], str) for key in ("id", "name", "description", "entry", "language", "files"))
        assert hook["language"] == "python"
        assert isinstance(hook["require_serial"], bool)


def test_its_entry_is_a_command_of_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for hook in HOOKS:
        program, command = hook["entry"].split()
        assert program in project["scripts"]
        assert command in {row.name for row in COMMANDS}
        for needed in hook["additional_dependencies"]:
            extra = re.fullmatch(r"\.\[(\w+)\]", needed)
            assert extra is not None
            assert extra[1] in project["optional-dependencies"]


def test_it_is_run_on_documents_that_are_read_and_on_nothing_else() -> None:
    (hook,) = HOOKS
    suffixes = {suffix for row in FORMATS.values() for suffix in row.suffixes}
    chosen = {suffix for suffix in suffixes if re.search(hook["files"], f"docs/notes{suffix}")}
    assert suffixes - chosen <= {".txt", ".rest", ".latex", ".mkd", ".mdown", ".rmd"}
    assert not re.search(hook["files"], "docs/notes.py")
    assert not re.search(hook["files"], "docs/md")
