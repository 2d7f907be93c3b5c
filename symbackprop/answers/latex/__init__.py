"""Reading LaTeX formulas: from tokens to trees to claims, every token used or the formula refused."""

from symbackprop.answers.latex.display import read_display
from symbackprop.answers.latex.labels import Label
from symbackprop.answers.latex.macros import Macro
from symbackprop.answers.latex.reading import Reading, read, readings
from symbackprop.answers.latex.refusal import NotUnderstood, OneItemOnly, ShapeMismatch
from symbackprop.answers.latex.statement import Statement
from symbackprop.answers.latex.symbols import ArrayTable, Meaning, Symbols, SymbolTable
from symbackprop.answers.latex.written import Written

__all__ = [
    "ArrayTable",
    "Label",
    "Macro",
    "Meaning",
    "NotUnderstood",
    "OneItemOnly",
    "Reading",
    "ShapeMismatch",
    "Statement",
    "SymbolTable",
    "Symbols",
    "Written",
    "read",
    "read_display",
    "readings",
]
