"""GitHub: workflow commands, which GitHub shows beside the lines of a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from symbackprop.answers.checking import Finding, Findings
from symbackprop.cli.checks.messages import message
from symbackprop.cli.terminal.screen import Screen

LEVELS: Mapping[str, str] = {"refuted": "error", "undecided": "warning", "not understood": "notice"}
"""The command for each word."""

_IN_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES = {**_IN_DATA, ":": "%3A", ",": "%2C"}


def github(documents: Sequence[Findings], screen: Screen, every: bool) -> str:  # noqa: FBT001
    """Returns a workflow command for each formula that is not right; with `every`, a notice for each other."""
    return "".join(line + "\n" for found in documents for line in _commands(found, every=every))


def _commands(found: Findings, *, every: bool) -> Iterator[str]:
    for finding in found:
        level = LEVELS.get(finding.word, "notice" if every else "")
        if level:
            yield command(level, {**_place(found, finding), "title": f"formula {finding.word}"}, message(finding))


def command(level: str, properties: Mapping[str, object], text: str) -> str:
    r"""Returns a workflow command; what would end a property or a line is escaped.

    >>> command("error", {"file": "a,b.md", "line": 3}, "100 %\nwrong")
    '::error file=a%2Cb.md,line=3::100 %25%0Awrong'
    """
    given = ",".join(f"{name}={_escaped(str(value), _IN_PROPERTIES)}" for name, value in properties.items())
    return f"::{level} {given}::{_escaped(text, _IN_DATA)}"


def _place(found: Findings, finding: Finding) -> Mapping[str, object]:
    """Returns the properties of a place; the lines of a notebook's cell are no lines of its file."""
    if finding.cell:
        return {"file": found.file}
    line, column = finding.end
    same = {"endColumn": max(column - 1, finding.column)} if line == finding.line else {}
    return {"file": found.file, "line": finding.line, "endLine": max(line, finding.line), "col": finding.column, **same}


def _escaped(text: str, signs: Mapping[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)
