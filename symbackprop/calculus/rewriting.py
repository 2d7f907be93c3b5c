"""Rewriting: the rules that put equals in for equals in what a derivation has reached.

Each is a frozen dataclass like those of `rules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import sympy as sp

from symbackprop.calculus.rules import CITED, Piece, Statement
from symbackprop.network.indices import index


@dataclass(frozen=True)
class HypothesisUsed:
    """Equals may be put in for equals: a sum has the value that a hypothesis gives it."""

    title: ClassVar[str] = "hypothesis used"
    left: sp.Expr
    right: sp.Expr
    value: sp.Expr

    def apply(self) -> sp.Expr:
        """Returns the expression with the value put in."""
        return self.value

    def statement(self) -> Statement:
        """Returns the hypothesis."""
        return ("By hypothesis ", sp.Eq(self.left, self.right, evaluate=False), ".")


@dataclass(frozen=True)
class DeltaNamed:
    """Equals may be put in for equals: the first factors of the product are a delta."""

    title: ClassVar[str] = "delta named"
    delta: sp.Symbol
    value: sp.Expr

    def apply(self) -> sp.Expr:
        """Returns the product with the delta put in."""
        return self.value

    def statement(self) -> Statement:
        """Returns which delta was recognised, and by which step."""
        return ("The first factors are ", self.delta, ", by ", CITED, ".")


@dataclass(frozen=True)
class DeltasCollected:
    """Terms with the same last partial are put together: a c + b c = (a + b) c.

    What stands before the last partial is a delta, and is named.
    """

    title: ClassVar[str] = "deltas collected"
    deltas: tuple[sp.Symbol, ...]
    value: sp.Expr

    def apply(self) -> sp.Expr:
        """Returns the sum over the readers of delta times last partial."""
        return self.value

    def statement(self) -> Statement:
        """Returns which deltas the paths were collected in, and by which steps."""
        pieces: list[Piece] = ["The paths collected in "]
        for position, delta in enumerate(self.deltas):
            pieces += [", " if position else "", delta]
        return (*pieces, ", by ", CITED, ".")


@dataclass(frozen=True)
class CommonFactors:
    """a b / b = a wherever b ≠ 0."""

    title: ClassVar[str] = "common factors cancel"
    value: sp.Expr

    def apply(self) -> sp.Expr:
        """Returns what is left."""
        return self.value

    def statement(self) -> Statement:
        """Returns that common factors cancel."""
        return ("Common factors cancel.",)


@dataclass(frozen=True)
class FactorsTakenOut:
    """Σ_k a b_k = a Σ_k b_k, where a does not depend on k; a b + a c = a (b + c)."""

    title: ClassVar[str] = "factors taken out"
    value: sp.Expr

    def apply(self) -> sp.Expr:
        """Returns the expression with the factors in front of the sums."""
        return self.value

    def statement(self) -> Statement:
        """Returns what was done."""
        return ("Shared factors are taken out.",)


@dataclass(frozen=True)
class DeltasContracted:
    """Σ_k [k = j] a_k = a_j, where j is in the range of k."""

    title: ClassVar[str] = "Kronecker deltas contracted"
    value: sp.Expr

    def apply(self) -> sp.Expr:
        """Returns the expression without the deltas."""
        return self.value

    def statement(self) -> Statement:
        """Returns what was done."""
        return ("Of a sum over ", sp.KroneckerDelta(index("k"), index("j")), " one term is left.")


@dataclass(frozen=True)
class WrittenOut:
    """Equals may be put in for equals: names are replaced by what defines them."""

    title: ClassVar[str] = "written out"
    value: sp.Expr
    kept: tuple[sp.Symbol, ...] = ()

    def apply(self) -> sp.Expr:
        """Returns the expression without the replaced names."""
        return self.value

    def statement(self) -> Statement:
        """Returns which definitions were put in."""
        if not self.kept:
            return ("Every name replaced by its definition.",)
        return ("Definition of the activation, and its slope, put in.",)


@dataclass(frozen=True)
class ClosedForm:
    """Equals may be put in for equals: a form that the author prefers, proved equal to the one derived."""

    title: ClassVar[str] = "closed form"
    value: sp.Expr
    words: str = ""

    def apply(self) -> sp.Expr:
        """Returns the closed form."""
        return self.value

    def statement(self) -> Statement:
        """Returns the author's words, or where the closed form comes from."""
        return (self.words,) if self.words else ("The same as ", CITED, ", put together.")
