from __future__ import annotations

from typing import Any

import mpmath
import pytest
from sympy import Rational

from symbackprop.errors import ShapeError
from symbackprop.network import two_layer
from symbackprop.verification import cross_check

POINT = {
    "x_1": 1,
    "x_2": "-1/2",
    "t": 1,
    "b_1": "1/10",
    "b_2": "-1/5",
    "c": "1/5",
    "w_11": "1/2",
    "w_12": "-3/10",
    "w_21": "-2/5",
    "w_22": "4/5",
    "v_1": "6/5",
    "v_2": "-7/10",
}


def test_the_cross_check_of_the_notes_has_the_known_digits() -> None:
    check = cross_check(two_layer(), POINT)
    assert [str(row.name) for row in check.rows] == [symbol.name for symbol in two_layer().parameters]
    assert check.rows[0].digits() == "-0.04376030326439909"
    assert check.loss.value.startswith("0.0463088")
    assert all(len(row.value.lstrip("-0.")) == 50 for row in check.rows)
    for row in check.rows:
        assert row.errors["program"] < 1e-15
        assert row.errors["complex step"] < 1e-15
        assert row.errors["central differences"] < 1e-9
    assert check.point["x_2"] == Rational(-1, 2)


def test_the_digits_are_those_of_the_textbooks_formula() -> None:
    check = cross_check(two_layer(), POINT)
    with mpmath.workdps(70):
        p = {name: mpmath.mpf(int(value.p)) / int(value.q) for name, value in check.point.items()}
        y_1, y_2 = (
            1 / (1 + mpmath.exp(-(p[f"b_{j}"] + p[f"w_{j}1"] * p["x_1"] + p[f"w_{j}2"] * p["x_2"]))) for j in (1, 2)
        )
        z = 1 / (1 + mpmath.exp(-(p["c"] + p["v_1"] * y_1 + p["v_2"] * y_2)))
        expected = (z - p["t"]) * z * (1 - z) * p["v_1"] * y_1 * (1 - y_1) * p["x_1"]
        found = next(row for row in check.rows if str(row.name) == "w_11")
        assert abs(mpmath.mpf(found.value) / expected - 1) < mpmath.mpf(10) ** -49


@pytest.mark.parametrize(
    ("point", "message"),
    [
        ({"x_1": 1}, r"no value for      x_2"),
        ({**POINT, "q": 1}, r"unknown           q"),
        ({**POINT, "c": "one"}, r"c = 'one' is not a number"),
    ],
)
def test_a_point_that_does_not_fit_is_refused(point: Any, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        cross_check(two_layer(), point)
