r"""Moves: w \rightarrow w' = w - ..., what a parameter becomes, with the arrow from one statement to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from symbackprop.answers.latex.statement import Statement
from symbackprop.answers.latex.tree import Node, Script, Terms

_ARROWS = frozenset({r"\to", r"\rightarrow", r"\longrightarrow", r"\mapsto", "->"})


def with_moves(statements: Iterable[Statement]) -> Iterator[Statement]:
    r"""Yields statements, those of w \rightarrow w - ... as one that gives w a new value.

    The new value may have a name of its own in between, w \rightarrow w' = w - ...

    >>> from symbackprop.answers.latex import read_display
    >>> (statement,) = read_display(r"w \rightarrow w - \eta")
    >>> statement.relations
    ('<-',)
    """
    before: Statement | None = None
    for statement in statements:
        value = _new_value(before, statement) if before is not None else None
        if before is not None and value is not None:
            yield replace(before, sides=(before.sides[0], value), relations=("<-",))
            before = None
            continue
        if before is not None:
            yield before
        before = statement
    if before is not None:
        yield before


def _new_value(before: Statement, statement: Statement) -> Node | None:
    """Returns what the expression alone before an arrow becomes; None if it becomes nothing."""
    name, value = before.sides[0], statement.sides[-1]
    if before.relations or name is None or statement.joined not in _ARROWS or not isinstance(value, Terms):
        return None
    marked = statement.sides[0] if len(statement.sides) > 1 else None
    is_named = marked is None or (isinstance(marked, Script) and marked.primes == 1 and _unprimed(marked) == name)
    is_plain = not statement.relations or statement.relations == ("=",)
    return value if is_named and is_plain and len(value.terms) > 1 and value.terms[0] == ("", name) else None


def _unprimed(node: Script) -> Node:
    bare = replace(node, primes=0)
    return node.base if bare.below is None and bare.above is None else bare
