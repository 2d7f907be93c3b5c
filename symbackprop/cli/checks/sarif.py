"""SARIF 2.1.0: what code scanners exchange (https://docs.oasis-open.org/sarif/sarif/v2.1.0/)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from symbackprop import __version__
from symbackprop.answers.checking import Finding, Findings
from symbackprop.cli.checks.messages import message
from symbackprop.cli.terminal.screen import Screen

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

RULES: Mapping[str, tuple[str, str, str]] = {
    "refuted": ("fail", "error", "A formula that is false: the sides differ at a point."),
    "undecided": ("fail", "warning", "A formula that is neither proved nor refuted."),
    "not understood": ("fail", "note", "A formula that was not read to its end."),
    "proved": ("pass", "none", "A formula that is proved."),
    "taken": ("informational", "none", "A formula that defines or names something and claims nothing."),
}
"""For each word the kind of result, its level, and what it means."""

_PLACES = {word: place for place, word in enumerate(RULES)}


def sarif(documents: Sequence[Findings], screen: Screen, every: bool) -> str:  # noqa: FBT001
    """Returns a SARIF log: a result for each formula that is not right; with `every`, for all."""
    results = [result for found in documents for result in _results(found, every=every)]
    driver = {"name": "symbackprop", "version": __version__, "rules": [_rule(word) for word in RULES]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(word: str) -> Mapping[str, Any]:
    _, level, text = RULES[word]
    return {
        "id": _id(word),
        "shortDescription": {"text": text},
        "defaultConfiguration": {"level": level},
    }


def _id(word: str) -> str:
    return f"formula-{word.replace(' ', '-')}"


def _results(found: Findings, *, every: bool) -> Iterator[Mapping[str, Any]]:
    for finding in found:
        kind, level, _ = RULES[finding.word]
        if every or kind == "fail":
            yield {
                "ruleId": _id(finding.word),
                "ruleIndex": _PLACES[finding.word],
                "kind": kind,
                "level": level,
                "message": {"text": message(finding)},
                "locations": [{"physicalLocation": _location(found, finding)}],
            }


def _location(found: Findings, finding: Finding) -> Mapping[str, Any]:
    """Returns where a formula stands; the lines of a notebook's cell are no lines of its file."""
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(found.file)}}
    if finding.cell:
        return place
    line, column = finding.end
    region = {"startLine": finding.line, "startColumn": finding.column}
    ends = {"endLine": line, "endColumn": column} if (line, column) > (finding.line, finding.column) else {}
    return {**place, "region": {**region, **ends, "snippet": {"text": finding.latex}}}


def _uri(file: str) -> str:
    path = PurePath(file or "stdin")
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
