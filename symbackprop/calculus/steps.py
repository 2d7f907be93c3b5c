"""Steps: the lines of a derivation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import sympy as sp

from symbackprop.calculus.rules import Rule, Statement
from symbackprop.notation import display, relation, write
from symbackprop.notation.tree import Relation, Relations

Kind = Literal["definition", "rule", "claim", "update"]

RELATIONS: Mapping[Kind, Relation] = {"definition": ":=", "rule": "=", "claim": "=", "update": "<-"}
"""The sign between the sides of each kind of line."""


@dataclass(frozen=True, eq=False, repr=False)
class Step:
    """One line `lhs = rhs`: the rule that gives it, and the earlier steps it rests on.

    key       what the step is called: "gradient w_11 chain"
    lhs       what is derived
    rule      the rule of calculus with its blanks filled in
    premises  the earlier steps the rule was applied to
    kind      "definition": nothing to prove; "rule": a theorem of calculus taken as known;
              "claim": to be proved; "update": an assignment lhs ← rhs, of which it is to be
              proved that rhs equals `assigned`
    assigned  for an update, what the method says is assigned
    where     expressions that are positive where the claim is made
    """

    key: str
    lhs: sp.Expr
    rule: Rule
    premises: tuple[Step, ...] = ()
    kind: Kind = "claim"
    assigned: sp.Expr | None = None
    where: tuple[sp.Expr, ...] = ()

    @property
    def claimed(self) -> tuple[sp.Expr, sp.Expr] | None:
        """Returns the two sides whose equality is to be proved, or None if there is nothing to prove."""
        if self.kind == "claim":
            return self.lhs, self.rhs
        return (self.assigned, self.rhs) if self.assigned is not None else None

    @property
    def rhs(self) -> sp.Expr:
        """Returns the right side that the rule derives."""
        return self.rule.apply()

    @property
    def reason(self) -> Statement:
        """Returns what was done, in words."""
        return self.rule.statement()

    def __str__(self) -> str:
        return f"{write(self._layout, 'ascii')}    [{self.rule.title}]"

    def _repr_latex_(self) -> str:
        return display(self._layout)

    @property
    def _layout(self) -> Relations:
        return relation(RELATIONS[self.kind], self.lhs, self.rhs)

    __repr__ = __str__
