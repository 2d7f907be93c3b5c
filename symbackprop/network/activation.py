"""The activation: what a row of ACTIVATIONS says of one function.

The expressions of a row are written in three placeholders: U is the argument
(preactivation), Y the output, T a target.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symbackprop.network.names import name
from symbackprop.network.spelling import Spelling

U, Y, T = name("u"), name("y"), name("t")
"""The placeholders of a row: argument, output, target."""


@dataclass(frozen=True)
class Activation:
    """One activation function: what it is, what its slope is, how it is computed.

    name              the key of the row, also the name in formulas
    title             what prose calls it ("sigmoid", "hyperbolic tangent")
    latex             its symbol in a formula
    function          the SymPy function that stands in equations: y = function(u)
    value             its value in elementary functions of U (None: unspecified)
    slope             its derivative as the notes write it, in U and Y
    slope_in_argument its derivative in U alone
    spelling          how to compute value and slope without losing digits
    kinks             arguments at which it has no slope
    outputs           the set its values lie in
    domain            the set its arguments lie in
    lemmas            further identities in U worth proving and printing
    """

    name: str
    title: str
    latex: str
    function: type[sp.Function]
    value: sp.Expr | None
    slope: sp.Expr
    slope_in_argument: sp.Expr
    spelling: Spelling | None
    kinks: tuple[sp.Rational, ...] = ()
    outputs: sp.Set = sp.S.Reals
    domain: sp.Set = sp.S.Reals
    lemmas: tuple[tuple[sp.Expr, sp.Expr], ...] = ()

    def __call__(self, argument: sp.Expr) -> sp.Expr:
        """Returns the function applied to `argument`, unevaluated.

        >>> from symbackprop.network import ACTIVATIONS
        >>> ACTIVATIONS["sigmoid"](name("s"))
        sigmoid(s)
        """
        return self.function(argument)

    def slope_at(self, argument: sp.Expr, output: sp.Expr) -> sp.Expr:
        """Returns the slope at `argument`, written with the name `output` of the value there.

        >>> from symbackprop.network import ACTIVATIONS
        >>> ACTIVATIONS["sigmoid"].slope_at(name("s"), name("z"))
        z*(1 - z)
        """
        return self.slope.xreplace({U: argument, Y: output})

    def slope_in_argument_at(self, argument: sp.Expr) -> sp.Expr:
        """Returns the slope at `argument`, written in the argument alone.

        >>> from symbackprop.network import ACTIVATIONS
        >>> ACTIVATIONS["sigmoid"].slope_in_argument_at(name("s"))
        exp(-s)/(1 + exp(-s))**2
        """
        return self.slope_in_argument.xreplace({U: argument})

    def value_at(self, argument: sp.Expr) -> sp.Expr:
        """Returns the value at `argument` in elementary functions, or g(argument) if it is unspecified.

        >>> from symbackprop.network import ACTIVATIONS
        >>> ACTIVATIONS["sigmoid"].value_at(name("s"))
        1/(1 + exp(-s))
        """
        return self(argument) if self.value is None else self.value.xreplace({U: argument})
