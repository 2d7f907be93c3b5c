"""Stating: what a statement says of the values of names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import sympy as sp

from symbackprop.answers.checking.finding import Word
from symbackprop.answers.checking.kinds import is_name
from symbackprop.answers.checking.numbers.instances import instance, is_result
from symbackprop.answers.checking.numbers.intervals import enclosed
from symbackprop.answers.checking.numbers.lines import calculates_exactly
from symbackprop.answers.checking.numbers.numerals import Numerals, is_given, point
from symbackprop.answers.checking.numbers.values import Said, Stated
from symbackprop.answers.checking.orderings import ORDERINGS
from symbackprop.answers.checking.steps.assignments import is_new
from symbackprop.answers.latex import Reading, Statement
from symbackprop.calculus import Partial
from symbackprop.notation import write


def said_in(reading: Reading, numbers: Numerals) -> Said:
    """Returns what a statement says of values: its last side for its first, and what is put in.

    reading  the statement with the names of its numbers in their places
    """
    sides = [side for side in reading.sides if side is not None]
    pairs = list(pairwise(sides))
    seen = [seen for left, right in pairs if (seen := calculates_exactly(left, right, numbers)) is not None]
    exact = all(seen) if seen else None
    if reading.relations[0] == "<-":
        return Said(exact=exact, renewed=(sides[0],))
    if ORDERINGS.intersection(reading.relations):
        return Said(exact=exact)
    found: dict[sp.Expr, Stated] = {}
    for left, right in pairs:
        if is_of_numbers(left, right, numbers):
            _state(found, instance(left, right, numbers), numbers)
    first, last = sides[0], sides[-1]
    is_number = numbers.has_all_of(last) and (is_result(last) or not last.free_symbols)
    if (is_name(first) or isinstance(first, Partial)) and is_number and is_of_numbers(first, last, numbers):
        _state(found, {first: last}, numbers)
    return Said(found, exact)


def said_by(said: Said, word: Word, statement: Statement, another: str) -> Said:
    """Returns what is remembered of that: nothing if it is wrong; that there are new values if its left side is one.

    word     what is found of the statement
    another  why values may be others from there on, by the words before it
    """
    kept = replace(said, another=another, stated={} if word == "refuted" else said.stated)
    left = statement.sides[0]
    is_step = left is not None and statement.relations[0] != "<-" and is_new(left)
    return replace(kept, another="it gives a name a new value") if is_step else kept


def is_of_numbers(left: sp.Expr, right: sp.Expr, numbers: Numerals) -> bool:
    """Returns whether one side is made of numbers, and that is no claim for all values of the names in the other."""
    for side, other in ((left, right), (right, left)):
        free = side.free_symbols
        if numbers.has_all_of(side) and not side.atoms(Partial):
            return bool(free) or is_name(other) or bool(other.free_symbols & numbers.numbers.keys())
    return False


def _state(found: dict[sp.Expr, Stated], put_in: Mapping[sp.Expr, sp.Expr], numbers: Numerals) -> None:
    for name, value in put_in.items():
        enclosure = enclosed(value, numbers.rounded())
        exact = value.xreplace(dict(numbers.exactly()))
        if enclosure is not None and exact.is_Rational:
            written = [numbers.numbers[symbol] for symbol in value.free_symbols if symbol in numbers.numbers]
            printed = point(Fraction(int(exact.p), int(exact.q)))
            found[name] = Stated(enclosure, printed, write(value, "unicode"), 0, few=all(map(is_given, written)))
