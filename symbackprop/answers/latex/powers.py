"""Powers: what stands above a value, if it is no part of a name."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from symbackprop.answers.building import TooLarge, raised
from symbackprop.answers.latex.context import Context
from symbackprop.answers.latex.tree import Group, Mark, Node
from symbackprop.answers.latex.written import layer


class Powers:
    """Raises values to powers.

    context  the formula
    value    gives a node its value: an exponent
    """

    def __init__(self, context: Context, value: Callable[[Node], sp.Expr]) -> None:
        self.context = context
        self.value = value

    def of(self, base: sp.Expr, above: Node | None) -> sp.Expr:
        """Returns a value to the power that stands above it; raises NotUnderstood for what is none."""
        if above is None:
            return base
        if isinstance(above, Mark):
            fact = "a transpose is read only in formulas of matrices" if above.text == "T" else "this is no power"
            raise self.context.refusal(fact, above)
        if isinstance(above, Group) and base != sp.E and layer(above.inside) is not None:
            raise self.context.refusal("what stands above in brackets is a layer, and no power", above)
        try:
            return raised(base, self.value(above))
        except TooLarge as limit:
            raise self.context.refusal(str(limit), above) from None
