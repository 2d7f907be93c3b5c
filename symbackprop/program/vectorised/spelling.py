"""Spelling: how the pieces of an array expression are written in NumPy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import sympy as sp

from symbackprop.program.numpy_target import NUMPY
from symbackprop.program.printing import Printer
from symbackprop.program.target import Target
from symbackprop.program.text import Text
from symbackprop.program.vectorised.nodes import CoshSquared

LARGEST_EXPONENT = sp.Symbol("largest exponent", integer=True, positive=True)
"""The largest whole number whose exponential the precision in use can hold: 709 in double, 88 in single."""

_OWN = frozenset(
    ["params", "gradient", "windows", "dtype", "largest", "ones", "rows", "finite", "cosh_squared", "others"]
)

ARRAYS: Target = replace(
    NUMPY,
    name="numpy arrays",
    template="arrays.py.jinja",
    reserved=(NUMPY.reserved - {"p"}) | _OWN,
    calls=MappingProxyType({**NUMPY.calls, CoshSquared: "cosh_squared({})"}),
)
"""NumPy with an array for every name."""

PYTHON: Target = replace(
    NUMPY,
    name="python",
    calls=MappingProxyType(
        {
            head: text.replace("np.arc", "math.a").replace("np.", "math.").replace("erf", "math.erf")
            for head, text in NUMPY.calls.items()
        }
    ),
    constants=MappingProxyType({number: text.replace("np.", "math.") for number, text in NUMPY.constants.items()}),
    folds=MappingProxyType({sp.Max: "max", sp.Min: "min"}),
    root="math.sqrt",
)
"""Plain Python, for numbers and sizes: its floats take the precision of the arrays they meet."""


@dataclass(frozen=True)
class ArrayPrinter(Printer):
    """Writes an elementwise expression, with a text for the symbol of each array in it."""

    texts: Mapping[sp.Symbol, Text] = field(default_factory=dict)

    def symbol(self, symbol: sp.Symbol) -> Text:
        """Returns the text of what the symbol stands for."""
        return self.texts[symbol] if symbol in self.texts else super().symbol(symbol)


def python_text(expression: sp.Expr, identifiers: Mapping[sp.Symbol, str]) -> Text:
    """Returns an expression in numbers and sizes as plain Python.

    >>> n = sp.Symbol("n", integer=True, positive=True)
    >>> python_text(1 / sp.sqrt(n), {n: "n"}).text
    '1 / math.sqrt(n)'
    """
    return Printer(PYTHON, identifiers).text(expression)
