"""Whatever is given, it is read or refused: with little work, and with no other error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from work import counted

import symbackprop as sb
from symbackprop.answers.latex import NotUnderstood, Reading, Symbols, read
from symbackprop.answers.latex.commands import KNOWN
from symbackprop.answers.latex.limits import LONGEST
from symbackprop.answers.vocabulary import vocabulary

SYMBOLS = Symbols(vocabulary(sb.two_layer()))
ARRAYS = Symbols(vocabulary(sb.mlp(["n", "m", "K"])))
CORPUS = [json.loads(line)["latex"] for line in (Path(__file__).parent / "corpus.jsonl").read_text().splitlines()]

MOST_WORK = 3_000_000
"""The most calls of functions that a text may cost: a second or two."""

HOSTILE = {
    "100000 braces": "{" * 100_000 + "x" + "}" * 100_000,
    "braces": "{" * 4999 + "}" * 4999,
    "brackets": "(" * 4000 + "z" + ")" * 4000,
    "scripts": "z^{" * 3000,
    "fractions": r"\frac1" * 3000,
    "fractions within": r"\frac{1}{" * 1500 + "z" + "}" * 1500,
    "roots": r"\sqrt" * 3900 + "2",
    "roots within": r"\sqrt{" * 3000 + "2" + "}" * 3000,
    "sums": r"\sum" * 4900 + " z",
    "accents": r"\hat" * 4900 + " z",
    "bold": r"\bm" * 4900 + " z",
    "differentials": r"\partial" * 2400 + " z",
    "operators": r"\frac{d}{ds}" * 500 + "z",
    "logarithms": r"\log" * 4900 + " z",
    "minus signs": "-" * 9000 + "z",
    "minus signs after dots": "z" + r"\cdot-" * 2000 + "z",
    "underbraces": r"\underbrace{" * 1200 + "x" + "}_{a}" * 1200,
    "bars": "|" * 9000,
    "accents that combine": "x" + "\u0302" * 9000,
    "primes": "z" + "'" * 9000,
    "letters": "q" * 9000,
    "matrices": r"\begin{pmatrix}" * 600,
    "cases": r"\begin{cases}" * 900,
    "slashes": "z/t s" * 1000,
    "d's": "d" * 4000 + "/" + "d" * 4000,
    "tower": "9^{9^{9^9}}",
    "large power": "(99^{999})^{999}",
    "digits": "9" * 19_999,
    "macros": r"\newcommand{\a}{\a\a}\a",
    "def": r"\def\a{\a\a}\a",
    "a file": r"\input{/etc/passwd}",
    "a file to include": r"\include{x}",
    "a shell": r"\write18{ls}",
    "a shell at once": r"\immediate\write18{ls}",
    "code": "__class__",
    "code in words": r"\text{__class__}",
    "attributes": "z.__class__",
    "calls": "__import__('os').system('ls')",
    "lambda": "lambda: 0",
    "bytes": bytes(range(256)).decode("latin1"),
    "nothing": "\0",
    "half a character": "\ud800",
    "escapes": "\x1b[31mz",
    "50 million letters": "x" * 50_000_000,
    "spaces": " " * (LONGEST + 1),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_text_is_refused_at_once(what: str) -> None:
    with counted() as work, pytest.raises(NotUnderstood) as refusal:
        read(HOSTILE[what], SYMBOLS)
    assert work.calls < MOST_WORK
    assert len(str(refusal.value)) < 2000
    assert "\x1b" not in str(refusal.value)
    assert "nested" in str(refusal.value) or "a formula" in str(refusal.value) or refusal.value.token


LONG = {
    "sum": " + ".join(["x_1"] * 2400),
    "product": " ".join(["x_1"] * 3300),
    "chain": "=".join(["x_1"] * 2400),
    "rows": "z = z" + r" \\ = z" * 2000,
    "braces": "{" * 39 + "z" + "}" * 39,
    "brackets": "(" * 18 + "z" + ")" * 18,
}


@pytest.mark.parametrize("what", LONG)
def test_a_long_formula_is_read_with_little_work(what: str) -> None:
    with counted() as work:
        assert read(LONG[what], SYMBOLS)
    assert work.calls < MOST_WORK


PIECES = st.sampled_from(
    [
        *sorted(KNOWN),
        *"{}()[]|_^&=+-*/.,;:'!~%$#<> \n",
        *"abdeEfgijklnstuvwxyzW0123456789",
        *("∂", "δ", "₁₂", "²", "ᵀ", "½", "ŷ", "⊙", "x_1", "w_{11}", r"\delta_1", "z(1-z)", r"\sum_i", r"\frac{dz}{ds}"),
        *(r"\left.", r"\right|", r"\left(", r"\begin{cases}", r"\end{cases}", r"\begin{aligned}", r"\text{if}"),
        *(r"\mathrm{d}", r"\textcolor{red}{", r"\underbrace{", r"\hspace{1em}", r"\tag{1}", r"\,", r"\big"),
    ]
)
CUT = st.tuples(st.sampled_from(CORPUS), st.integers(0, 200), st.integers(0, 200), PIECES).map(
    lambda parts: parts[0][: parts[1]] + parts[3] + parts[0][parts[2] :]
)


def outcome(text: str, table: Symbols) -> NotUnderstood | tuple[tuple[Reading, ...], ...]:
    """Returns what is read, or the refusal."""
    try:
        return read(text, table)
    except NotUnderstood as refusal:
        return refusal


@settings(max_examples=1200, deadline=None)
@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=25).map("".join), CUT))
def test_any_text_is_read_or_refused_and_never_fails_otherwise(text: str) -> None:
    for table in (SYMBOLS, ARRAYS):
        found = outcome(text, table)
        if isinstance(found, NotUnderstood):
            assert 0 <= found.position <= len(text)
        else:
            assert found
            assert all(found)
