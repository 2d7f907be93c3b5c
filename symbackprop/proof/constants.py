"""Constants: certified values of polynomials in generators that read no variable."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import sympy as sp
from flint import arb, fmpq, fmpz_mpoly

from symbackprop.proof.balls import working_precision
from symbackprop.proof.field import Ratio

if TYPE_CHECKING:
    from symbackprop.proof.tower import Tower

_BITS = (64, 256, 1024)

_VALUES: dict[str, Callable[[arb, int], arb]] = {
    "sigmoid": lambda a, degree: 1 / (1 + (-a).exp()),
    "exp": lambda a, degree: a.exp(),
    "log": lambda a, degree: abs(a).log(),
    "root": lambda a, degree: a.root(degree),
    "cos": lambda a, degree: a.cos(),
    "sin": lambda a, degree: a.sin(),
    "erf": lambda a, degree: a.erf(),
}


def sign_of_constant(tower: Tower, p: fmpz_mpoly) -> int:
    """Returns the sign of a polynomial in constants; 0 if it has variables or is not certain."""
    for bits in _BITS:
        with working_precision(bits):
            ball = _polynomial(tower, p)
        if ball is None:
            return 0
        if ball > 0 or ball < 0:
            return 1 if ball > 0 else -1
    return 0


def _polynomial(tower: Tower, p: fmpz_mpoly) -> arb | None:
    values: dict[int, arb] = {}
    for index, degree in enumerate(p.degrees()):
        if degree > 0:
            value = _generator(tower, index)
            if value is None:
                return None
            values[index] = value
    total = arb(0)
    for powers, coefficient in p.terms():
        term = arb(fmpq(coefficient))
        for index, power in enumerate(powers):
            term = term * values[index] ** int(power) if power else term
        total += term
    return total


def _generator(tower: Tower, index: int) -> arb | None:
    generator = tower.meanings[index]
    if generator.argument is sp.pi:
        return arb.pi()
    if generator.kind not in _VALUES:
        return None
    argument = _ratio(tower, generator.argument)
    return None if argument is None else _VALUES[generator.kind](argument, generator.degree)


def _ratio(tower: Tower, a: Ratio) -> arb | None:
    numerator, denominator = (_polynomial(tower, p) for p in a)
    return None if numerator is None or denominator is None else numerator / denominator
