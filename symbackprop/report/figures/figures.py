"""FIGURES: one row for each kind of figure, and the verb that makes the scene of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from symbackprop.report.figures.activation import activation
from symbackprop.report.figures.arrays import arrays
from symbackprop.report.figures.chain_rule import chain_rule
from symbackprop.report.figures.network import network
from symbackprop.report.figures.path import path
from symbackprop.report.figures.scene import Scene
from symbackprop.report.palette import notation_of

if TYPE_CHECKING:
    from symbackprop.calculus import Gradient
    from symbackprop.network import Activation
    from symbackprop.report.blocks import Figure
    from symbackprop.report.document import Document

FIGURES: Mapping[str, Callable[[Figure, Document], Scene]] = MappingProxyType(
    {
        "network": lambda figure, document: network(document.derivation, notation_of(document)),
        "arrays": lambda figure, document: arrays(document.derivation, notation_of(document)),
        "path": lambda figure, document: path(cast("Gradient", figure.subject), notation_of(document)),
        "chain rule": lambda figure, document: chain_rule(),
        "activation": lambda figure, document: activation(
            cast("Activation", figure.subject), document.derivation, notation_of(document)
        ),
    }
)
"""How the scene of each kind of figure is made."""


def scene(figure: Figure, document: Document) -> Scene:
    """Returns the scene of a figure: shapes in millimetres, the same for every format."""
    return FIGURES[figure.kind](figure, document)
