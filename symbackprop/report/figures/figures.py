"""FIGURES: one row for each kind of figure, and the verb that makes the scene of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.report.figures.activation import activation
from symbackprop.report.figures.arrays import arrays
from symbackprop.report.figures.chain_rule import chain_rule
from symbackprop.report.figures.network import network
from symbackprop.report.figures.path import path
from symbackprop.report.figures.scene import Scene

if TYPE_CHECKING:
    from symbackprop.notation.options import Notation
    from symbackprop.report.blocks import Figure

FIGURES: Mapping[str, Callable[[Any, Notation], Scene]] = MappingProxyType(
    {
        "network": network,
        "arrays": arrays,
        "path": path,
        "chain rule": lambda _nothing, _notation: chain_rule(),
        "activation": activation,
    }
)
"""How the scene of each kind of figure is made from its subject."""


def scene(figure: Figure, notation: Notation) -> Scene:
    """Returns the scene of a figure: shapes in millimetres, the same for every format."""
    return FIGURES[figure.kind](figure.subject, notation)
