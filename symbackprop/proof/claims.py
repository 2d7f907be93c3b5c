"""Claims: what the kernel is asked to prove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import sympy as sp

from symbackprop.notation import equation, write

Relation = Literal[">", "!=", "=", ">="]
Sort = Literal["domain", "kink", "user"]

_NOTHING: Mapping[sp.Expr, sp.Expr] = MappingProxyType({})


@dataclass(frozen=True)
class Hypothesis:
    """One condition `expression relation 0` under which something is proved.

    `sort` says where it comes from: "domain" (a logarithm, a root or a quotient must be
    defined), "kink" (a point without a slope is left out) or "user" (it was given).

    >>> print(Hypothesis(sp.Symbol("u", real=True), "!=", "kink"))
    u != 0
    """

    expression: sp.Expr
    relation: Relation
    sort: Sort

    def __str__(self) -> str:
        return f"{self.expression} {self.relation} 0"


@dataclass(frozen=True)
class Claim:
    """The claim that two expressions are equal wherever both are defined.

    lhs, rhs     the two sides; they may contain `Partial(...)` and finite sums
    definitions  what the names in them stand for: name -> body. A name without a body is
                 a real variable.
    given        hypotheses the claim is made under

    >>> u, s = sp.symbols("u s", real=True)
    >>> print(Claim(s, u + 1, {s: 1 + u}))
    s = 1 + u
    """

    lhs: sp.Expr
    rhs: sp.Expr
    definitions: Mapping[sp.Expr, sp.Expr] = field(default_factory=lambda: _NOTHING)
    given: tuple[Hypothesis, ...] = ()

    def __str__(self) -> str:
        try:
            return write(equation(self.lhs, self.rhs), "ascii")
        except (RecursionError, ValueError):
            return "a claim too long to print"
