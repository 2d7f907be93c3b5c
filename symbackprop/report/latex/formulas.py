"""Formulas in LaTeX: in running text, and as equations with a left and a right side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symbackprop.notation import layout, led_by, relation, write
from symbackprop.notation.breaking import lines
from symbackprop.notation.width import width
from symbackprop.report.latex.text import Tex
from symbackprop.report.widths import width_of_ranges

if TYPE_CHECKING:
    import sympy as sp

    from symbackprop.notation.options import Notation
    from symbackprop.notation.tree import Node, Related
    from symbackprop.report.lines import Displayed, Line
    from symbackprop.report.text import Ranging


@dataclass(frozen=True)
class Equation:
    """One equation of a display; a chain a = b = c has several right sides, a continued one no left.

    ranges  how far the indices on its left side run
    """

    left: Node | None
    right: tuple[Related, ...]
    ranges: tuple[Ranging, ...] = ()

    @property
    def left_width(self) -> float:
        """Returns about how wide the left side is, in em."""
        return width(self.left) if self.left is not None else 0.0

    @property
    def right_width(self) -> float:
        """Returns about how wide the right sides are together, with the ranges beside them, in em."""
        return sum(map(width, self.right)) + width_of_ranges(self.ranges)

    @property
    def whole(self) -> str:
        """Returns the right sides with the ranges beside them as the inside of a formula."""
        return inside(*self.right) + beside(self.ranges)

    def broken(self, room: float) -> list[str]:
        """Returns the right sides in lines that fit into `room` em, the ranges beside the last or below it."""
        if self.right_width <= room:
            return [self.whole]
        *above, last = [piece for side in self.right for piece in lines(side, room)]
        beginning = [*map(inside, above), inside(last)]
        if width(last) + width_of_ranges(self.ranges) <= room:
            return [*beginning[:-1], beginning[-1] + beside(self.ranges)]
        if width_of_ranges(self.ranges) <= room:
            return [*beginning, beside(self.ranges)]
        return [*beginning, *(beside((piece,)) for piece in self.ranges)]


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


def ranging(piece: Ranging, notation: Notation | None = None) -> str:
    r"""Returns how far indices run as the inside of a formula.

    >>> from symbackprop.network.indices import index, size
    >>> from symbackprop.report.text import Ranging
    >>> ranging(Ranging((index("i"), index("j")), size("n")))
    'i, j = 1, \\dots, n'
    """
    letters = ", ".join(write(letter, "latex", notation) for letter in piece.letters)
    values = (r"\dots" if value is None else write(value, "latex", notation) for value in piece.values)
    return f"{letters} = {', '.join(values)}"


def beside(ranges: tuple[Ranging, ...]) -> str:
    """Returns how far indices run, with the space before it, as the inside of a formula; nothing for no index."""
    return r" \qquad " + r",\quad ".join(map(ranging, ranges)) if ranges else ""


def inside(*nodes: Node) -> str:
    """Returns the nodes beside each other as the inside of a formula."""
    return " ".join(write(node, "latex") for node in nodes)


def equations(line: Line, notation: Notation) -> list[Equation]:
    """Returns the equations of a numbered line; what continues the one before joins its chain."""
    found: list[Equation] = []
    for shown in line.shown:
        right = (led_by(shown.sign, shown.right, notation),)
        if shown.continued and found:
            found[-1] = replace(found[-1], right=found[-1].right + right)
        else:
            found.append(Equation(_left(shown, notation), right))
    found[-1] = replace(found[-1], ranges=line.ranges)
    return found


def _left(shown: Displayed, notation: Notation) -> Node | None:
    return None if shown.continued else layout(shown.left, notation)
