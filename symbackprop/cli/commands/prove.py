"""`symbackprop prove`: the verdict on formulas, with its evidence."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping

from symbackprop.answers import Vocabulary, read_formula, vocabulary
from symbackprop.answers.correction import correction
from symbackprop.answers.judging import judged
from symbackprop.cli.status import status
from symbackprop.cli.subject import network
from symbackprop.cli.terminal.screen import screen
from symbackprop.cli.terminal.verdicts import verdict_page
from symbackprop.notation import write
from symbackprop.notation.equations import equation
from symbackprop.proof import Proved, Refuted, Verdict, Witness
from symbackprop.proof.claims import Claim


def run(arguments: Namespace) -> int:
    """Prints the verdict on every formula given, and returns the exit status."""
    words = vocabulary(network(arguments))
    formulas = [read_formula(text, words) for text in arguments.formula]
    verdicts = [judged(claim) for formula in formulas for claim in formula.claims()]
    if arguments.json:
        print(json.dumps([_data(verdict) for verdict in verdicts], indent=2))
    else:
        page = screen(arguments, words.derivation)
        for verdict in verdicts:
            print("\n".join(verdict_page(verdict, _right(verdict, words), page)))
    return status(verdict.word for verdict in verdicts)


def _right(verdict: Verdict, words: Vocabulary) -> Claim | None:
    return correction(verdict.claim, words.derivation) if isinstance(verdict, Refuted) else None


def _data(verdict: Verdict) -> Mapping[str, object]:
    data: dict[str, object] = {"claim": _claim(verdict.claim), "verdict": verdict.word}
    data |= dict(verdict.details())
    if isinstance(verdict, Proved):
        data |= {"method": verdict.method, "hypotheses": [str(item) for item in verdict.hypotheses]}
        data["point"] = _point(verdict.point)
    if isinstance(verdict, Refuted):
        data["point"] = _point(verdict.witness)
    return data


def _claim(claim: Claim) -> str:
    return write(equation(claim.lhs, claim.rhs), "ascii")


def _point(witness: Witness) -> Mapping[str, str]:
    return {name: str(value) for name, value in witness.point}
