"""Formulas in LaTeX: in running text, and as equations with a left and a right side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symbackprop.notation import layout, led_by, relation, write
from symbackprop.notation.breaking import lines
from symbackprop.notation.width import width
from symbackprop.report.latex.text import Tex
from symbackprop.report.signs import sign
from symbackprop.report.text import Formula, Ranging

if TYPE_CHECKING:
    import sympy as sp

    from symbackprop.notation.options import Notation
    from symbackprop.notation.tree import Node, Related
    from symbackprop.report.lines import Line, Shown
    from symbackprop.report.text import Inline, Text

_LETTER = 0.52
_RANGE = 4.5
"""About how wide the first half of a range is, in em."""


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
        return sum(map(width, self.right)) + _width_of_ranges(self.ranges)

    @property
    def whole(self) -> str:
        """Returns the right sides with the ranges beside them as the inside of a formula."""
        return inside(*self.right) + beside(self.ranges)

    def broken(self, room: float) -> list[str]:
        """Returns the right sides in lines that fit into `room` em, the ranges beside the last or below it."""
        if self.right_width <= room:
            return [self.whole]
        *above, last = [piece for side in self.right for piece in lines(side, room)]
        ending = [inside(last) + beside(self.ranges)]
        if self.ranges and width(last) + _width_of_ranges(self.ranges) > room:
            ending = [inside(last), beside(self.ranges)]
        return [*map(inside, above), *ending]


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
    >>> ranging(Ranging((index("i"), index("j")), size("n")))
    'i, j = 1, \\dots, n'
    """
    letters = ", ".join(write(letter, "latex", notation) for letter in piece.letters)
    values = (r"\dots" if value is None else write(value, "latex", notation) for value in piece.values)
    return f"{letters} = {', '.join(values)}"


def beside(ranges: tuple[Ranging, ...]) -> str:
    """Returns how far indices run, with the space before it, as the inside of a formula; nothing for no index."""
    return r" \qquad " + r",\quad ".join(map(ranging, ranges)) if ranges else ""


def _width_of_ranges(ranges: tuple[Ranging, ...]) -> float:
    return sum(_RANGE + len(piece.letters) + width(layout(piece.last)) for piece in ranges) + bool(ranges)


def width_of_text(text: Text, notation: Notation) -> float:
    """Returns about how wide words and short formulas are, in em.

    >>> from symbackprop.notation import Notation
    >>> 5 < width_of_text(("parameters",), Notation()) < 6
    True
    """
    return sum(_width_of(piece, notation) for piece in text)


def _width_of(piece: Inline, notation: Notation) -> float:
    if isinstance(piece, Formula):
        return width(layout(piece.expression, notation))
    return _width_of_ranges((piece,)) if isinstance(piece, Ranging) else _LETTER * len(str(piece))


def inside(*nodes: Node) -> str:
    """Returns the nodes beside each other as the inside of a formula."""
    return " ".join(write(node, "latex") for node in nodes)


def equations(line: Line, notation: Notation) -> list[Equation]:
    """Returns the equations of a numbered line; what continues the one before joins its chain."""
    found: list[Equation] = []
    for shown in line.shown:
        right = (led_by(sign(shown.step), shown.step.rhs, notation),)
        if shown.continued and found:
            found[-1] = replace(found[-1], right=found[-1].right + right)
        else:
            found.append(Equation(_left(shown, notation), right))
    found[-1] = replace(found[-1], ranges=line.ranges)
    return found


def _left(shown: Shown, notation: Notation) -> Node | None:
    return None if shown.continued else layout(shown.step.lhs, notation)
