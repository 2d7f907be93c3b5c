"""Spelling: what a name of a document is called in the network made of it; its own name wherever that can be."""

from __future__ import annotations

import re

from symbackprop.answers.latex import Written

_ACCENTED = re.compile(r"(?P<accent>[a-z]+)\((?P<under>.*)\)")
_SCRIPT = re.compile(r"\^(?P<inside>[A-Za-z]+)")


def spelled(name: Written) -> str:
    """Returns what a name is called in a network: an accent behind its letter, a layer in brackets.

    >>> spelled(Written("hat(y)", ("1",))), spelled(Written("z", ("1",), "^h")), spelled(Written("w", ("11",)))
    ('yhat_1', 'z_1^(h)', 'w_11')
    """
    base = name.base
    accented = _ACCENTED.fullmatch(base)
    if accented:
        base = accented["under"] + accented["accent"]
    layer = _SCRIPT.fullmatch(name.above)
    above = f"^({layer['inside']})" if layer else name.above
    return Written(base, name.below, above).text
