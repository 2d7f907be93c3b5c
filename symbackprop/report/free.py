"""Free lines: what the lines of a lesson are about that belong to no derivation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import sympy as sp

from symbackprop.report.blocks import About
from symbackprop.report.subjects import of_definitions


@dataclass
class FreeLines:
    """Lines of a lesson that follow one another: what they define, and what they say.

    >>> x, y = sp.symbols("x y", real=True)
    >>> lines = FreeLines()
    >>> lines.takes({y: x**2}), lines.takes({y: 2 * x})
    (True, False)
    """

    definitions: dict[sp.Expr, sp.Expr] = field(default_factory=dict)
    expressions: list[sp.Basic] = field(default_factory=list)

    def takes(self, definitions: Mapping[sp.Expr, sp.Expr], *expressions: sp.Basic) -> bool:
        """Adds lines, and returns whether they can be added: no name is defined in another way."""
        if any(self.definitions.get(name, body) != body for name, body in definitions.items()):
            return False
        self.definitions.update(definitions)
        self.expressions.extend(expressions)
        return True

    def about(self) -> tuple[About, ...]:
        """Returns what says what the lines are about; nothing if there are none."""
        if not self.expressions:
            return ()
        return (About(of_definitions(self.definitions, self.expressions)),)
