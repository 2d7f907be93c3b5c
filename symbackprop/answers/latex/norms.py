r"""Norms in a network of numbers: \|t - z\|^2, the sum of the squares of all components."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.answers.building import raised, summed
from symbackprop.answers.latex.tree import Bars, Node, Number
from symbackprop.answers.latex.units import AtComponent, all_units, at_each_unit

if TYPE_CHECKING:
    from symbackprop.answers.latex.values import Values

_TWO = Number("2")
_DOUBLE = r"\|"


def norm(values: Values, bars: Bars, above: Node | None) -> sp.Expr | None:
    """Returns the norm of what stands between double bars, with what stands above it; None if that is no vector.

    Of one number it is the absolute value.
    """
    context = values.context
    if bars.bar != _DOUBLE or context.is_indexed:
        return None
    tables = (AtComponent(context.table, unit) for unit in all_units(context.table.vocabulary))
    found = at_each_unit(context, tables, lambda: values.of(bars.inside))
    if not found.reach:
        return None
    if not found.is_just(found.terms):
        raise context.refusal("these vectors do not have the same components", bars)
    context.choices.remark(f"the norm is that of the units {', '.join(found.terms)}")
    squares = [raised(term, sp.Integer(2)) for term in found.terms.values()]
    total = summed(squares) if len(squares) > 1 else squares[0]
    return total if above == _TWO else values.factors.powers.of(sp.Pow(total, sp.S.Half, evaluate=False), above)
