"""Equations, definitions and assignments: sides laid out and joined by relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbackprop.notation.layout import layout
from symbackprop.notation.tree import Node, Related, Relation, Relations

if TYPE_CHECKING:
    import sympy as sp

    from symbackprop.notation.options import Notation


def relation(sign: Relation, *sides: sp.Basic | Node, notation: Notation | None = None) -> Relations:
    """Returns the layout of sides joined by one sign.

    >>> from sympy import symbols
    >>> len(relation("=", *symbols("a b c")).rest)
    2
    """
    first, *rest = (layout(side, notation) for side in sides)
    return Relations(first, tuple(Related(sign, side) for side in rest))


def equation(*sides: sp.Basic | Node, notation: Notation | None = None) -> Relations:
    """Returns the layout of side = side = ...

    >>> from sympy import symbols
    >>> from symbackprop.notation.writers import write
    >>> write(equation(*symbols("a b")), "ascii")
    'a = b'
    """
    return relation("=", *sides, notation=notation)


def definition(name: sp.Basic | Node, body: sp.Basic | Node, notation: Notation | None = None) -> Relations:
    """Returns the layout of name ≔ body.

    >>> from sympy import symbols
    >>> from symbackprop.notation.writers import write
    >>> write(definition(*symbols("a b")), "unicode")
    'a ≔ b'
    """
    return relation(":=", name, body, notation=notation)


def assignment(name: sp.Basic | Node, body: sp.Basic | Node, notation: Notation | None = None) -> Relations:
    """Returns the layout of name ← body.

    >>> from sympy import symbols
    >>> from symbackprop.notation.writers import write
    >>> write(assignment(*symbols("a b")), "unicode")
    'a ← b'
    """
    return relation("<-", name, body, notation=notation)


def led_by(sign: Relation, side: sp.Basic | Node, notation: Notation | None = None) -> Related:
    """Returns the layout of a line of a derivation that continues the one above: = side.

    >>> from sympy import symbols
    >>> from symbackprop.notation.writers import write
    >>> write(led_by("=", symbols("x")), "unicode")
    '= x'
    """
    return Related(sign, layout(side, notation))
