"""The comparison of outputs with targets: the last line of a network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network.equation import Equation
from symbackprop.network.indices import summed
from symbackprop.network.layers.layer import Value, shaped_like
from symbackprop.network.losses import LOSSES_OF_ONE_OUTPUT, Loss
from symbackprop.network.names import name
from symbackprop.network.numbers import identifier


@dataclass(frozen=True)
class Comparison:
    """The loss of a network.

    equation    its line
    target      what the outputs are compared with
    hypotheses  what the loss takes for granted of the targets: equations (left, right)
    """

    equation: Equation
    target: sp.Expr
    hypotheses: tuple[tuple[sp.Expr, sp.Expr], ...]


def compared(output: Value, argument: sp.Expr, loss: Loss, target: str = "t", name_of_loss: str = "E") -> Comparison:
    """Returns the loss of `output`, over all its features and items.

    output    the outputs
    argument  the element that the loss reads: that of the output or of its preactivation
    loss      a row of LOSSES

    Raises NetworkError for a loss that compares several outputs and an output that is a number.

    >>> from symbackprop.network.layers.layer import given
    >>> from symbackprop.network.losses import LOSSES
    >>> z = given("z", k="K")
    >>> made = compared(z, z.element, LOSSES["cross_entropy"])
    >>> print(made.equation)
    E = -Sum(log(z[k])*t[k], (k, 1, K))
    >>> made.hypotheses
    ((Sum(t[k], (k, 1, K)), 1),)
    """
    t = shaped_like(name(identifier(target, "the target")), output).element
    if loss.needs_several_outputs and not output.features:
        raise NetworkError(
            f"{loss.name} compares the outputs of several units, and {output.element} is a number\n"
            f"    choose loss=      {', '.join(LOSSES_OF_ONE_OUTPUT)}\n"
            "    or more outputs   give the last layer `units`"
        )
    features, items = (_limits(part) for part in (output.features, output.items))
    granted = () if loss.target_sum is None else ((summed(t, features), loss.target_sum),)
    return Comparison(Equation(name(name_of_loss), loss.over(argument, t, (*features, *items))), t, granted)


def _limits(ranges: Sequence[tuple[sp.Symbol, sp.Expr]]) -> tuple[tuple[sp.Symbol, sp.Expr, sp.Expr], ...]:
    return tuple((letter, sp.S.One, last) for letter, last in reversed(ranges))
