"""Parameters: a mapping, a named tuple or a flat vector, and the gradient in the same shape."""

from __future__ import annotations

import math
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from symbackprop.errors import ShapeError
from symbackprop.program.arrays import Floats, real_array

Values = Mapping[str, float]
Parameters = Mapping[str, ArrayLike] | tuple[Any, ...] | ArrayLike


@dataclass(frozen=True)
class Shaped:
    """Parameters by name, and the way back to the shape they were given in."""

    values: Values
    shape_like: Callable[[Values], Any]


def read(given: Parameters, names: Sequence[str]) -> Shaped:
    """Returns the parameters by name.

    given  a mapping from names to numbers, a named tuple with these fields, or a flat
           vector in the order of `names`

    Raises ShapeError for a missing, unknown or misspelt name, a wrong length, and for
    anything that is no finite real number.

    >>> shaped = read([1, 2], ["w", "b"])
    >>> shaped.values, shaped.shape_like({"b": 20.0, "w": 10.0})
    ({'w': 1.0, 'b': 2.0}, array([10., 20.]))
    """
    for fits, reader in _READERS:
        if fits(given):
            return reader(given, names)
    raise AssertionError("the last reader takes everything")


def field_type(names: Sequence[str]) -> type[tuple[Any, ...]] | None:
    """Returns a named tuple type with these fields, or None if a name cannot be a field."""
    try:
        return namedtuple("Parameters", names)  # noqa: PYI024  (the fields are not known beforehand)
    except ValueError:
        return None


def _mapping(given: Mapping[str, ArrayLike], names: Sequence[str]) -> Shaped:
    by_name = {str(key): value for key, value in given.items()}
    if len(by_name) < len(given):
        raise ShapeError(
            "a parameter is given twice, by its name and by its symbol\n"
            f"    given             {', '.join(map(repr, given))}\n"
            "    use               one key for each parameter"
        )
    check_names(list(by_name), names)
    values = {name: _number(name, by_name[name]) for name in names}
    return Shaped(values, lambda found: {key: found[str(key)] for key in given})


def _named_tuple(given: Any, names: Sequence[str]) -> Shaped:
    kind = type(given)
    check_names(list(given._fields), names)
    values = {name: _number(name, getattr(given, name)) for name in names}
    return Shaped(values, lambda found: kind(**{field: found[field] for field in kind._fields}))


def _vector(given: ArrayLike, names: Sequence[str]) -> Shaped:
    vector = real_array("params", given)
    if vector.shape != (len(names),):
        raise ShapeError(
            "the parameters have the wrong shape\n"
            f"    found             {vector.shape}\n"
            f"    expected          ({len(names)},), in the order {', '.join(names)}\n"
            "    or give           a mapping from these names to numbers"
        )
    values = {name: _finite(name, value) for name, value in zip(names, vector.tolist(), strict=True)}
    return Shaped(values, lambda found: _in_order(found, names))


def _in_order(found: Values, names: Sequence[str]) -> Floats:
    return np.array([found[name] for name in names], dtype=np.float64)


_READERS: tuple[tuple[Callable[[Any], bool], Callable[[Any, Sequence[str]], Shaped]], ...] = (
    (lambda given: isinstance(given, Mapping), _mapping),
    (lambda given: hasattr(given, "_fields"), _named_tuple),
    (lambda given: True, _vector),
)


def check_names(given: Sequence[str], names: Sequence[str]) -> None:
    """Raises ShapeError unless what is given are the names of the parameters."""
    known, found = set(names), set(given)
    if known == found:
        return
    missing = [name for name in names if name not in found]
    extra = [name for name in given if name not in known]
    lines = []
    for name in extra:
        near = get_close_matches(name, missing or names, n=1, cutoff=0.5)
        lines.append(f"there is no parameter {name!r}" + (f"; did you mean {near[0]}?" if near else ""))
    if missing:
        lines.append(f"no value for      {', '.join(missing)}")
    lines.append(f"parameters        {', '.join(names)}")
    raise ShapeError("the parameters do not fit the network\n" + "\n".join(f"    {line}" for line in lines))


def _number(name: str, value: ArrayLike) -> float:
    if type(value) is float:  # nothing to convert
        return _finite(name, value)
    array = real_array(name, value)
    if array.shape != ():
        raise ShapeError(
            f"the parameter {name} is not one number\n"
            f"    found             shape {array.shape}\n"
            "    give              one number for each parameter"
        )
    return _finite(name, float(array))


def _finite(name: str, value: float) -> float:
    if not math.isfinite(value):
        raise ShapeError(f"the parameter {name} is {value}\n    give              a finite number")
    return value
