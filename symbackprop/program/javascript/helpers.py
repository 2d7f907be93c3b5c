"""Helpers: the functions that JavaScript's Math lacks, written into the programs that use them."""

from __future__ import annotations

from symbackprop.program.vectorised.error_function import OF_MIDDLE, OF_TAIL

STEP = "const step = (x) => (Number.isNaN(x) ? NaN : x > 0 ? 1 : 0);"
"""The step function, 0 at 0."""

CHOOSE = "const choose = (holds, yes, no) => (holds ? yes : no);"
"""A choice between two values."""

SECH = "const sech = (x) => 1 / Math.cosh(x); // 0 where cosh(x) is beyond the largest number"
"""The hyperbolic secant."""

ERFC = f"""
const polynomial = (coefficients, x) => coefficients.reduce((sum, next) => sum * x + next, 0);
const OF_TAIL = [
{OF_TAIL}
];
// erfc(x) = exp(-x^2) g(y) / (1 + 2x) with y = (x - 3)/(x + 3), g by Chebyshev (Schonfelder, 1978).
const erfc = (x) => {{
    const far = Math.min(Math.abs(x), 40);
    const head = Math.fround(far); // its square is exact
    const scale = Math.exp(-head * head) * Math.exp((head - far) * (head + far));
    const tail = (polynomial(OF_TAIL, (far - 3) / (far + 3)) / (1 + 2 * far)) * scale;
    return x < 0 ? 2 - tail : tail;
}};
""".strip()
"""1 - erf(x) without cancellation: the coefficients are those of the NumPy program of arrays."""

ERF = f"""
const OF_MIDDLE = [
{OF_MIDDLE}
];
const erf = (x) =>
    Math.abs(x) <= 0.5 ? x * polynomial(OF_MIDDLE, 8 * x * x - 1) : Math.sign(x) * (1 - erfc(Math.abs(x)));
""".strip()
"""The error function; it needs erfc."""
