"""The format-free document: what is said, in which order, with which evidence.

A writer for a format (LaTeX, HTML, Markdown) reads nothing but this. A displayed claim
carries its verdict, and only `Proved` is accepted: what is not proved cannot be printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import sympy as sp

from symbackprop.calculus import Derivation, Step
from symbackprop.errors import SymbackpropError
from symbackprop.proof import Proved, Verdict


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


# ---- running text


@dataclass(frozen=True)
class Formula:
    """A formula in running text."""

    expression: sp.Basic


@dataclass(frozen=True)
class Equals:
    """A short equation in running text, lhs = rhs."""

    lhs: sp.Expr
    rhs: sp.Expr


@dataclass(frozen=True)
class Emphasis:
    """Words in italics, or in bold."""

    text: tuple[Inline, ...]
    strong: bool = False


@dataclass(frozen=True)
class Code:
    """A word of program text."""

    text: str


@dataclass(frozen=True)
class ToLine:
    """A link to numbered lines: (22), (23)."""

    numbers: tuple[int, ...]


@dataclass(frozen=True)
class ToSection:
    """A link to a section by its key."""

    key: str


@dataclass(frozen=True)
class ToFigure:
    """A link to a figure by its key."""

    key: str


@dataclass(frozen=True)
class ToReference:
    """A citation by the reference's key."""

    key: str


Inline = str | Formula | Equals | Emphasis | Code | ToLine | ToSection | ToFigure | ToReference
Text = tuple[Inline, ...]

# ---- displayed lines


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
    """

    number: int
    shown: tuple[Shown, ...]
    reason: Text = ()

    @property
    def proved(self) -> bool:
        """Returns whether the line claims something; a definition or a rule taken as known does not."""
        return self.shown[0].verdict is not None


# ---- blocks


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    text: Text


@dataclass(frozen=True)
class Display:
    """Lines that stand together, aligned at their relation signs."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Figure:
    """A drawing with its caption.

    kind      "network", "path", "chain rule" or "activation": which drawing
    subject   what it draws: nothing more than the derivation, a parameter, an activation's name
    """

    key: str
    kind: Literal["network", "path", "chain rule", "activation"]
    caption: Text
    subject: object = None


@dataclass(frozen=True)
class SummaryRow:
    """One parameter: chain of partials, product of named values, delta form, line that proves it."""

    parameter: sp.Symbol
    chain: sp.Expr
    product: sp.Expr
    delta_form: sp.Expr
    number: int
    group: sp.Symbol


@dataclass(frozen=True)
class Summary:
    """The table of all gradients; rows of one group (unit) stand together."""

    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True)
class Program:
    """Generated source text."""

    source: str
    language: str = "python"


@dataclass(frozen=True)
class EvidenceRow:
    """The evidence for some lines, in words."""

    numbers: tuple[int, ...]
    text: Text


@dataclass(frozen=True)
class Evidence:
    """The table of evidence for every proved line, with remarks on the methods it names."""

    rows: tuple[EvidenceRow, ...]
    remarks: tuple[Text, ...]


@dataclass(frozen=True)
class CrossCheck:
    """The numeric cross-check at one point: a row for each parameter.

    point     in words and formulas, where it was evaluated
    columns   what each method is called
    rows      parameter, reference value (16 digits), relative error of each method
    remark    what each method promises
    """

    point: Text
    columns: tuple[str, ...]
    rows: tuple[tuple[sp.Symbol, str, tuple[str, ...]], ...]
    remark: Text


Block = Paragraph | Display | Figure | Summary | Program | Evidence | CrossCheck


@dataclass(frozen=True)
class Section:
    """A section with its blocks; `appendix` sections are lettered."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    appendix: bool = False


@dataclass(frozen=True)
class Reference:
    """A literature reference."""

    key: str
    text: str


@dataclass(frozen=True)
class Counts:
    """How many numbered displays there are, by kind."""

    displays: int
    definitions: int
    rules: int
    proved: int


@dataclass(frozen=True)
class Document:
    """A whole document.

    derivation  what it is about, for the figures and for the palette of the deltas
    """

    title: str
    subtitle: str
    derivation: Derivation
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    activation_symbol: str | None = None
    opening: tuple[Block, ...] = field(default=())

    def blocks(self) -> Iterator[Block]:
        """Returns every block in order, those of the opening first."""
        yield from self.opening
        for section in self.sections:
            yield from section.blocks

    def lines(self) -> Iterator[Line]:
        """Returns every numbered line in order."""
        for block in self.blocks():
            if isinstance(block, Display):
                yield from block.lines

    @property
    def counts(self) -> Counts:
        """Returns the counts of the numbered displays, for the line under the title."""
        lines = list(self.lines())
        proved = sum(line.proved for line in lines)
        rules = sum(line.shown[0].step.kind == "rule" for line in lines)
        return Counts(len(lines), len(lines) - proved - rules, rules, proved)
