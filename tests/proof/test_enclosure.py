"""Enclosures: whatever the size of a ball, its interval contains it and can be printed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import arb, fmpz
from hypothesis import given
from hypothesis import strategies as st

from symbackprop.proof.enclosure import Enclosure, enclosure_of


@given(st.integers(-(2**70), 2**70), st.integers(-900, 900), st.integers(0, 2**29), st.integers(-900, 900))
def test_an_enclosure_is_the_ball_where_it_can_be_written_down(mantissa: int, e: int, radius: int, f: int) -> None:
    middle, rad = (Fraction(m) * Fraction(2) ** k for m, k in ((mantissa, e), (radius, f)))
    ball = arb((fmpz(mantissa), fmpz(e)), (fmpz(radius), fmpz(f)))
    found = enclosure_of(ball)
    assert found.lower <= middle - rad
    assert middle + rad <= found.upper
    low, high = (Fraction(text) for text in found.decimals(6))
    assert low <= found.lower
    assert found.upper <= high


@pytest.mark.parametrize("exponent", [-(2**60), -(10**6), -50_000, -41_000])
def test_a_radius_beyond_all_memory_is_rounded_outwards(exponent: int) -> None:
    ball = arb(1, (fmpz(1), fmpz(exponent)))
    found = enclosure_of(ball)
    assert found.lower < 1 < found.upper
    assert found.upper - found.lower < Fraction(1, 10**1000)
    assert found.decimals() == ("0.9999999999", "1.000000001")
    assert not found.disjoint(Enclosure(Fraction(1), Fraction(1)))


def test_intervals_that_touch_are_not_disjoint() -> None:
    one = Enclosure(Fraction(0), Fraction(1))
    assert not one.disjoint(Enclosure(Fraction(1), Fraction(2)))
    assert one.disjoint(Enclosure(Fraction(3, 2), Fraction(2)))
