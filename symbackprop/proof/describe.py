"""Description: elements and generators of a tower as expressions again, for the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy as sp
from flint import fmpz_mpoly

from symbackprop.proof.field import Ratio

if TYPE_CHECKING:
    from symbackprop.proof.tower import Tower

_TERMS = 12
_GENERATORS = 4


def expression_of(tower: Tower, p: fmpz_mpoly) -> sp.Expr:
    """Returns a polynomial in the generators as an expression in the variables."""
    meanings = {}
    terms = []
    for powers, coefficient in p.terms():
        factors = [sp.Integer(int(coefficient))]
        for index, power in enumerate(powers):
            if power:
                if index not in meanings:
                    meanings[index] = meaning_of(tower, index)
                factors.append(meanings[index] ** power)
        terms.append(sp.Mul(*factors))
    return sp.Add(*terms)


def meaning_of(tower: Tower, index: int) -> sp.Expr:
    """Returns what a generator stands for."""
    generator = tower.meanings[index]
    if generator.kind == "variable":
        return generator.argument
    argument = _of_ratio(tower, generator.argument)
    if generator.kind == "root":
        return argument ** sp.Rational(1, generator.degree)
    return _HEADS.get(generator.kind, sp.Function(generator.title, real=True))(argument)


def _of_ratio(tower: Tower, a: Ratio) -> sp.Expr:
    return expression_of(tower, a.numerator) / expression_of(tower, a.denominator)


_HEADS = {
    "sigmoid": lambda a: 1 / (1 + sp.exp(-a)),
    "exp": sp.exp,
    "log": lambda a: sp.log(sp.Abs(a)),
    "cos": sp.cos,
    "sin": sp.sin,
    "erf": sp.erf,
}


def generators_in_words(tower: Tower) -> str:
    """Returns the tower's transcendental generators as a short text."""
    indices = [index for index, generator in enumerate(tower.meanings) if generator.kind != "variable"]
    words = [_in_words(tower, index) for index in indices[:_GENERATORS]]
    if len(indices) > _GENERATORS:
        words.append(f"{len(indices) - _GENERATORS} more")
    return ", ".join(words)


def _in_words(tower: Tower, index: int) -> str:
    generator = tower.meanings[index]
    if len(generator.argument.numerator) > _TERMS or len(generator.argument.denominator) > _TERMS:
        return f"{generator.title}(...)"
    if any(tower.meanings[i].kind != "variable" for i in _present(generator.argument)):
        return f"{generator.title}(...)"
    argument = _of_ratio(tower, generator.argument)
    if generator.kind == "log":
        return f"log|{argument}|"
    return f"({argument})^(1/{generator.degree})" if generator.kind == "root" else f"{generator.title}({argument})"


def _present(a: Ratio) -> set[int]:
    return {index for p in a for powers in p.monoms() for index, power in enumerate(powers) if power}
