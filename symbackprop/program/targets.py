"""TARGETS: one frozen row for each language a program can be written in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from symbackprop.errors import unknown
from symbackprop.program.javascript.target import JAVASCRIPT
from symbackprop.program.numpy_target import NUMPY
from symbackprop.program.target import Target

TARGETS: Mapping[str, Target] = MappingProxyType({row.name: row for row in (NUMPY, JAVASCRIPT)})
"""The target languages, by name."""


def target_named(choice: str) -> Target:
    """Returns the row of a language.

    Raises UnknownName for a name that is not in TARGETS.

    >>> target_named("javascript").suffix
    '.js'
    """
    if choice not in TARGETS:
        raise unknown("target", choice, TARGETS)
    return TARGETS[choice]
