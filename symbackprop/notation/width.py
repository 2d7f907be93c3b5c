"""Width: how wide a formula is in print, estimated from its layout.

In em of the text size, for Palatino as LaTeX's mathpazo sets it, in display style. The
figures are measured, rounded and grouped; formulas come out within about a tenth.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.notation import tree
from symbackprop.notation.letter_widths import bold_width, letter_width, numeral_width, word_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from symbackprop.notation.tree import Node


_SCRIPT, _SCRIPT_SPACE = 0.76, 0.05
_DOT, _COMMA, _PRIME, _PARTIAL = 0.25, 0.42, 0.29, 0.52
_PLUS, _MINUS_PREFIX, _SLASH, _RULE_ENDS, _SURD, _TRANSPOSED = 1.22, 0.83, 0.63, 0.24, 0.85, 0.64
_BAR, _THIN, _CASES, _NOT = 0.31, 0.17, 1.9, 0.61
_BIG_OPERATOR, _BIG_IN_TEXT, _ROUND_BIG, _ROUND_SIGN = 1.15, 1.0, 0.24, 0.44
_BRACKET: Mapping[tree.Size, float] = MappingProxyType({"plain": 0.43, "big": 0.48, "tall": 0.62})
_GAPS: Mapping[tree.Gap, float] = MappingProxyType(
    {
        "tight": 0.0,
        "close": 0.0,
        "thin": 0.17,
        "wide": 0.28,
        "dot": 0.28,
        "times": 0.7,
        "matrix": 0.0,
        "hadamard": 1.22,
    }
)
_RELATIONS: Mapping[tree.Relation, float] = MappingProxyType(
    {":=": 1.67, "<-": 1.62, "->": 1.62, "and": 2.2, "or": 1.6, "nand": 2.6, "nor": 2.0, "&": 1.1, "|": 1.1, "^": 1.22}
)
_RELATION = 1.39


def width(node: Node) -> float:
    """Returns the width of `node` in em.

    >>> round(width(tree.Number("12")), 2)
    1.0
    """
    return _WIDTHS[type(node)](node)


def _listed(nodes: Iterable[Node], comma: float) -> float:
    widths = [width(node) for node in nodes]
    return sum(widths) + comma * max(len(widths) - 1, 0)


def _small(node: Node) -> float:
    """Returns the width of `node` in a script, where no space stands round a sign; in em of the script."""
    signs = sum(len(part.items) - 1 for part in node.walk() if isinstance(part, tree.Terms))
    return width(node) - _ROUND_SIGN * signs


def _raised(em: float) -> float:
    return _SCRIPT * em + _SCRIPT_SPACE


def _scripted(node: tree.Name | tree.Entry, above: Node | None) -> float:
    name = node.name if isinstance(node, tree.Entry) else node
    below = [_small(name.sub)] if name.sub else []
    if isinstance(node, tree.Entry) and node.below:
        below.append(sum(map(_small, node.below)) + (0.0 if node.close else _DOT * (len(node.below) - 1)))
    low = _raised(sum(below) + _DOT * (len(below) - 1)) if below else 0.0
    high = _raised(_small(above)) if above else 0.0
    return width(name.base) + max(low, _PRIME * name.primes + high)


def _power(node: tree.Power) -> float:
    if isinstance(node.base, tree.Name | tree.Entry):
        return _scripted(node.base, node.exponent)
    return width(node.base) + _raised(_small(node.exponent))


def _fraction(node: tree.Fraction) -> float:
    above, below = (width(side) + _beside(side) for side in (node.numerator, node.denominator))
    if node.style == "slash":
        return above + _SLASH + below
    return max(above, below) * (_SCRIPT if node.style == "small" else 1) + _RULE_ENDS


def _brackets(size: tree.Size, *nodes: Node) -> float:
    round_big = any(isinstance(part, tree.Big) for node in nodes for part in node.walk())
    return 2 * (_BRACKET[size] + (_ROUND_BIG if round_big else 0.0))


def _opened(node: tree.Opened) -> float:
    return (width(node.head) if node.head else 0.0) + _brackets(node.size, node.body) / 2 + width(node.body)


def _call(node: tree.Call) -> float:
    power = _raised(width(node.power)) if node.power else 0.0
    brackets = _THIN if node.bare else _brackets(node.size, *node.arguments)
    return width(node.head) + power + brackets + _listed(node.arguments, _COMMA)


def _limits(node: tree.Big) -> float:
    under = _small(node.index) + (_RELATION / 2 + _small(node.lower) if node.lower else 0.0)
    return _SCRIPT * max(under, _small(node.upper) if node.upper else 0.0)


def _big(node: tree.Big) -> float:
    return max(_BIG_OPERATOR, _limits(node)) + _THIN + width(node.body)


def _beside(node: Node) -> float:
    """Returns how much wider `node` is above or below a line, where the limits of Σ stand beside it."""
    found = [_limits(part) for part in node.walk() if isinstance(part, tree.Big)]
    return sum(_BIG_IN_TEXT + limits - max(_BIG_OPERATOR, limits) for limits in found)


def _case(node: tree.Case) -> float:
    condition = 1.0 + width(node.condition) if node.condition else word_width("otherwise")
    return width(node.value) + condition


def _derivative(node: tree.Derivative) -> float:
    fraction = max(width(node.of), width(node.wrt)) + _PARTIAL + _RULE_ENDS
    return fraction + 2 * _BRACKET["tall"] + _raised(_listed(node.held, _COMMA)) if node.held else fraction


def _higher(node: tree.Higher) -> float:
    above = _PARTIAL + _raised(width(node.order)) + width(node.of)
    return max(above, _listed(node.by, _THIN) + _PARTIAL * len(node.by)) + _RULE_ENDS


def _sum(*nodes: Node) -> float:
    return sum(map(width, nodes))


_WIDTHS: Mapping[type[Node], Callable[[Any], float]] = MappingProxyType(
    {
        tree.Number: lambda node: numeral_width(node.text),
        tree.Letter: lambda node: letter_width(node.text),
        tree.Word: lambda node: word_width(node.text),
        tree.Bold: lambda node: bold_width(node.text),
        tree.Operator: lambda node: word_width(node.text),
        tree.Accented: lambda node: width(node.body),
        tree.Script: lambda node: _listed(node.parts, _DOT if node.comma else 0.0),
        tree.Name: lambda node: _scripted(node, node.above),
        tree.Entry: lambda node: _scripted(node, node.above),
        tree.Marked: lambda node: width(node.body),
        tree.Group: lambda node: width(node.body),
        tree.Fenced: lambda node: width(node.body) + _brackets(node.size, node.body),
        tree.Opened: _opened,
        tree.Closed: lambda node: width(node.body) + _brackets(node.size, node.body) / 2,
        tree.Absolute: lambda node: width(node.body) + 2 * _BAR,
        tree.Negative: lambda node: _MINUS_PREFIX + width(node.body),
        tree.Negation: lambda node: _NOT + width(node.body),
        tree.Signed: lambda node: _PLUS + width(node.body),
        tree.Terms: lambda node: _sum(*node.items) - (_PLUS if node.items[0].sign == "+" else _PLUS - _MINUS_PREFIX),
        tree.Factor: lambda node: _GAPS[node.gap] + width(node.body),
        tree.Product: lambda node: _sum(*node.items),
        tree.Fraction: _fraction,
        tree.Power: _power,
        tree.Transposed: lambda node: width(node.body) + _TRANSPOSED,
        tree.Exponential: lambda node: letter_width("e") + _raised(_small(node.exponent)),
        tree.Root: lambda node: _SURD + width(node.radicand),
        tree.Call: _call,
        tree.Big: _big,
        tree.Begun: lambda node: width(node.big),
        tree.Ended: lambda node: width(node.body),
        tree.Case: _case,
        tree.Cases: lambda node: _CASES + max(map(width, node.rows)),
        tree.Derivative: _derivative,
        tree.Higher: _higher,
        tree.Slope: lambda node: width(node.primed),
        tree.Related: lambda node: _RELATIONS.get(node.relation, _RELATION) + width(node.body),
        tree.Relations: lambda node: _sum(node.first, *node.rest),
        tree.Row: lambda node: _sum(*node.items),
    }
)
