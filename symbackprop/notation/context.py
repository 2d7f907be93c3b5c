"""The context in which a part of an expression is laid out, and the table it is looked up in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import sympy as sp

    from symbackprop.notation.options import Notation
    from symbackprop.notation.tree import Node


@dataclass(frozen=True)
class Context:
    """Where a part stands and how its own parts are laid out.

    notation   what the author chose
    rules      the layout of each type of expression, by the name of the type
    script     whether the part stands in an exponent
    outermost  whether it is the whole formula or a term of the whole formula
    """

    notation: Notation
    rules: Mapping[str, Callable[[Any, Context], Node]]
    script: bool = False
    outermost: bool = True

    def lay(self, part: sp.Basic) -> Node:
        """Returns the layout of `part` somewhere inside the formula."""
        return replace(self, outermost=False).lay_term(part)

    def lay_script(self, part: sp.Basic) -> Node:
        """Returns the layout of `part` as an exponent."""
        return replace(self, script=True).lay(part)

    def lay_term(self, part: sp.Basic) -> Node:
        """Returns the layout of `part` standing where this context stands."""
        return self.rules[kind(part, self.rules)](part, self)


def kind(part: sp.Basic, table: Mapping[str, object]) -> str:
    """Returns the key under which a table by type name lists the type of `part`, or its nearest base.

    Type names, not types, so that a class of a later room needs no import here. The head of
    an unspecified function is no type name: a function that the user calls Add is none.

    >>> import sympy as sp
    >>> kind(sp.Symbol("x") + 1, {"Add": 1, "Basic": 0})
    'Add'
    >>> kind(sp.Function("Add")(sp.Symbol("x")), {"Add": 1, "AppliedUndef": 2})
    'AppliedUndef'
    """
    names = (base.__name__ for base in type(part).__mro__ if base.__module__ is not None)
    return next(name for name in names if name in table)
