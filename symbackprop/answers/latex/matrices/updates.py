"""Updates: W(t+1) = W(t) - ..., W = W - ..., and ΔW = -..., which give a parameter a new value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symbackprop.answers.latex.differentials import joined
from symbackprop.answers.latex.rewriting import rewritten
from symbackprop.answers.latex.statement import Statement
from symbackprop.answers.latex.tree import Factor, Group, Letter, Node, Number, Product, Terms

_ASSIGNED = "<-"
_EQUAL = ("=", ":=")
_DELTA = Letter("Delta")


Test = Callable[[Node], bool]


def as_update(statement: Statement, is_parameter: Test, is_name: Test) -> tuple[Statement, str]:
    r"""Returns a statement that gives a parameter a new value with the sign <-, and in words why; "" for any other.

    is_parameter  says whether a node names a parameter
    is_name       says whether a node names anything
    """
    if len(statement.sides) != 2 or statement.relations[0] not in _EQUAL:
        return statement, ""
    left, right = statement.sides
    if left is None or right is None:
        return statement, ""
    changed = _changed(left)
    if changed is not None and is_parameter(changed) and not is_name(_DELTA):
        return _assigned(statement, changed, _plus(changed, right)), "Δ is a step of descent"
    timed = _at_next_step(left)
    if timed is not None and is_parameter(timed[0]):
        name, step = timed
        now = rewritten(right, lambda node: _without_step(node, step, is_parameter))
        return _assigned(statement, name, now), f"{step}+1 is the next step of descent"
    if isinstance(right, Terms) and len(right.terms) > 1 and right.terms[0] == ("", left) and is_parameter(left):
        return _assigned(statement, left, right), "= gives the parameter a new value"
    return statement, ""


def _assigned(statement: Statement, name: Node, value: Node) -> Statement:
    return replace(statement, sides=(name, value), relations=(_ASSIGNED,))


def _plus(name: Node, step: Node) -> Node:
    added = Group("(", step, position=step.position, end=step.end)
    return Terms((("", name), ("+", added)), position=step.position, end=step.end)


def _changed(node: Node) -> Node | None:
    """Returns the name of ΔW, None for all else."""
    if not isinstance(node, Product) or len(node.factors) != 2 or node.factors[1].sign:
        return None
    return node.factors[1].node if node.factors[0].node == _DELTA else None


def _at_next_step(node: Node) -> tuple[Node, str] | None:
    """Returns the name and the letter of W(t+1), None for all else."""
    if not isinstance(node, Product) or len(node.factors) != 2 or node.factors[1].sign:
        return None
    name, brackets = (factor.node for factor in node.factors)
    inside = brackets.inside if isinstance(brackets, Group) and brackets.bracket == "(" else None
    if not isinstance(inside, Terms) or len(inside.terms) != 2 or inside.terms[1] != ("+", Number("1")):
        return None
    sign, letter = inside.terms[0]
    return (name, letter.text) if not sign and isinstance(letter, Letter) else None


def _without_step(node: Node, step: str, is_parameter: Test) -> Node | None:
    """Returns a product without the (t) that stands right behind its parameters, W(t)."""
    if not isinstance(node, Product):
        return None
    kept: list[Factor] = []
    now = Group("(", Letter(step))
    for before, factor in zip((None, *node.factors), node.factors, strict=False):
        timed = factor.node == now and not factor.sign
        if not (timed and before is not None and is_parameter(before.node)):
            inner = rewritten(factor.node, lambda part: _without_step(part, step, is_parameter))
            kept.append(replace(factor, node=inner))
    return joined(kept) if len(kept) < len(node.factors) else None
