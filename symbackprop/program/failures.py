"""Failures: a computation that leaves the range of floating point, and where it did."""

from __future__ import annotations

import re
import traceback
from typing import Any

import numpy as np

from symbackprop.errors import SymbackpropError


class RangeError(SymbackpropError, ArithmeticError):
    """A value that leaves the range of floating point, or is not defined, for these inputs."""


def range_error(error: ArithmeticError, filename: str) -> RangeError:
    """Returns the error that names the line of the program where `error` was raised.

    filename  the name under which the program was compiled
    """
    frames = [(frame, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    inside = [(frame, line) for frame, line in frames if frame.f_code.co_filename == filename]
    frame, number = inside[-1]
    text = traceback.extract_tb(error.__traceback__)[frames.index((frame, number))].line or ""
    read = [word for word in dict.fromkeys(_words(text)) if word in frame.f_locals]
    ranges = [f"{word} in {_range(frame.f_locals[word])}" for word in read if _is_numeric(frame.f_locals[word])]
    return RangeError(
        f"{error}: a value leaves the range of floating point\n"
        f"    line {number:<12} {text.strip()}\n"
        f"    there             {', '.join(ranges) or 'no column is read'}\n"
        "    largest number    about 1.8e308\n"
        "    make smaller      the inputs or the parameters that this line reads"
    )


def not_finite(what: str, value: float) -> RangeError:
    """Returns the error for a result that is no finite number although no line overflowed by itself."""
    return RangeError(
        f"{what} is {value}: a sum over the items leaves the range of floating point\n"
        "    largest number    about 1.8e308\n"
        "    make smaller      the inputs or the parameters, or give fewer items at a time"
    )


def _words(text: str) -> list[str]:
    """Returns the words of a line of source, attributes left out."""
    return re.findall(r"(?<![\w.])[^\W\d]\w*", text)


def _is_numeric(value: object) -> bool:
    return isinstance(value, (float, np.ndarray)) and np.size(value) > 0


def _range(value: Any) -> str:
    low, high = float(np.min(value)), float(np.max(value))
    return f"[{low:.6g}, {high:.6g}]"
