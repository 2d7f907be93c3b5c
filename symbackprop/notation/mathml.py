"""MathML Core, as Chromium and Firefox show it: one <math> element for a formula.

Nothing is left to the operator dictionary where the browsers or the place in the row would
choose wrongly: signs say whether they are prefix or infix, brackets whether they stretch.
"""

from __future__ import annotations

from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.notation import tree
from symbackprop.notation.bold import bold
from symbackprop.notation.letters import GREEK
from symbackprop.notation.mathml_scripts import (
    COMMA,
    INFIX,
    close,
    element,
    with_scripts,
    write_accented,
    write_name,
    write_power,
    write_script,
    write_transposed,
)
from symbackprop.notation.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_GAPS: Mapping[tree.Gap, str] = MappingProxyType(
    {
        "tight": "",
        "close": "",
        "thin": '<mspace width="0.2em"/>',
        "wide": '<mspace width="0.28em"/>',
        "dot": '<mspace width="0.28em"/>',
        "times": "<mo>·</mo>",
        "matrix": "",
        "hadamard": '<mo form="infix">⊙</mo>',
    }
)
_RELATIONS: Mapping[tree.Relation, str] = MappingProxyType(
    {
        "=": "=",
        ":=": "≔",
        "<-": "←",
        "->": "→",
        "<": "&lt;",
        "<=": "≤",
        ">": "&gt;",
        ">=": "≥",
        "!=": "≠",
        "~": "≈",
        "&": "∧",
        "^": "⊕",
        "|": "∨",
        "<->": "↔",
    }
)
_SIGNS = MappingProxyType({"+": "+", "-": "−"})
_KINDS = MappingProxyType({"round": ("(", ")"), "square": ("[", "]")})
_EQUALS_IN_LIMIT = '<mo lspace="0.06em" rspace="0.06em">=</mo>'
_APPLY = "<mo>&#x2061;</mo>"
_TALL = "2.4em"
_MINUS = '<mo form="prefix">−</mo>'


def _letter(_writer: Writer, node: tree.Letter) -> str:
    return f"<mi>{GREEK[node.text][1] if node.text in GREEK else node.text}</mi>"


def _word(_writer: Writer, node: tree.Word) -> str:
    return f"<mtext>{escape(node.text, quote=False).replace(' ', chr(0xA0))}</mtext>"


def _fence(opening: str, body: str, closing: str, size: tree.Size) -> str:
    return f"<mrow>{_bracket('prefix', opening, size)}{body}{_bracket('postfix', closing, size)}</mrow>"


def _bracket(form: str, sign: str, size: tree.Size) -> str:
    stretchy = "" if size == "tall" else ' stretchy="false"'
    return f'<mo form="{form}"{stretchy}>{sign}</mo>'


def _fenced(writer: Writer, node: tree.Fenced) -> str:
    opening, closing = _KINDS[node.kind]
    return _fence(opening, writer.part(node.body), closing, node.size)


def _opened(writer: Writer, node: tree.Opened) -> str:
    head = writer.part(node.head) + _APPLY if node.head else ""
    return head + _end("prefix", _KINDS[node.kind][0], node.size) + writer.part(node.body)


def _closed(writer: Writer, node: tree.Closed) -> str:
    return writer.part(node.body) + _end("postfix", _KINDS[node.kind][1], node.size)


def _end(form: str, sign: str, size: tree.Size) -> str:
    """Returns one end of a bracket that is broken: a tall one has a height of its own, whatever stands beside it."""
    if size != "tall":
        return _bracket(form, sign, size)
    return f'<mo form="{form}" minsize="{_TALL}" maxsize="{_TALL}">{sign}</mo>'


def _absolute(writer: Writer, node: tree.Absolute) -> str:
    return _fence("|", writer.part(node.body), "|", node.size)


def _signed(writer: Writer, node: tree.Signed) -> str:
    return f"{INFIX}{_SIGNS[node.sign]}</mo>{writer.part(node.body)}"


def _terms(writer: Writer, node: tree.Terms) -> str:
    first, *rest = node.items
    return (_MINUS if first.sign == "-" else "") + writer.part(first.body) + "".join(map(writer.part, rest))


def _factor(writer: Writer, node: tree.Factor) -> str:
    return _GAPS[node.gap] + writer.part(node.body)


def _product(writer: Writer, node: tree.Product) -> str:
    first, *rest = node.items
    return writer.part(first.body) + "".join(map(writer.part, rest))


def _fraction(writer: Writer, node: tree.Fraction) -> str:
    above, below = writer.part(node.numerator), writer.part(node.denominator)
    if node.style == "slash":
        return f'{above}<mo lspace="0" rspace="0">/</mo>{below}'
    fraction = element("mfrac", above, below)
    return f'<mstyle displaystyle="false">{fraction}</mstyle>' if node.style == "small" else fraction


def _exponential(writer: Writer, node: tree.Exponential) -> str:
    exponent = writer.part(node.exponent)
    return "<mi>e</mi>" if exponent == "<mn>1</mn>" else element("msup", "<mi>e</mi>", exponent)


def _root(writer: Writer, node: tree.Root) -> str:
    radicand = writer.part(node.radicand)
    return element("mroot", radicand, writer.part(node.degree)) if node.degree else element("msqrt", radicand)


def _call(writer: Writer, node: tree.Call) -> str:
    head = with_scripts(writer.part(node.head), "", writer.part(node.power) if node.power else "")
    arguments = COMMA.join(map(writer.part, node.arguments))
    if node.bare:
        return f'{head}{_APPLY}<mspace width="0.17em"/>{arguments}'
    return head + _APPLY + _fence("(", arguments, ")", node.size)


def _big(writer: Writer, node: tree.Big) -> str:
    sign = {"sum": "∑", "product": "∏"}[node.operator]
    operator = f'<mo largeop="true" movablelimits="true">{sign}</mo>'
    index = writer.part(node.index)
    under = f"{index}{_EQUALS_IN_LIMIT}{writer.part(node.lower)}" if node.lower else index
    limits = element("munderover", operator, close(under), close(writer.part(node.upper))) if node.upper else ""
    return (limits or element("munder", operator, close(under))) + '<mspace width="0.17em"/>' + writer.part(node.body)


def _case(writer: Writer, node: tree.Case) -> str:
    condition = f"<mtext>if\xa0</mtext>{writer.part(node.condition)}" if node.condition else "<mtext>otherwise</mtext>"
    cells = (writer.part(node.value), condition)
    return "<mtr>" + "".join(f'<mtd style="text-align:left">{cell}</mtd>' for cell in cells) + "</mtr>"


def _cases(writer: Writer, node: tree.Cases) -> str:
    rows = "".join(map(writer.part, node.rows))
    return f'<mrow><mo form="prefix" stretchy="true">{{</mo><mtable>{rows}</mtable></mrow>'


def _derivative(writer: Writer, node: tree.Derivative) -> str:
    sign = '<mi mathvariant="normal">d</mi>' if node.ordinary else "<mi>∂</mi>"
    fraction = element("mfrac", *(sign + writer.part(side) for side in (node.of, node.wrt)))
    if not node.held:
        return fraction
    held = COMMA.join(map(writer.part, node.held))
    return element("msub", _fence("(", fraction, ")", "tall"), held)


def _higher(writer: Writer, node: tree.Higher) -> str:
    sign = '<mi mathvariant="normal">d</mi>' if node.ordinary else "<mi>∂</mi>"
    above = element("msup", sign, writer.part(node.order)) + writer.part(node.of)
    return element("mfrac", above, _GAPS["thin"].join(sign + writer.part(variable) for variable in node.by))


def _related(writer: Writer, node: tree.Related) -> str:
    sign = _RELATIONS.get(node.relation)
    text = f"{INFIX}{sign}</mo>" if sign else f"<mtext>\xa0{node.relation}\xa0</mtext>"
    return text + writer.part(node.body)


RULES: Mapping[type[tree.Node], Callable[[Writer, Any], str]] = MappingProxyType(
    {
        tree.Number: lambda _writer, node: f"<mn>{node.text}</mn>",
        tree.Letter: _letter,
        tree.Word: _word,
        tree.Bold: lambda _writer, node: f"<mi>{escape(bold(node.text), quote=False)}</mi>",
        tree.Operator: lambda _writer, node: f'<mi mathvariant="normal">{escape(node.text)}</mi>',
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
        tree.Negative: lambda writer, node: _MINUS + writer.part(node.body),
        tree.Negation: lambda writer, node: f'<mo form="prefix">¬</mo>{writer.part(node.body)}',
        tree.Signed: _signed,
        tree.Terms: _terms,
        tree.Factor: _factor,
        tree.Product: _product,
        tree.Fraction: _fraction,
        tree.Power: write_power,
        tree.Transposed: write_transposed,
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
        tree.Relations: lambda writer, node: "".join(map(writer.part, (node.first, *node.rest))),
        tree.Row: lambda writer, node: "".join(map(writer.part, node.items)),
    }
)


def _class(role: str, text: str) -> str:
    return f'<mrow class="{escape(role)}">{text}</mrow>'


def _display(content: str) -> str:
    return f'<math displaystyle="true">{content}</math>'


def _inline(content: str) -> str:
    return f"<math>{content}</math>"


MATHML = Writer("mathml", RULES, _class, _display)
"""MathML for a formula on a line of its own; a role is painted as the class of an <mrow>."""

MATHML_INLINE = Writer("mathml-inline", RULES, _class, _inline)
"""MathML for a formula in running text."""
