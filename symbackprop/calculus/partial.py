"""The partial derivative as an object that nothing evaluates behind one's back."""

from __future__ import annotations

from typing import Self

import sympy as sp


class Partial(sp.Expr):
    """∂of/∂wrt: the derivative of the name `of` through the graph, cut at `wrt`.

    To differentiate, follow the equations from `of` down to `wrt` and treat `wrt` as an
    independent variable. Names in `held`, if any, are held fixed as well: the graph is cut
    there too. Where `of` reads `wrt` in its own equation and nothing else that depends on
    `wrt`, this is the local partial of the equation.

    SymPy's `Derivative(E, w_11)` of two symbols becomes 0 under `doit`, `diff` and
    `simplify`; this class has no such methods.

    >>> from symbackprop.network.names import names
    >>> E, w_11 = names("E w_11")
    >>> Partial(E, w_11)
    dE/dw_11
    """

    is_commutative = True
    is_extended_real = True

    def __new__(cls, of: sp.Expr, wrt: sp.Expr, *held: sp.Expr) -> Self:
        """Returns ∂of/∂wrt with the names in `held` fixed, in alphabetical order."""
        return super().__new__(cls, of, wrt, *sorted(held, key=str))

    @property
    def of(self) -> sp.Expr:
        """Returns the name that is differentiated."""
        return self.args[0]

    @property
    def wrt(self) -> sp.Expr:
        """Returns the name with respect to which it is differentiated."""
        return self.args[1]

    @property
    def held(self) -> tuple[sp.Expr, ...]:
        """Returns the names that are held fixed besides."""
        return self.args[2:]

    def _sympystr(self, printer: object) -> str:
        held = f"|{','.join(map(str, self.held))}" if self.held else ""
        return f"d{self.of}/d{self.wrt}{held}"

    def _eval_derivative(self, symbol: sp.Symbol) -> sp.Expr:
        raise TypeError(f"{self} is a name in a claim; prove or expand it instead of differentiating it")
