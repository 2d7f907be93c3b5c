"""Blocks: what stands between two headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import sympy as sp

from symbackprop.plots import Plot
from symbackprop.report.lines import Line
from symbackprop.report.subjects import Said
from symbackprop.report.text import Text


@dataclass(frozen=True)
class About:
    """What the formulas from here on are about: nothing that is shown, but a comment that `check` reads."""

    said: Said


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    text: Text


@dataclass(frozen=True)
class Subheading:
    """The heading of a part of a section."""

    text: Text


@dataclass(frozen=True)
class Display:
    """Lines that stand together, aligned at their relation signs."""

    lines: tuple[Line, ...]


Kind = Literal["network", "arrays", "path", "chain rule", "activation"]
"""Which drawing a figure is, a row of FIGURES."""


@dataclass(frozen=True)
class Figure:
    """A drawing with its caption.

    kind      "network", "arrays", "path", "chain rule" or "activation": which drawing
    subject   what it draws: a derivation, a gradient, nothing for the chain rule, the graph of an activation
    """

    key: str
    kind: Kind
    caption: Text
    subject: object = None


@dataclass(frozen=True)
class PlotFigure:
    """A plot with its caption: a picture in a file of its own, or within the page.

    key   leads to it; with the title of the document it becomes the name of the file
    plot  what is drawn
    """

    key: str
    plot: Plot
    caption: Text


@dataclass(frozen=True)
class SummaryRow:
    """One parameter: chain of partials, product of named values, delta form, line that proves it."""

    parameter: sp.Symbol
    chain: sp.Expr
    product: sp.Expr
    delta_form: sp.Expr
    number: str
    group: sp.Symbol


@dataclass(frozen=True)
class Summary:
    """The table of all gradients; rows of one group (unit) stand together."""

    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True)
class Table:
    """A table of words and short formulas; its last column is as wide as there is room.

    label  what it shows, for readers who do not see it
    heads  what stands above each column
    rows   the cells of each row
    """

    label: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True)
class Result:
    """A delta or a gradient: in indices, as a matrix if it has that form, and its shape.

    left, right  what it is, and its value, at the indices of `left`
    matrix       the same for the array as a whole; None where there is no matrix form
    shape        the sizes of the array, () for a number
    number       the line that proves it
    by_matrices  the line that proves its matrix form, None where there is none
    """

    left: sp.Expr
    right: sp.Expr
    matrix: tuple[sp.Expr, sp.Expr] | None
    shape: tuple[sp.Expr, ...]
    number: str
    by_matrices: str | None


@dataclass(frozen=True)
class Results:
    """The table of all deltas and gradients of an indexed network."""

    rows: tuple[Result, ...]


@dataclass(frozen=True)
class Refutation:
    """A formula that is wrong, with the point that refutes it.

    left, right  its sides
    witness      the point, and what the sides are there
    """

    left: sp.Expr
    right: sp.Expr
    witness: Text


@dataclass(frozen=True)
class Program:
    """Generated source text."""

    source: str
    language: str = "python"


@dataclass(frozen=True)
class EvidenceRow:
    """The evidence for some lines, in words."""

    numbers: tuple[str, ...]
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


Block: TypeAlias = (
    About
    | Paragraph
    | Subheading
    | Display
    | Figure
    | PlotFigure
    | Summary
    | Table
    | Results
    | Refutation
    | Program
    | Evidence
    | CrossCheck
)
