"""JSON: what was found, one record a formula."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from symbackprop.answers.checking import Finding, Findings
from symbackprop.cli.status import status
from symbackprop.cli.terminal.screen import Screen
from symbackprop.notation import equation, write
from symbackprop.proof import Claim

Record = Mapping[str, Any]


def json_text(documents: Sequence[Findings], screen: Screen, every: bool) -> str:  # noqa: FBT001
    """Returns what was found as JSON, every formula of it."""
    state = status(finding.word for found in documents for finding in found)
    record = {"command": "check", "status": state, "documents": list(map(_document, documents))}
    return json.dumps(record, indent=2) + "\n"


def _document(found: Findings) -> Record:
    return {
        "file": found.file,
        "network": found.subject,
        "completed": list(found.completed),
        "notation": dict(found.notation),
        "counts": dict(found.counts),
        "passed_over": list(found.remarks),
        "formulas": list(map(finding_record, found)),
    }


def finding_record(finding: Finding) -> Record:
    """Returns a finding with its place, its evidence, and what is wrong."""
    return {
        "latex": finding.latex,
        "cell": finding.cell,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end[0],
        "end_column": finding.end[1],
        "kind": finding.kind,
        "verdict": finding.word,
        "read_as": [write(formula, "ascii") for formula in finding.formulas],
        "remarks": list(finding.remarks),
        "reason": finding.reason,
        "token": finding.token,
        "evidence": [{"verdict": item.word, **dict(item.details())} for item in finding.evidence],
        "diagnosis": None if finding.diagnosis is None else _diagnosis(finding),
    }


def _diagnosis(finding: Finding) -> Record:
    diagnosis = finding.diagnosis
    assert diagnosis is not None  # noqa: S101  (asked only where there is one)
    return {
        "mistake": diagnosis.mistake,
        "sentence": diagnosis.sentence,
        "right": None if diagnosis.right is None else _claim(diagnosis.right),
        "proved": diagnosis.proof is not None,
    }


def _claim(claim: Claim) -> str:
    return write(equation(claim.lhs, claim.rhs), "ascii")
