"""Width: how wide a formula is in print, estimated from its layout.

In em of the text size, for Palatino as LaTeX's mathpazo sets it, in display style. The
figures are measured, rounded and grouped; formulas come out within about a tenth.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.notation import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from symbackprop.notation.tree import Node


def _by_letter(groups: Mapping[str, float]) -> Mapping[str, float]:
    return MappingProxyType({letter: em for letters, em in groups.items() for letter in letters})


_ITALIC = _by_letter(
    {
        "ijl": 0.32,
        "t": 0.36,
        "cers": 0.42,
        "abkoqz": 0.48,
        "dfghnpuvxy": 0.55,
        "w": 0.75,
        "m": 0.8,
        "IJ": 0.45,
        "FLS": 0.6,
        "BEPT": 0.66,
        "CKRYZ": 0.71,
        "ADGOQUVX": 0.8,
        "HN": 0.87,
        "MW": 1.01,
    }
)
_UPRIGHT = _by_letter({"fijlt ": 0.31, "crs": 0.42, "mw": 0.86, "ABCDEFGHIJKLMNOPQRSTUVWXYZ": 0.71})
_GREEK, _GREEK_CAPITAL, _OTHER = 0.57, 0.78, 0.55
_SCRIPT, _SCRIPT_SPACE = 0.76, 0.05
_DIGIT, _DOT, _COMMA, _PRIME, _PARTIAL = 0.5, 0.25, 0.42, 0.29, 0.52
_PLUS, _MINUS_PREFIX, _SLASH, _RULE_ENDS, _SURD = 1.22, 0.83, 0.63, 0.24, 0.85
_BAR, _THIN, _BIG_OPERATOR, _CASES = 0.31, 0.17, 1.15, 1.9
_BRACKET: Mapping[tree.Size, float] = MappingProxyType({"plain": 0.43, "big": 0.48, "tall": 0.62})
_GAPS: Mapping[tree.Gap, float] = MappingProxyType(
    {"tight": 0.0, "close": 0.0, "thin": 0.17, "wide": 0.28, "dot": 0.28, "times": 0.7}
)
_RELATIONS: Mapping[tree.Relation, float] = MappingProxyType(
    {":=": 1.67, "<-": 1.62, "->": 1.62, "and": 2.2, "or": 1.6}
)
_RELATION = 1.39


def width(node: Node) -> float:
    """Returns the width of `node` in em.

    >>> round(width(tree.Number("12")), 2)
    1.0
    """
    return _WIDTHS[type(node)](node)


def _text(text: str) -> float:
    return sum(_UPRIGHT.get(character, _OTHER) for character in text)


def _number(node: tree.Number) -> float:
    return sum(_DOT if character == "." else _DIGIT for character in node.text)


def _letter(node: tree.Letter) -> float:
    if len(node.text) == 1:
        return _ITALIC.get(node.text, _OTHER)
    return _GREEK if node.text.islower() else _GREEK_CAPITAL


def _listed(nodes: Iterable[Node], comma: float) -> float:
    widths = [width(node) for node in nodes]
    return sum(widths) + comma * max(len(widths) - 1, 0)


def _raised(em: float) -> float:
    return _SCRIPT * em + _SCRIPT_SPACE


def _name(node: tree.Name) -> float:
    scripts = [width(script) for script in (node.sub, node.sup) if script]
    return width(node.base) + _PRIME * node.primes + (_raised(max(scripts)) if scripts else 0.0)


def _entry(node: tree.Entry) -> float:
    brackets = 2 * _BRACKET["plain"] if node.raised else 0.0
    return width(node.name) + _raised(_listed(node.indices, 0.0) + brackets)


def _fraction(node: tree.Fraction) -> float:
    above, below = width(node.numerator), width(node.denominator)
    if node.style == "slash":
        return above + _SLASH + below
    return max(above, below) * (_SCRIPT if node.style == "small" else 1) + _RULE_ENDS


def _call(node: tree.Call) -> float:
    power = _raised(width(node.power)) if node.power else 0.0
    brackets = _THIN if node.bare else 2 * _BRACKET[node.size]
    return width(node.head) + power + brackets + _listed(node.arguments, _COMMA)


def _big(node: tree.Big) -> float:
    under = width(node.index) + (_RELATION / 2 + width(node.lower) if node.lower else 0.0)
    over = width(node.upper) if node.upper else 0.0
    return max(_BIG_OPERATOR, _SCRIPT * under, _SCRIPT * over) + _THIN + width(node.body)


def _case(node: tree.Case) -> float:
    condition = 1.0 + width(node.condition) if node.condition else _text("otherwise")
    return width(node.value) + condition


def _derivative(node: tree.Derivative) -> float:
    fraction = max(width(node.of), width(node.wrt)) + _PARTIAL + _RULE_ENDS
    return fraction + 2 * _BRACKET["tall"] + _raised(_listed(node.held, _COMMA)) if node.held else fraction


def _sum(*nodes: Node) -> float:
    return sum(map(width, nodes))


_WIDTHS: Mapping[type[Node], Callable[[Any], float]] = MappingProxyType(
    {
        tree.Number: _number,
        tree.Letter: _letter,
        tree.Word: lambda node: _text(node.text),
        tree.Operator: lambda node: _text(node.text),
        tree.Script: lambda node: _listed(node.parts, _DOT if node.comma else 0.0),
        tree.Name: _name,
        tree.Entry: _entry,
        tree.Marked: lambda node: width(node.body),
        tree.Group: lambda node: width(node.body),
        tree.Fenced: lambda node: width(node.body) + 2 * _BRACKET[node.size],
        tree.Absolute: lambda node: width(node.body) + 2 * _BAR,
        tree.Negative: lambda node: _MINUS_PREFIX + width(node.body),
        tree.Signed: lambda node: _PLUS + width(node.body),
        tree.Terms: lambda node: _sum(*node.items) - (_PLUS if node.items[0].sign == "+" else _PLUS - _MINUS_PREFIX),
        tree.Factor: lambda node: _GAPS[node.gap] + width(node.body),
        tree.Product: lambda node: _sum(*node.items),
        tree.Fraction: _fraction,
        tree.Power: lambda node: width(node.base) + _raised(width(node.exponent)),
        tree.Exponential: lambda node: _ITALIC["e"] + _raised(width(node.exponent)),
        tree.Root: lambda node: _SURD + width(node.radicand),
        tree.Call: _call,
        tree.Big: _big,
        tree.Case: _case,
        tree.Cases: lambda node: _CASES + max(map(width, node.rows)),
        tree.Derivative: _derivative,
        tree.Slope: lambda node: width(node.primed),
        tree.Related: lambda node: _RELATIONS.get(node.relation, _RELATION) + width(node.body),
        tree.Relations: lambda node: _sum(node.first, *node.rest),
        tree.Row: lambda node: _sum(*node.items),
    }
)
