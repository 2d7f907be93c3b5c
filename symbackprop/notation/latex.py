"""LaTeX (amsmath, xcolor): a layout as the inside of a formula, without dollars."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.notation import latex_text, tree
from symbackprop.notation.letters import GREEK
from symbackprop.notation.writer import Writer, unchanged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_KNOWN_OPERATORS = frozenset({"arctan", "cos", "cosh", "exp", "log", "max", "min", "sin", "sinh", "tan", "tanh"})
_GAPS: Mapping[tree.Gap, str] = MappingProxyType(
    {"tight": "", "close": "", "thin": r"\,", "wide": r"\;", "dot": r"\;", "times": r" \cdot "}
)
_RELATIONS: Mapping[tree.Relation, str] = MappingProxyType(
    {
        "=": "=",
        ":=": r"\mathrel{:=}",
        "<-": r"\leftarrow",
        "->": r"\rightarrow",
        "<": "<",
        "<=": r"\le",
        ">": ">",
        ">=": r"\ge",
        "!=": r"\ne",
        "~": r"\approx",
        "and": r"\;\text{and}\;",
        "or": r"\;\text{or}\;",
    }
)
_OPENING: Mapping[tree.Size, str] = MappingProxyType({"plain": "", "big": r"\bigl", "tall": r"\left"})
_CLOSING: Mapping[tree.Size, str] = MappingProxyType({"plain": "", "big": r"\bigr", "tall": r"\right"})
_KINDS = MappingProxyType({"round": ("(", ")"), "square": ("[", "]")})


def joined(*parts: str) -> str:
    r"""Returns the parts beside each other, with a space where a command would swallow a letter.

    >>> joined(r"\eta", "x")
    '\\eta x'
    """
    text = ""
    for part in parts:
        swallows = re.search(r"\\[A-Za-z]+$", text) and part[:1].isalpha()
        text += " " + part if swallows else part
    return text


def script(text: str) -> str:
    r"""Returns the text as it stands after ^ or _: in braces unless it is one character.

    >>> script("1"), script("11")
    ('1', '{11}')
    """
    return text if len(text) == 1 and text.isalnum() else "{" + text + "}"


def fence(opening: str, body: str, closing: str, size: tree.Size) -> str:
    r"""Returns the body between brackets of the given size.

    >>> fence("(", "x", ")", "big")
    '\\bigl(x\\bigr)'
    """
    return joined(_OPENING[size] + opening, body, _CLOSING[size] + closing)


def _letter(_writer: Writer, node: tree.Letter) -> str:
    return GREEK[node.text][0] if node.text in GREEK else node.text


def _operator(_writer: Writer, node: tree.Operator) -> str:
    if node.text in _KNOWN_OPERATORS:
        return "\\" + node.text
    return rf"\operatorname{{{latex_text.escaped(node.text)}}}"


def _script(writer: Writer, node: tree.Script) -> str:
    parts = [writer.part(part) for part in node.parts]
    return ",".join(parts) if node.comma else joined(*parts)


def _name(writer: Writer, node: tree.Name) -> str:
    text = writer.part(node.base) + "'" * node.primes
    text += "_" + script(writer.part(node.sub)) if node.sub else ""
    return text + ("^" + script(writer.part(node.sup)) if node.sup else "")


def _entry(writer: Writer, node: tree.Entry) -> str:
    parts = [writer.part(index) for index in node.indices]
    short = all(isinstance(index, tree.Name) and not index.sub for index in node.indices)
    indices = joined(*parts) if short else ",".join(parts)
    if node.raised:
        return joined(writer.part(node.name)) + f"^{{({indices})}}"
    base = node.name.base
    bare = writer.part(base) + "'" * node.name.primes
    both = f"{writer.part(node.name.sub)},{indices}" if node.name.sub else indices
    return f"{bare}_{script(both)}"


def _fenced(writer: Writer, node: tree.Fenced) -> str:
    opening, closing = _KINDS[node.kind]
    return fence(opening, writer.part(node.body), closing, node.size)


def _absolute(writer: Writer, node: tree.Absolute) -> str:
    return fence(r"\lvert ", writer.part(node.body), r"\rvert", node.size)


def _signed(writer: Writer, node: tree.Signed) -> str:
    return f"{{}} {node.sign} {writer.part(node.body)}"


def _terms(writer: Writer, node: tree.Terms) -> str:
    first, *rest = node.items
    start = ("-" if first.sign == "-" else "") + writer.part(first.body)
    return start + "".join(f" {item.sign} {writer.part(item.body)}" for item in rest)


def _gap_before(node: tree.Factor) -> str:
    """Returns the gap before a factor; TeX itself puts a thin one before an operator's name."""
    body = node.body
    spaces_itself = isinstance(body, tree.Big) or (
        isinstance(body, tree.Call) and isinstance(body.head.base, tree.Operator)
    )
    return "" if spaces_itself and node.gap == "thin" else _GAPS[node.gap]


def _factor(writer: Writer, node: tree.Factor) -> str:
    return _gap_before(node) + writer.part(node.body)


def _product(writer: Writer, node: tree.Product) -> str:
    first, *rest = node.items
    return joined(
        writer.part(first.body), *(piece for item in rest for piece in (_gap_before(item), writer.part(item.body)))
    )


def _fraction(writer: Writer, node: tree.Fraction) -> str:
    above, below = writer.part(node.numerator), writer.part(node.denominator)
    if node.style == "slash":
        return f"{above}/{below}"
    return (r"\tfrac" if node.style == "small" else r"\frac") + f"{{{above}}}{{{below}}}"


def _power(writer: Writer, node: tree.Power) -> str:
    return f"{writer.part(node.base)}^{script(writer.part(node.exponent))}"


def _exponential(writer: Writer, node: tree.Exponential) -> str:
    exponent = writer.part(node.exponent)
    return "e" if exponent == "1" else f"e^{script(exponent)}"


def _root(writer: Writer, node: tree.Root) -> str:
    degree = f"[{writer.part(node.degree)}]" if node.degree else ""
    return rf"\sqrt{degree}{{{writer.part(node.radicand)}}}"


def _call(writer: Writer, node: tree.Call) -> str:
    head = writer.part(node.head) + ("^" + script(writer.part(node.power)) if node.power else "")
    arguments = ", ".join(writer.part(argument) for argument in node.arguments)
    return joined(head, arguments) if node.bare else joined(head, fence("(", arguments, ")", node.size))


def _big(writer: Writer, node: tree.Big) -> str:
    operator = {"sum": r"\sum", "product": r"\prod"}[node.operator]
    index = writer.part(node.index)
    under = f"{index}={writer.part(node.lower)}" if node.lower else index
    over = f"^{script(writer.part(node.upper))}" if node.upper else ""
    return f"{operator}_{script(under)}{over} {writer.part(node.body)}"


def _case(writer: Writer, node: tree.Case) -> str:
    condition = rf"\text{{if }} {writer.part(node.condition)}" if node.condition else r"\text{otherwise}"
    return f"{writer.part(node.value)} & {condition}"


def _cases(writer: Writer, node: tree.Cases) -> str:
    rows = r" \\ ".join(writer.part(row) for row in node.rows)
    return rf"\begin{{cases}} {rows} \end{{cases}}"


def _derivative(writer: Writer, node: tree.Derivative) -> str:
    sign = r"\mathrm{d}" if node.ordinary else r"\partial "
    above, below = (sign + writer.part(side) for side in (node.of, node.wrt))
    fraction = rf"\frac{{{above}}}{{{below}}}"
    if not node.held:
        return fraction
    return rf"\left({fraction}\right)_{{{', '.join(writer.part(name) for name in node.held)}}}"


def _related(writer: Writer, node: tree.Related) -> str:
    return f"{_RELATIONS[node.relation]} {writer.part(node.body)}"


def _relations(writer: Writer, node: tree.Relations) -> str:
    return " ".join(writer.part(side) for side in (node.first, *node.rest))


def _mathcolor(role: str, text: str) -> str:
    return rf"\mathcolor{{{role}}}{{{text}}}"


RULES: Mapping[type[tree.Node], Callable[[Writer, Any], str]] = MappingProxyType(
    {
        tree.Number: lambda _writer, node: node.text,
        tree.Letter: _letter,
        tree.Word: lambda _writer, node: latex_text.upright(node.text),
        tree.Operator: _operator,
        tree.Script: _script,
        tree.Name: _name,
        tree.Entry: _entry,
        tree.Marked: lambda writer, node: writer.paint(node.role, writer.part(node.body)),
        tree.Group: lambda writer, node: writer.part(node.body),
        tree.Fenced: _fenced,
        tree.Absolute: _absolute,
        tree.Negative: lambda writer, node: "-" + writer.part(node.body),
        tree.Signed: _signed,
        tree.Terms: _terms,
        tree.Factor: _factor,
        tree.Product: _product,
        tree.Fraction: _fraction,
        tree.Power: _power,
        tree.Exponential: _exponential,
        tree.Root: _root,
        tree.Call: _call,
        tree.Big: _big,
        tree.Case: _case,
        tree.Cases: _cases,
        tree.Derivative: _derivative,
        tree.Slope: lambda writer, node: writer.part(node.primed),
        tree.Related: _related,
        tree.Relations: _relations,
        tree.Row: lambda writer, node: joined(*(writer.part(item) for item in node.items)),
    }
)

LATEX = Writer("latex", RULES, _mathcolor, unchanged)
r"""LaTeX; a role is painted as \mathcolor{role}{...}; the document defines the colours."""
