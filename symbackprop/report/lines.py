"""Displayed lines: steps with their verdicts. What is not proved cannot be one."""

from __future__ import annotations

from dataclasses import dataclass

from symbackprop.calculus import Step
from symbackprop.errors import SymbackpropError
from symbackprop.proof import Proved, Verdict
from symbackprop.report.text import Ranging, Text


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


@dataclass(frozen=True)
class Line:
    """A numbered display: one equation, or several short ones with the same reason.

    number   its number in the document
    shown    the equations side by side
    reason   why it holds, in words, for the margin
    ranges   how far the indices on its left side run, to be set beside it
    """

    number: int
    shown: tuple[Shown, ...]
    reason: Text = ()
    ranges: tuple[Ranging, ...] = ()

    @property
    def proved(self) -> bool:
        """Returns whether the line claims something; a definition or a rule taken as known does not."""
        return self.shown[0].verdict is not None
