"""Whole arrays: the names of a document that stand for a matrix or a vector, and no element of one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from symbackprop.answers.latex.written import Unit, Written

TRANSPOSED = "^T"
MINUS = "-"
_DERIVATIVE = re.compile(r"(?:(?P<times>[^/*]+)\*)?d(?P<of>[^/]+)/d(?P<by>.+)")


@dataclass(frozen=True)
class Whole:
    """An array that a name may mean, or the derivative of something by an array or a number.

    name        the array, or the number
    transposed  whether its transpose is meant
    of          what is differentiated by it; "" if nothing is
    item        the letter that says of which training item it is the row, if one does
    times       the size by which the derivative is multiplied; "" if by none
    opposite    whether it is that with a minus
    """

    name: str
    transposed: bool = False
    of: str = ""
    item: Unit | None = None
    times: str = ""
    opposite: bool = False

    def __str__(self) -> str:
        array = self.name + (TRANSPOSED if self.transposed else "")
        derivative = f"d{self.of}/d{array}" if self.of else array
        return "-" * self.opposite + (f"{self.times}*{derivative}" if self.times else derivative)


def whole(target: Written, arrays: Collection[str], quantities: Collection[str]) -> Whole | None:
    """Returns the array that a notation names: v, v^T, -v, dE/dv, dE/dv^T, N*dE/dv; None if it names none.

    >>> print(whole(Written("W", (), "^(2)^T"), {"W^(2)"}, {"E"}))
    W^(2)^T
    """
    text = target.text.removeprefix(MINUS)
    opposite = text != target.text
    derivative, known = _DERIVATIVE.fullmatch(text), {*quantities, ""}
    of = times = ""
    if text not in arrays and derivative is not None and {derivative["of"], derivative["times"] or ""} <= known:
        text, of, times = derivative["by"], derivative["of"], derivative["times"] or ""
    if text in arrays or (of and text in quantities):
        return Whole(text, of=of, times=times, opposite=opposite)
    bare = text.removesuffix(TRANSPOSED)
    is_transposed = bare != text and bare in arrays
    return Whole(bare, transposed=True, of=of, times=times, opposite=opposite) if is_transposed else None


def without_item(name: Written) -> Iterator[tuple[Written, Unit]]:
    """Yields the name without what may say of which item it is, and that: x_p, x_i, x^(i).

    >>> [(left.text, item) for left, item in without_item(Written("x", ("i",)))]
    [('x', 'i')]
    """
    if name.below and isinstance(name.below[-1], str) and len(name.below[-1]) == 1 and name.below[-1].isalpha():
        yield Written(name.base, name.below[:-1], name.above), name.below[-1]
    above = name.above.removeprefix("^(").removesuffix(")")
    if len(above) == 1 and above.isalpha() and name.above == f"^({above})":
        yield Written(name.base, name.below), above
