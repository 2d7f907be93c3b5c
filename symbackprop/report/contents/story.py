"""The story: what every section is told, and the numbering of the lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import sympy as sp

from symbackprop.calculus import Derivation, Step
from symbackprop.calculus.rules import Cited
from symbackprop.proof.derivations import Proofs
from symbackprop.report.blocks import CrossCheck
from symbackprop.report.lines import Line, Shown
from symbackprop.report.text import Formula, Inline, Ranging, Text, ToLine


@dataclass
class Story:
    """A derivation with its proofs, while its lines are being numbered.

    derivation   what is told
    proofs       the verdicts on its steps
    source       the generated program, if there is one
    cross_check  the numeric cross-check, if there is a program

    Lines are numbered in the order in which `line` is called; a step that is shown gets the
    number of its line, and later reasons refer to it by that number.
    """

    derivation: Derivation
    proofs: Proofs
    source: str | None = None
    cross_check: CrossCheck | None = None
    lines: list[Line] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

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
        made = Line(number, shown, self.reason(steps[0]) if reason is None else reason, ranges)
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

    def number(self, step: Step) -> int:
        """Returns the number of the line that shows the step."""
        return self._numbers[step.key]


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
