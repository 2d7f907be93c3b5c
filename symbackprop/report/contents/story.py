"""The story: what every section is told, and the numbering of the lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
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
from symbackprop.report.text import Formula, Inline, Ranging, Text, ToLine


@dataclass
class Story:
    """A derivation with its proofs, while its lines are being numbered.

    derivation   what is told
    proofs       the verdicts on its steps
    said         what the author says of it, mistakes with their verdicts
    source       the generated program, if there is one
    cross_check  the numeric cross-check, nothing if there is no program

    Lines are numbered in the order in which `line` is called; a step that is shown gets the
    number of its line, and later reasons refer to it by that number.
    """

    derivation: Derivation
    proofs: Proofs
    said: Judged
    source: str | None = None
    cross_check: tuple[Block, ...] = ()
    lines: list[Line] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

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
        number = len(self.lines) + 1
        tail = set(continued)
        shown = tuple(Shown(step, self.proofs.verdict(step), continued=step in tail) for step in steps)
        words = self.reason(steps[0]) if reason is None else reason
        made = Line(number, shown, sentence(words, _excepting(shown)), ranges)
        self.lines.append(made)
        self._numbers.update(dict.fromkeys((step.key for step in steps), number))
        return made

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
        return ToLine(tuple(sorted({self._numbers[step.key] for step in steps if step.key in self._numbers})))

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

    def number(self, step: Step) -> int:
        """Returns the number of the line that shows the step."""
        return self._numbers[step.key]


def _excepting(shown: Iterable[Shown]) -> Text:
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
