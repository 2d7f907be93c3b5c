"""The story: what every section is told, and the numbering of the lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Literal

import sympy as sp

from symbackprop.calculus import Derivation, Step
from symbackprop.calculus.matrices import MatrixForm
from symbackprop.calculus.rules import Cited
from symbackprop.proof import Proved
from symbackprop.proof.derivations import Proofs
from symbackprop.report.account import Judged
from symbackprop.report.blocks import Block
from symbackprop.report.lines import Line, Shown
from symbackprop.report.numbering import Numbering
from symbackprop.report.text import Formula, Inline, Ranging, Text, ToLine

ROADS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "scalars": (
            *("", "First principles: yes, by the tower’s own derivation."),
            "First principles: yes, by both roads.",
        ),
        "arrays": ("", "First principles: yes, for all sizes.", "First principles: yes, by both roads."),
    }
)
"""What is said of a claim that was proved from first principles by none, one or two roads."""


@dataclass
class Story:
    """A derivation with its proofs, while its lines are being numbered.

    derivation   what is told
    proofs       the verdicts on its steps
    said         what the author says of it, mistakes with their verdicts
    source       the generated program, if there is one
    cross_check  the numeric cross-check, nothing if there is no program

    numbering    gives the lines their numbers; several stories may share one

    Lines are numbered in the order in which `line` is called; a step that is shown gets the
    number of its line, and later reasons refer to it by that number.
    """

    derivation: Derivation
    proofs: Proofs
    said: Judged
    source: str | None = None
    cross_check: tuple[Block, ...] = ()
    numbering: Numbering = field(default_factory=Numbering)
    _numbers: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> Literal["scalars", "arrays"]:
        """Returns whether it is the story of numbers or of arrays."""
        return "arrays" if self.derivation.network.is_indexed else "scalars"

    def line(
        self,
        *steps: Step,
        reason: Text | None = None,
        continued: Iterable[Step] = (),
        ranges: tuple[Ranging, ...] = (),
    ) -> Line:
        """Returns the next numbered line, showing the steps side by side.

        `continued` steps repeat no left side. The reason is that of the first step unless given.
        `ranges` say how far the indices of the left side run.
        """
        tail = set(continued)
        shown = tuple(Shown(step, self.proofs.verdict(step), continued=step in tail) for step in steps)
        words = self.reason(steps[0]) if reason is None else reason
        made = self.numbering.line(shown, sentence(words, excepting(shown)), ranges, self._roads(steps))
        self._numbers.update(dict.fromkeys((step.key for step in steps), made.number))
        return made

    @property
    def lines(self) -> list[Line]:
        """Returns the lines that have been numbered."""
        return self.numbering.lines

    def in_chapter(self, numbering: Numbering) -> Story:
        """Returns the story told on in another chapter: steps told before keep the numbers they have there."""
        return replace(self, numbering=numbering)

    def _roads(self, steps: Iterable[Step]) -> str:
        return ROADS[self.kind][max(self.proofs.roads.get(step, 0) for step in steps)]

    def reason(self, step: Step) -> Text:
        """Returns the step's statement with its premises as links to their lines."""
        pieces: list[Inline] = []
        for piece in step.reason:
            if isinstance(piece, Cited):
                pieces.append(self.cite(step.premises))
            else:
                pieces.append(piece if isinstance(piece, str) else Formula(piece))
        return tuple(pieces)

    def cite(self, steps: Iterable[Step]) -> ToLine:
        """Returns a link to the lines that show the steps."""
        cited = {self._numbers[step.key] for step in steps if step.key in self._numbers}
        return ToLine(tuple(dict.fromkeys(number for number in self._numbers.values() if number in cited)))

    @cached_property
    def matrix_forms(self) -> Mapping[Step, Step]:
        """Returns the steps that tell other steps as matrices, by those; only what is proved."""
        judged = self.proofs.verdicts.items()
        found = [step for step, verdict in judged if isinstance(step.rule, MatrixForm) and isinstance(verdict, Proved)]
        return {premise: step for step in found for premise in step.premises}

    @cached_property
    def positive(self) -> tuple[sp.Expr, ...]:
        """Returns what has to be positive for the lines to be defined, in the order of the lines."""
        proved = (verdict for verdict in self.proofs.verdicts.values() if isinstance(verdict, Proved))
        found = (condition for verdict in proved for condition in verdict.hypotheses)
        return tuple(dict.fromkeys(c.expression for c in found if c.sort == "domain" and c.relation == ">"))

    def shown_in(self, step: Step) -> Line:
        """Returns the line of this chapter that shows the step."""
        return next(line for line in self.lines if line.number == self._numbers[step.key])

    def number(self, step: Step) -> str:
        """Returns the number of the line that shows the step."""
        return self._numbers[step.key]


def excepting(shown: Iterable[Shown]) -> Text:
    """Returns the kinks at which a line says nothing."""
    proved = (item.verdict for item in shown if isinstance(item.verdict, Proved))
    kinks = dict.fromkeys(
        condition.expression for verdict in proved for condition in verdict.hypotheses if condition.sort == "kink"
    )
    conditions = [sp.Ne(expression, 0, evaluate=False) for expression in kinks]
    return sentence(" Where ", listed(conditions), ".") if conditions else ()


def listed(items: Sequence[sp.Basic | Inline]) -> Text:
    """Returns "a, b and c" as running text.

    >>> listed(["a", "b", "c"])
    ('a', ', ', 'b', ' and ', 'c')
    """
    pieces: list[Inline] = []
    for position, item in enumerate(items):
        if position:
            pieces.append(" and " if position == len(items) - 1 else ", ")
        pieces.append(Formula(item) if isinstance(item, sp.Basic) else item)
    return tuple(pieces)


def sentence(*parts: Inline | Text) -> Text:
    """Returns the parts as one running text, nested texts opened."""
    pieces: list[Inline] = []
    for part in parts:
        pieces += part if isinstance(part, tuple) else (part,)
    return tuple(pieces)
