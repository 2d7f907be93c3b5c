"""Helpers: functions that NumPy lacks, written into the programs that use them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from symbackprop.program.numpy_target import SECH
from symbackprop.program.vectorised.error_function import MIDDLE, TAIL

WINDOWS = "\nwindows = np.lib.stride_tricks.sliding_window_view"

FINITE = '''

def finite(array):
    """Raises FloatingPointError if there is a NaN or an infinity in the array."""
    flat = array.ravel(order="K")
    if not (math.isfinite(flat.dot(flat)) or np.isfinite(flat).all()):
        raise FloatingPointError("overflow in a product of matrices")
'''.rstrip()

COSH_SQUARED = '''

def cosh_squared(x):
    """Returns cosh(x)**2, to divide by: infinite where it is beyond the largest number."""
    with np.errstate(over="ignore"):
        found = np.cosh(x)
        found *= found
    return found
'''.rstrip()

OTHERS = '''

def others(array, places):
    """Returns the array with 0 at one place in each row of its last axis."""
    found = array.copy()
    rows = found.reshape(-1, found.shape[-1])
    rows[np.arange(len(rows)), places.ravel()] = 0
    return found
'''.rstrip()


def helpers_for(lines: Iterable[str]) -> tuple[str, ...]:
    """Returns the definitions of the functions that the lines call.

    >>> [text.strip() for text in helpers_for(["y = windows(x, 3, axis=0) @ w"])]
    ['windows = np.lib.stride_tricks.sliding_window_view']
    """
    words = {word for line in lines for word in re.findall(r"\w+", line)}
    return tuple(dict.fromkeys(text for word, texts in _HELPERS if word in words for text in texts))


_HELPERS = (
    ("windows", (WINDOWS,)),
    ("finite", (FINITE,)),
    ("others", (OTHERS,)),
    ("cosh_squared", (COSH_SQUARED,)),
    ("sech", (f"\n{SECH}",)),
    ("erfc", (TAIL,)),
    ("erf", (TAIL, MIDDLE)),
)
