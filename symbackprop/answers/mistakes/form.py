"""Forms: a right value as a sum of products whose factors are known for what they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import sympy as sp

from symbackprop.calculus.products import product, sum_of_product, total
from symbackprop.calculus.rules import ActivationSlope
from symbackprop.network import Activation
from symbackprop.network.indices import Limits, canonical, fresh, renamed


@dataclass(frozen=True)
class Factor:
    """One factor of a product.

    value  the factor
    slope  the slope of an activation that it is, if it is one
    """

    value: sp.Expr
    slope: ActivationSlope | None = None

    def at(self, places: Mapping[sp.Symbol, sp.Expr]) -> Factor:
        """Returns the factor with its indices replaced."""
        if self.slope is None:
            return Factor(renamed(self.value, places))
        argument, output = renamed(self.slope.argument, places), renamed(self.slope.output, places)
        return slope_factor(self.slope.activation, argument, output)


def slope_factor(row: Activation, argument: sp.Expr, output: sp.Expr) -> Factor:
    """Returns the slope of an activation as a factor.

    >>> from symbackprop.network import ACTIVATIONS, names
    >>> slope_factor(ACTIVATIONS["sigmoid"], *names("s z")).value
    z*(1 - z)
    """
    slope = ActivationSlope(row, argument, output)
    return Factor(slope.apply(), slope)


@dataclass(frozen=True)
class Term:
    """A product, summed over the limits if there are any.

    >>> x, y = sp.symbols("x y")
    >>> Term((Factor(x), Factor(y))).value
    x*y
    """

    factors: tuple[Factor, ...]
    limits: Limits = ()

    @property
    def value(self) -> sp.Expr:
        """Returns the product, summed over its limits."""
        return sp.Mul(*self.summed)

    @property
    def summed(self) -> tuple[sp.Expr, ...]:
        """Returns the factors of that, in order."""
        return sum_of_product([factor.value for factor in self.factors], self.limits)

    def at(self, places: Mapping[sp.Symbol, sp.Expr]) -> Term:
        """Returns the product with its free indices replaced; bound ones give way."""
        bound = [letter for letter, _, _ in self.limits]
        arriving = {symbol for place in places.values() for symbol in place.free_symbols}
        taken = {*arriving, *bound, *places}
        moved = dict(places)
        for letter in bound:
            if letter in arriving:
                moved[letter] = fresh(letter, taken)
                taken.add(moved[letter])
        limits = ((moved.get(x, x), renamed(low, places), renamed(high, places)) for x, low, high in self.limits)
        return Term(tuple(factor.at(moved) for factor in self.factors), tuple(limits))

    def without(self, place: int) -> Term:
        """Returns the product without one of its factors."""
        return replace(self, factors=(*self.factors[:place], *self.factors[place + 1 :]))

    def having(self, place: int, value: sp.Expr) -> Term:
        """Returns the product with another value for one of its factors."""
        return replace(self, factors=(*self.factors[:place], Factor(value), *self.factors[place + 1 :]))

    def times(self, *factors: sp.Expr) -> Term:
        """Returns the product with more factors, inside the sum."""
        return replace(self, factors=(*self.factors, *map(Factor, factors)))


@dataclass(frozen=True)
class Form:
    """A right value, written as a sum of terms."""

    terms: tuple[Term, ...]

    @property
    def value(self) -> sp.Expr:
        """Returns the sum of the terms."""
        return sp.Add(*(term.value for term in self.terms))

    @property
    def spelled(self) -> tuple[tuple[sp.Expr, ...], ...]:
        """Returns the factors of every term: forms that are spelled alike are the same."""
        return tuple(tuple(factor.value for factor in term.factors) for term in self.terms)

    @property
    def written(self) -> sp.Expr:
        """Returns the sum of the terms with everything in the order of the derivation."""
        return total(product(*term.summed) for term in self.terms)

    def at(self, places: Mapping[sp.Symbol, sp.Expr]) -> Form:
        """Returns the form at the places that its indices have."""
        moved = {letter: place for letter, place in places.items() if letter != place}
        return Form(tuple(term.at(moved) for term in self.terms)) if moved else self

    def having(self, place: int, *terms: Term) -> sp.Expr:
        """Returns the sum with other terms, or none, in place of one of them."""
        return Form((*self.terms[:place], *terms, *self.terms[place + 1 :])).value

    def with_names(self, places: Mapping[sp.Expr, sp.Expr]) -> Form:
        """Returns the form with names replaced by others in every factor."""
        return Form(
            tuple(
                replace(term, factors=tuple(Factor(factor.value.xreplace(dict(places))) for factor in term.factors))
                for term in self.terms
            )
        )

    @property
    def factors(self) -> Iterator[tuple[int, Term, int, Factor]]:
        """Returns every factor with its term, and the places of both."""
        for number, term in enumerate(self.terms):
            for place, factor in enumerate(term.factors):
                yield number, term, place, factor


def form_of(value: sp.Expr) -> Form:
    """Returns an expression as a form: its terms, its factors, its sums.

    >>> x, y, z = sp.symbols("x y z")
    >>> form_of(x * y + z).spelled
    ((z,), (x, y))
    """
    return Form(tuple(map(_term, sp.Add.make_args(value))))


def _term(value: sp.Expr) -> Term:
    outside = [factor for factor in sp.Mul.make_args(value) if not isinstance(factor, sp.Sum)]
    sums = [factor for factor in sp.Mul.make_args(value) if isinstance(factor, sp.Sum)]
    if len(sums) != 1:
        return Term(tuple(Factor(factor) for factor in (*outside, *sums)))
    (whole,) = sums
    inside = sp.Mul.make_args(whole.function)
    return Term(tuple(Factor(factor) for factor in (*outside, *inside)), tuple(map(tuple, whole.limits)))


def evaluated(value: sp.Expr) -> sp.Expr:
    """Returns a value that was put together by hand in SymPy's own order, bound indices by number.

    >>> x, y = sp.symbols("x y")
    >>> evaluated(sp.Mul(y, x, evaluate=False)) == x * y
    True
    """
    return canonical(in_order(value))


def in_order(value: sp.Expr) -> sp.Expr:
    """Returns a value that was put together by hand in SymPy's own order.

    >>> x, y = sp.symbols("x y")
    >>> in_order(sp.Mul(y, sp.Mul(x, x - 1, evaluate=False), evaluate=False)).args
    (x, y, x - 1)
    """
    return value.func(*map(in_order, value.args)) if isinstance(value, sp.Add | sp.Mul) else value
