"""Boolean formulas: laid out as they are written, with brackets round every part."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from symbackprop.network.perceptrons.formula import Compound, Formula, Variable
from symbackprop.notation import tree
from symbackprop.notation.brackets import size_round
from symbackprop.notation.letters import name_node
from symbackprop.notation.writers import writer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from symbackprop.notation.tree import Node


def lay_boolean(formula: Formula) -> Node:
    """Returns the layout of a Boolean formula: nothing is put in another order, nothing is reduced.

    >>> from symbackprop.network.perceptrons.parser import parse
    >>> lay_boolean(parse("~A"))
    Negation(body=Name(text='A', base=Letter(text='A'), sub=None, sup=None, primes=0))
    """
    return _LAID[type(formula)](formula)


def boolean_text(formula: Formula, form: str) -> str:
    r"""Returns a Boolean formula as text in a format; in ASCII as `symbackprop logic` reads it.

    Raises UnknownName for a format that is not in WRITERS.

    >>> from symbackprop.network.perceptrons.parser import parse
    >>> boolean_text(parse("x_1 | ~(x_2 xor B)"), "unicode")
    'x_1 ∨ ¬(x_2 ⊕ B)'
    >>> boolean_text(parse("x_1 | ~(x_2 xor B)"), "latex")
    'x_1 \\lor \\lnot(x_2 \\oplus B)'
    >>> boolean_text(parse("(A -> B) & C"), "ascii")
    '(A -> B) & C'
    """
    return writer(form).formula(lay_boolean(formula))


def _compound(formula: Compound) -> Node:
    first, *rest = map(_bracketed, formula.joined)
    if formula.connective.is_prefix:
        return tree.Negation(first)
    sign = cast("tree.Relation", formula.connective.spelled[0])
    return tree.Relations(first, tuple(tree.Related(sign, part) for part in rest))


def _bracketed(part: Formula) -> Node:
    """Returns the layout of a part, in brackets unless it is a variable or a negation: few know all precedences."""
    node = lay_boolean(part)
    return tree.Fenced(node, size_round(node)) if isinstance(node, tree.Relations) else node


_LAID: Mapping[type[Formula], Callable[[Any], Node]] = MappingProxyType(
    {Variable: lambda formula: name_node(formula.name), Compound: _compound}
)
