r"""Styles: letters set in bold or blackboard, and words set in one style."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

from symbackprop.answers.latex.tree import Accent, Letter, Node, Number, Product, Script, Word


@singledispatch
def styled(node: Node, style: str) -> Node | None:
    r"""Returns what \mathbf and its like are applied to, in that style; None if it is no letter or word.

    >>> styled(Letter("W"), "bf")
    Letter(text='W', style='bf')
    """
    return None


@styled.register
def _letter(node: Letter, style: str) -> Node:
    return replace(node, style=style)


@styled.register
def _number(node: Number, style: str) -> Node:
    return Letter(node.digits, style, position=node.position, end=node.end)


@styled.register
def _upright(node: Word, style: str) -> Node:
    return node


@styled.register
def _script(node: Script, style: str) -> Node | None:
    base = styled(node.base, style)
    return None if base is None else replace(node, base=base)


@styled.register
def _accent(node: Accent, style: str) -> Node | None:
    under = styled(node.under, style)
    return None if under is None else replace(node, under=under)


@styled.register
def _word(node: Product, style: str) -> Node | None:
    letters = [factor.node.text for factor in node.factors if isinstance(factor.node, Letter) and factor.sign == ""]
    if len(letters) != len(node.factors) or not all(len(letter) == 1 for letter in letters):
        return None
    return Word("".join(letters), position=node.position, end=node.end)
