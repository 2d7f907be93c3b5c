"""Labels: the number of the class that an item has, y_i, which stands among indices: f_{y_i}."""

from __future__ import annotations

import sympy as sp


class Label(sp.Symbol):
    """The index of the class of an item, at which the targets are one."""


def label(text: str) -> Label:
    """Returns the label that a document calls so.

    >>> label("y_i").is_integer
    True
    """
    return Label(text, integer=True)
