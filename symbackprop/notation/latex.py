"""LaTeX (amsmath, xcolor): a layout as the inside of a formula, without dollars."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.notation import latex_text, tree
from symbackprop.notation.latex_scripts import (
    joined,
    script,
    write_accented,
    write_bold,
    write_letter,
    write_name,
    write_script,
)
from symbackprop.notation.writer import Writer, unchanged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_KNOWN_OPERATORS = frozenset({"arctan", "cos", "cosh", "exp", "log", "max", "min", "sin", "sinh", "tan", "tanh"})
_GAPS: Mapping[tree.Gap, str] = MappingProxyType(
    {
        "tight": "",
        "close": "",
        "thin": r"\,",
        "wide": r"\;",
        "dot": r"\;",
        "times": r" \cdot ",
        "matrix": "",
        "hadamard": r" \odot ",
    }
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
        "&": r"\land",
        "nand": r"\mathbin{\text{nand}}",
        "^": r"\oplus",
        "|": r"\lor",
        "nor": r"\mathbin{\text{nor}}",
        "<->": r"\leftrightarrow",
    }
)
_OPENING: Mapping[tree.Size, str] = MappingProxyType({"plain": "", "big": r"\bigl", "tall": r"\left"})
_CLOSING: Mapping[tree.Size, str] = MappingProxyType({"plain": "", "big": r"\bigr", "tall": r"\right"})
_OPENING_ALONE = MappingProxyType({**_OPENING, "tall": r"\Bigl"})
_CLOSING_ALONE = MappingProxyType({**_CLOSING, "tall": r"\Bigr"})
_KINDS = MappingProxyType({"round": ("(", ")"), "square": ("[", "]")})


def fence(opening: str, body: str, closing: str, size: tree.Size) -> str:
    r"""Returns the body between brackets of the given size.

    >>> fence("(", "x", ")", "big")
    '\\bigl(x\\bigr)'
    """
    return joined(_OPENING[size] + opening, body, _CLOSING[size] + closing)


def _operator(_writer: Writer, node: tree.Operator) -> str:
    if node.text in _KNOWN_OPERATORS:
        return "\\" + node.text
    return rf"\operatorname{{{latex_text.escaped(node.text)}}}"


def _fenced(writer: Writer, node: tree.Fenced) -> str:
    opening, closing = _KINDS[node.kind]
    return fence(opening, writer.part(node.body), closing, node.size)


def _opened(writer: Writer, node: tree.Opened) -> str:
    head = writer.part(node.head) if node.head else ""
    return joined(head, _OPENING_ALONE[node.size] + _KINDS[node.kind][0], writer.part(node.body))


def _closed(writer: Writer, node: tree.Closed) -> str:
    return joined(writer.part(node.body), _CLOSING_ALONE[node.size] + _KINDS[node.kind][1])


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
    spaces_itself = isinstance(body, tree.Big | tree.Begun) or (
        isinstance(body, tree.Call) and isinstance(body.head.base, tree.Operator)
    )
    return "" if spaces_itself and node.gap == "thin" else _GAPS[node.gap]


def _factor(writer: Writer, node: tree.Factor) -> str:
    """Returns a factor that stands first in its line; its sign keeps the space of a sign between two factors."""
    gap = _gap_before(node)
    return (f"{{}}{gap}" if node.gap == "hadamard" else gap) + writer.part(node.body)


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


def _higher(writer: Writer, node: tree.Higher) -> str:
    above = (r"\mathrm{d}" if node.ordinary else r"\partial") + "^" + script(writer.part(node.order))
    sign = r"\mathrm{d}" if node.ordinary else r"\partial "
    below = r"\,".join(sign + writer.part(variable) for variable in node.by)
    return rf"\frac{{{joined(above, writer.part(node.of))}}}{{{below}}}"


def _related(writer: Writer, node: tree.Related) -> str:
    return f"{_RELATIONS[node.relation]} {writer.part(node.body)}"


def _relations(writer: Writer, node: tree.Relations) -> str:
    return " ".join(writer.part(side) for side in (node.first, *node.rest))


def _mathcolor(role: str, text: str) -> str:
    return rf"\mathcolor{{{role}}}{{{text}}}"


RULES: Mapping[type[tree.Node], Callable[[Writer, Any], str]] = MappingProxyType(
    {
        tree.Number: lambda _writer, node: node.text,
        tree.Letter: write_letter,
        tree.Word: lambda _writer, node: latex_text.upright(node.text),
        tree.Bold: write_bold,
        tree.Operator: _operator,
        tree.Accented: write_accented,
        tree.Script: write_script,
        tree.Name: write_name,
        tree.Entry: write_name,
        tree.Marked: lambda writer, node: writer.paint(node.role, writer.part(node.body)),
        tree.Group: lambda writer, node: writer.part(node.body),
        tree.Fenced: _fenced,
        tree.Opened: _opened,
        tree.Closed: _closed,
        tree.Absolute: _absolute,
        tree.Negative: lambda writer, node: "-" + writer.part(node.body),
        tree.Negation: lambda writer, node: joined(r"\lnot", writer.part(node.body)),
        tree.Signed: _signed,
        tree.Terms: _terms,
        tree.Factor: _factor,
        tree.Product: _product,
        tree.Fraction: _fraction,
        tree.Power: _power,
        tree.Transposed: lambda writer, node: rf"{writer.part(node.body)}^{{\mathsf{{T}}}}",
        tree.Exponential: _exponential,
        tree.Root: _root,
        tree.Call: _call,
        tree.Big: _big,
        tree.Begun: lambda writer, node: writer.part(node.big),
        tree.Ended: lambda writer, node: writer.part(node.body),
        tree.Case: _case,
        tree.Cases: _cases,
        tree.Derivative: _derivative,
        tree.Higher: _higher,
        tree.Slope: lambda writer, node: writer.part(node.primed),
        tree.Related: _related,
        tree.Relations: _relations,
        tree.Row: lambda writer, node: joined(*(writer.part(item) for item in node.items)),
    }
)

LATEX = Writer("latex", RULES, _mathcolor, unchanged)
r"""LaTeX; a role is painted as \mathcolor{role}{...}; the document defines the colours."""
