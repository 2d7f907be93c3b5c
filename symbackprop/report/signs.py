"""Signs: which relation joins the two sides of a displayed line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbackprop.calculus.partial import Partial

if TYPE_CHECKING:
    from symbackprop.calculus import Step
    from symbackprop.notation.tree import Relation


def sign(step: Step) -> Relation:
    """Returns the sign between the sides of a step, as the notes write them.

    An assignment reads its own left side: w ← w − η ∂E/∂w. A name given to a derivative is
    marked as new: δ_1 ≔ ∂E/∂u_1. The equations of a network are written as equations.

    >>> from symbackprop.calculus import derive
    >>> from symbackprop.network import two_layer
    >>> derivation = derive(two_layer())
    >>> items = derivation.training_set
    >>> [sign(step) for step in (derivation.steps[0], derivation.deltas[0].definition, items.method)]
    ['=', ':=', '<-']
    """
    if step.kind == "update" or (step.kind == "definition" and step.lhs in step.rhs.free_symbols):
        return "<-"
    return ":=" if step.kind == "definition" and isinstance(step.rhs, Partial) else "="
