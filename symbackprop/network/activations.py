"""ACTIVATIONS: one frozen row for each activation function.

To add one, add a row. From the row alone its slope is proved, it is sampled at 0 and at
its kinks, typeset, compiled to accurate NumPy and accepted by every command.

The expressions of a row are written in three placeholders: U is the argument
(preactivation), Y the output, T a target.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import sympy as sp
from sympy import Abs, Interval, Max, Min, Piecewise, Rational, S, cos, erf, erfc, exp, log, sin, tanh
from sympy.codegen.cfunctions import expm1, log1p

from symbackprop.errors import unknown
from symbackprop.network.functions import applied_unspecified, named_function, unspecified_function
from symbackprop.network.names import name
from symbackprop.network.spelling import Spelling

U, Y, T = name("u"), name("y"), name("t")


@dataclass(frozen=True)
class Activation:
    """One activation function: what it is, what its slope is, how it is computed.

    name              the key of the row, also the name in formulas
    title             what prose calls it ("sigmoid", "hyperbolic tangent")
    latex             its symbol in a formula
    function          the SymPy head that stands in equations: y = function(u)
    value             its value in elementary functions of U (None: unspecified)
    slope             its derivative as the notes write it, in U and Y
    slope_in_argument its derivative in U alone
    spelling          how to compute value and slope without losing digits
    kinks             arguments at which it has no slope
    outputs           the set its values lie in
    domain            the set its arguments lie in
    lemmas            further identities in U worth proving and printing
    """

    name: str
    title: str
    latex: str
    function: type[sp.Function]
    value: sp.Expr | None
    slope: sp.Expr
    slope_in_argument: sp.Expr
    spelling: Spelling | None
    kinks: tuple[sp.Rational, ...] = ()
    outputs: sp.Set = S.Reals
    domain: sp.Set = S.Reals
    lemmas: tuple[tuple[sp.Expr, sp.Expr], ...] = field(default=())

    def __call__(self, argument: sp.Expr) -> sp.Expr:
        """Returns the function applied to `argument`, unevaluated.

        >>> ACTIVATIONS["sigmoid"](name("s"))
        sigmoid(s)
        """
        return self.function(argument)

    def slope_at(self, argument: sp.Expr, output: sp.Expr) -> sp.Expr:
        """Returns the slope at `argument`, written with the name `output` of the value there.

        >>> ACTIVATIONS["sigmoid"].slope_at(name("s"), name("z"))
        z*(1 - z)
        """
        return self.slope.xreplace({U: argument, Y: output})

    def slope_in_argument_at(self, argument: sp.Expr) -> sp.Expr:
        """Returns the slope at `argument`, written in the argument alone.

        >>> ACTIVATIONS["sigmoid"].slope_in_argument_at(name("s"))
        exp(-s)/(1 + exp(-s))**2
        """
        return self.slope_in_argument.xreplace({U: argument})

    def value_at(self, argument: sp.Expr) -> sp.Expr:
        """Returns the value at `argument` in elementary functions, or g(argument) if it is unspecified.

        >>> ACTIVATIONS["sigmoid"].value_at(name("s"))
        1/(1 + exp(-s))
        """
        return self(argument) if self.value is None else self.value.xreplace({U: argument})


_SIGMOID_VALUE = 1 / (1 + exp(-U))
_SIGMOID_SLOPE = exp(-U) / (1 + exp(-U)) ** 2
sigmoid = named_function("sigmoid", U, _SIGMOID_VALUE, _SIGMOID_SLOPE)
_STEP_VALUE = Piecewise((S.One, U > 0), (S.Zero, True))
step = named_function("step", U, _STEP_VALUE, S.Zero)
identity = named_function("identity", U, U, S.One)
softplus = named_function("softplus", U, log(1 + exp(U)), sigmoid(U))
relu = named_function("relu", U, Max(U, 0), step(U))
_LEAK = Rational(1, 100)
leaky_relu = named_function("leaky_relu", U, Max(U, 0) + _LEAK * Min(U, 0), _LEAK + (1 - _LEAK) * step(U))
elu = named_function("elu", U, Max(U, 0) + exp(Min(U, 0)) - 1, exp(Min(U, 0)))
_SILU_SLOPE = sigmoid(U) * (1 + U * (1 - sigmoid(U)))
silu = named_function("silu", U, U / (1 + exp(-U)), _SILU_SLOPE)
_NORMAL_CDF = (1 + erf(U / sp.sqrt(2))) / 2
_NORMAL_PDF = exp(-(U**2) / 2) / sp.sqrt(2 * sp.pi)
gelu = named_function("gelu", U, U * _NORMAL_CDF, _NORMAL_CDF + U * _NORMAL_PDF)
softsign = named_function("softsign", U, U / (1 + Abs(U)), 1 / (1 + Abs(U)) ** 2)

_R, _H, _Q = name("r"), name("h"), name("q")
_LARGEST_EXPONENT = 709  # exp(709.78...) is the largest double
_LOG_OF_SUM = log1p(exp(-Abs(U)))  # log(1 + e^-|u|), the softplus of -|u|
_ONE_SIDE = exp(Min(U, 0)) / (1 + _R)  # sigmoid(u), from r = e^-|u|
_OTHER_SIDE = exp(-Max(U, 0)) / (1 + _R)  # 1 - sigmoid(u)

_SIGMOID = Spelling(
    auxiliaries=((_R, exp(Min(-U, _LARGEST_EXPONENT))), (_Q, _R / (1 + _R))),
    value=1 / (1 + _R),
    slope=_Q * Y,
    rewrites=(
        (1 - Y, _Q),
        (Y - T, (1 - T) * Y - T * _Q),
        (log(Y), Min(U, 0) - _LOG_OF_SUM),
        (log(1 - Y), -Max(U, 0) - _LOG_OF_SUM),
    ),
    valid_where=(U + _LARGEST_EXPONENT,),
)
_TANH = Spelling(
    auxiliaries=((_R, exp(-2 * Abs(U))),),
    value=tanh(U),
    slope=4 * _R / (1 + _R) ** 2,
    rewrites=((Y - T, Y * (1 - Abs(T)) - T * Piecewise((2 * _R, T * U > 0), (2, True)) / (1 + _R)),),
)
_SOFTPLUS = Spelling(
    auxiliaries=((_R, exp(-Abs(U))),),
    value=Max(U, 0) + log1p(_R),
    slope=_ONE_SIDE,
)
_SILU = Spelling(
    auxiliaries=((_R, exp(-Abs(U))), (_H, _ONE_SIDE), (_Q, _OTHER_SIDE)),
    value=U * _H,
    slope=_H + Y * _Q,
)
_FAR_TAIL = 40  # exp(-40^2/2) is 0 in double precision
_GELU = Spelling(
    auxiliaries=(
        (_R, erfc(Abs(U) / sp.sqrt(2)) / 2),  # the tail; SymPy turns erfc(-u) into 2 - erfc(u), which cancels
        (_H, Piecewise((1 - _R, U > 0), (_R, True))),
        (_Q, exp(-(Min(Abs(U), _FAR_TAIL) ** 2) / 2) / sp.sqrt(2 * sp.pi)),
    ),
    value=U * _H,
    slope=_H + U * _Q,
    valid_where=(_FAR_TAIL - U, _FAR_TAIL + U),
)
_SOFTSIGN = Spelling(auxiliaries=((_H, 1 / (1 + Abs(U))),), value=U * _H, slope=_H * _H)

_ROWS = (
    Activation(
        name="sigmoid",
        title="sigmoid",
        latex=r"\sigma",
        function=sigmoid,
        value=_SIGMOID_VALUE,
        slope=Y * (1 - Y),
        slope_in_argument=_SIGMOID_SLOPE,
        spelling=_SIGMOID,
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
        spelling=_TANH,
        outputs=Interval.open(-1, 1),
        lemmas=((tanh(U), 2 * sigmoid(2 * U) - 1),),
    ),
    Activation(
        name="identity",
        title="identity",
        latex=r"\operatorname{id}",
        function=identity,
        value=U,
        slope=S.One,
        slope_in_argument=S.One,
        spelling=Spelling(value=U, slope=S.One),
    ),
    Activation(
        name="softplus",
        title="softplus",
        latex=r"\operatorname{softplus}",
        function=softplus,
        value=log(1 + exp(U)),
        slope=sigmoid(U),
        slope_in_argument=exp(U) / (1 + exp(U)),
        spelling=_SOFTPLUS,
        outputs=Interval.open(0, sp.oo),
        lemmas=((sigmoid(U), 1 - exp(-softplus(U))), (softplus(U) - softplus(-U), U)),
    ),
    Activation(
        name="relu",
        title="rectified linear unit",
        latex=r"\operatorname{relu}",
        function=relu,
        value=Max(U, 0),
        slope=step(U),
        slope_in_argument=step(U),
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
        value=Max(U, 0) + _LEAK * Min(U, 0),
        slope=_LEAK + (1 - _LEAK) * step(U),
        slope_in_argument=_LEAK + (1 - _LEAK) * step(U),
        spelling=Spelling(value=Max(U, 0) + Min(U, 0) / 100, slope=Piecewise((S.One, U > 0), (_LEAK, True))),
        kinks=(S.Zero,),
    ),
    Activation(
        name="elu",
        title="exponential linear unit",
        latex=r"\operatorname{elu}",
        function=elu,
        value=Max(U, 0) + exp(Min(U, 0)) - 1,
        slope=1 + Min(Y, 0),
        slope_in_argument=exp(Min(U, 0)),
        spelling=Spelling(value=Max(U, 0) + expm1(Min(U, 0)), slope=exp(Min(U, 0))),
        outputs=Interval.open(-1, sp.oo),
    ),
    Activation(
        name="silu",
        title="sigmoid linear unit",
        latex=r"\operatorname{silu}",
        function=silu,
        value=U / (1 + exp(-U)),
        slope=sigmoid(U) + Y * (1 - sigmoid(U)),
        slope_in_argument=(1 + exp(-U) + U * exp(-U)) / (1 + exp(-U)) ** 2,
        spelling=_SILU,
        lemmas=((silu(U), U * sigmoid(U)),),
    ),
    Activation(
        name="gelu",
        title="Gaussian error linear unit",
        latex=r"\operatorname{gelu}",
        function=gelu,
        value=U * _NORMAL_CDF,
        slope=_NORMAL_CDF + U * _NORMAL_PDF,
        slope_in_argument=_NORMAL_CDF + U * _NORMAL_PDF,
        spelling=_GELU,
    ),
    Activation(
        name="softsign",
        title="softsign",
        latex=r"\operatorname{softsign}",
        function=softsign,
        value=U / (1 + Abs(U)),
        slope=(1 - Abs(Y)) ** 2,
        slope_in_argument=1 / (1 + Abs(U)) ** 2,
        spelling=_SOFTSIGN,
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
        value=_STEP_VALUE,
        slope=S.Zero,
        slope_in_argument=S.Zero,
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

    >>> unspecified().slope_at(name("s"), name("z"))
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

    >>> activation_of(sigmoid(name("s"))).name
    'sigmoid'
    """
    if body.func in _BY_FUNCTION:
        return _BY_FUNCTION[body.func]
    return unspecified(body.func.__name__) if applied_unspecified(body) else None
