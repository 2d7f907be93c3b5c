"""Helpers: functions that NumPy lacks, written into the programs that use them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from symbackprop.program.vectorised.error_function import MIDDLE, TAIL

WINDOWS = "\nwindows = np.lib.stride_tricks.sliding_window_view"

FINITE = '''

def finite(array):
    """Raises FloatingPointError if there is a NaN or an infinity in the array."""
    flat = array.ravel(order="K")
    if not (math.isfinite(np.dot(flat, flat)) or np.isfinite(flat).all()):
        raise FloatingPointError("overflow in a product of matrices")
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
    ("erfc", (TAIL,)),
    ("erf", (TAIL, MIDDLE)),
)
