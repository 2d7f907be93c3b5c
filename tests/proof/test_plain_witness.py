"""Plain witnesses: a point that is easy to read refutes as well as any other."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp

from symbackprop.calculus import derive
from symbackprop.network import names, two_layer
from symbackprop.proof import Claim, Hypothesis, Prover, Refuted

x, y, z = names("x y z")
delta_1, delta_out, v_1, x_1, x_2 = names("delta_1 delta_out v_1 x_1 x_2")
WRONG = [
    Claim(x * y, x + y),
    Claim(sp.log(x), x),
    Claim(1 / x, x**2),
    Claim(x, y, given=(Hypothesis(x - 1, ">", "user"),)),
    Claim(sp.Abs(x), x),
    Claim(x, y, given=(Hypothesis(x + y - 3, "=", "user"),)),
]


@pytest.mark.parametrize("claim", WRONG, ids=str)
def test_a_plain_witness_is_a_witness(claim: Claim) -> None:
    prover = Prover(claim.definitions, claim.given)
    refuted = prover.prove(claim.lhs, claim.rhs)
    plain = prover.plainest(refuted)
    assert isinstance(plain, Refuted)
    assert plain.witness.lhs.disjoint(plain.witness.rhs)
    at = {
        sp.Symbol(name, real=True): sp.Rational(value.numerator, value.denominator)
        for name, value in plain.witness.point
    }
    for hypothesis in claim.given:
        value = hypothesis.expression.subs(at)
        assert value > 0 if hypothesis.relation == ">" else value == 0
    assert claim.lhs.subs(at) != claim.rhs.subs(at)


def test_the_witness_against_a_swapped_input_is_the_one_a_lecturer_would_choose() -> None:
    derivation = derive(two_layer())
    prover = Prover(derivation.definitions)
    refuted = prover.prove(derivation.gradient("w_11").partial, delta_1 * x_2)
    point = dict(prover.plainest(refuted).witness.point)
    assert {name for name, value in point.items() if value} == {"v_1", "x_2"}
    assert {point["v_1"], point["x_2"]} == {Fraction(1)}


def test_a_side_that_is_nowhere_defined_keeps_its_witness() -> None:
    prover = Prover()
    refuted = prover.prove(sp.log(-1 - sp.exp(x)), x)
    assert refuted.undefined_side == "left"
    assert prover.plainest(refuted) == refuted
