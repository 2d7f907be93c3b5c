"""Every function of up to four variables has a perceptron or a certificate, and wrong evidence is refused."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from symbackprop.network.perceptrons import (
    Inseparable,
    LogicError,
    Perceptron,
    Separation,
    TruthTable,
    Unsound,
    count_separable,
    function_classes,
    separate,
)
from symbackprop.network.perceptrons.counting import _neighbours
from symbackprop.network.perceptrons.truth_table import of_bits

XOR = TruthTable(("x_1", "x_2"), (0, 1, 1, 0))
KNOWN = {1: 4, 2: 14, 3: 104, 4: 1882}
"""How many functions of n variables are separable: Muroga 1971; OEIS A000609."""
CLASSES = {1: 2, 2: 4, 3: 14, 4: 222}
"""How many classes there are: OEIS A000370."""
SIGNED_ROWS = {count: [(1, *row) for row in product((0, 1), repeat=count)] for count in KNOWN}
"""Each row with a 1 before it, for the bias."""


def names(count: int) -> tuple[str, ...]:
    return tuple(f"x_{place}" for place in range(1, count + 1))


def is_shown_to_be_inseparable(table: TruthTable, found: Inseparable) -> bool:
    """Returns whether positive multipliers of the rows' inequalities add up to 0 > 0, added up here once more."""
    rows = SIGNED_ROWS[len(table.variables)]
    signed = [(number if table.values[row] else -number, rows[row]) for row, number in found.multipliers.items()]
    positive = all(number > 0 for number in found.multipliers.values())
    return (
        bool(signed)
        and positive
        and not any(map(sum, zip(*([s * part for part in row] for s, row in signed), strict=True)))
    )


def is_separated(table: TruthTable, found: Separation) -> bool:
    """Returns whether every weighted sum has the right strict sign, computed here once more, in integers."""
    numbers = [2 * number for number in (found.perceptron.bias, *found.perceptron.weights)]
    assert all(number.denominator == 1 for number in numbers)
    whole = [number.numerator for number in numbers]
    totals = [sum(map(int.__mul__, whole, row)) for row in SIGNED_ROWS[len(table.variables)]]
    return all(total > 0 if value else total < 0 for total, value in zip(totals, table.values, strict=True))


@pytest.mark.parametrize("count", KNOWN)
def test_every_function_has_a_perceptron_or_a_certificate_and_the_separable_ones_are_as_many_as_is_known(
    count: int,
) -> None:
    separable = 0
    variables = names(count)
    for bits in range(1 << (1 << count)):
        table = of_bits(variables, bits)
        found = separate(table)
        if isinstance(found, Separation):
            separable += 1
            assert is_separated(table, found)
        else:
            assert is_shown_to_be_inseparable(table, found)
    assert separable == KNOWN[count]


@pytest.mark.parametrize("count", KNOWN)
def test_the_classes_give_the_same_numbers(count: int) -> None:
    assert count_separable(count) == KNOWN[count]
    assert sum(found.size for found in function_classes(count)) == 1 << (1 << count)
    assert len(function_classes(count)) == CLASSES[count]


@pytest.mark.parametrize("count", [2, 3])
def test_exchanges_and_negations_keep_a_function_separable(count: int) -> None:
    def separable(bits: int) -> bool:
        return isinstance(separate(of_bits(names(count), bits)), Separation)

    for bits in range(1 << (1 << count)):
        assert {separable(found) for found in _neighbours(bits, count)} == {separable(bits)}


@pytest.mark.parametrize("count", [0, 5])
def test_functions_of_none_or_many_variables_are_not_counted(count: int) -> None:
    with pytest.raises(
        LogicError, match=f"functions of {count} variables are not counted\n    the limit         1 to 4"
    ):
        count_separable(count)


def test_the_certificate_of_the_exclusive_or_takes_each_row_once() -> None:
    found = separate(XOR)
    assert isinstance(found, Inseparable)
    assert dict(found.multipliers) == {0: 1, 1: 1, 2: 1, 3: 1}
    assert [row.sign for row in found.inequalities] == [-1, 1, 1, -1]


def test_certificates_with_other_multipliers_than_one_are_found() -> None:
    """Increasing along each variable and yet inseparable: x_1 x_2 + x_3 x_4 (Muroga 1971)."""
    table = TruthTable(names(4), [int((a and b) or (c and d)) for a, b, c, d in product((0, 1), repeat=4)])
    found = separate(table)
    assert isinstance(found, Inseparable)
    assert is_shown_to_be_inseparable(table, found)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-50, 50), min_size=5, max_size=9), st.integers(-120, 120))
def test_what_a_perceptron_computes_is_found_separable(weights: list[int], twice: int) -> None:
    perceptron = Perceptron(weights, Fraction(2 * twice + 1, 2))
    table = TruthTable(names(len(weights)), map(perceptron, product((0, 1), repeat=len(weights))))
    found = separate(table)
    assert isinstance(found, Separation)
    if table.constant is None:
        assert sum(map(abs, found.perceptron.weights)) <= sum(map(abs, weights))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**16 - 1), st.integers(0, 15), st.integers(-3, 3))
def test_a_certificate_that_is_changed_is_refused(bits: int, row: int, change: int) -> None:
    table = of_bits(names(4), bits)
    found = separate(table)
    assume(isinstance(found, Inseparable) and change)
    assert isinstance(found, Inseparable)
    changed = {**found.multipliers, row: found.multipliers.get(row, 0) + change}
    with pytest.raises(Unsound):
        Inseparable(table, changed)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**8 - 1), st.integers(0, 7))
def test_evidence_for_one_function_is_refused_for_another(bits: int, row: int) -> None:
    table, other = of_bits(names(3), bits), of_bits(names(3), bits ^ (1 << row))
    found = separate(table)
    if isinstance(found, Separation):
        with pytest.raises(Unsound, match="the perceptron does not compute the function"):
            Separation(other, found.perceptron)
    elif row in found.multipliers:
        with pytest.raises(Unsound, match="the inequalities do not add up to 0 > 0"):
            Inseparable(other, found.multipliers)


WRONG_MULTIPLIERS = {
    "none": ({}, "the inequalities do not add up to 0 > 0\n    left over         everything"),
    "zero": ({0: 0, 1: 1}, "0 times the inequality of row 0 cannot be taken"),
    "negative": ({0: -1, 1: -1, 2: -1, 3: -1}, "-1 times the inequality of row 0 cannot be taken"),
    "another row": ({4: 1}, "1 times the inequality of row 4 cannot be taken\n    rows              0 to 3"),
    "a float": ({0: 1.0, 1: 1, 2: 1, 3: 1}, "1.0 times the inequality of row 0 cannot be taken"),
    "true": ({0: True, 1: 1, 2: 1, 3: 1}, "True times the inequality of row 0 cannot be taken"),
    "twice": ({0: 2, 1: 1, 2: 1, 3: 1}, "the inequalities do not add up to 0 > 0\n    left over         -1 times b"),
}


@pytest.mark.parametrize(("multipliers", "told"), WRONG_MULTIPLIERS.values(), ids=WRONG_MULTIPLIERS)
def test_multipliers_that_show_nothing_are_refused(multipliers: dict[int, int], told: str) -> None:
    with pytest.raises(Unsound) as caught:
        Inseparable(XOR, multipliers)
    assert str(caught.value).startswith(told)


def test_a_weighted_sum_of_zero_is_no_separation() -> None:
    with pytest.raises(Unsound) as caught:
        Separation(TruthTable(("x_1", "x_2"), (0, 0, 0, 1)), Perceptron((1, 1), -1))
    assert "row               x_1 = 0, x_2 = 1\n    weighted sum      0, where < 0 is needed" in str(caught.value)


def test_a_search_that_is_cut_short_says_so() -> None:
    with pytest.raises(LogicError, match="is not decided after 1 steps"):
        separate(TruthTable(names(3), (0, 0, 0, 1, 0, 1, 1, 1)), most_pivots=1)


@pytest.mark.parametrize("value", [0, 1])
def test_a_constant_is_separable(value: int) -> None:
    found = separate(TruthTable("AB", [value] * 4))
    assert isinstance(found, Separation)
    assert found.perceptron == Perceptron((0, 0), Fraction(2 * value - 1, 2))
