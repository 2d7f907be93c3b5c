"""Steps: the lines of a derivation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import sympy as sp

from symbackprop.calculus.rules import Rule, Statement

Kind = Literal["definition", "claim"]


@dataclass(frozen=True, eq=False, repr=False)
class Step:
    """One line `lhs = rhs`: the rule that gives it, and the earlier steps it rests on.

    key       what the step is called: "gradient w_11 chain"
    lhs       what is derived
    rule      the rule of calculus with its blanks filled in
    premises  the earlier steps the rule was applied to
    kind      "definition": nothing to prove; "claim": to be proved
    """

    key: str
    lhs: sp.Expr
    rule: Rule
    premises: tuple[Step, ...] = ()
    kind: Kind = "claim"

    @property
    def rhs(self) -> sp.Expr:
        """Returns the right side that the rule derives."""
        return self.rule.apply()

    @property
    def reason(self) -> Statement:
        """Returns what was done, in words."""
        return self.rule.statement()

    def __str__(self) -> str:
        sign = ":=" if self.kind == "definition" else "="
        return f"{self.lhs} {sign} {self.rhs}    [{self.rule.title}]"

    __repr__ = __str__
