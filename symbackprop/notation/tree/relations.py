"""Relations: the sides of a formula, and its pieces beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from symbackprop.notation.tree.node import Node, Relation


@dataclass(frozen=True)
class Related(Node):
    """A side of a relation with the sign before it."""

    relation: Relation
    body: Node


@dataclass(frozen=True)
class Relations(Node):
    """Sides joined by relations: a = b = c, δ_1 ≔ ∂E/∂u_1, w ← w − η ∂E/∂w."""

    first: Node
    rest: tuple[Related, ...]


@dataclass(frozen=True)
class Row(Node):
    """Pieces of one formula beside each other, as `breaking.lines` packs them."""

    items: tuple[Node, ...]
