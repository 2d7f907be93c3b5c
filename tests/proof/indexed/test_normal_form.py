"""The normal form of indexed sums: lemmas for all sizes, near misses, and what is out of reach."""

from __future__ import annotations

import pytest
import sympy as sp
from sum_lemmas import FALSE, TRUE, Lemma, d, el, g, i, j, k, m, n, n_1, w, x, y
from sums_bench import equal_for_all_sizes

from symbackprop.network.indices import array
from symbackprop.network.names import name
from symbackprop.proof.indexed.normal_form.forms import Forms
from symbackprop.proof.indexed.normal_form.ring import ONE
from symbackprop.proof.indexed.normal_form.variables import LETTER, variable
from symbackprop.proof.indexed.reading.reader import Reader
from symbackprop.proof.limits import OutOfReach, TooBig


@pytest.mark.parametrize("lemma", TRUE, ids=lambda lemma: lemma.title)
def test_an_identity_between_sums_is_seen_for_all_sizes(lemma: Lemma) -> None:
    assert equal_for_all_sizes(lemma.lhs, lemma.rhs, lemma.letters) is True


@pytest.mark.parametrize("lemma", FALSE, ids=lambda lemma: lemma.title)
def test_a_near_miss_is_not_seen_as_an_identity(lemma: Lemma) -> None:
    assert not equal_for_all_sizes(lemma.lhs, lemma.rhs, lemma.letters)


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        (sp.Sum(x[i], (i, 0, n)), "a range that may begin before 1, i = 0..n"),
        (sp.Sum(sp.Sum(x[i], (i, j - 1, n)), (j, 1, n)), "a range that may begin before 1, i = j - 1..n"),
        (sp.Sum(x[i], (i, 1, n - n_1)), "a range that ends at n - n_1"),
        (sp.Sum(x[i**2], (i, 1, n)), "the subscript i**2"),
        (x[i], "the subscript i"),
        (x[1] + w[1, 1] + x[1, 2], "two different variables are called x, or one array has different subscripts"),
        (x[1] + sp.Symbol("x", real=True), "two different variables are called x"),
        (sp.Piecewise((x[1], x[1] >= 0), (0, True)), "which is no strict comparison"),
        (1 / sp.KroneckerDelta(1, sp.Symbol("n", integer=True, positive=True)), "a division by a Kronecker delta"),
        (sp.gamma(x[1]), "no rule for gamma in an indexed claim"),
    ],
)
def test_what_has_no_rule_is_out_of_reach_with_its_reason(expression: sp.Expr, reason: str) -> None:
    reader = Reader(Forms())
    with pytest.raises(OutOfReach) as raised:
        reader.read(expression)
    assert reason in str(raised.value)


def test_a_size_and_a_name_that_print_alike_are_refused() -> None:
    reader = Reader(Forms())
    with pytest.raises(OutOfReach, match="two different variables are called n"):
        reader.read(sp.Sum(name("n") * n * x[i], (i, 1, n)))


def test_a_sum_has_one_atom_whatever_its_indices_are_called() -> None:
    reader = Reader(Forms())
    letters = (i, j, k, el, m)
    forms = [
        reader.read(sp.Sum(w[a, b] * w[b, c] * x[a] * y[c], (a, 1, n), (b, 1, n), (c, 1, n)))
        for a, b, c in zip(letters, letters[1:] + letters[:1], letters[2:] + letters[:2], strict=True)
    ]
    assert all(form == forms[0] for form in forms)
    assert len(forms[0]) == 1


def test_twins_cost_no_permutations() -> None:
    reader = Reader(Forms())
    power = reader.read(sp.Sum(sp.Sum(w[i, j], (j, 1, n)) ** 9, (i, 1, n)))
    assert len(power) == 1


def test_a_sum_with_too_many_indices_is_out_of_reach() -> None:
    reader = Reader(Forms())
    with pytest.raises(TooBig, match="a sum over more than 12 indices"):
        reader.read(sp.Sum(sp.Sum(w[i, j], (j, 1, n)) ** 20, (i, 1, n)))


def test_a_sum_with_too_many_symmetries_is_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symbackprop.proof.indexed.normal_form.canonical.MOST_ORDERS", 2)
    with pytest.raises(TooBig, match="too many symmetries"):
        Reader(Forms()).read(
            sp.Sum(w[i, j] * w[j, k] * w[k, el] * w[el, i], (i, 1, n), (j, 1, n), (k, 1, n), (el, 1, n))
        )


def test_the_work_of_a_claim_is_bounded() -> None:
    forms = Forms()
    reader = Reader(forms)
    forms.begin(10_000)
    with pytest.raises(TooBig, match="takes more work than the limit"):
        reader.read(sum(x[number] for number in range(1, 30)) ** 12)


def test_a_range_of_one_makes_its_index_1() -> None:
    assert equal_for_all_sizes(sp.Sum(x[i] * d[i], (i, 1, 1)), x[1] * d[1], {}) is True
    assert equal_for_all_sizes(x[j] * sp.KroneckerDelta(1, j), x[1], {j: sp.S.One}) is True


def test_a_function_with_reflection_sees_through_a_sign() -> None:
    inner = x[i] - y[i]
    for function, rest in ((sp.tanh, 0), (sp.sin, 0), (sp.erf, 0)):
        assert equal_for_all_sizes(function(inner), rest - function(-inner, evaluate=False), {i: n}) is True
    assert equal_for_all_sizes(sp.cos(inner), sp.cos(-inner, evaluate=False), {i: n}) is True
    assert equal_for_all_sizes(g(inner), g(-inner), {i: n}) is False


def test_variables_of_different_sizes_are_different_variables() -> None:
    forms = Forms()
    one, other = variable(LETTER, 1, 0), variable(LETTER, 2, 0)
    assert forms.delta(one, other) != ONE
    assert forms.table.element("x", (one,)) != forms.table.element("x", (other,))


def test_an_array_of_numbers_as_subscripts_is_no_array_of_variables() -> None:
    z = array("z")
    assert equal_for_all_sizes(z[1] + z[2], sp.Sum(z[i], (i, 1, n)), {}) is False
