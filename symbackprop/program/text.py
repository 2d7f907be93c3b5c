"""Text: a printed expression that still knows where it can be broken into lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

SUM, MATRIX, PRODUCT, SIGNED, POWER, ATOM = range(6)
"""How tightly the parts of a text hold together, from a sum to a single word.

MATRIX is a product of matrices: it binds like `*`, but is written in brackets among factors.
"""

WIDTH = 88
"""The longest line of a program."""

INDENT = "    "


@dataclass(frozen=True)
class Text:
    """A printed expression.

    text     the expression on one line
    level    SUM, MATRIX, PRODUCT, SIGNED, POWER or ATOM
    operands for a sum or product: (operator before it, operand); the first has ""
    opening  for a call: what stands before the arguments; the operands are the arguments
    closing  for a call: what stands behind them
    """

    text: str
    level: int = ATOM
    operands: tuple[tuple[str, Text], ...] = ()
    opening: str = ""
    closing: str = ")"

    def within(self, level: int) -> Text:
        """Returns the text in brackets if it holds together less tightly than `level`."""
        if self.level >= level:
            return self
        return Text(f"({self.text})", ATOM, (("", self),), "(")


def chain(level: int, operands: Iterable[tuple[str, Text]]) -> Text:
    """Returns a sum or product: operands joined by their operators."""
    listed = tuple(operands)
    if len(listed) == 1 and not listed[0][0]:
        return listed[0][1]
    text = " ".join(f"{operator} {operand.text}".strip() for operator, operand in listed)
    return Text(text, level, listed)


def call(opening: str, arguments: Iterable[Text]) -> Text:
    """Returns a call of `opening`, which ends in a bracket.

    >>> call("np.exp(", [Text("x")]).text
    'np.exp(x)'
    """
    listed = tuple(arguments)
    joined = ", ".join(argument.text for argument in listed)
    return Text(f"{opening}{joined})", ATOM, tuple(("", argument) for argument in listed), opening)


def subscripted(value: Text, places: str) -> Text:
    """Returns the elements of an array at places between square brackets.

    >>> subscripted(call("f(", [Text("x")]), "..., 0").text
    'f(x)[..., 0]'
    """
    base = value.within(ATOM)
    return replace(base, text=f"{base.text}[{places}]", closing=f"{base.closing}[{places}]")


def assignment(target: str, value: Text, indent: int = 1, ending: str = "") -> str:
    """Returns `target value`, broken into lines where it is longer than WIDTH.

    >>> print(assignment("y =", Text("x"), indent=0))
    y = x
    """
    start = INDENT * indent
    line = f"{start}{target} {value.text}{ending}"
    if len(line) <= WIDTH:
        return line
    if value.opening:
        return "\n".join(_call_lines(value, indent, f"{start}{target} ", ending))
    if not value.operands:
        return line
    return "\n".join([f"{start}{target} (", *_chain_lines(value, indent + 1), f"{start}){ending}"])


def _chain_lines(value: Text, indent: int) -> list[str]:
    return [
        line
        for operator, operand in value.operands
        for line in _operand_lines(operand, indent, f"{operator} " if operator else "", "")
    ]


def _operand_lines(value: Text, indent: int, before: str, after: str) -> list[str]:
    line = f"{INDENT * indent}{before}{value.text}{after}"
    if len(line) <= WIDTH or not value.operands:
        return [line]
    if value.opening:
        return _call_lines(value, indent, f"{INDENT * indent}{before}", after)
    lines = _chain_lines(value, indent)
    return [f"{INDENT * indent}{before}{lines[0].lstrip()}", *lines[1:-1], f"{lines[-1]}{after}"]


def _call_lines(value: Text, indent: int, start: str, after: str) -> list[str]:
    is_bracket = value.opening == "("
    lines = [f"{start}{value.opening}"]
    for _, argument in value.operands:
        lines += _operand_lines(argument, indent + 1, "", "" if is_bracket or len(value.operands) == 1 else ",")
    return [*lines, f"{INDENT * indent}{value.closing}{after}"]
