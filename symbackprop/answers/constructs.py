"""CONSTRUCTS: what looks like a call but binds an index or states a condition."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

import sympy as sp

from symbackprop.answers.precedence import SUM
from symbackprop.answers.quantities import Quantities
from symbackprop.answers.reader import Reader
from symbackprop.answers.scope import Bound
from symbackprop.answers.token import Token

_CONDITIONS = {"<": sp.StrictLessThan, "<=": sp.LessThan, ">": sp.StrictGreaterThan, ">=": sp.GreaterThan}
SIGMA = "Sigma_"
"""How a sum sign begins in the grammar: Σ_(k=1..K) or Σ_k."""
_EXAMPLE = "write             sum(x[i], i=1..n)"


def _sum(quantities: Quantities) -> sp.Expr:
    """Returns Sum(f, (k, 1, K)) or sum(f, k=1..K, p=1..N): the sum of f over the indices, the first innermost."""
    reader, scope = quantities.reader, quantities.scope
    reader.expect("(")
    since = len(scope.notes)
    with scope.binding(_named(reader)) as bound:
        body = quantities.expression()
        if not bound:
            raise reader.complaint("a sum names its index", _EXAMPLE)
        for position, item in enumerate(bound):
            reader.expect(",")
            _read_range(quantities, item, bound[: position + 1], since)
    reader.expect(")")
    return _summed(body, bound)


def _named(reader: Reader) -> Iterator[Token]:
    """Yields the indices that stand after the body of a sum, whose bracket has been opened."""
    place, end = reader.place, reader.closing(reader.place)
    while place < end:
        token = reader.tokens[place]
        if token.text in ("(", "[") and token.kind == "sign":
            place = reader.closing(place + 1)
        elif token.text == "," and token.kind == "sign":
            first = place + 1 + (reader.tokens[place + 1].text == "(")
            if reader.tokens[first].kind == "name":
                yield reader.tokens[first]
        place += 1


def _read_range(quantities: Quantities, item: Bound, inner: Sequence[Bound], since: int) -> None:
    """Reads (k, 1, K), k=1..K, or k alone, which runs as far as the subscripts that it is."""
    reader = quantities.reader
    bracket = reader.accept("(")
    token = reader.take()
    if token.text != item.letter.name:
        raise reader.complaint("a sum names its indices after what is summed", _EXAMPLE)
    if bracket:
        reader.expect(",")
        item.first = _end(quantities, item, inner)
        reader.expect(",")
        item.last = _end(quantities, item, inner)
        reader.expect(")")
    elif reader.accept("="):
        item.first = _end(quantities, item, inner)
        reader.expect("..")
        item.last = _end(quantities, item, inner)
    else:
        item.last = quantities.scope.length(item, token, since)


def _end(quantities: Quantities, item: Bound, inner: Sequence[Bound]) -> sp.Expr:
    """Returns the first or the last value of an index, which depends on no index summed inside."""
    reader, scope = quantities.reader, quantities.scope
    token = reader.token
    with scope.outside(item):
        end = quantities.whole_number()
        scope.note(end, token.position)
    found = [other.letter for other in inner if other.letter in end.free_symbols]
    if found:
        reader.place = reader.tokens.index(token)
        raise reader.complaint(f"how far {item.letter} runs depends on {found[0]} itself, or on a sum inside", _EXAMPLE)
    return end


def _summed(body: sp.Expr, bound: Sequence[Bound]) -> sp.Expr:
    return sp.Sum(body, *((item.letter, item.first, item.last) for item in bound))


def _sigma(quantities: Quantities) -> sp.Expr:
    """Returns Σ_(k=1..K) f or Σ_k f: the sum of the product that follows."""
    reader, scope = quantities.reader, quantities.scope
    sign = reader.tokens[reader.place - 1]
    since = len(scope.notes)
    if sign.text == SIGMA and (not reader.at("(") or reader.following.kind != "name"):
        raise reader.complaint("a sum names its index", "write             Σ_(i=1..n) x_i or Σ_i x_i")
    token = reader.following if sign.text == SIGMA else sign.named(sign.text[len(SIGMA) :])
    with scope.binding([token]) as (item,):
        if sign.text == SIGMA:
            reader.expect("(")
            _read_range(quantities, item, [item], since)
            reader.expect(")")
        body = quantities.expression(SUM)
        if sign.text != SIGMA:
            item.last = scope.length(item, token, since)
    return _summed(body, [item])


def _case(quantities: Quantities) -> sp.Expr:
    """Returns if(condition, a, b): a where the condition holds, b elsewhere."""
    reader, expression = quantities.reader, quantities.expression
    reader.expect("(")
    left = expression()
    if not reader.at(*_CONDITIONS):
        raise reader.complaint("if(...) begins with a condition", "write             if(u > 0, a, b)")
    relation = _CONDITIONS[reader.take().text]
    condition = relation(left, expression(), evaluate=False)
    reader.expect(",")
    holds = expression()
    reader.expect(",")
    fails = expression()
    reader.expect(")")
    return sp.Piecewise((holds, condition), (fails, True), evaluate=False)


def kronecker(quantities: Quantities) -> sp.Expr:
    """Returns [k = j], which is 1 where the indices are equal and 0 elsewhere; its bracket comes next."""
    reader, scope = quantities.reader, quantities.scope
    if not quantities.at_condition():
        raise reader.complaint(
            "[ begins the subscripts of an array, or a condition", "write             x[i] or [k = j]"
        )
    reader.expect("[")
    sides = []
    for closing in ("=", "]"):
        position = reader.token.position
        sides.append(quantities.whole_number())
        scope.note(sides[-1], position)
        reader.expect(closing)
    return sp.KroneckerDelta(*sides)


_CALLS: Mapping[str, Callable[[Quantities], sp.Expr]] = MappingProxyType({"Sum": _sum, "sum": _sum, "if": _case})


def construct(quantities: Quantities) -> Callable[[Quantities], sp.Expr] | None:
    """Returns how to read the construct that comes next, None if none does."""
    reader, token = quantities.reader, quantities.reader.token
    if token.kind != "name":
        return None
    if token.text.startswith(SIGMA) and quantities.reading() is None:
        return _sigma
    return _CALLS.get(token.text) if reader.opens_after(token) else None
