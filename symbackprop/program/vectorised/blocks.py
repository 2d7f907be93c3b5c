"""Blocks: a large set is worked through block by block, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from symbackprop.program.vectorised.given import ArrayItems

Result = tuple[Any, dict[str, Any]]


def in_blocks(function: Callable[[ArrayItems], Result], items: ArrayItems, *, is_mean: bool) -> Result:
    """Returns the loss and gradient of a set from those of its blocks.

    function  gives the loss and gradient of a block
    is_mean   whether they are means over the items; else they are sums
    """
    if items.length <= items.rows:
        return function(items)
    loss, gradient = 0.0, dict[str, Any]()
    with np.errstate(over="ignore", invalid="ignore"):  # a sum that is not finite is refused by the caller
        for start in range(0, items.length, items.rows):
            block = items.block(slice(start, start + items.rows))
            weight = block.length / items.length if is_mean else 1
            part, slopes = function(block)
            loss += weight * float(part)
            for name, slope in slopes.items():
                gradient[name] = gradient[name] + weight * slope if name in gradient else weight * slope
    return loss, gradient
