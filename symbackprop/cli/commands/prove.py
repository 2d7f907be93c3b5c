"""`symbackprop prove`: the verdict on formulas, with its evidence."""

from __future__ import annotations

from argparse import Namespace

from symbackprop.answers import Vocabulary, read_formula, vocabulary
from symbackprop.answers.judging import judged
from symbackprop.answers.mistakes import Diagnosis, diagnose, in_words
from symbackprop.cli.records import Record, network_record, printed, summary_record, text, verdict_record
from symbackprop.cli.status import status
from symbackprop.cli.subject import network
from symbackprop.cli.terminal.screen import screen
from symbackprop.cli.terminal.verdicts import verdict_page
from symbackprop.proof import Refuted, Verdict


def run(arguments: Namespace) -> int:
    """Prints the verdict on every formula given, and returns the exit status."""
    words = vocabulary(network(arguments))
    formulas = [read_formula(typed, words) for typed in arguments.formula]
    verdicts = judged([claim for formula in formulas for claim in formula.claims()], words)
    state = status(verdict.word for verdict in verdicts)
    if arguments.json:
        found = [_record(verdict, words) for verdict in verdicts]
        about = network_record(words.network)
        print(printed("prove", state, {"network": about, **summary_record(verdicts), "claims": found}))
    else:
        page = screen(arguments, words.derivation)
        for verdict in verdicts:
            print("\n".join(verdict_page(verdict, _diagnosis(verdict, words), page)))
    return state


def _diagnosis(verdict: Verdict, words: Vocabulary) -> Diagnosis | None:
    """Returns what is wrong with a claim that is refuted, and what holds instead."""
    return diagnose(verdict.claim, words) if isinstance(verdict, Refuted) else None


def _record(verdict: Verdict, words: Vocabulary) -> Record:
    found = _diagnosis(verdict, words)
    return verdict_record(verdict) if found is None else {**verdict_record(verdict), **_diagnosed(found)}


def _diagnosed(found: Diagnosis) -> Record:
    """Returns what is wrong, as far as that is known: formulas as `symbackprop prove` reads them."""
    said = {"mistake": found.mistake, "sentence": in_words(found.statement, "ascii")} if found.statement else {}
    right = found.shortest if found.shortest is not None or found.right is None else found.right.rhs
    return {**said, **({} if right is None else {"instead": text(right)})}
