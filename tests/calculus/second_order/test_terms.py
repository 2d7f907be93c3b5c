"""Products under sums, and the letters of a second copy."""

from __future__ import annotations

import pytest
import sympy as sp

from symbackprop.calculus.second_order.lines import readings
from symbackprop.calculus.second_order.naming import SecondNames
from symbackprop.calculus.second_order.places import copied, primed, spaced
from symbackprop.calculus.second_order.terms import Term, contracted, value, written
from symbackprop.network import name, names
from symbackprop.network.heads import relu, sigmoid
from symbackprop.network.indices import array, index, size

i, j, k, q = map(index, "ijkq")
n, m, K = map(size, "nmK")
a, b, c, v = map(array, "abcv")
ONE = sp.S.One


def tied(*pair: sp.Symbol) -> sp.KroneckerDelta:
    return sp.KroneckerDelta(*pair)


def contraction(term: Term, **sizes: sp.Expr) -> sp.Expr:
    return value(contracted(term, {index(letter): last for letter, last in sizes.items()}))


@pytest.mark.parametrize(
    ("term", "sizes", "expected"),
    [
        (Term((tied(k, j), a[k], b[j]), ((k, ONE, m),)), {"j": m}, a[j] * b[j]),
        (Term((tied(k, j), a[k]), ((k, ONE, m), (j, ONE, m))), {}, sp.Sum(a[k], (k, ONE, m))),
        (Term((a[k], tied(k, j) - b[k]), ((k, ONE, m),)), {"j": m}, a[j] - sp.Sum(a[k] * b[k], (k, ONE, m))),
        (Term((tied(i, j), a[j], b[i])), {"i": m, "j": m}, tied(i, j) * a[i] * b[i]),
        (Term((tied(k, j), tied(k, i), a[k]), ((k, ONE, m),)), {"i": m, "j": m}, tied(i, j) * a[i]),
    ],
    ids=["one term is left", "of two sums", "of a difference", "free indices", "two deltas"],
)
def test_a_sum_takes_a_kronecker_delta(term: Term, sizes: dict[str, sp.Expr], expected: sp.Expr) -> None:
    assert contraction(term, **sizes) == expected


@pytest.mark.parametrize(
    "term",
    [
        Term((tied(k, j), a[k]), ((k, ONE, K),)),
        Term((tied(k, j), a[k]), ((k, sp.Integer(2), m),)),
        Term((tied(k, j + 1), a[k]), ((k, ONE, m),)),
        Term((tied(k, j), a[k], c[i]), ((i, ONE, k), (k, ONE, m))),
    ],
    ids=["another range", "a part of the range", "a shifted index", "another range depends on it"],
)
def test_a_delta_stays_where_the_ranges_do_not_agree(term: Term) -> None:
    assert contraction(term, j=m).has(sp.KroneckerDelta)


def test_a_term_that_is_zero_everywhere_is_left_out() -> None:
    term = Term((tied(k, j), tied(k, j + 1), a[k]), ((k, ONE, m),))
    assert list(contracted(term, {j: m})) == []


def test_the_letters_of_a_copy_get_primes_only_where_they_must() -> None:
    assert copied(array("w")[j, i], [j, k]) == array("w")[index("j'"), i]
    assert copied(array("w")[j, i], [j, index("j'")]) == array("w")[index("j''"), i]
    assert copied(name("s"), [j]) == name("s")
    assert primed(j, []) == j


def test_bound_letters_give_way_and_mean_the_same() -> None:
    whole = sp.Sum(a[k] * sp.Sum(v[k, q], (q, ONE, n)), (k, ONE, m)) * sp.Sum(b[k], (k, ONE, m))
    apart = spaced(whole, [k])
    letters = [letter for node in apart.atoms(sp.Sum) for letter in node.variables]
    assert k not in letters
    assert len(set(letters)) == len(letters) == 3


def test_the_slope_by_a_name_under_a_sum_keeps_the_sum() -> None:
    line = sp.Sum(a[k] * v[k, j], (k, ONE, K)) * (b[j] * (1 - b[j]))
    found = {reading.element: (reading.slope, reading.limits) for reading in readings(line)}
    assert found[a[k]] == (v[k, j] * b[j] * (1 - b[j]), ((k, ONE, K),))
    assert found[b[j]] == ((1 - 2 * b[j]) * sp.Sum(a[k] * v[k, j], (k, ONE, K)), ())


def test_an_activation_in_a_line_is_differentiated_as_its_row_says() -> None:
    d, u = names("d u")
    found = {reading.element: reading.slope for reading in readings(d * sigmoid(u))}
    assert found == {d: sigmoid(u), u: d * sigmoid(u) * (1 - sigmoid(u))}
    nested = {reading.element: reading.slope for reading in readings(sigmoid(relu(u)))}
    assert set(nested) == {u}


def test_factors_of_one_name_are_differentiated_together() -> None:
    d, y, z, t = names("d y z t")
    slopes = {reading.element: reading.slope for reading in readings(d * y * (1 - y))}
    assert slopes[y] == d * (1 - 2 * y)
    slopes = {reading.element: reading.slope for reading in readings((z - t) * z * (1 - z))}
    assert slopes[z] == z * (1 - z) + (1 - 2 * z) * (z - t)


def test_terms_are_written_with_the_derivatives_apart() -> None:
    assert str(written([Term((name("p"), name("q"))), Term((name("r"),))])) == "p*q + r"


@pytest.mark.parametrize(
    ("firsts", "pair", "expected"),
    [
        ({"s": "delta_out", "u_1": "delta_1", "u_2": "delta_2"}, ("u_1", "u_2"), "Delta_12"),
        ({"s": "delta_out", "u_1": "delta_1", "u_2": "delta_2"}, ("s", "u_1"), "Delta_out_1"),
        ({"u_1": "delta_1", "u_11": "delta_11"}, ("u_11", "u_1"), "Delta_11_1"),
        ({"s": "e_s", "u": "delta"}, ("s", "u"), "Delta_12"),
        ({"s": "delta_out", "u_1": "delta_1"}, ("u_1", "w"), "Delta_1_w"),
    ],
)
def test_the_names_of_two_deltas_make_the_name_of_the_second(
    firsts: dict[str, str], pair: tuple[str, str], expected: str
) -> None:
    called = SecondNames({name(symbol): name(delta) for symbol, delta in firsts.items()}, [])
    assert called.of(*map(name, pair)) == expected


def test_an_array_s_subscript_or_layer_is_given_once_if_no_other_delta_is_without() -> None:
    layers = SecondNames({name("u^(2)"): array("delta^(2)")[k], name("u^(1)"): array("delta^(1)")[j]}, [])
    assert layers.of(name("u^(2)"), name("u^(2)")) == "Delta^(2)"
    assert layers.of(name("u^(2)"), name("u^(1)")) == "Delta^(2,1)"
    bare = SecondNames({name("s"): array("delta_out")[k], name("u"): array("delta")[j]}, [])
    found = [bare.of(name(one), name(other)) for one, other in ("ss", "su", "uu")]
    assert found == ["Delta_out_out", "Delta_out", "Delta"]
