"""The ring of the names: the first rung.

Names are inlined as long as only sums, products and quotients stand in the way. Whatever
else is applied, f(A), is an unknown: the same one wherever A is the same element, and its
slope f'(A) another one. What is proved here holds whatever f is.
"""

from __future__ import annotations

from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from symbackprop.calculus.partial import Partial
from symbackprop.network.functions import NamedFunction
from symbackprop.proof.continuity import positive
from symbackprop.proof.derivation import SLOPES, Derivation
from symbackprop.proof.field import Field, Ratio
from symbackprop.proof.limits import OutOfReach
from symbackprop.proof.reader import Reader, Rule, Scope
from symbackprop.proof.reading import RULES
from symbackprop.proof.signs import Label
from symbackprop.proof.spelling import spelled
from symbackprop.proof.sums import slope_of_item

_KINKED = (sp.Abs, sp.Max, sp.Min, sp.Piecewise, sp.sign, sp.Heaviside)


class Names:
    """The algebra of the names: a field without relations, every function an unknown."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.field = Field(size)
        self.unknowns: dict[tuple[Any, ...], Ratio] = {}
        self.denominators: set[sp.Expr] = set()
        self.number = self.field.number
        self.add, self.multiply, self.negate = self.field.add, self.field.multiply, self.field.negate
        self.power, self.equal, self.is_zero = self.field.power, self.field.equal, self.field.is_zero

    def variable(self, symbol: sp.Expr) -> Ratio:
        """Returns the generator of a variable."""
        return self._unknown(symbol)

    def applied(self, head: object, order: int, argument: Ratio) -> Ratio:
        """Returns the unknown for the `order`-th derivative of a function at an argument."""
        return self._unknown(head, order, str(argument.numerator), str(argument.denominator))

    def unspecified(self, name: str, order: int, argument: Ratio) -> Ratio:
        """Returns the unknown for the `order`-th derivative of an unspecified function."""
        return self.applied(name, order, argument)

    def reciprocal(self, a: Ratio, label: Label) -> Ratio:
        """Returns 1/a and remembers the denominator."""
        if not a.numerator.is_constant() and not positive(label()):
            self.denominators.add(label())
        return self.field.invert(a)

    def root(self, a: Ratio, exponent: sp.Rational, label: Label) -> Ratio:
        """Raises OutOfReach: a root has a domain."""
        raise OutOfReach("a root")

    def log(self, a: Ratio, label: Label) -> Ratio:
        """Raises OutOfReach: a logarithm has a domain."""
        raise OutOfReach("a logarithm")

    def unspecified_slope(self, node: sp.Indexed, cut: tuple[sp.Expr, ...]) -> Ratio:
        """Returns the unspecified derivative of an item's quantity."""
        return self._unknown(slope_of_item(node, cut))

    def _unknown(self, *key: object) -> Ratio:
        if key not in self.unknowns:
            self.unknowns[key] = self.field.ratio(self.field.new_generator())
        return self.unknowns[key]


def names_reader(scope: Scope, size: int) -> Reader:
    """Returns a reader into the ring of the names."""
    return Reader(Names(size), scope, _RULES, _SLOPES)


def _function(reader: Reader, node: sp.Expr) -> Ratio:
    return reader.algebra.applied(type(node), 0, reader.memo[node.args[0]])


def _slope(derivation: Derivation, node: sp.Expr) -> Any:
    return derivation.algebra.applied(type(node), 1, derivation.reader.read(node.args[0]))


def _chain(derivation: Derivation, node: sp.Expr) -> Any:
    if isinstance(node, NamedFunction) and spelled(node).has(*_KINKED):
        raise OutOfReach("a slope with a kink")
    return derivation.times(derivation.memo[node.args[0]], lambda: _slope(derivation, node))


def _arguments(reader: Reader, node: sp.Expr) -> tuple[sp.Expr, ...]:
    return node.args


_TOTAL = (NamedFunction, sp.exp, sp.sin, sp.cos, sp.erf, sp.erfc, sp.tanh, sp.sinh, sp.cosh)
_KEPT = (sp.Rational, sp.Float, sp.Symbol, sp.Indexed, sp.Add, sp.Mul, sp.Pow, AppliedUndef, sp.Derivative, sp.Subs)

_RULES: dict[type, Rule] = {
    **{head: RULES[head] for head in (*_KEPT, Partial)},
    **{head: Rule(_arguments, _function) for head in _TOTAL},
}
_SLOPES: dict[type, Rule] = {
    **{head: SLOPES[head] for head in (sp.Number, *_KEPT[2:], Partial)},
    **{head: Rule(_arguments, _chain) for head in _TOTAL},
}
