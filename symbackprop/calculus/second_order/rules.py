"""The rules that a derivation of second order adds: one frozen dataclass each, like those of first order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import sympy as sp

from symbackprop.calculus.rules import CITED, Piece, Statement


@dataclass(frozen=True)
class LineDifferentiated:
    """(Σ a b)′ = Σ (a′ b + a b′), (f(u))′ = f′(u) u′: a line in names, differentiated name by name.

    ∂(∂E/∂w)/∂v is the derivative of any line that ∂E/∂w is equal to.
    """

    title: ClassVar[str] = "line differentiated"
    value: sp.Expr
    variable: sp.Expr

    def apply(self) -> sp.Expr:
        """Returns the sum over the names of the line's slope times the name's derivative."""
        return self.value

    def statement(self) -> Statement:
        """Returns which line was differentiated by what."""
        return (CITED, " differentiated by ", self.variable, ".")


@dataclass(frozen=True)
class ThroughNames:
    """If δ depends on u only through s, r, ...: ∂δ/∂u = ∂δ/∂s · ∂s/∂u + ∂δ/∂r · ∂r/∂u + ..."""

    title: ClassVar[str] = "chain rule"
    value: sp.Expr
    what: sp.Expr
    variable: sp.Expr
    through: tuple[sp.Expr, ...] = ()

    def apply(self) -> sp.Expr:
        """Returns the sum over the names in between."""
        return self.value

    def statement(self) -> Statement:
        """Returns through which names the variable acts."""
        if not self.through:
            return ("Chain rule along the paths from ", self.variable, ".")
        pieces: list[Piece] = ["Chain rule: ", self.what, " depends on ", self.variable, " only through "]
        for position, quantity in enumerate(self.through):
            pieces += [", " if position else "", quantity]
        return (*pieces, ".")


@dataclass(frozen=True)
class NamesPutIn:
    """Equals may be put in for equals: derivatives are replaced by their names or their values."""

    title: ClassVar[str] = "names and local partials put in"
    value: sp.Expr

    def apply(self) -> sp.Expr:
        """Returns the expression in names."""
        return self.value

    def statement(self) -> Statement:
        """Returns by which steps."""
        return ("By ", CITED, ".")


@dataclass(frozen=True)
class Diagonal:
    """If δ_k depends on s_k alone of all s_l: ∂δ_k/∂s_l = [k = l] ∂δ_k/∂s_k."""

    title: ClassVar[str] = "0 off the diagonal"
    value: sp.Expr
    what: sp.Expr
    variable: sp.Expr

    def apply(self) -> sp.Expr:
        """Returns the derivative with its Kronecker deltas."""
        return self.value

    def statement(self) -> Statement:
        """Returns which dependence there is not."""
        return (self.what, " does not depend on ", self.variable, " unless the indices agree.")


@dataclass(frozen=True)
class Interchanged:
    """∂(∂E/∂w)/∂v = ∂(∂E/∂v)/∂w where both are continuous (H. A. Schwarz 1873); proved here, not assumed."""

    title: ClassVar[str] = "the other order"
    value: sp.Expr

    def apply(self) -> sp.Expr:
        """Returns what the other order of differentiation gives."""
        return self.value

    def statement(self) -> Statement:
        """Returns that the other order was taken."""
        return ("The other order of differentiation, by ", CITED, ".")


@dataclass(frozen=True)
class AlongTheDirection:
    """If θ = θ_0 + ε θ̇ and q = q(r, ...): q̇ = Σ ∂q/∂r ṙ, a dot for the derivative by ε.

    B. A. Pearlmutter, Fast exact multiplication by the Hessian, Neural Computation 6 (1994).
    """

    title: ClassVar[str] = "along the direction"
    value: sp.Expr

    def apply(self) -> sp.Expr:
        """Returns the sum over what the line reads of slope times dotted name."""
        return self.value

    def statement(self) -> Statement:
        """Returns which line was differentiated."""
        return (CITED, ", each name in turn replaced by its derivative along the direction.")
