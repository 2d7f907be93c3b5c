"""Derivatives: ∂y/∂x, those of higher order, slopes of functions."""

from __future__ import annotations

from dataclasses import dataclass

from symbackprop.notation.tree.names import Number
from symbackprop.notation.tree.node import Node


@dataclass(frozen=True)
class Derivative(Node):
    """∂of/∂wrt, or dof/dwrt if `ordinary`, with the names that are held fixed."""

    of: Node
    wrt: Node
    ordinary: bool = False
    held: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Higher(Node):
    """A derivative of order two or more: ∂²of/(∂v ∂w); equal variables stand in `by` as a power."""

    of: Node
    by: tuple[Node, ...]
    order: Number
    ordinary: bool = False


@dataclass(frozen=True)
class Slope(Node):
    """The slope of a function at its argument: g′(s), typed as the derivative of g(s) by s."""

    primed: Node
    derivative: Derivative | Higher
