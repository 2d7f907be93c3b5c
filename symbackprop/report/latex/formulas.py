"""Formulas in LaTeX: in running text, and as equations with a left and a right side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbackprop.notation import layout, led_by, relation, write
from symbackprop.notation.breaking import lines
from symbackprop.notation.width import width
from symbackprop.report.latex.text import Tex
from symbackprop.report.signs import sign

if TYPE_CHECKING:
    import sympy as sp

    from symbackprop.notation.options import Notation
    from symbackprop.notation.tree import Node, Related
    from symbackprop.report.lines import Line, Shown


@dataclass(frozen=True)
class Equation:
    """One equation of a display; a chain a = b = c has several right sides, a continued one no left."""

    left: Node | None
    right: tuple[Related, ...]

    @property
    def left_width(self) -> float:
        """Returns about how wide the left side is, in em."""
        return width(self.left) if self.left is not None else 0.0

    @property
    def right_width(self) -> float:
        """Returns about how wide the right sides are together, in em."""
        return sum(map(width, self.right))

    def broken(self, room: float) -> list[tuple[Node, ...]]:
        """Returns the right sides in lines that fit into `room` em."""
        if self.right_width <= room:
            return [self.right]
        return [(piece,) for side in self.right for piece in lines(side, room)]


def inline(expression: sp.Basic | Node, notation: Notation) -> Tex:
    """Returns a formula in running text.

    >>> from symbackprop.network import name
    >>> from symbackprop.notation import Notation
    >>> inline(name("w_11"), Notation())
    '$w_{11}$'
    """
    return Tex(f"${write(expression, 'latex', notation)}$")


def equality(left: sp.Expr, right: sp.Expr, notation: Notation) -> Tex:
    """Returns a short equation in running text.

    >>> from symbackprop.network import name
    >>> from symbackprop.notation import Notation
    >>> equality(name("x"), 1 + name("y"), Notation())
    '$x = 1 + y$'
    """
    return inline(relation("=", left, right, notation=notation), notation)


def inside(*nodes: Node) -> str:
    """Returns the nodes beside each other as the inside of a formula."""
    return " ".join(write(node, "latex") for node in nodes)


def equations(line: Line, notation: Notation) -> list[Equation]:
    """Returns the equations of a numbered line; what continues the one before joins its chain."""
    found: list[Equation] = []
    for shown in line.shown:
        right = (led_by(sign(shown.step), shown.step.rhs, notation),)
        if shown.continued and found:
            found[-1] = Equation(found[-1].left, found[-1].right + right)
        else:
            found.append(Equation(_left(shown, notation), right))
    return found


def _left(shown: Shown, notation: Notation) -> Node | None:
    return None if shown.continued else layout(shown.step.lhs, notation)
