"""Equivalences: displayed equations between Boolean formulas, which their truth tables decide when they are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbackprop.network.perceptrons import Formula
from symbackprop.notation.booleans import lay_boolean
from symbackprop.report.comparisons import DoesNotHold

if TYPE_CHECKING:
    from symbackprop.notation.tree import Node, Relation


@dataclass(frozen=True)
class Equivalent:
    """One displayed equation between Boolean formulas: A ⊕ B = (A ∨ B) ∧ (¬A ∨ ¬B).

    first, second  the formulas
    continued      the left side is that of the line above and is not repeated

    Both truth tables are computed. Raises DoesNotHold where they differ, or where the formulas do not
    have the same variables.

    >>> from symbackprop.network.perceptrons import parse
    >>> Equivalent(parse("A -> B"), parse("~A | B")).sign
    '='
    """

    first: Formula
    second: Formula
    continued: bool = False

    def __post_init__(self) -> None:
        if self.first.table != self.second.table:
            raise DoesNotHold(
                f"{self.first} is not {self.second} on every row\n"
                f"    left side         {_values(self.first)}\n    right side        {_values(self.second)}\n"
                "    a document prints only what is proved; give formulas with the same truth table"
            )

    @property
    def left(self) -> Node:
        """Returns the left side."""
        return lay_boolean(self.first)

    @property
    def right(self) -> Node:
        """Returns the right side."""
        return lay_boolean(self.second)

    @property
    def sign(self) -> Relation:
        """Returns the sign between the sides."""
        return "="

    @property
    def claims(self) -> bool:
        """Returns that it claims something."""
        return True

    @property
    def is_rule(self) -> bool:
        """Returns that it is no rule of calculus."""
        return False


def _values(formula: Formula) -> str:
    return f"{''.join(map(str, formula.table.values))} in {', '.join(formula.table.variables)}"
