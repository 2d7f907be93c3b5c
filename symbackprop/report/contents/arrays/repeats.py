"""Repeats: what is derived as something before it was, and need not be told again step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import sympy as sp

from symbackprop.calculus import Step
from symbackprop.report.text import Text, ToLine

MOST_IN_FULL = 6
"""So many deltas, or gradients, are all told step by step; of more, only the first of each form is."""

Form: TypeAlias = "tuple[object, ...]"


@dataclass
class Repeats:
    """The forms of the derivations told so far.

    count  how many derivations there are in all
    told   the number of the last line of the first derivation of each form
    """

    count: int
    told: dict[Form, str] = field(default_factory=dict)

    def like(self, steps: Sequence[Step]) -> str | None:
        """Returns the line in which a derivation like this one ended; None where it is to be told in full."""
        return self.told.get(_form(steps)) if self.count > MOST_IN_FULL and len(steps) > 1 else None

    def remember(self, steps: Sequence[Step], number: str) -> None:
        """Takes down in which line a derivation ended."""
        self.told.setdefault(_form(steps), number)


def as_in(number: str) -> Text:
    """Returns the reason of a line whose derivation has been told for another."""
    return ("In the same way as ", ToLine((number,)), ".")


def _form(steps: Sequence[Step]) -> Form:
    return tuple(_form_of(step.rhs) for step in steps)


def _form_of(expression: sp.Basic) -> Form:
    """Returns the form of an expression, whatever its names are and in whichever order its terms and factors stand."""
    if not expression.args or isinstance(expression, sp.Indexed):
        return (str(expression) if expression.is_number else "name",)
    return (type(expression).__name__, *sorted(map(_form_of, expression.args), key=str))
