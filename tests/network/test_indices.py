"""Indices: whatever letters clash, an expression keeps its value."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
import sympy as sp
from evaluating import evaluated
from hypothesis import given, settings
from hypothesis import strategies as st

from symbackprop.network.indices import (
    LETTERS,
    apart,
    array,
    canonical,
    element,
    free_indices,
    fresh,
    head,
    heads,
    index,
    indices_in,
    key_of,
    renamed,
    size,
    subscripts,
    summed,
)
from symbackprop.network.names import as_names, name

i, j, k, q = map(index, "ijkq")
n = size("n")
w, x, y = map(array, "wxy")
ENDS = [sp.Integer(1), sp.Integer(2), n]
ARRAYS = {"w": np.arange(1.0, 401.0).reshape(20, 20) ** 1.3, "x": np.sqrt(np.arange(1.0, 21.0)), "s": 0.7}
PLACES: Mapping[sp.Symbol, int] = {i: 1, j: 2, k: 3, q: 4, n: 3}


def expressions() -> st.SearchStrategy[sp.Expr]:
    letters = st.sampled_from([i, j, k])
    places = st.one_of(letters, st.builds(lambda a, b: a + b - 1, letters, letters), st.just(sp.Integer(1)))
    leaves = st.one_of(
        st.builds(lambda a: x[a], places), st.builds(lambda a, b: w[a, b], places, places), st.just(name("s"))
    )

    def more(inner: st.SearchStrategy[sp.Expr]) -> st.SearchStrategy[sp.Expr]:
        return st.one_of(
            st.builds(lambda a, b: a * b, inner, inner),
            st.builds(lambda a, b: a + b, inner, inner),
            st.builds(lambda a, b: a / b, inner, inner),
            st.builds(lambda a, letter, last: sp.Sum(a, (letter, 1, last)), inner, letters, st.sampled_from(ENDS)),
            st.builds(
                lambda a, pair, last: sp.Sum(a, (pair[0], 1, last), (pair[1], 1, 2)),
                inner,
                st.sampled_from([(i, j), (j, k), (k, i)]),
                st.sampled_from(ENDS),
            ),
            st.builds(
                lambda a, pair: sp.Sum(a, (pair[0], 1, pair[1]), (pair[1], 1, n)),
                inner,
                st.sampled_from([(i, j), (j, k), (k, i)]),
            ),
        )

    return st.recursive(leaves, more, max_leaves=6)


def same(one: sp.Expr, other: sp.Expr, there: Mapping[sp.Symbol, int], here: Mapping[sp.Symbol, int]) -> None:
    assert evaluated(one, ARRAYS, there) == pytest.approx(evaluated(other, ARRAYS, here), rel=1e-9)


@settings(max_examples=300, deadline=None)
@given(
    expressions(),
    st.dictionaries(
        st.sampled_from([i, j, k]),
        st.sampled_from([i, j, k, q, sp.Integer(2), i + j - 1, k + q - 1, n]),
        min_size=1,
        max_size=3,
    ),
)
def test_renaming_is_evaluation_at_the_new_places(expression: sp.Expr, put: dict[sp.Symbol, sp.Expr]) -> None:
    moved = {letter: int(evaluated(value, ARRAYS, PLACES)) for letter, value in put.items()}
    same(renamed(expression, put), expression, PLACES, {**PLACES, **moved})


@settings(max_examples=200, deadline=None)
@given(expressions())
def test_bound_indices_may_be_called_anything(expression: sp.Expr) -> None:
    same(apart(expression, [i, j, k]), expression, PLACES, PLACES)
    same(canonical(expression), expression, PLACES, PLACES)
    assert set(free_indices(canonical(expression))) <= set(free_indices(expression))  # what is alike may cancel


@settings(max_examples=200, deadline=None)
@given(expressions())
def test_indices_apart_are_all_different(expression: sp.Expr) -> None:
    moved = apart(expression, [i, j, k])
    bound = [letter for node in moved.atoms(sp.Sum) for letter in node.variables]
    assert {i, j, k}.isdisjoint(bound)


CAPTURES = {
    "a free index under its own sum": (sp.Sum(w[k, i], (i, 1, 3)), {k: i}, "Sum(w[i, j], (j, 1, 3))"),
    "two indices exchanged": (w[i, j], {i: j, j: i}, "w[j, i]"),
    "two indices exchanged under a sum": (
        sp.Sum(w[i, j] * x[k], (k, 1, 2)),
        {i: j, j: i},
        "Sum(w[j, i]*x[k], (k, 1, 2))",
    ),
    "both free indices equal": (w[i, j], {i: k, j: k}, "w[k, k]"),
    "a bound index is not free": (sp.Sum(x[i], (i, 1, n)) + x[i], {i: j}, None),
    "the end of a sum": (sp.Sum(x[k], (k, 1, j)), {j: k}, "Sum(x[i], (i, 1, k))"),
    "a size gets a number": (sp.Sum(x[k], (k, 1, n)), {n: sp.Integer(1)}, "Sum(x[k], (k, 1, 1))"),
    "a shifted subscript": (sp.Sum(x[i + k - 1], (k, 1, 2)), {i: k + 1}, "Sum(x[j + k], (j, 1, 2))"),
    "a sum in a sum": (sp.Sum(sp.Sum(w[i, j], (i, 1, 2)) ** 2 * x[k], (j, 1, 2)), {k: j}, None),
}


@pytest.mark.parametrize("which", CAPTURES)
def test_nothing_is_captured(which: str) -> None:
    expression, put, text = CAPTURES[which]
    found = renamed(expression, put)
    assert text is None or str(found) == text
    moved = {letter: int(evaluated(value, ARRAYS, PLACES)) for letter, value in put.items()}
    same(found, expression, PLACES, {**PLACES, **moved})


def test_sympys_own_renaming_captures() -> None:
    captured = sp.Sum(w[k, i], (i, 1, 3)).subs(k, i)
    assert captured == sp.Sum(w[i, i], (i, 1, 3)), "if SymPy has mended this, `renamed` is not needed"


def test_a_fresh_index_is_none_that_is_taken_and_none_that_sizes_are_usually_called() -> None:
    assert {"m", "n", "p"}.isdisjoint(LETTERS)
    taken = []
    for _ in range(30):
        taken.append(fresh(k, taken))
    assert len({letter.name for letter in taken}) == 30
    assert taken[0] == k


def test_the_key_of_a_name_is_the_symbol_or_the_label() -> None:
    assert head(w[j, i]) == name("w") == key_of("w[j, i]") == key_of(w[j, i]) == key_of("w")
    assert subscripts(w[j, 1]) == (j, 1)
    assert element(name("w"), (j, i)) == w[j, i]
    assert element(name("s"), ()) == name("s")
    assert summed(x[i], ()) == x[i]


@pytest.mark.parametrize("text", [" ", "w 1", 'x"]; raise SystemExit; p["', "w[", "w]", "a[b]c", "[1]"])
def test_a_strange_name_is_its_own_key(text: str) -> None:
    assert key_of(name(text)) == key_of(text) == name(text)


def test_names_are_told_from_indices_and_sizes() -> None:
    body = sp.Sum(w[j, i] * x[i], (i, 1, n)) / n + name("s")
    assert heads(body) == (name("s"), name("w"), name("x"))
    assert free_indices(body) == (j, n)
    assert indices_in(body) == {i, j, n}


def test_a_formula_in_plain_symbols_becomes_one_of_the_network() -> None:
    plain = sp.Sum(sp.IndexedBase("w")[sp.Symbol("j"), sp.Symbol("i")], (sp.Symbol("i"), 1, sp.Symbol("n")))
    assert as_names(plain * sp.Symbol("s")) == sp.Sum(w[j, i], (i, 1, n)) * name("s")
