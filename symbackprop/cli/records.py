"""Records: what --json prints, with the same keys in every command."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import sympy as sp

from symbackprop.cli.status import status
from symbackprop.network import Network
from symbackprop.network.wording import kind_of
from symbackprop.notation import write
from symbackprop.notation.equations import equation
from symbackprop.proof import Claim, Proved, Refuted, Undecided, Verdict, Witness

Record = Mapping[str, Any]

STATUS_WORDS = MappingProxyType({0: "proved", 1: "refuted", 3: "undecided"})


def printed(command: str, state: int, record: Record) -> str:
    """Returns the JSON text of a command: its name, its exit status, and what it found."""
    return json.dumps({"command": command, "status": state, **record}, indent=2)


def network_record(network: Network) -> Record:
    """Returns what a network is called, in words, and its symbolic sizes.

    >>> from symbackprop.network import mlp
    >>> network_record(mlp(["n", 1]))["sizes"]
    ['n']
    """
    return {"title": network.title, "kind": kind_of(network), "sizes": list(map(str, network.sizes))}


def summary_record(verdicts: Iterable[Verdict]) -> Record:
    """Returns the worst of the verdicts, and how many there are of each."""
    words = [verdict.word for verdict in verdicts]
    return {"verdict": STATUS_WORDS[status(words)], "counts": dict(Counter(words))}


def quantity_record(value: sp.Expr, ranges: Iterable[tuple[sp.Symbol, sp.Expr]]) -> Record:
    """Returns the value of a quantity as text, and how far its indices run."""
    return {"value": text(value), "ranges": {str(letter): str(last) for letter, last in ranges}}


def verdict_record(verdict: Verdict) -> Record:
    """Returns a claim and the verdict on it, with its evidence."""
    return {"claim": _claim(verdict.claim), "verdict": verdict.word, **_EVIDENCE[type(verdict)](verdict)}


def text(expression: sp.Expr) -> str:
    """Returns a formula as `symbackprop prove` reads it."""
    return write(expression, "ascii")


def _claim(claim: Claim) -> str:
    return write(equation(claim.lhs, claim.rhs), "ascii")


def _proved(verdict: Proved) -> Record:
    return {
        "method": verdict.method,
        "evidence": verdict.evidence,
        "hypotheses": list(map(str, verdict.hypotheses)),
        "sizes": [dict(sizes) for sizes in verdict.sizes],
        "point": _point(verdict.point),
    }


def _refuted(verdict: Refuted) -> Record:
    witness = verdict.witness
    return {
        "point": _point(witness),
        "left": str(witness.lhs or "undefined"),
        "right": str(witness.rhs or "undefined"),
    }


def _undecided(verdict: Undecided) -> Record:
    return {"missing": verdict.missing}


_EVIDENCE: Mapping[type[Verdict], Callable[[Any], Record]] = {
    Proved: _proved,
    Refuted: _refuted,
    Undecided: _undecided,
}


def _point(witness: Witness) -> Mapping[str, str]:
    return {name: str(value) for name, value in witness.point}
