"""Comparisons: a relation between numbers that does not hold cannot be made."""

from __future__ import annotations

import pytest
import sympy as sp

from symbackprop.network import name
from symbackprop.report.comparisons import RELATIONS, Compared, DoesNotHold

half = sp.Rational(1, 2)
HOLDS = [
    (sp.Add(1, 1, -3 * half, evaluate=False), ">", sp.S.Zero),
    (sp.Mul(2, half, evaluate=False), "=", sp.S.One),
    (sp.Pow(half, 2, evaluate=False), "<", half),
    (sp.Add(sp.Mul(-1, 1, evaluate=False), half, evaluate=False), "!=", sp.S.Zero),
    (-half, "<=", -half),
    (half, ">=", -half),
]
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


@pytest.mark.parametrize(("left", "sign", "right"), HOLDS)
def test_of_a_relation_and_its_opposite_exactly_one_can_be_made(left: sp.Expr, sign: str, right: sp.Expr) -> None:
    assert Compared(left, sign, right).claims
    with pytest.raises(DoesNotHold, match="does not hold"):
        Compared(left, OPPOSITE[sign], right)


def test_every_relation_is_tried() -> None:
    assert {sign for _, sign, _ in HOLDS} == set(RELATIONS)


@pytest.mark.parametrize(
    "side", [name("x"), sp.sqrt(2), sp.pi, sp.exp(1), sp.Pow(0, -1, evaluate=False), sp.zoo, sp.nan]
)
def test_what_is_no_rational_number_is_not_compared(side: sp.Expr) -> None:
    with pytest.raises(DoesNotHold, match="compare rational numbers"):
        Compared(side, ">", sp.S.Zero)


def test_a_wrong_gate_is_named_with_both_sides() -> None:
    with pytest.raises(DoesNotHold) as caught:
        Compared(sp.Add(1, 1, -3 * half, evaluate=False), "<", sp.S.Zero)
    assert "left side         1/2" in str(caught.value)
