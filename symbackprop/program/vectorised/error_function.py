"""The error function on arrays, for the programs that use it: NumPy has none.

erfc(x) = exp(-x^2) g(y) / (1 + 2x) for x >= 0, where y = (x - 3)/(x + 3) lies in [-1, 1) and g is
smooth (J. L. Schonfelder, Chebyshev expansions for the error and related functions, 1978). The
coefficients of g, and those of erf(x)/x in 8x^2 - 1 for |x| <= 1/2, interpolate at the nodes of
Chebyshev, computed with 50 digits; the tests compare both functions with mpmath.
"""

from __future__ import annotations

OF_TAIL = """
    -1.963916858054108e-10, -3.5596455016217064e-11, 2.115962671989073e-09, 1.2087504427200233e-09,
    -1.1887923223951075e-08, -1.3924844635302213e-08, 4.72080673199222e-08, 1.0280982449402661e-07,
    -1.4710961394997167e-07, -6.175922646727533e-07, 3.6059375955111935e-07, 3.4730449918834743e-06,
    -7.332447173064987e-07, -2.0100852729251828e-05, 4.9500234180295395e-06, 0.00012509943856881694,
    -0.00010515990906392902, -0.0007798322890919704, 0.001888690372865711, 0.0025293918181241806,
    -0.023770514919609846, 0.06830802734383974, -0.11927366341527554, 0.1296451587027649,
    -0.047562294353451176, -0.13562110612458123, 1.2530080582697296,
""".strip("\n")
"""The coefficients of g, the highest first."""

OF_MIDDLE = """
    -1.0893429375776461e-15, 8.777607481006789e-14, -6.374417573691971e-12, 4.127025151938976e-10,
    -2.3472291635294847e-08, 1.1516037795233198e-06, -4.76233693446849e-05, 0.0016130716680617073,
    -0.04364205888669792, 1.0830752376761712,
""".strip("\n")
"""The coefficients of erf(x)/x, the highest first."""

TAIL = f"""

_TAIL = (
{OF_TAIL}
)


def erfc(x):
    \"""Returns 1 - erf(x), computed in double precision without cancellation.\"""
    far = np.minimum(np.abs(x).astype(float), 40.0)
    head = far.astype(np.float32).astype(float)  # its square is exact
    tail = np.polyval(_TAIL, (far - 3) / (far + 3)) / (1 + 2 * far)
    tail *= np.exp(-head * head) * np.exp((head - far) * (head + far))
    return np.where(x < 0, 2 - tail, tail).astype(np.result_type(x))
""".rstrip()
"""The source of erfc."""

MIDDLE = f"""

_MIDDLE = (
{OF_MIDDLE}
)


def erf(x):
    \"""Returns the error function, computed in double precision.\"""
    near = np.clip(x, -0.5, 0.5).astype(float)
    middle = near * np.polyval(_MIDDLE, 8 * near * near - 1)
    outer = np.sign(x) * (1 - erfc(np.abs(x)))
    return np.where(np.abs(x) <= 0.5, middle, outer).astype(np.result_type(x))
""".rstrip()
"""The source of erf; it needs erfc."""
