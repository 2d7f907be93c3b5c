r"""Assignments: w ← w − η ∂E/∂w in the ways in which it is written.

A statement assigns if it has an arrow; if its left side is marked as the new value, w^+, w^{new},
w(t+1), w_{t+1}; or if its right side begins with its left side, W = W − …
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from symbackprop.answers.checking.trees import changed
from symbackprop.answers.latex import Statement, SymbolTable, Written
from symbackprop.answers.latex.rewriting import walk
from symbackprop.answers.latex.tree import Factor, Group, Letter, Mark, Node, Number, Product, Script, Terms
from symbackprop.answers.latex.written import spelled

_NEW, _OLD = frozenset({"new", "next", "neu"}), frozenset({"old", "alt", "prev"})
_TIMES = frozenset("tkn") | {"tau"}
_RATES = ("alpha", "epsilon")
_PLUSES = frozenset({"+", "*", "'"})


@dataclass(frozen=True)
class _Step:
    """The new value of something: its name without the mark, and how its old value is written."""

    name: Node
    old: Callable[[Node], bool]


def assignment(statement: Statement) -> Statement | None:
    r"""Returns the statement with an arrow, the marks of old and new left out; None if it assigns nothing.

    >>> from symbackprop.answers.latex import read_display
    >>> (statement,) = read_display(r"w_5^+ = w_5 - \eta")
    >>> assignment(statement).relations
    ('<-',)
    >>> (statement,) = read_display(r"w_5 = c - \eta")
    >>> assignment(statement) is None
    True
    """
    left, right = (*statement.sides, None)[:2]
    if left is None or right is None or not statement.relations:
        return None
    if statement.relations[0] == "<-":
        return statement
    if statement.relations[0] not in ("=", ":="):
        return None
    for step in _steps(left):
        if any(step.old(term) for term in _terms(right)):
            sides = (step.name, _with_names(right, step), *statement.sides[2:])
            return replace(statement, sides=sides, relations=("<-", *statement.relations[1:]))
    return None


def is_new(left: Node) -> bool:
    r"""Returns whether a side is marked as a new value: w^+, w^{new}, w(t+1).

    >>> from symbackprop.answers.latex import read_display
    >>> (statement,) = read_display(r"w_5^+ = 0.3589")
    >>> is_new(statement.sides[0])
    True
    """
    return any(True for _ in (*_of_script(left), *_of_time(left)))


def rate_in(statement: Statement, table: SymbolTable) -> str:
    """Returns the letter other than η that an assignment has for the learning rate; "" if it has none."""
    if statement.relations[:1] != ("<-",):
        return ""
    letters = {
        node.text for side in statement.sides if side is not None for node in walk(side) if isinstance(node, Letter)
    }
    found = [text for text in _RATES if text in letters and not table.meanings(Written(text))]
    return found[0] if len(found) == 1 and "eta" not in letters else ""


def _terms(side: Node) -> Iterator[Node]:
    """Yields what is added, and what a product begins with: w(t) of w(t) − η."""
    if not isinstance(side, Terms):
        return
    for sign, term in side.terms:
        if sign != "-":
            yield term
            if isinstance(term, Product) and len(term.factors) == 2:
                yield term


def _with_names(side: Node, step: _Step) -> Node:
    return changed(side, lambda node: step.name if step.old(node) else None)


def _steps(left: Node) -> Iterator[_Step]:
    yield from _of_script(left)
    yield from _of_time(left)
    if isinstance(left, Letter | Script):
        yield _Step(left, lambda node: node == left)


def _of_script(left: Node) -> Iterator[_Step]:
    """Yields how w^+, w^{new}, w^{(t+1)}, w_{new} and w_{t+1} are read."""
    if not isinstance(left, Script):
        return
    for place in ("above", "below"):
        mark = getattr(left, place)
        inside = mark.inside if isinstance(mark, Group) else mark
        bare = _bare(left, place)
        if isinstance(inside, Mark) and inside.text in _PLUSES and place == "above":
            yield _Step(bare, lambda node, bare=bare: node == bare)  # type: ignore[misc]
        elif inside is not None and spelled(inside) in _NEW:
            yield _Step(bare, lambda node, bare=bare, place=place: _marked(node, bare, place, _OLD))  # type: ignore[misc]
        elif (time := _time(inside)) is not None:
            old = _scripted(left, place, replace(mark, inside=time) if isinstance(mark, Group) else time)
            yield _Step(bare, lambda node, old=old: node == old)  # type: ignore[misc]


def _marked(node: Node, bare: Node, place: str, words: frozenset[str]) -> bool:
    """Returns whether a node is the name with a mark of these, or without one."""
    if node == bare:
        return True
    mark = getattr(node, place, None) if isinstance(node, Script) else None
    inside = mark.inside if isinstance(mark, Group) else mark
    return isinstance(node, Script) and inside is not None and spelled(inside) in words and _bare(node, place) == bare


def _of_time(left: Node) -> Iterator[_Step]:
    """Yields how W(t+1) is read."""
    if not isinstance(left, Product) or len(left.factors) != 2:
        return
    name, group = (factor.node for factor in left.factors)
    time = _time(group.inside) if isinstance(group, Group) else None
    if isinstance(group, Group) and time is not None:
        old = Product((Factor("", name), Factor("", replace(group, inside=time))))
        yield _Step(name, lambda node: _same_product(node, old))


def _same_product(node: Node, other: Product) -> bool:
    return isinstance(node, Product) and [factor.node for factor in node.factors] == [
        factor.node for factor in other.factors
    ]


def _time(node: Node | None) -> Node | None:
    """Returns the t of t + 1."""
    if not isinstance(node, Terms) or len(node.terms) != 2:
        return None
    (_, time), (sign, one) = node.terms
    return time if sign == "+" and one == Number("1") and spelled(time) in _TIMES else None


def _scripted(script: Script, place: str, mark: Node | None) -> Script:
    return replace(script, above=mark) if place == "above" else replace(script, below=mark)


def _bare(script: Script, place: str) -> Node:
    """Returns a name without what stands above it, or below it."""
    rest = _scripted(script, place, None)
    return rest if rest.above is not None or rest.below is not None else rest.base
