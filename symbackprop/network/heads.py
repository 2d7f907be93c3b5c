"""The functions of the tables: those that SymPy does not have, or rewrites while it builds them.

Each has its value in elementary functions and its slope, both in the argument.
"""

from __future__ import annotations

import sympy as sp
from sympy import Abs, Max, Min, Piecewise, Rational, S, erf, exp, log

from symbackprop.network.activation import U
from symbackprop.network.functions import named_function

LEAK = Rational(1, 100)
"""The slope of the leaky rectifier below 0."""

_NORMAL_CDF = (1 + erf(U / sp.sqrt(2))) / 2
_NORMAL_PDF = exp(-(U**2) / 2) / sp.sqrt(2 * sp.pi)

sigmoid = named_function("sigmoid", U, 1 / (1 + exp(-U)), exp(-U) / (1 + exp(-U)) ** 2)
step = named_function("step", U, Piecewise((S.One, U > 0), (S.Zero, True)), S.Zero)
identity = named_function("identity", U, U, S.One)
softplus = named_function("softplus", U, log(1 + exp(U)), sigmoid(U))
relu = named_function("relu", U, Max(U, 0), step(U))
leaky_relu = named_function("leaky_relu", U, Max(U, 0) + LEAK * Min(U, 0), LEAK + (1 - LEAK) * step(U))
elu = named_function("elu", U, Max(U, 0) + exp(Min(U, 0)) - 1, exp(Min(U, 0)))
silu = named_function("silu", U, U / (1 + exp(-U)), sigmoid(U) * (1 + U * (1 - sigmoid(U))))
gelu = named_function("gelu", U, U * _NORMAL_CDF, _NORMAL_CDF + U * _NORMAL_PDF)
softsign = named_function("softsign", U, U / (1 + Abs(U)), 1 / (1 + Abs(U)) ** 2)
