"""Softmax: what one is, and how it is recognised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import sympy as sp

from symbackprop.network.indices import canonical, fresh, head, renamed, subscripts
from symbackprop.program.vectorised.plan import ArrayLine, Ranges

Letters = Mapping[sp.Symbol, sp.Expr]
"""How far each index in force runs from 1."""


@dataclass
class Softmax:
    """One softmax p_k of f(k), with the lines that it has got so far.

    name     an element of the array of its values, at its canonical indices
    ranges   how far each of these runs
    letter   the index summed over
    exponent f(k)
    group    where its lines stand
    known    its auxiliaries, by what they are
    """

    name: sp.Expr
    ranges: Ranges
    letter: sp.Symbol
    exponent: sp.Expr
    group: list[ArrayLine]
    known: dict[str, sp.Expr] = field(default_factory=dict)
    words: dict[tuple[sp.Expr, sp.Expr], sp.Expr] = field(default_factory=dict)

    @property
    def size(self) -> sp.Expr:
        """Returns over how many values it is taken."""
        return dict(self.ranges)[self.letter]

    @property
    def rows(self) -> Ranges:
        """Returns the indices that the sum leaves."""
        return tuple((letter, size) for letter, size in self.ranges if letter != self.letter)

    @property
    def partition(self) -> sp.Expr:
        """Returns the sum of the exponentials."""
        taken = {letter for letter, _ in self.ranges} | self.exponent.free_symbols
        other = fresh(self.letter, taken)
        return sp.Sum(sp.exp(renamed(self.exponent, {self.letter: other})), (other, 1, self.size))

    def places(self, quantity: sp.Expr) -> Mapping[sp.Symbol, sp.Expr]:
        """Returns what its indices are at an element."""
        return dict(zip(subscripts(self.name), subscripts(quantity), strict=True))


def is_element(node: sp.Expr, softmax: Softmax) -> bool:
    """Returns whether the node is an element of the softmax."""
    return isinstance(node, sp.Indexed) and head(node) == head(softmax.name)


def parts_of(body: sp.Expr) -> tuple[sp.exp, sp.Sum] | None:
    """Returns numerator and denominator of a softmax that is the whole body, None for anything else."""
    if not body.is_Mul or len(body.args) != 2:
        return None
    for numerator, total in (body.args, body.args[::-1]):
        sums = sum_of_exponentials(1 / total)
        if isinstance(numerator, sp.exp) and sums is not None:
            return numerator, sums
    return None


def sum_of_exponentials(node: sp.Expr) -> sp.Sum | None:
    """Returns the node if it is a sum of exponentials over one index from 1 to a fixed size."""
    if not isinstance(node, sp.Sum) or len(node.limits) != 1 or not isinstance(node.function, sp.exp):
        return None
    _, low, high = node.limits[0]
    return node if low == 1 and not high.has(sp.Max, sp.Min) else None


def letter_of(numerator: sp.exp, total: sp.Sum, ranges: Letters) -> sp.Symbol | None:
    """Returns the index of the numerator that the sum runs over, over the same range."""
    bound, _, size = total.limits[0]
    for letter, last in ranges.items():
        same = canonical(renamed(total.function, {bound: letter})) == canonical(numerator)
        if last == size and same and letter in numerator.free_symbols:
            return letter
    return None
