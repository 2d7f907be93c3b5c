"""The accurate spellings of the activations that need one."""

from __future__ import annotations

import sympy as sp
from sympy import Abs, Max, Min, Piecewise, erfc, exp, log, sech, tanh
from sympy.codegen.cfunctions import log1p

from symbackprop.network.activation import T, U, Y
from symbackprop.network.names import name
from symbackprop.network.spelling import Spelling

_R, _H, _Q = name("r"), name("h"), name("q")
_LARGEST_EXPONENT = 709  # exp(709.78...) is the largest double
_LOG_OF_SUM = log1p(exp(-Abs(U)))  # log(1 + e^-|u|), the softplus of -|u|
_ONE_SIDE = exp(Min(U, 0)) / (1 + _R)  # sigmoid(u), from r = e^-|u|
_OTHER_SIDE = exp(-Max(U, 0)) / (1 + _R)  # 1 - sigmoid(u)

SIGMOID = Spelling(
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
TANH = Spelling(
    auxiliaries=((_R, exp(-2 * Abs(U))),),
    value=tanh(U),
    slope=sech(U) ** 2,
    rewrites=((Y - T, Y * (1 - Abs(T)) - T * Piecewise((2 * _R, T * U > 0), (2, True)) / (1 + _R)),),
)
SOFTPLUS = Spelling(
    auxiliaries=((_R, exp(-Abs(U))),),
    value=Max(U, 0) + log1p(_R),
    slope=_ONE_SIDE,
)
SILU = Spelling(
    auxiliaries=((_R, exp(-Abs(U))), (_H, _ONE_SIDE), (_Q, _OTHER_SIDE)),
    value=U * _H,
    slope=_H + Y * _Q,
)
_FAR_TAIL = 40  # exp(-40^2/2) is 0 in double precision
GELU = Spelling(
    auxiliaries=(
        (_R, erfc(Abs(U) / sp.sqrt(2)) / 2),  # the tail; SymPy turns erfc(-u) into 2 - erfc(u), which cancels
        (_H, Piecewise((1 - _R, U > 0), (_R, True))),
        (_Q, exp(-(Min(Abs(U), _FAR_TAIL) ** 2) / 2) / sp.sqrt(2 * sp.pi)),
    ),
    value=U * _H,
    slope=_H + U * _Q,
    valid_where=(_FAR_TAIL - U, _FAR_TAIL + U),
)
SOFTSIGN = Spelling(auxiliaries=((_H, 1 / (1 + Abs(U))),), value=U * _H, slope=_H * _H)
