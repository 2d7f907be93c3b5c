"""Unicode text on one line, for terminals and for running text."""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.notation import tree
from symbackprop.notation.accents import ACCENTS, moved_behind
from symbackprop.notation.letters import GREEK
from symbackprop.notation.writer import Writer, unpainted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_GAPS: Mapping[tree.Gap, str] = MappingProxyType(
    {
        "tight": "",
        "close": " ",
        "thin": " ",
        "wide": " ",
        "dot": " · ",
        "times": " · ",
        "matrix": " ",
        "hadamard": " ⊙ ",
    }
)
_RELATIONS: Mapping[tree.Relation, str] = MappingProxyType(
    {
        "=": "=",
        ":=": "≔",
        "<-": "←",
        "->": "→",
        "<": "<",
        "<=": "≤",
        ">": ">",
        ">=": "≥",
        "!=": "≠",
        "~": "≈",
        "and": "and",
        "or": "or",
        "&": "∧",
        "nand": "nand",
        "^": "⊕",
        "|": "∨",
        "nor": "nor",
        "<->": "↔",
    }
)
_SIGNS = MappingProxyType({"+": "+", "-": "−"})
_BRACKETS = MappingProxyType({"round": ("(", ")"), "square": ("[", "]")})
_RAISED = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
_RAISED_WHOLE = re.compile(r"[0-9]+|\([0-9]+\)")
_ORDINARY = re.compile(r"\w+(\^\([\w+,-]+\))?'*|∞")
_VULGAR = MappingProxyType(
    {
        ("1", "2"): "½",
        ("1", "3"): "⅓",
        ("2", "3"): "⅔",
        ("1", "4"): "¼",
        ("3", "4"): "¾",
        ("1", "5"): "⅕",
        ("1", "6"): "⅙",
        ("1", "8"): "⅛",
    }
)


def _word(_writer: Writer, node: tree.Word) -> str:
    return node.text if _ORDINARY.fullmatch(node.text) else f"`{node.text}`"


def _letter(_writer: Writer, node: tree.Letter | tree.Bold) -> str:
    return GREEK[node.text][1] if node.text in GREEK else node.text


def _accented(writer: Writer, node: tree.Accented) -> str:
    """Returns a letter with the character that combines with it; over a word the accent is typed."""
    under = writer.part(node.body)
    if sum(not unicodedata.combining(character) for character in under) > 1:
        return f"{node.accent}({under})"
    return unicodedata.normalize("NFC", under + ACCENTS[node.accent].combining)


def _script(writer: Writer, node: tree.Script) -> str:
    return ("_" if node.comma else "").join(writer.part(part) for part in node.parts)


def _name(writer: Writer, node: tree.Name) -> str:
    if not _ORDINARY.fullmatch(moved_behind(node.text)):
        return f"`{node.text}`"
    sub = "_" + writer.part(node.sub) if node.sub else ""
    sup = _raised(writer, node.sup) if node.sup else ""
    return writer.part(node.base) + sub + sup + "′" * node.primes


def _entry(writer: Writer, node: tree.Entry) -> str:
    raised = _raised(writer, node.above) if node.raised and node.above else ""
    text, parts = writer.part(node.name) + raised, [writer.part(index) for index in node.below]
    if not parts:
        return text
    return f"{text}_{''.join(parts)}" if node.close and not node.name.sub else f"{text}[{','.join(parts)}]"


def _fenced(writer: Writer, node: tree.Fenced) -> str:
    opening, closing = _BRACKETS[node.kind]
    layers = node.body.parts if isinstance(node.body, tree.Script) else (node.body,)
    return opening + ",".join(map(writer.part, layers)) + closing


def _opened(writer: Writer, node: tree.Opened) -> str:
    return (writer.part(node.head) if node.head else "") + _BRACKETS[node.kind][0] + writer.part(node.body)


def _closed(writer: Writer, node: tree.Closed) -> str:
    return writer.part(node.body) + _BRACKETS[node.kind][1]


def _terms(writer: Writer, node: tree.Terms) -> str:
    first, *rest = node.items
    start = ("−" if first.sign == "-" else "") + writer.part(first.body)
    return " ".join([start, *map(writer.part, rest)])


def _signed(writer: Writer, node: tree.Signed) -> str:
    return f"{_SIGNS[node.sign]} {writer.part(node.body)}"


def _factor(writer: Writer, node: tree.Factor) -> str:
    return _GAPS[node.gap] + writer.part(node.body)


def _product(writer: Writer, node: tree.Product) -> str:
    first, *rest = node.items
    return writer.part(first.body) + "".join(writer.part(item) for item in rest)


def _fraction(writer: Writer, node: tree.Fraction) -> str:
    above, below = writer.part(node.numerator), writer.part(node.denominator)
    if node.style == "small":
        return _VULGAR.get((above, below), f"({above}/{below})")
    return f"{above}/{below}"


def _raised(writer: Writer, exponent: tree.Node) -> str:
    text = writer.part(exponent)
    return text.translate(_RAISED) if _RAISED_WHOLE.fullmatch(text) else f"^{text}"


def _power(writer: Writer, node: tree.Power) -> str:
    return writer.part(node.base) + _raised(writer, node.exponent)


def _exponential(writer: Writer, node: tree.Exponential) -> str:
    exponent = writer.part(node.exponent)
    return "e" if exponent == "1" else f"e^{exponent}"


def _root(writer: Writer, node: tree.Root) -> str:
    return (_raised(writer, node.degree) if node.degree else "") + "√" + writer.part(node.radicand)


def _call(writer: Writer, node: tree.Call) -> str:
    head = writer.part(node.head) + (_raised(writer, node.power) if node.power else "")
    return head + "(" + ", ".join(writer.part(argument) for argument in node.arguments) + ")"


def _big(writer: Writer, node: tree.Big) -> str:
    operator = {"sum": "Σ", "product": "Π"}[node.operator]
    index = writer.part(node.index)
    limits = f"({index}={writer.part(node.lower)}..{writer.part(node.upper)})" if node.lower and node.upper else index
    return f"{operator}_{limits} {writer.part(node.body)}"


def _case(writer: Writer, node: tree.Case) -> str:
    condition = f"if {writer.part(node.condition)}" if node.condition else "otherwise"
    return f"{writer.part(node.value)} {condition}"


def _derivative(writer: Writer, node: tree.Derivative) -> str:
    sign = "d" if node.ordinary else "∂"
    text = f"{sign}{writer.part(node.of)}/{sign}{writer.part(node.wrt)}"
    return f"({text})_({', '.join(map(writer.part, node.held))})" if node.held else text


def _higher(writer: Writer, node: tree.Higher) -> str:
    sign = "d" if node.ordinary else "∂"
    below = " ".join(sign + writer.part(variable) for variable in node.by)
    above = f"{sign}{_raised(writer, node.order)}{writer.part(node.of)}"
    return f"{above}/{below}" if len(node.by) == 1 else f"{above}/({below})"


def _related(writer: Writer, node: tree.Related) -> str:
    return f"{_RELATIONS[node.relation]} {writer.part(node.body)}"


def _row(writer: Writer, node: tree.Row) -> str:
    spaced = ("" if isinstance(item, tree.Factor) else " " for item in node.items)
    return "".join(space + writer.part(item) for space, item in zip(spaced, node.items, strict=True))


RULES: Mapping[type[tree.Node], Callable[[Writer, Any], str]] = MappingProxyType(
    {
        tree.Number: lambda _writer, node: node.text,
        tree.Letter: _letter,
        tree.Word: _word,
        tree.Bold: _letter,
        tree.Operator: lambda _writer, node: node.text,
        tree.Accented: _accented,
        tree.Script: _script,
        tree.Name: _name,
        tree.Entry: _entry,
        tree.Marked: lambda writer, node: writer.paint(node.role, writer.part(node.body)),
        tree.Group: lambda writer, node: f"({writer.part(node.body)})",
        tree.Fenced: _fenced,
        tree.Opened: _opened,
        tree.Closed: _closed,
        tree.Absolute: lambda writer, node: f"|{writer.part(node.body)}|",
        tree.Negative: lambda writer, node: "−" + writer.part(node.body),
        tree.Negation: lambda writer, node: "¬" + writer.part(node.body),
        tree.Signed: _signed,
        tree.Terms: _terms,
        tree.Factor: _factor,
        tree.Product: _product,
        tree.Fraction: _fraction,
        tree.Power: _power,
        tree.Transposed: lambda writer, node: writer.part(node.body) + "ᵀ",
        tree.Exponential: _exponential,
        tree.Root: _root,
        tree.Call: _call,
        tree.Big: _big,
        tree.Begun: lambda writer, node: writer.part(node.big),
        tree.Ended: lambda writer, node: writer.part(node.body),
        tree.Case: _case,
        tree.Cases: lambda writer, node: "{" + ", ".join(map(writer.part, node.rows)) + "}",
        tree.Derivative: _derivative,
        tree.Higher: _higher,
        tree.Slope: lambda writer, node: writer.part(node.primed),
        tree.Related: _related,
        tree.Relations: lambda writer, node: " ".join(map(writer.part, (node.first, *node.rest))),
        tree.Row: _row,
    }
)

UNICODE = Writer("unicode", RULES, unpainted, str.strip)
"""Unicode text; a role is painted only if a terminal gives a paint."""
