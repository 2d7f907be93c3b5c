"""MathML Core, as Chromium and Firefox show it: one <math> element for a formula.

Nothing is left to the operator dictionary where the browsers or the place in the row would
choose wrongly: signs say whether they are prefix or infix, brackets whether they stretch.
"""

from __future__ import annotations

from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.notation import tree
from symbackprop.notation.letters import GREEK
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
    }
)
_SIGNS = MappingProxyType({"+": "+", "-": "−"})
_KINDS = MappingProxyType({"round": ("(", ")"), "square": ("[", "]")})
_PRIME = '<mo lspace="0" rspace="0">′</mo>'
_EQUALS_IN_LIMIT = '<mo lspace="0.06em" rspace="0.06em">=</mo>'
_APPLY = "<mo>&#x2061;</mo>"
_MINUS = '<mo form="prefix">−</mo>'
_HANGING = frozenset("gjpqy") | {"beta", "gamma", "eta", "mu", "rho", "phi", "chi", "psi", "xi", "zeta"}


def element(tag: str, *parts: str) -> str:
    """Returns an element that takes each of its parts as one argument.

    >>> element("msup", "<mi>x</mi>", "<mi>a</mi><mi>b</mi>")
    '<msup><mi>x</mi><mrow><mi>a</mi><mi>b</mi></mrow></msup>'
    """
    return f"<{tag}>{''.join(map(row, parts))}</{tag}>"


def row(text: str) -> str:
    """Returns the text in an <mrow>, or as it is if it is a single leaf.

    >>> row("<mi>x</mi>"), row("<mi>x</mi><mi>y</mi>")
    ('<mi>x</mi>', '<mrow><mi>x</mi><mi>y</mi></mrow>')
    """
    is_leaf = text.startswith("<m") and text.find("<", 1) == text.rfind("<")
    return text if is_leaf else f"<mrow>{text}</mrow>"


def _letter(_writer: Writer, node: tree.Letter) -> str:
    return f"<mi>{GREEK[node.text][1] if node.text in GREEK else node.text}</mi>"


def _word(_writer: Writer, node: tree.Word) -> str:
    return f"<mtext>{escape(node.text, quote=False).replace(' ', chr(0xA0))}</mtext>"


def _script(writer: Writer, node: tree.Script) -> str:
    return ("<mo>,</mo>" if node.comma else "").join(map(writer.part, node.parts))


def _scripted(writer: Writer, node: tree.Name, sub: str, sup: str) -> str:
    base = writer.part(node.base)
    if sub and node.base.text in _HANGING:
        base = f'<mpadded depth="0">{base}</mpadded>'
    return _with_scripts(base + _PRIME * node.primes, sub, sup)


def _with_scripts(base: str, sub: str, sup: str) -> str:
    present = {"msubsup": (sub, sup), "msub": (sub,), "msup": (sup,)}
    tag = {(True, True): "msubsup", (True, False): "msub", (False, True): "msup"}.get((bool(sub), bool(sup)))
    return element(tag, base, *present[tag]) if tag else base


def _name(writer: Writer, node: tree.Name) -> str:
    sub = writer.part(node.sub) if node.sub else ""
    sup = writer.part(node.sup) if node.sup else ""
    return _scripted(writer, node, sub, sup)


def _entry(writer: Writer, node: tree.Entry) -> str:
    short = all(isinstance(index, tree.Name) and not index.sub for index in node.indices)
    indices = ("" if short else "<mo>,</mo>").join(map(writer.part, node.indices))
    sub = writer.part(node.name.sub) if node.name.sub else ""
    if node.raised:
        return _scripted(writer, node.name, sub, _fence("(", indices, ")", "plain"))
    both = f"{sub}<mo>,</mo>{indices}" if sub else indices
    return _scripted(writer, node.name, both, "")


def _fence(opening: str, body: str, closing: str, size: tree.Size) -> str:
    stretchy = "" if size == "tall" else ' stretchy="false"'
    start, end = (
        f'<mo form="{form}"{stretchy}>{sign}</mo>' for form, sign in (("prefix", opening), ("postfix", closing))
    )
    return f"<mrow>{start}{body}{end}</mrow>"


def _fenced(writer: Writer, node: tree.Fenced) -> str:
    opening, closing = _KINDS[node.kind]
    return _fence(opening, writer.part(node.body), closing, node.size)


def _absolute(writer: Writer, node: tree.Absolute) -> str:
    return _fence("|", writer.part(node.body), "|", node.size)


def _signed(writer: Writer, node: tree.Signed) -> str:
    return f'<mo form="infix">{_SIGNS[node.sign]}</mo>{writer.part(node.body)}'


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
    head = _with_scripts(writer.part(node.head), "", writer.part(node.power) if node.power else "")
    arguments = "<mo>,</mo>".join(map(writer.part, node.arguments))
    if node.bare:
        return f'{head}{_APPLY}<mspace width="0.17em"/>{arguments}'
    return head + _APPLY + _fence("(", arguments, ")", node.size)


def _big(writer: Writer, node: tree.Big) -> str:
    sign = {"sum": "∑", "product": "∏"}[node.operator]
    operator = f'<mo largeop="true" movablelimits="true">{sign}</mo>'
    index = writer.part(node.index)
    under = f"{index}{_EQUALS_IN_LIMIT}{writer.part(node.lower)}" if node.lower else index
    limits = element("munderover", operator, under, writer.part(node.upper)) if node.upper else ""
    return (limits or element("munder", operator, under)) + '<mspace width="0.17em"/>' + writer.part(node.body)


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
    held = "<mo>,</mo>".join(map(writer.part, node.held))
    return element("msub", _fence("(", fraction, ")", "tall"), held)


def _related(writer: Writer, node: tree.Related) -> str:
    sign = _RELATIONS.get(node.relation)
    text = f'<mo form="infix">{sign}</mo>' if sign else f"<mtext>\xa0{node.relation}\xa0</mtext>"
    return text + writer.part(node.body)


RULES: Mapping[type[tree.Node], Callable[[Writer, Any], str]] = MappingProxyType(
    {
        tree.Number: lambda _writer, node: f"<mn>{node.text}</mn>",
        tree.Letter: _letter,
        tree.Word: _word,
        tree.Operator: lambda _writer, node: f'<mi mathvariant="normal">{escape(node.text)}</mi>',
        tree.Script: _script,
        tree.Name: _name,
        tree.Entry: _entry,
        tree.Marked: lambda writer, node: writer.paint(node.role, writer.part(node.body)),
        tree.Group: lambda writer, node: writer.part(node.body),
        tree.Fenced: _fenced,
        tree.Absolute: _absolute,
        tree.Negative: lambda writer, node: _MINUS + writer.part(node.body),
        tree.Signed: _signed,
        tree.Terms: _terms,
        tree.Factor: _factor,
        tree.Product: _product,
        tree.Fraction: _fraction,
        tree.Power: lambda writer, node: element("msup", writer.part(node.base), writer.part(node.exponent)),
        tree.Exponential: _exponential,
        tree.Root: _root,
        tree.Call: _call,
        tree.Big: _big,
        tree.Case: _case,
        tree.Cases: _cases,
        tree.Derivative: _derivative,
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
