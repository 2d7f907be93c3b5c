"""LOSSES: one frozen row for each loss function.

To add one, add a row. The expressions are written in three placeholders: Z is the
output of the network, R the preactivation it comes from, T the target. For a network of
several outputs they are one output and its target: the loss is the sum (or the mean) over
the outputs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import sympy as sp
from sympy import Abs, FiniteSet, Interval, Max, Min, Rational, S, exp, log
from sympy.codegen.cfunctions import log1p

from symbackprop.errors import unknown
from symbackprop.network.heads import sigmoid, step
from symbackprop.network.indices import Limits, summed
from symbackprop.network.names import name
from symbackprop.network.numbers import positive_number

Z, R, T = name("z"), name("s"), name("t")


@dataclass(frozen=True)
class Loss:
    """The loss of one training item, and how outputs and items are put together.

    name       the key of the row
    title      what prose calls it
    reads      "output": a function of Z; "preactivation": a function of R
    value      the loss of one output in elementary functions
    slope      its derivative with respect to what it reads, as the notes write it
    rule       the rule of calculus behind the slope, in words
    set_of     "sum" or "mean": the loss of a set from the losses of its items, and of an
               item from those of its outputs
    accurate   the value spelled so that it neither overflows nor cancels
    domain     the set that what it reads must lie in
    targets    the set that targets lie in
    outputs    the name of an activation whose output the loss takes for granted, if any
    target_sum what the targets of an item add up to, if the loss takes that for granted;
               such a loss needs a network with several outputs
    kinks      expressions that are 0 where the loss has no slope
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
    targets: sp.Set = S.Reals
    outputs: str | None = None
    target_sum: sp.Expr | None = None
    kinks: tuple[sp.Expr, ...] = ()

    @property
    def argument(self) -> sp.Symbol:
        """Returns the placeholder of what the loss reads, Z or R."""
        return Z if self.reads == "output" else R

    def of(self, argument: sp.Expr, target: sp.Expr) -> sp.Expr:
        """Returns the loss of one output.

        >>> LOSSES["squared_error"].of(name("z"), name("t"))
        (-t + z)**2
        """
        return self.value.xreplace({self.argument: argument, T: target})

    def slope_at(self, argument: sp.Expr, target: sp.Expr) -> sp.Expr:
        """Returns the derivative of the loss of one output with respect to what it reads.

        >>> LOSSES["half_squared_error"].slope_at(name("z"), name("t"))
        -t + z
        """
        return self.slope.xreplace({self.argument: argument, T: target})

    @property
    def example_targets(self) -> tuple[int, int]:
        """Returns two targets that the loss is shown for: the two truth values.

        >>> LOSSES["hinge"].example_targets
        (-1, 1)
        """
        return (0, 1) if sp.S.Zero in self.targets else (-1, 1)

    @property
    def needs_several_outputs(self) -> bool:
        """Returns whether the loss compares several outputs, and has no meaning for one."""
        return self.target_sum is not None

    def over(self, argument: sp.Expr, target: sp.Expr, limits: Limits) -> sp.Expr:
        """Returns the loss of an array of outputs: the sum or the mean over the limits.

        argument  what the loss reads, z[k]
        target    its target, t[k]
        limits    the indices of both, the innermost first: ((k, 1, K), (p, 1, N))

        A mean divides by the number of terms; a sign in front of every term stands in front
        of the sum. Without limits it is the loss of one output.

        >>> from symbackprop.network.indices import array, index, size
        >>> k, z, t = index("k"), array("z"), array("t")
        >>> LOSSES["mean_squared_error"].over(z[k], t[k], ((k, 1, size("K")),))
        Sum((-t[k] + z[k])**2, (k, 1, K))/K
        """
        if not limits:
            return self.of(argument, target)
        sign = -1 if self.value.as_coeff_Mul()[0].is_negative else 1
        total = sign * summed((sign * self.value).xreplace({self.argument: argument, T: target}), limits)
        terms = sp.Mul(*(last - first + 1 for _, first, last in limits))
        return total / terms if self.set_of == "mean" else total


def huber(threshold: int | str | sp.Rational = 1) -> Loss:
    """Returns the row of the Huber loss: half the square up to the threshold, straight beyond it.

    With d = z - t and c = d, clipped to at most the threshold h in size, it is c d - c²/2:
    d²/2 for |d| <= h, and h |d| - h²/2 elsewhere. Its slope is c, which has no jump.

    threshold  a positive number, exact: 1, "0.5"

    Source: P. J. Huber, Robust estimation of a location parameter (1964).

    >>> [huber("1/2").of(z, sp.S.Zero) for z in (sp.Rational(1, 4), sp.Integer(3))]
    [1/32, 11/8]
    """
    bound = positive_number(threshold, "the threshold of the Huber loss")
    clipped = Max(Min(Z - T, bound), -bound)
    return Loss(
        name="huber",
        title="Huber loss",
        reads="output",
        value=clipped * (Z - T) - clipped**2 / 2,
        slope=clipped,
        rule="slope of the square, clipped",
        set_of="sum",
        accurate=clipped * (Z - T - clipped / 2),
    )


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
        targets=Interval(0, 1),
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
        targets=Interval(0, 1),
        outputs="sigmoid",
    ),
    Loss(
        name="cross_entropy",
        title="cross-entropy",
        reads="output",
        value=-T * log(Z),
        slope=-T / Z,
        rule="derivative of the logarithm",
        set_of="sum",
        accurate=-T * log(Z),
        domain=Interval.open(0, 1),
        targets=Interval(0, 1),
        outputs="softmax",
        target_sum=S.One,
    ),
    Loss(
        name="hinge",
        title="hinge loss",
        reads="output",
        value=Max(1 - T * Z, 0),
        slope=-T * step(1 - T * Z),
        rule="slope of the maximum on either side of its kink",
        set_of="sum",
        accurate=Max(1 - T * Z, 0),
        targets=FiniteSet(-1, 1),
        kinks=(1 - T * Z,),
    ),
    huber(),
)

LOSSES: Mapping[str, Loss] = MappingProxyType({row.name: row for row in _ROWS})
"""The loss functions, by name."""

LOSSES_OF_ONE_OUTPUT: Mapping[str, Loss] = MappingProxyType(
    {row.name: row for row in _ROWS if not row.needs_several_outputs}
)
"""Those of them that a network with a single output can have."""


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
