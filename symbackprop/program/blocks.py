"""Blocks: a large set is worked through block by block, so that its columns stay in the cache."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from symbackprop.program.arrays import Items

BLOCK = 4096
"""The items of a block: a column is 32 kB. Larger temporaries cost more in memory than in arithmetic."""

Result = tuple[Any, Mapping[str, Any]]


def in_blocks(function: Callable[..., Result], values: Mapping[str, float], set_: Items, *, is_mean: bool) -> Result:
    """Returns the loss and gradient of a set from those of its blocks.

    function  gives the loss and gradient of a block, from parameters and columns
    is_mean   whether they are means over the items; else they are sums
    """
    if set_.count <= BLOCK:
        return function(values, *set_.arguments)
    loss, gradient = 0.0, dict.fromkeys(values, 0.0)
    with np.errstate(over="ignore", invalid="ignore"):  # a sum that is not finite is refused by the caller
        for block in _blocks(set_):
            weight = block.count / set_.count if is_mean else 1.0
            part, slopes = function(values, *block.arguments)
            loss += weight * part
            for name, slope in slopes.items():
                gradient[name] += weight * slope
    return loss, gradient


def _blocks(set_: Items) -> Iterator[Items]:
    for start in range(0, set_.count, BLOCK):
        rows = slice(start, start + BLOCK)
        X, T = (None if array is None else array[rows] for array in (set_.X, set_.T))
        yield Items(X, T, single=False)
