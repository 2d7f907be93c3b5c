"""Environments within a formula: matrices, and the cases of a definition."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from symbackprop.answers.latex.refusal import shown
from symbackprop.answers.latex.token import Token
from symbackprop.answers.latex.tree import Node, Rows, Word

if TYPE_CHECKING:
    from symbackprop.answers.latex.operands import Operands

KINDS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix"), "matrix"),
        **dict.fromkeys(("cases", "dcases", "cases*", "dcases*"), "cases"),
    }
)
"""The environments that are one operand, by what they are."""

_SILENT = frozenset({"", "if", "for", "when", "where"})


def rows(operands: Operands, token: Token) -> Node:
    r"""Returns the rows of the environment that has begun; `token` is its \begin."""
    reader, kind = operands.reader, KINDS.get(token.text)
    if kind is None:
        raise reader.refusal(f"the environment {shown(token)} is not read within a formula")
    operands.fences.append("{")
    found: list[tuple[Node, ...]] = []
    while reader.token.kind != "end of environment":
        cells = [_cell(operands, kind, 0)]
        while reader.accept("&"):
            cells.append(_cell(operands, kind, len(cells)))
        found.append(tuple(cells))
        if not reader.accept("\\\\"):
            break
    operands.fences.pop()
    if reader.token.kind != "end of environment" or reader.token.text != token.text:
        raise reader.refusal(f"{shown(reader.token)} does not fit in {token.text}")
    end = reader.take()
    return Rows(kind, tuple(found), position=token.position, end=end.end)


def _cell(operands: Operands, kind: str, column: int) -> Node:
    """Returns what stands in a cell; of a condition, without its "if" and the comma before it."""
    reader = operands.reader
    if kind == "cases" and column and reader.token.kind == "words":
        word = reader.take()
        if word.text.strip(" ,.").lower() not in _SILENT:
            return Word(word.text, position=word.position, end=word.end)
    if kind != "cases" or column:
        return operands.inside()
    value = operands.expression()
    reader.accept(",")
    return value
