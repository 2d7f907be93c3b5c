"""Messages: what is said of a formula in one or two sentences, for machines that show it beside the line."""

from __future__ import annotations

from symbackprop.answers.checking import Finding
from symbackprop.notation import equation, write


def message(finding: Finding) -> str:
    """Returns what is found of a formula, in plain text."""
    shown = "; ".join(finding.shown) or " ".join(finding.latex.split())
    return ". ".join(filter(None, (f"{finding.word}: {shown}", *_further(finding))))


def _further(finding: Finding) -> tuple[str, ...]:
    diagnosis = finding.diagnosis
    right = diagnosis.right if diagnosis is not None else None
    stopped = f"at “{finding.token}”: " if finding.token else ""
    wrong = next((item for item in finding.evidence if item.word == "refuted"), None)
    return (
        diagnosis.sentence if diagnosis is not None else "",
        f"right: {write(equation(right.lhs, right.rhs), 'unicode')}" if right is not None else "",
        ", ".join(f"{what} {text}" for what, text in wrong.details()) if wrong is not None else "",
        f"{stopped}{finding.reason}" if finding.reason else "",
        *finding.remarks,
    )
