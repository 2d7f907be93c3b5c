"""Verdicts: proved, refuted, undecided; each carries its evidence."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Literal, NoReturn

from symbackprop.notation import equation, write
from symbackprop.proof.claims import Claim, Hypothesis
from symbackprop.proof.enclosure import Enclosure

Method = Literal["ring", "tower", "cases", "sums"]
Side = Literal["left", "right"]


@dataclass(frozen=True)
class Witness:
    """A rational point and the two enclosures of the sides there.

    point        the values of the variables, sorted by name
    lhs, rhs     enclosures of the sides; None where a side is undefined
    precision    the working precision of the enclosures, in bits
    unspecified  which concrete functions stood for the unspecified ones, in words

    >>> print(Witness((("u", Fraction(1, 2)),), None, None, 64))
    u = 1/2
    """

    point: tuple[tuple[str, Fraction], ...]
    lhs: Enclosure | None
    rhs: Enclosure | None
    precision: int
    unspecified: str = ""

    def __str__(self) -> str:
        values = ", ".join(f"{name} = {value}" for name, value in self.point) or "no variables"
        return values + (f"; {self.unspecified}" if self.unspecified else "")


class Verdict(ABC):
    """The base of the three verdicts. It is no boolean: ask for its class."""

    claim: Claim
    word: str

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "a verdict is neither true nor false: it may be undecided\n    ask              isinstance(verdict, Proved)"
        )

    @abstractmethod
    def details(self) -> tuple[tuple[str, str], ...]:
        """Returns the evidence as (what, text) pairs."""

    def __str__(self) -> str:
        lines = [f"{self.word}: {self.claim}"]
        lines += [f"    {what:<16} {text}" for what, text in self.details()]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = "".join(f"<dt>{escape(what)}</dt><dd>{escape(text)}</dd>" for what, text in self.details())
        claim = write(equation(self.claim.lhs, self.claim.rhs), "latex")
        return f"<p><b>{self.word}:</b> ${escape(claim)}$</p><dl>{rows}</dl>"

    def _repr_latex_(self) -> str:
        claim = write(equation(self.claim.lhs, self.claim.rhs), "latex")
        return rf"$\displaystyle {claim} \qquad\text{{{self.word}}}$"


@dataclass(frozen=True)
class Proved(Verdict):
    """Equal wherever both sides are defined, under the hypotheses.

    method      what decided: the rung of the ladder "ring", "tower" or "cases", or the
                normal form of indexed "sums"
    hypotheses  the conditions, those of the claim among them
    point       a point at which the hypotheses hold and both sides are finite
    evidence    how, in one sentence
    sizes       for a claim about arrays, the sizes at which alone it was shown; () for all sizes
    """

    claim: Claim
    method: Method
    hypotheses: tuple[Hypothesis, ...]
    point: Witness
    evidence: str = ""
    sizes: tuple[tuple[tuple[str, int], ...], ...] = ()

    word = "proved"

    def details(self) -> tuple[tuple[str, str], ...]:
        """Returns the rung, the hypotheses and the point where both sides are finite."""
        conditions = ", ".join(map(str, self.hypotheses))
        shown = " and ".join(", ".join(f"{size} = {number}" for size, number in sizes) for sizes in self.sizes)
        return (
            ("by", f"{self.method}: {self.evidence}"),
            *((("shown at", f"{shown} only"),) if shown else ()),
            *((("where", conditions),) if conditions else ()),
            ("both finite at", f"{self.point}; both {self.point.lhs}"),
        )


@dataclass(frozen=True)
class Refuted(Verdict):
    """Different at a point: two enclosures without a common number, or one side undefined.

    witness         the point, at which every hypothesis of the claim holds
    undefined_side  "left" or "right" if that side is defined nowhere and the other is
                    finite at the witness
    """

    claim: Claim
    witness: Witness
    undefined_side: Side | None = None

    word = "refuted"

    def details(self) -> tuple[tuple[str, str], ...]:
        """Returns the point and the values of the two sides there."""
        return (
            ("at", str(self.witness)),
            ("left side", str(self.witness.lhs or "undefined")),
            ("right side", str(self.witness.rhs or "undefined")),
        )


@dataclass(frozen=True)
class Undecided(Verdict):
    """Neither proved nor refuted; `missing` says what stands in the way."""

    claim: Claim
    missing: str

    word = "undecided"

    def details(self) -> tuple[tuple[str, str], ...]:
        """Returns what is missing."""
        return (("missing", self.missing),)
