"""Formulas of documents judged in one word each, as the tests of several rooms need it."""

from __future__ import annotations

from symbackprop.answers.checking.labels import judged_of_label, labels_in
from symbackprop.answers.documents import Source
from symbackprop.answers.judging import judged
from symbackprop.answers.latex import NotUnderstood, Reading, Statement, Symbols, read_display, readings
from symbackprop.answers.latex.matrices import read_matrices
from symbackprop.answers.latex.refusal import ShapeMismatch
from symbackprop.answers.understanding import Subject, subject_of
from symbackprop.proof import Claim, Proved, Refuted, Verdict

WORST_FIRST = ("refuted", "not understood", "undecided", "numbers", "proved", "taken")


def word_of_statement(statement: Statement, table: Symbols) -> str:
    """Returns "proved" if a reading is, else what is found of the likeliest; "numbers" for one with decimals."""
    try:
        ways = _readings(statement, table)
    except ShapeMismatch:
        return "refuted"
    except NotUnderstood:
        return "not understood"
    if any(way.numerals for way in ways):
        return "numbers"
    words = []
    for way in ways:
        verdicts = [_verdict(claim, table) for claim in way.claims()]
        if all(isinstance(verdict, Proved) for verdict in verdicts):
            words.append("proved" if verdicts else "taken")
        else:
            words.append("refuted" if any(isinstance(verdict, Refuted) for verdict in verdicts) else "undecided")
    return "proved" if "proved" in words else words[0]


def _verdict(claim: Claim, table: Symbols) -> Verdict:
    if labels_in(claim.lhs, claim.rhs):
        return judged_of_label(claim.lhs, claim.rhs, table.labels, table.vocabulary)
    return judged((claim,), table.vocabulary)[0]


def _readings(statement: Statement, table: Symbols) -> tuple[Reading, ...]:
    try:
        return readings(statement, table)
    except NotUnderstood:
        return read_matrices(statement, table)


def word_of_display(latex: str, table: Symbols) -> str:
    """Returns the worst word of the statements of a display."""
    try:
        statements = read_display(latex)
    except NotUnderstood:
        return "not understood"
    return min((word_of_statement(one, table) for one in statements), key=WORST_FIRST.index)


def words_of_source(source: Source, subjects: tuple[Subject, ...]) -> list[str]:
    """Returns the word of each formula of a document, each statement judged in the subject it is about."""
    found = []
    for place, passage in enumerate(source.passages):
        try:
            statements = read_display(passage.latex, source.macros)
        except NotUnderstood:
            found.append("not understood")
            continue
        words = []
        for number, statement in enumerate(statements):
            subject = subject_of(subjects, (place, number))
            words.append("not understood" if subject is None else word_of_statement(statement, subject.table))
        found.append(min(words, key=WORST_FIRST.index))
    return found
