"""Measures: the sizes and the precision that a program reads off its arrays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network.indices import head
from symbackprop.program.text import INDENT
from symbackprop.program.vectorised.spelling import python_text

if TYPE_CHECKING:
    from symbackprop.program.vectorised.page import ArrayPage

_LARGEST = "np.floor(np.log(np.finfo(dtype).max))"


def measured(page: ArrayPage, body: str) -> Iterator[str]:
    """Returns the lines that define the sizes, the number of items and the precision that the body uses."""
    words = set(re.findall(r"(?<!\.)\b\w+", body))
    vectors = sorted(word for word in words if re.fullmatch(page.ones, word))
    words |= {word.removeprefix("ones_") for word in vectors} | ({"dtype"} if vectors else set())
    network = page.plan.network
    arrays = [*network.parameters, *network.inputs, *network.targets]
    for size in network.sizes:
        if page.identifiers[size] in words:
            yield f"{INDENT}{page.identifiers[size]} = {_size(page, size, arrays)}"
    first = page.identifiers[head(arrays[0])]
    varying = [item for item in arrays if head(item) in page.plan.varying]
    if "items" in words or "ones" in words:
        yield f"{INDENT}items = len({page.identifiers[head(varying[0])]})"
    if "rows" in words:
        yield f"{INDENT}rows = np.arange(len({page.identifiers[head(varying[0])]}))"
    if words & {"dtype", "largest", "ones"}:
        yield f"{INDENT}dtype = {first}.dtype"
    if "ones" in words:
        yield f"{INDENT}ones = np.ones(items, dtype)  # ones @ a is the sum of a over the items"
    for word in vectors:
        yield f"{INDENT}{word} = np.ones({word.removeprefix('ones_')}, dtype)  # for sums over an axis of that size"
    if "largest" in words:
        yield f"{INDENT}largest = {_LARGEST}  # e to this power is finite"


def _size(page: ArrayPage, size: sp.Symbol, arrays: list[sp.Expr]) -> str:
    """Returns a size from the first array that has it, or from one whose size depends on it."""
    places = [
        (item, place, last)
        for item in arrays
        for place, (_, last) in enumerate(page.plan.network.ranges(item), start=head(item) in page.plan.varying)
        if last.has(size)
    ]
    if not places:
        raise NetworkError(
            f"no array that is given tells the size {size}\n"
            f"    given             {', '.join(str(item) for item in arrays) or 'nothing'}\n"
            "    write a number for it, or let an input or a parameter have it"
        )
    item, place, last = min(places, key=lambda found: (found[2] != size, len(found[2].free_symbols)))
    text = sp.Symbol(f"{page.identifiers[head(item)]}.shape[{place}]", integer=True)
    slope = sp.expand(last).coeff(size)
    value = (text - (last - slope * size)) / slope
    return python_text(value, {**page.identifiers, text: text.name}).text
