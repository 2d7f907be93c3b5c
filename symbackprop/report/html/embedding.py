"""Embedding: a plot as a part of the page, whose style sheet says nothing of the rest of the page."""

from __future__ import annotations

import re

_FOR_ALL = re.compile(r"(<style[^>]*>)\s*\*\s*\{")


def embedded(svg: str) -> str:
    """Returns a plot so that its rules for all elements are rules for its own.

    >>> embedded('<svg class="symbackprop-plot"><style type="text/css">*{stroke-linecap: butt}</style></svg>')
    '<svg class="symbackprop-plot"><style type="text/css">.symbackprop-plot *{stroke-linecap: butt}</style></svg>'
    """
    return _FOR_ALL.sub(r"\1.symbackprop-plot *{", svg).rstrip()
