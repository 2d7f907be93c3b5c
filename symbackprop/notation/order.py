"""Order: which term of a sum, which factor of a product comes first.

SymPy orders by type and alphabet. An expression that still has SymPy's order is put into
the order people write; one that has another was put together by hand and is left alone.
"""

from __future__ import annotations

from functools import cmp_to_key
from types import MappingProxyType
from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.notation.context import kind
from symbackprop.notation.letters import GREEK, name_node, natural_key, typed_name
from symbackprop.notation.tree import Letter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NUMBER, _CONDITION, _GREEK, _DELTA, _NAME, _PARTIAL, _BRACKET, _EXPONENTIAL, _FUNCTION = range(9)
_WEIGHTS = frozenset("UVWvw")
_INPUTS = frozenset("x")
_FACTOR_RANKS: Mapping[str, int] = MappingProxyType(
    {
        "Number": _NUMBER,
        "Numeral": _NUMBER,
        "KroneckerDelta": _CONDITION,
        "NumberSymbol": _GREEK,
        "Symbol": _NAME,
        "Indexed": _NAME,
        "Partial": _PARTIAL,
        "Basic": _BRACKET,
        "exp": _EXPONENTIAL,
        "Function": _FUNCTION,
    }
)
_SYMPY_ORDER = cmp_to_key(sp.Basic.compare)
_NAMES = ("Symbol", "Indexed")
_MATRIX = 2


def by_hand(expression: sp.Expr) -> bool:
    """Returns whether a sum or product is not in SymPy's own order: a number, then the rest sorted, nothing nested.

    >>> x, y = sp.symbols("x y")
    >>> by_hand(sp.Mul(y, x, evaluate=False)), by_hand(y * x)
    (True, False)
    """
    first, *others = expression.args
    rest = others if first.is_Number else list(expression.args)
    nested = any(part.func is expression.func for part in rest)
    return nested or rest != sorted(rest, key=_SYMPY_ORDER)


def ordered_terms(terms: Sequence[sp.Expr]) -> list[sp.Expr]:
    """Returns the terms as people write them: positive ones first, then numbers, names, products.

    >>> z, t = sp.symbols("z t")
    >>> ordered_terms((-t, z))
    [z, -t]
    >>> i, k = sp.symbols("i k", integer=True)
    >>> ordered_terms((-sp.S.One, i, k))
    [i, k, -1]
    """
    return sorted(terms, key=_index_key if counts(terms) else _term_key)


def counts(parts: Sequence[sp.Expr]) -> bool:
    """Returns whether the parts are those of an index or a size, such as i, k and -1 in i + k - 1.

    >>> k, y = sp.Symbol("k", integer=True), sp.Symbol("y")
    >>> counts((k, sp.S.One)), counts((y, sp.S.One)), counts((sp.S.One,))
    (True, False, False)
    """
    return all(part.is_integer for part in parts) and any(part.free_symbols for part in parts)


def _index_key(term: sp.Expr) -> tuple[object, ...]:
    coefficient, rest = term.as_coeff_Mul()
    return bool(term.is_Number), bool(coefficient.is_negative), natural_key(str(rest))


def _term_key(term: sp.Expr) -> tuple[object, ...]:
    coefficient, rest = term.as_coeff_Mul()
    negative = bool(coefficient.is_negative)
    if rest.is_Number:
        return negative, 0
    factors = ordered_factors(sp.Mul.make_args(rest))
    if all(_base(factor).func.__name__ in _NAMES for factor in factors):
        return negative, min(len(factors), 2), *map(_name_key, factors)
    return negative, 4 if rest.has(sp.Sum) else 3, coefficient != 1


def ordered_factors(factors: Sequence[sp.Expr]) -> list[sp.Expr]:
    """Returns the factors as people write them: numbers, conditions, Greek constants, deltas, names, the rest.

    Of the names with indices, weights come first; but of two matrices that which ends with the
    index the other begins with, and of two rows that with the earlier index. A bracket in which
    only the factor y occurs stands beside y, and such pairs come last; but an input x[i] that no
    other factor depends on is the very last.

    >>> d, v, y = sp.symbols("delta_out v_1 y_1")
    >>> ordered_factors((1 - y, d, v, y))
    [delta_out, v_1, y_1, 1 - y_1]
    >>> w, h = sp.IndexedBase("w"), sp.IndexedBase("h")
    >>> ordered_factors((h[1], w[1]))
    [w[1], h[1]]
    >>> p, q, j = sp.symbols("p q j", integer=True)
    >>> a, v, k = map(sp.IndexedBase, "AVK")
    >>> ordered_factors((v[q, j], a[p, q])), ordered_factors((k[q, j], a[p, j]))
    ([A[p, q], V[q, j]], [A[p, j], K[q, j]])
    """
    singles = _chained(sorted(factors, key=_factor_key))
    pairs: list[sp.Expr] = []
    for factor in sorted(singles, key=lambda single: _rank(single) != _FUNCTION):
        partners = [other for other in singles if belongs_to(other, factor)]
        if partners:
            for paired in (factor, *partners):
                singles.remove(paired)
                pairs.append(paired)
    inputs = [single for single in singles if _is_element_of(single, _INPUTS) and not _is_read(single, factors)]
    return [single for single in singles if single not in inputs] + pairs + inputs


def conditions_first(factors: Sequence[sp.Expr]) -> list[sp.Expr]:
    """Returns the factors in the order given, but conditions such as [i = j] before all others.

    >>> i, j = sp.symbols("i j", integer=True)
    >>> conditions_first((i, sp.KroneckerDelta(i, j)))
    [KroneckerDelta(i, j), i]
    """
    return sorted(factors, key=lambda factor: kind(factor, _FACTOR_RANKS) != "KroneckerDelta")


def _chained(factors: Sequence[sp.Expr]) -> list[sp.Expr]:
    """Returns the factors with neighbours exchanged that are two matrices and stand in the wrong order."""
    chained: list[sp.Expr] = []
    for factor in factors:
        place = len(chained)
        while place and _goes_before(factor, chained[place - 1]):
            place -= 1
        chained.insert(place, factor)
    return chained


def _goes_before(second: sp.Expr, first: sp.Expr) -> bool:
    """Returns whether the second of two names stands better before the first: A_pq V_qk, Q_pj K_qj."""
    if not _rank(second) == _rank(first) == _NAME:
        return False
    after, before = _places(second), _places(first)
    if len(after) != _MATRIX or len(before) != _MATRIX or after == before:
        return False
    if after[-1] == before[0]:
        return before[-1] != after[0]
    same = _is_element_of(second, _WEIGHTS) == _is_element_of(first, _WEIGHTS)
    return same and after[-1] == before[-1] and after[0] < before[0]


def belongs_to(bracket: sp.Expr, factor: sp.Expr) -> bool:
    """Returns whether `bracket` is a sum in which only `factor` occurs: (1 - y) beside y.

    >>> y, z = sp.symbols("y z")
    >>> belongs_to(1 - y, y), belongs_to(z - y, y)
    (True, False)
    """
    named = kind(_base(factor), _FACTOR_RANKS) in (*_NAMES, "Function")
    inside = _base(bracket)
    return named and inside.is_Add and inside.has(_base(factor)) and inside.free_symbols == factor.free_symbols


def _is_read(factor: sp.Expr, others: Sequence[sp.Expr]) -> bool:
    return any(other is not factor and other.has(_base(factor)) for other in others)


def _base(factor: sp.Expr) -> sp.Expr:
    return factor.base if factor.is_Pow else factor


def _rank(factor: sp.Expr) -> int:
    rank = _FACTOR_RANKS[kind(_base(factor), _FACTOR_RANKS)]
    if rank != _NAME:
        return rank
    letter = name_node(_text(factor)).letter
    if not isinstance(letter, Letter) or letter.text not in GREEK:
        return _NAME
    return _DELTA if letter.text == "delta" else _GREEK


def _factor_key(factor: sp.Expr) -> tuple[object, ...]:
    rank = _rank(factor)
    if rank not in (_GREEK, _DELTA, _NAME):
        return (rank,)
    return rank, not _is_element_of(factor, _WEIGHTS), _name_key(factor)


def _name_key(factor: sp.Expr) -> tuple[object, ...]:
    return natural_key(_text(factor)), _places(factor)


def _places(factor: sp.Expr) -> tuple[tuple[object, ...], ...]:
    """Returns the keys of the subscripts of an element; none for a name that has none."""
    return tuple(natural_key(str(place)) for place in _base(factor).args[1:])


def _is_element_of(factor: sp.Expr, letters: frozenset[str]) -> bool:
    return kind(_base(factor), _FACTOR_RANKS) == "Indexed" and name_node(_text(factor)).letter.text in letters


def _text(factor: sp.Expr) -> str:
    return typed_name(_base(factor))
