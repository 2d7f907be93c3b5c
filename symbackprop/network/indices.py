"""Indices: arrays, their subscripts, and sums over them that capture nothing.

SymPy's `subs` and `xreplace` let the index of a `Sum` capture a free one of the same
letter. What is renamed here keeps its meaning: a bound letter gives way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import TypeAlias

import sympy as sp

from symbackprop.network.names import name

_ELEMENT = re.compile(r"(?P<array>[^\[\]\s]+)\s*\[[^\[\]]*\]")
Limits: TypeAlias = tuple[tuple[sp.Symbol, sp.Expr, sp.Expr], ...]
"""The limits of a sum: (index, first, last), ..., the innermost first."""

LETTERS = ("i", "j", "k", "l", "q", "r", "e", "f")
"""What a bound index may be called, in the order they are tried: m and n are sizes."""


def index(text: str) -> sp.Symbol:
    """Returns the index called `text`.

    >>> index("j").is_integer
    True
    """
    return sp.Symbol(text, integer=True)


def size(given: str | int | sp.Expr) -> sp.Expr:
    """Returns a size: a symbol for a name, the number for a number.

    >>> size("n").is_positive, size(3)
    (True, 3)
    """
    if isinstance(given, str):
        return sp.Symbol(given, integer=True, positive=True)
    return sp.sympify(given, strict=True)


def array(text: str) -> sp.IndexedBase:
    """Returns the array of real numbers called `text`.

    >>> array("w")[index("j"), index("i")]
    w[j, i]
    """
    return sp.IndexedBase(text, real=True)


def head(quantity: sp.Expr) -> sp.Symbol:
    """Returns the key of a name: the symbol itself, or the label of the array it is an element of.

    >>> head(array("w")[index("j"), index("i")]), head(name("s"))
    (w, s)
    """
    return quantity.base.label if isinstance(quantity, sp.Indexed) else quantity


def key_of(quantity: sp.Expr | str) -> sp.Symbol:
    """Returns the key of a name given as an expression or as text, with or without subscripts.

    >>> key_of("w[j, i]"), key_of("s")
    (w, s)
    """
    if isinstance(quantity, sp.Expr):
        return name(head(quantity).name)
    written = _ELEMENT.fullmatch(quantity)
    return name(written["array"] if written else quantity)


def subscripts(quantity: sp.Expr) -> tuple[sp.Expr, ...]:
    """Returns the subscripts of an element of an array, () for a symbol.

    >>> subscripts(array("w")[index("j"), 1])
    (j, 1)
    """
    return quantity.indices if isinstance(quantity, sp.Indexed) else ()


def element(key: sp.Symbol, places: Iterable[sp.Expr]) -> sp.Expr:
    """Returns the element of the array called `key` at the subscripts, or the symbol if there are none.

    >>> element(name("u"), [index("j")])
    u[j]
    """
    listed = tuple(places)
    return array(key.name)[listed] if listed else key


def is_index(symbol: sp.Basic) -> bool:
    """Returns whether a symbol is an index or a size, and no name of a real quantity."""
    return symbol.is_Symbol and bool(symbol.is_integer)


def heads(expression: sp.Expr) -> tuple[sp.Symbol, ...]:
    """Returns the keys of all names that the expression reads, in alphabetical order.

    >>> i = index("i")
    >>> heads(sp.Sum(array("w")[i] * array("x")[i], (i, 1, size("n"))) + name("b"))
    (b, w, x)
    """
    found = (symbol for symbol in expression.free_symbols if symbol.is_Symbol and not symbol.is_integer)
    return tuple(sorted(found, key=lambda symbol: symbol.name))


def free_indices(expression: sp.Expr) -> tuple[sp.Symbol, ...]:
    """Returns the indices and sizes that occur free in the expression, in alphabetical order.

    >>> j, i = index("j"), index("i")
    >>> free_indices(sp.Sum(array("w")[j, i], (i, 1, 3)))
    (j,)
    """
    return tuple(sorted(filter(is_index, expression.free_symbols), key=lambda symbol: symbol.name))


def indices_in(expression: sp.Basic) -> set[sp.Symbol]:
    """Returns every index and size in the expression, bound or free."""
    return {symbol for symbol in expression.atoms(sp.Symbol) if symbol.is_integer}


def fresh(wanted: sp.Symbol, taken: Iterable[sp.Symbol]) -> sp.Symbol:
    """Returns `wanted` if it is free, else the first letter that is.

    >>> fresh(index("k"), [index("k"), index("i")])
    j
    """
    used = {symbol.name for symbol in taken}
    if wanted.name not in used:
        return wanted
    candidates = (*LETTERS, *(f"{letter}_{number}" for number in range(2, 50) for letter in LETTERS))
    return index(next(text for text in candidates if text not in used))


def summed(expression: sp.Expr, limits: Limits) -> sp.Expr:
    """Returns the sum of the expression over the limits; the expression itself if there are none.

    >>> k = index("k")
    >>> summed(array("x")[k], ((k, sp.S.One, size("K")),))
    Sum(x[k], (k, 1, K))
    """
    return sp.Sum(expression, *limits) if limits else expression


def renamed(expression: sp.Expr, places: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr:
    """Returns the expression with free indices replaced; bound ones give way to what is put in.

    >>> i, k = index("i"), index("k")
    >>> inner = sp.Sum(array("w")[k, i], (i, 1, 3))
    >>> renamed(inner, {k: i})
    Sum(w[i, j], (j, 1, 3))
    """
    if not places or not expression.has(*places):
        return expression
    if not expression.has(sp.Sum):
        return expression.xreplace(dict(places))
    if isinstance(expression, sp.Sum):
        return _renamed_sum(expression, places)
    return expression.func(*(renamed(argument, places) for argument in expression.args))


def _renamed_sum(node: sp.Sum, places: Mapping[sp.Symbol, sp.Expr]) -> sp.Sum:
    arriving = {symbol for value in places.values() for symbol in value.free_symbols if is_index(symbol)}
    clashing = arriving | set(places)
    taken = clashing | indices_in(node)
    bound: dict[sp.Symbol, sp.Symbol] = {}
    limits = []
    for letter, low, high in reversed(node.limits):
        limits.append([letter, low.xreplace(bound), high.xreplace(bound)])
        if letter in clashing:
            bound[letter] = fresh(letter, taken)
            taken.add(bound[letter])
            limits[-1][0] = bound[letter]
    body = renamed(renamed(node.function, bound), places)
    return sp.Sum(body, *((letter, renamed(low, places), renamed(high, places)) for letter, low, high in limits[::-1]))


def apart(expression: sp.Expr, taken: Iterable[sp.Symbol]) -> sp.Expr:
    """Returns the expression with its bound indices renamed to letters different from one another and from `taken`.

    >>> k = index("k")
    >>> apart(sp.Sum(array("x")[k], (k, 1, 3)) ** 2 * sp.Sum(array("y")[k], (k, 1, 3)), [k])
    Sum(x[i], (i, 1, 3))**2*Sum(y[j], (j, 1, 3))
    """
    used = {*taken, *free_indices(expression)}

    def give_way(letter: sp.Symbol) -> sp.Symbol:
        used.add(new := fresh(index("i") if letter.name.startswith("#") else letter, used))
        return new

    return rebound(expression, give_way)


def canonical(expression: sp.Expr) -> sp.Expr:
    """Returns the expression with its bound indices called #1, #2, ... in the order they are met.

    Two expressions that differ only in what their bound indices are called become the same,
    unless the order of their terms or factors depends on those letters.

    >>> i, k, x = index("i"), index("k"), array("x")
    >>> canonical(sp.Sum(x[i], (i, 1, 3))) == canonical(sp.Sum(x[k], (k, 1, 3)))
    True
    """
    numbers = count(1)
    return rebound(expression, lambda _letter: index(f"#{next(numbers)}"))


def rebound(node: sp.Expr, choose: Callable[[sp.Symbol], sp.Symbol]) -> sp.Expr:
    """Returns the expression with every bound index replaced by what `choose` returns for it.

    What is chosen must not occur in the expression already.
    """
    if not node.has(sp.Sum):
        return node
    if not isinstance(node, sp.Sum):
        return node.func(*(rebound(argument, choose) for argument in node.args))
    bound: dict[sp.Symbol, sp.Symbol] = {}
    limits = []
    for letter, low, high in reversed(node.limits):
        ends = [end.xreplace(bound) for end in (low, high)]
        bound[letter] = choose(letter)
        limits.append((bound[letter], *ends))
    return sp.Sum(rebound(renamed(node.function, bound), choose), *reversed(limits))
