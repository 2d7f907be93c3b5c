"""The rules of calculus a derivation uses: one frozen dataclass each.

A rule's docstring is its theorem, its fields are the theorem's blanks. `apply()` gives the
right side it derives; `statement()` says in words what was done, in a form that every
format can render: text, formulas, and CITED where the premises of the step are named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final, Protocol, TypeAlias

import sympy as sp

from symbackprop.calculus.partial import Partial
from symbackprop.calculus.products import product, sum_of_product, total
from symbackprop.network.activation import Activation
from symbackprop.network.indices import Limits
from symbackprop.network.losses import Loss


class Cited:
    """The place in a statement where the premises of the step are named."""

    def __repr__(self) -> str:
        return "CITED"


CITED: Final = Cited()
Piece: TypeAlias = str | sp.Expr | Cited
Statement: TypeAlias = tuple[Piece, ...]


class Rule(Protocol):
    """What every rule offers."""

    title: ClassVar[str]

    def apply(self) -> sp.Expr:
        """Returns the right side that the rule derives."""

    def statement(self) -> Statement:
        """Returns what was done, in words."""


@dataclass(frozen=True)
class Definition:
    """name := body. There is nothing to prove."""

    title: ClassVar[str] = "definition"
    body: sp.Expr
    remark: Statement = ()

    def apply(self) -> sp.Expr:
        """Returns the body."""
        return self.body

    def statement(self) -> Statement:
        """Returns the author's remark on the definition, if any."""
        return self.remark


@dataclass(frozen=True)
class ChainRule:
    """If y = y(u, v) with u = u(x), v = v(x): ∂y/∂x = ∂y/∂u · ∂u/∂x + ∂y/∂v · ∂v/∂x.

    Each path from x to y gives the product of the partials along it; the paths add. Paths
    through the elements of an array are one product, summed over its indices.
    Goodfellow, Bengio, Courville, Deep Learning (2016), section 6.5.2.
    """

    title: ClassVar[str] = "chain rule"
    paths: tuple[tuple[Partial, ...], ...]
    limits: tuple[Limits, ...] = ()

    def apply(self) -> sp.Expr:
        """Returns the sum over the paths of the products of their partials."""
        limits = self.limits or ((),) * len(self.paths)
        found = zip(self.paths, limits, strict=True)
        return total(product(*sum_of_product(path, over)) for path, over in found)

    def statement(self) -> Statement:
        """Returns by which paths the variable reaches the result."""
        if len(self.paths) > 1:
            return (f"Chain rule: {len(self.paths)} paths, and the paths add.",)
        (path,) = self.paths
        first, last = path[0], path[-1]
        if any(self.limits):
            return ("Chain rule: ", last.wrt, " reaches ", first.of, " through every ", first.wrt, ".")
        if len(path) == 2:
            return ("Chain rule: ", first.of, " reads ", last.wrt, " only through ", first.wrt, ".")
        return ("Chain rule along the only path from ", last.wrt, " to ", first.of, ".")


@dataclass(frozen=True)
class LinearForm:
    """∂(a + b x)/∂x = b, where a and b do not depend on x."""

    title: ClassVar[str] = "linear form"
    slope: sp.Expr
    variable: sp.Symbol

    def apply(self) -> sp.Expr:
        """Returns the coefficient of the variable."""
        return self.slope

    def statement(self) -> Statement:
        """Returns in which variable the premise is linear."""
        return (CITED, " is linear in ", self.variable, ".")


@dataclass(frozen=True)
class ActivationSlope:
    """(f(u))′ = f′(u), with f′ as the activation's lemma gives it."""

    title: ClassVar[str] = "slope of the activation"
    activation: Activation
    argument: sp.Symbol
    output: sp.Symbol

    def apply(self) -> sp.Expr:
        """Returns the slope, written with the name of the output."""
        return self.activation.slope_at(self.argument, self.output)

    def statement(self) -> Statement:
        """Returns at which argument the lemma is used."""
        words = "By definition of the slope" if self.activation.value is None else "Lemma"
        return (words, " ", CITED, " at ", self.argument, ".")


@dataclass(frozen=True)
class LossSlope:
    """The derivative of the loss of one item with respect to what it reads."""

    title: ClassVar[str] = "slope of the loss"
    loss: Loss
    argument: sp.Symbol
    slope: sp.Expr

    def apply(self) -> sp.Expr:
        """Returns the slope of the row of LOSSES."""
        return self.slope

    def statement(self) -> Statement:
        """Returns the rule of calculus named by the row."""
        return (self.loss.rule[:1].upper() + self.loss.rule[1:] + " on ", CITED, ".")


@dataclass(frozen=True)
class TermByTerm:
    """Sum, product, power and chain rule, applied to one body.

    (f + g)′ = f′ + g′, (f g)′ = f′ g + f g′, (f^a)′ = a f^(a−1) f′, (f(g))′ = f′(g) g′.
    """

    title: ClassVar[str] = "term by term"
    slope: sp.Expr
    variable: sp.Symbol

    def apply(self) -> sp.Expr:
        """Returns the derivative of the body."""
        return self.slope

    def statement(self) -> Statement:
        """Returns what was differentiated by what."""
        return (CITED, " differentiated by ", self.variable, ".")


@dataclass(frozen=True)
class LocalPartials:
    """Equals may be put in for equals: each partial is replaced by its value."""

    title: ClassVar[str] = "local partials put in"
    value: sp.Expr

    def apply(self) -> sp.Expr:
        """Returns the chain with the values put in."""
        return self.value

    def statement(self) -> Statement:
        """Returns which local partials were used."""
        return ("Local partials ", CITED, ".")


@dataclass(frozen=True)
class Lemma:
    """An identity of one real variable, proved once and used at many arguments."""

    title: ClassVar[str] = "lemma"
    value: sp.Expr
    words: str

    def apply(self) -> sp.Expr:
        """Returns the right side of the lemma."""
        return self.value

    def statement(self) -> Statement:
        """Returns how the lemma is obtained or what it is for."""
        return (self.words,) if self.words else ()


@dataclass(frozen=True)
class SumOfItems:
    """∂(Σ_p f_p)/∂w = Σ_p ∂f_p/∂w for a finite sum."""

    title: ClassVar[str] = "sum over the items"
    value: sp.Expr
    words: str = "The derivative of a sum is the sum of the derivatives, "

    def apply(self) -> sp.Expr:
        """Returns the sum of the derivatives."""
        return self.value

    def statement(self) -> Statement:
        """Returns that the derivative of a sum is the sum of the derivatives."""
        return (self.words, CITED, ".")
