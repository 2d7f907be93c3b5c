"""The page of a verdict: a proved claim takes a line or two, a refuted one gets the space."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

import sympy as sp

from symbackprop.answers.mistakes import Diagnosis
from symbackprop.cli.terminal.diagnoses import HEAD, diagnosis_lines, headed
from symbackprop.cli.terminal.screen import COLUMNS, Screen
from symbackprop.cli.terminal.sizes import only_at
from symbackprop.network.indices import indices_in
from symbackprop.notation.equations import equation
from symbackprop.proof import Claim, Hypothesis, Proved, Refuted, Undecided, Verdict, Witness
from symbackprop.proof.enclosure import Enclosure

Point = tuple[tuple[str, Fraction], ...]
_DIGITS = 5
_KEPT_TOGETHER = "\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}"


def verdict_page(verdict: Verdict, diagnosis: Diagnosis | None, screen: Screen) -> Iterator[str]:
    """Returns the lines that say how a claim was judged, and why.

    diagnosis  what is wrong with a refuted claim, and what holds instead
    """
    head = f"{screen.mark(verdict.word)} {screen.ink.paint(verdict.word, verdict.word)}"
    plain = len(screen.words(f"{_mark_width(screen, verdict.word) * ' '} {verdict.word}"))
    first, *rest = _claim(verdict.claim, screen)
    yield head + " " * max(2, HEAD - plain) + first
    yield from (" " * HEAD + line for line in rest)
    yield from _PAGES[type(verdict)](verdict, diagnosis, screen)


def _mark_width(screen: Screen, word: str) -> int:
    return 2 if screen.ascii and word == "proved" else 1


def _claim(claim: Claim, screen: Screen) -> list[str]:
    return screen.broken(equation(claim.lhs, claim.rhs, notation=screen.notation), COLUMNS - HEAD - 1)


def row(name: str, text: str, screen: Screen) -> Iterator[str]:
    """Returns the lines of one piece of evidence: what it is, and its text."""
    kept = screen.words(text).replace(" = ", _KEPT_TOGETHER)
    lines = textwrap.wrap(kept, COLUMNS - HEAD - 1, break_on_hyphens=False) or [""]
    yield from headed(name, [line.replace(_KEPT_TOGETHER, " = ") for line in lines])


def _proved(verdict: Proved, diagnosis: Diagnosis | None, screen: Screen) -> Iterator[str]:
    for line in row(verdict.method, verdict.evidence, screen):
        yield screen.soft(line)
    for line in only_at([verdict]):
        yield from row("sizes", line, screen)
    if verdict.hypotheses:
        yield from row("where", conditions(verdict.hypotheses, screen), screen)


def _refuted(verdict: Refuted, diagnosis: Diagnosis | None, screen: Screen) -> Iterator[str]:
    if diagnosis is not None:
        yield from diagnosis_lines(diagnosis, screen)
    yield from refutation(verdict, screen)


def refutation(verdict: Refuted, screen: Screen) -> Iterator[str]:
    """Returns the lines that show where a claim fails: the point, and the sides there."""
    counted, values = _apart(verdict)
    if counted:
        yield from row("sizes", ", ".join(f"{name} = {number}" for name, number in counted), screen)
    yield from row("witness", screen.numbers(point(replace(verdict.witness, point=values))), screen)
    sides = screen.numbers(f"left  {_value(verdict.witness.lhs)}   right  {_value(verdict.witness.rhs)}")
    why = (
        "(disjoint intervals)"
        if verdict.undefined_side is None
        else f"(the {verdict.undefined_side} side is defined nowhere)"
    )
    yield f"{' ' * HEAD}{screen.words(sides)}   {screen.soft(why)}"


def _undecided(verdict: Undecided, diagnosis: Diagnosis | None, screen: Screen) -> Iterator[str]:
    yield from row("missing", verdict.missing, screen)


_PAGES: Mapping[type[Verdict], Callable[..., Iterator[str]]] = {
    Proved: _proved,
    Refuted: _refuted,
    Undecided: _undecided,
}


def conditions(hypotheses: tuple[Hypothesis, ...], screen: Screen) -> str:
    """Returns the hypotheses of a proof: u_1 ≠ 0, t > 0, Σ_k t_k = 1."""
    return ", ".join(_condition(item, screen) for item in hypotheses)


def _condition(item: Hypothesis, screen: Screen) -> str:
    number, rest = item.expression.as_coeff_Add() if item.relation == "=" else (sp.S.Zero, item.expression)
    return f"{screen.formula(rest)} {_SIGNS[item.relation]} {screen.numbers(str(-number))}"


_SIGNS = {">": ">", "!=": "≠", "=": "=", ">=": "≥"}


def _apart(verdict: Refuted) -> tuple[Point, Point]:
    """Returns the sizes and indices of a witness, and the values of its quantities."""
    claim = verdict.claim
    parts = (claim.lhs, claim.rhs, *(part for pair in claim.definitions.items() for part in pair))
    whole = {symbol.name for part in parts for symbol in indices_in(part)}
    pairs = tuple(dict.fromkeys(verdict.witness.point))
    return tuple(pair for pair in pairs if pair[0] in whole), tuple(pair for pair in pairs if pair[0] not in whole)


def point(witness: Witness) -> str:
    """Returns the point of a witness with equal values together: x_1 = v_1 = 1, all else 0.

    >>> point(Witness((("b", Fraction(0)), ("c", Fraction(0)), ("v", Fraction(1)), ("x", Fraction(1))), None, None, 64))
    'v = x = 1, all else 0'
    """
    names: dict[Fraction, list[str]] = defaultdict(list)
    for name, value in witness.point:
        names[value].append(name)
    zeros = names.pop(Fraction(0), [])
    found = [" = ".join([*together, str(value)]) for value, together in names.items()]
    if zeros:
        every = "all else 0" if found else "everything 0"
        found.append(every if len(zeros) > 1 else f"{zeros[0]} = 0")
    return ", ".join(found + ([witness.unspecified] if witness.unspecified else [])) or "any point"


def _value(enclosure: Enclosure | None) -> str:
    """Returns the digits that both ends of an interval share, or the interval if they share too few."""
    if enclosure is None:
        return "undefined"
    low, high = enclosure.decimals(_DIGITS + 7)
    if enclosure.lower == enclosure.upper == Fraction(low):
        return low.rstrip("0").rstrip(".") if "." in low and "e" not in low else low
    if "e" in low or "e" in high or len(low) != len(high):
        return str(enclosure)
    shared = next((place for place, pair in enumerate(zip(low, high, strict=True)) if pair[0] != pair[1]), len(low))
    digits = low[:shared].lstrip("-0.").replace(".", "")
    extra = len(digits) - _DIGITS
    return str(enclosure) if extra < 0 else low[: shared - extra] + "…"
