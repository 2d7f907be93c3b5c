"""LOSSES: one frozen row for each loss function.

To add one, add a row. The expressions are written in three placeholders: Z is the
output of the network, R the preactivation it comes from, T the target.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import sympy as sp
from sympy import Abs, Interval, Max, Rational, S, exp, log
from sympy.codegen.cfunctions import log1p

from symbackprop.errors import unknown
from symbackprop.network.heads import sigmoid
from symbackprop.network.names import name

Z, R, T = name("z"), name("s"), name("t")


@dataclass(frozen=True)
class Loss:
    """The loss of one training item, and how the items of a set are put together.

    name       the key of the row
    title      what prose calls it
    reads      "output": a function of Z; "preactivation": a function of R
    value      the loss of one item in elementary functions
    slope      its derivative with respect to what it reads, as the notes write it
    rule       the rule of calculus behind the slope, in words
    set_of     "sum" or "mean": the loss of a set from the losses of its items
    domain     the set that what it reads must lie in
    outputs    the name of an activation whose output the loss takes for granted, if any
    accurate   the value spelled so that it neither overflows nor cancels
    """

    name: str
    title: str
    reads: Literal["output", "preactivation"]
    value: sp.Expr
    slope: sp.Expr
    rule: str
    set_of: Literal["sum", "mean"]
    accurate: sp.Expr
    domain: sp.Set = S.Reals
    outputs: str | None = None

    @property
    def argument(self) -> sp.Symbol:
        """Returns the placeholder of what the loss reads, Z or R."""
        return Z if self.reads == "output" else R

    def of(self, argument: sp.Expr, target: sp.Expr) -> sp.Expr:
        """Returns the loss of one item.

        >>> LOSSES["squared_error"].of(name("z"), name("t"))
        (-t + z)**2
        """
        return self.value.xreplace({self.argument: argument, T: target})

    def slope_at(self, argument: sp.Expr, target: sp.Expr) -> sp.Expr:
        """Returns the derivative of the loss of one item with respect to what it reads.

        >>> LOSSES["half_squared_error"].slope_at(name("z"), name("t"))
        -t + z
        """
        return self.slope.xreplace({self.argument: argument, T: target})


_ROWS = (
    Loss(
        name="half_squared_error",
        title="half squared error",
        reads="output",
        value=Rational(1, 2) * (Z - T) ** 2,
        slope=Z - T,
        rule="power rule",
        set_of="sum",
        accurate=Rational(1, 2) * (Z - T) ** 2,
    ),
    Loss(
        name="squared_error",
        title="squared error",
        reads="output",
        value=(Z - T) ** 2,
        slope=2 * (Z - T),
        rule="power rule",
        set_of="sum",
        accurate=(Z - T) ** 2,
    ),
    Loss(
        name="mean_squared_error",
        title="mean squared error",
        reads="output",
        value=(Z - T) ** 2,
        slope=2 * (Z - T),
        rule="power rule",
        set_of="mean",
        accurate=(Z - T) ** 2,
    ),
    Loss(
        name="binary_cross_entropy",
        title="binary cross-entropy",
        reads="output",
        value=-T * log(Z) - (1 - T) * log(1 - Z),
        slope=(Z - T) / (Z * (1 - Z)),
        rule="derivative of the logarithm, both terms over one denominator",
        set_of="sum",
        accurate=-T * log(Z) - (1 - T) * log(1 - Z),
        domain=Interval.open(0, 1),
    ),
    Loss(
        name="binary_cross_entropy_logits",
        title="binary cross-entropy of the preactivation",
        reads="preactivation",
        value=log(1 + exp(R)) - T * R,
        slope=sigmoid(R) - T,
        rule="the slope of softplus is the sigmoid",
        set_of="sum",
        accurate=log1p(exp(-Abs(R))) + T * Max(-R, 0) + (1 - T) * Max(R, 0),
        outputs="sigmoid",
    ),
)

LOSSES: Mapping[str, Loss] = MappingProxyType({row.name: row for row in _ROWS})
"""The loss functions, by name."""


def loss(choice: str | Loss) -> Loss:
    """Returns the row that `choice` names, or `choice` itself if it is a row.

    Raises UnknownName for a name that is not in LOSSES.

    >>> loss("binary_cross_entropy").domain
    Interval.open(0, 1)
    """
    if isinstance(choice, Loss):
        return choice
    if choice not in LOSSES:
        raise unknown("loss", choice, LOSSES)
    return LOSSES[choice]
