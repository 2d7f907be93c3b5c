"""ACTIVATIONS: one frozen row for each activation function.

To add one, add a row (and its function in `heads`, if SymPy has none). From the row alone
its slope is proved, it is sampled at 0 and at its kinks, typeset, compiled to accurate
NumPy and accepted by every command.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import sympy as sp
from sympy import Abs, Interval, Max, Min, Piecewise, S, cos, exp, sin, tanh
from sympy.codegen.cfunctions import expm1

from symbackprop.errors import unknown
from symbackprop.network import spellings
from symbackprop.network.activation import Activation, U, Y
from symbackprop.network.functions import applied_unspecified, unspecified_function
from symbackprop.network.heads import (
    LEAK,
    elu,
    gelu,
    identity,
    leaky_relu,
    relu,
    sigmoid,
    silu,
    softplus,
    softsign,
    step,
)
from symbackprop.network.spelling import Spelling

_ROWS = (
    Activation(
        name="sigmoid",
        title="sigmoid",
        latex=r"\sigma",
        function=sigmoid,
        value=sigmoid.value,
        slope=Y * (1 - Y),
        slope_in_argument=sigmoid.slope,
        spelling=spellings.SIGMOID,
        outputs=Interval.open(0, 1),
        lemmas=((1 - sigmoid(U), sigmoid(-U)),),
    ),
    Activation(
        name="tanh",
        title="hyperbolic tangent",
        latex=r"\tanh",
        function=tanh,
        value=(exp(U) - exp(-U)) / (exp(U) + exp(-U)),
        slope=1 - Y**2,
        slope_in_argument=4 / (exp(U) + exp(-U)) ** 2,
        spelling=spellings.TANH,
        outputs=Interval.open(-1, 1),
        lemmas=((tanh(U), 2 * sigmoid(2 * U) - 1),),
    ),
    Activation(
        name="identity",
        title="identity",
        latex=r"\operatorname{id}",
        function=identity,
        value=identity.value,
        slope=S.One,
        slope_in_argument=identity.slope,
        spelling=Spelling(value=U, slope=S.One),
    ),
    Activation(
        name="softplus",
        title="softplus",
        latex=r"\operatorname{softplus}",
        function=softplus,
        value=softplus.value,
        slope=sigmoid(U),
        slope_in_argument=exp(U) / (1 + exp(U)),
        spelling=spellings.SOFTPLUS,
        outputs=Interval.open(0, sp.oo),
        lemmas=((sigmoid(U), 1 - exp(-softplus(U))), (softplus(U) - softplus(-U), U)),
    ),
    Activation(
        name="relu",
        title="rectified linear unit",
        latex=r"\operatorname{relu}",
        function=relu,
        value=relu.value,
        slope=step(U),
        slope_in_argument=relu.slope,
        spelling=Spelling(value=Max(U, 0), slope=step(U)),
        kinks=(S.Zero,),
        outputs=Interval(0, sp.oo),
        lemmas=((relu(U), (U + Abs(U)) / 2),),
    ),
    Activation(
        name="leaky_relu",
        title="leaky rectified linear unit",
        latex=r"\operatorname{lrelu}",
        function=leaky_relu,
        value=leaky_relu.value,
        slope=LEAK + (1 - LEAK) * step(U),
        slope_in_argument=leaky_relu.slope,
        spelling=Spelling(value=Max(U, 0) + Min(U, 0) / 100, slope=Piecewise((S.One, U > 0), (LEAK, True))),
        kinks=(S.Zero,),
    ),
    Activation(
        name="elu",
        title="exponential linear unit",
        latex=r"\operatorname{elu}",
        function=elu,
        value=elu.value,
        slope=1 + Min(Y, 0),
        slope_in_argument=elu.slope,
        spelling=Spelling(value=Max(U, 0) + expm1(Min(U, 0)), slope=exp(Min(U, 0))),
        outputs=Interval.open(-1, sp.oo),
    ),
    Activation(
        name="silu",
        title="sigmoid linear unit",
        latex=r"\operatorname{silu}",
        function=silu,
        value=silu.value,
        slope=sigmoid(U) + Y * (1 - sigmoid(U)),
        slope_in_argument=(1 + exp(-U) + U * exp(-U)) / (1 + exp(-U)) ** 2,
        spelling=spellings.SILU,
        lemmas=((silu(U), U * sigmoid(U)),),
    ),
    Activation(
        name="gelu",
        title="Gaussian error linear unit",
        latex=r"\operatorname{gelu}",
        function=gelu,
        value=gelu.value,
        slope=gelu.slope,
        slope_in_argument=gelu.slope,
        spelling=spellings.GELU,
    ),
    Activation(
        name="softsign",
        title="softsign",
        latex=r"\operatorname{softsign}",
        function=softsign,
        value=softsign.value,
        slope=(1 - Abs(Y)) ** 2,
        slope_in_argument=softsign.slope,
        spelling=spellings.SOFTSIGN,
        outputs=Interval.open(-1, 1),
    ),
    Activation(
        name="sine",
        title="sine",
        latex=r"\sin",
        function=sin,
        value=sin(U),
        slope=cos(U),
        slope_in_argument=cos(U),
        spelling=Spelling(value=sin(U), slope=cos(U)),
        outputs=Interval(-1, 1),
    ),
    Activation(
        name="exponential",
        title="exponential",
        latex=r"\exp",
        function=exp,
        value=exp(U),
        slope=Y,
        slope_in_argument=exp(U),
        spelling=Spelling(value=exp(U), slope=Y),
        outputs=Interval.open(0, sp.oo),
    ),
    Activation(
        name="step",
        title="step function",
        latex=r"\operatorname{step}",
        function=step,
        value=step.value,
        slope=S.Zero,
        slope_in_argument=step.slope,
        spelling=Spelling(value=step(U), slope=S.Zero),
        kinks=(S.Zero,),
        outputs=sp.FiniteSet(0, 1),
    ),
)

ACTIVATIONS: Mapping[str, Activation] = MappingProxyType({row.name: row for row in _ROWS})
"""The activation functions, by name."""

_BY_FUNCTION: Mapping[type[sp.Function], Activation] = {row.function: row for row in _ROWS}

UNSPECIFIED = "any"
"""The name under which commands offer an unspecified differentiable activation."""


def unspecified(symbol: str = "g") -> Activation:
    """Returns the row of an unspecified differentiable activation called `symbol`.

    Whatever is derived with it holds for every differentiable function.

    >>> s, z = sp.symbols("s z", real=True)
    >>> unspecified().slope_at(s, z)
    g'(s)
    """
    slope = unspecified_function(symbol, 1)(U)
    return Activation(
        name=UNSPECIFIED,
        title="any differentiable activation",
        latex=symbol,
        function=unspecified_function(symbol),
        value=None,
        slope=slope,
        slope_in_argument=slope,
        spelling=None,
    )


def activation(choice: str | Activation) -> Activation:
    """Returns the row that `choice` names, or `choice` itself if it is a row.

    Raises UnknownName for a name that is not in ACTIVATIONS.

    >>> activation("tanh").title
    'hyperbolic tangent'
    """
    if isinstance(choice, Activation):
        return choice
    if choice == UNSPECIFIED:
        return unspecified()
    if choice not in ACTIVATIONS:
        raise unknown("activation", choice, [*ACTIVATIONS, UNSPECIFIED])
    return ACTIVATIONS[choice]


def activation_of(body: sp.Expr) -> Activation | None:
    """Returns the row whose function the expression applies at its top, if there is one.

    >>> activation_of(sigmoid(U)).name
    'sigmoid'
    """
    if body.func in _BY_FUNCTION:
        return _BY_FUNCTION[body.func]
    return unspecified(body.func.__name__) if applied_unspecified(body) else None
