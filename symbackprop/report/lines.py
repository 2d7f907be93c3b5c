"""Displayed lines: steps and comparisons with their verdicts. What is not proved cannot be one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from symbackprop.calculus import Step
from symbackprop.errors import SymbackpropError
from symbackprop.proof import Proved, Verdict
from symbackprop.report.comparisons import Compared
from symbackprop.report.equivalences import Equivalent
from symbackprop.report.signs import sign
from symbackprop.report.text import Ranging, Text

if TYPE_CHECKING:
    import sympy as sp

    from symbackprop.notation.tree import Relation


class Unproved(SymbackpropError):
    """A claim was to be displayed that has not been proved.

    step     the step
    verdict  the verdict on it, if it was judged at all
    """

    def __init__(self, step: Step, verdict: Verdict | None) -> None:
        super().__init__(
            f"{step.lhs} = {step.rhs} is not proved\n"
            f"    step              {step.key}\n"
            f"    verdict           {verdict}\n"
            "    a document prints only what is proved; mend the step or leave it out"
        )
        self.step = step
        self.verdict = verdict


@dataclass(frozen=True)
class Shown:
    """One displayed equation: a step, and for a claim the verdict on it.

    continued  the left side is that of the line above and is not repeated

    Raises Unproved for a claim whose verdict is not Proved.
    """

    step: Step
    verdict: Verdict | None = None
    continued: bool = False

    def __post_init__(self) -> None:
        if self.step.claimed is not None and not isinstance(self.verdict, Proved):
            raise Unproved(self.step, self.verdict)

    @property
    def left(self) -> sp.Basic:
        """Returns the left side."""
        return self.step.lhs

    @property
    def right(self) -> sp.Basic:
        """Returns the right side."""
        return self.step.rhs

    @property
    def sign(self) -> Relation:
        """Returns the sign between the sides."""
        return sign(self.step)

    @property
    def claims(self) -> bool:
        """Returns whether it claims something; a definition or a rule taken as known does not."""
        return self.verdict is not None

    @property
    def is_rule(self) -> bool:
        """Returns whether it is a rule of calculus, taken as known."""
        return self.step.kind == "rule"


Displayed: TypeAlias = "Shown | Compared | Equivalent"
"""One displayed equation or comparison."""


@dataclass(frozen=True)
class Line:
    """A numbered display: one equation, or several short ones with the same reason.

    number   its number in the document; in a chapter the number of the chapter leads: "6.3"
    shown    the equations and comparisons side by side
    reason   why it holds, in words, for the margin
    ranges   how far the indices on its left side run, to be set beside it
    roads    by which further roads it was proved from first principles, in words
    """

    number: str
    shown: tuple[Displayed, ...]
    reason: Text = ()
    ranges: tuple[Ranging, ...] = ()
    roads: str = ""

    @property
    def proved(self) -> bool:
        """Returns whether the line claims something; a definition or a rule taken as known does not."""
        return self.shown[0].claims
