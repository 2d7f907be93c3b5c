"""WRITERS: one row for each format a formula is written in, and the verb that writes."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from symbackprop.errors import unknown
from symbackprop.notation.ascii import ASCII
from symbackprop.notation.latex import LATEX
from symbackprop.notation.layout import layout
from symbackprop.notation.mathml import MATHML, MATHML_INLINE
from symbackprop.notation.plain import UNICODE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import sympy as sp

    from symbackprop.notation.options import Notation
    from symbackprop.notation.tree import Node
    from symbackprop.notation.writer import Writer

WRITERS: Mapping[str, Writer] = MappingProxyType(
    {row.name: row for row in (LATEX, MATHML, MATHML_INLINE, UNICODE, ASCII)}
)
"""The formats, by name."""


def writer(form: str) -> Writer:
    """Returns the row of WRITERS called `form`.

    Raises UnknownName for a name that is not in WRITERS.

    >>> writer("ascii").name
    'ascii'
    """
    if form not in WRITERS:
        raise unknown("format", form, WRITERS)
    return WRITERS[form]


def display(*formulas: sp.Basic | Node, notation: Notation | None = None) -> str:
    r"""Returns formulas as a notebook shows them: LaTeX between dollars, one below the other.

    >>> from sympy import symbols
    >>> print(display(symbols("a")))
    $\displaystyle a$
    """
    return stacked([write(formula, "latex", notation) for formula in formulas])


def stacked(written: Sequence[str]) -> str:
    r"""Returns formulas that are LaTeX already as a notebook shows them, one below the other.

    >>> print(stacked(["a", "b"]))
    $\begin{array}{l} \displaystyle a \\ \displaystyle b \end{array}$
    """
    if len(written) == 1:
        return rf"$\displaystyle {written[0]}$"
    rows = r" \\ ".join(rf"\displaystyle {line}" for line in written)
    return rf"$\begin{{array}}{{l}} {rows} \end{{array}}$"


def write(expression: sp.Basic | Node, form: str, notation: Notation | None = None) -> str:
    r"""Returns `expression`, or a layout, as text in the format `form`.

    expression  anything SymPy, or what `layout`, `equation` and the like return
    form        "latex" (without dollars), "mathml", "mathml-inline", "unicode", "ascii"
    notation    what the author chose

    Raises UnknownName for a format that is not in WRITERS.

    >>> from symbackprop.network.names import names
    >>> delta_out, y_1, v_1 = names("delta_out y_1 v_1")
    >>> write(delta_out * v_1 * y_1 * (1 - y_1), "unicode")
    'δ_out v_1 y_1(1 − y_1)'
    >>> write(y_1 * (1 - y_1), "latex")
    'y_1(1 - y_1)'
    """
    return writer(form).formula(layout(expression, notation))
