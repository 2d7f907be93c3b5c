"""The ring of normal forms: sums and products of {monomial: coefficient}.

Only rules that hold for every size >= 1 and for every value of the atoms rewrite a
normal form. So equal normal forms prove; that different ones are different is not claimed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from fractions import Fraction

from symbackprop.proof.indexed.normal_form.atoms import CAREFUL, NF, Factor, Monomial, Scalar, Table
from symbackprop.proof.indexed.normal_form.variables import Sizes
from symbackprop.proof.limits import Budget

WORK = 400_000
"""The work one claim may cost, in terms made."""

ZERO: NF = {}
ONE: NF = {(): 1}


class Ring(ABC):
    """Sums and products; what the products of careful atoms become is said further down.

    table   the atoms
    sizes   the sizes of ranges
    budget  the work that is left
    """

    def __init__(self) -> None:
        self.table = Table()
        self.sizes = Sizes()
        self.budget = Budget(WORK)

    def begin(self, work: int = WORK) -> None:
        """Begins a claim: it may cost so much work."""
        self.budget = Budget(work)

    @abstractmethod
    def settled(self, monomial: Monomial) -> NF:
        """Returns the normal form of a product in which careful atoms may stand in each other's way."""

    def number(self, value: Scalar) -> NF:
        """Returns a number."""
        return {(): value} if value else {}

    def atom(self, number: int) -> NF:
        """Returns an atom."""
        return {((number, 1),): 1}

    def add(self, *forms: NF) -> NF:
        """Returns the sum."""
        total: NF = {}
        for form in forms:
            add_to(total, form)
        return total

    def scale(self, form: NF, factor: Scalar) -> NF:
        """Returns factor * form."""
        if factor == 1:
            return form
        return {monomial: factor * c for monomial, c in form.items()} if factor else {}

    def subtract(self, a: NF, b: NF) -> NF:
        """Returns a - b."""
        total = dict(a)
        add_to(total, b, -1)
        return total

    def multiply(self, a: NF, b: NF) -> NF:
        """Returns a b."""
        if len(a) == len(b) == 1:
            ((one, c),), ((other, d),) = a.items(), b.items()
            monomial = merged(one, other)
            if monomial and monomial[-1][0] >= CAREFUL:
                return self.scale(self.settled(monomial), c * d)
            return {monomial: c * d}
        self.budget.spend(len(a) * len(b))
        total: NF = {}
        for one, c in a.items():
            for other, d in b.items():
                monomial = merged(one, other)
                if monomial and monomial[-1][0] >= CAREFUL:
                    add_to(total, self.settled(monomial), c * d)
                else:
                    value = total.get(monomial, 0) + c * d
                    if value:
                        total[monomial] = value
                    else:
                        del total[monomial]
        return total

    def product(self, *forms: NF) -> NF:
        """Returns the product."""
        total = ONE
        for form in forms:
            total = self.multiply(total, form)
        return total


def add_to(total: NF, form: NF, factor: Scalar = 1) -> None:
    """Adds factor * form to `total`, in place."""
    for monomial, c in form.items():
        value = total.get(monomial, 0) + factor * c
        if value:
            total[monomial] = value
        elif monomial in total:
            del total[monomial]


def merged(a: Monomial, b: Monomial) -> Monomial:
    """Returns the product of two monomials, exponents added.

    >>> merged(((1, 2), (3, 1)), ((1, -2), (2, 1)))
    ((2, 1), (3, 1))
    """
    if not a or not b:
        return a or b
    if a[-1][0] < b[0][0]:
        return a + b
    if b[-1][0] < a[0][0]:
        return b + a
    return collected((*a, *b))


def collected(factors: tuple[Factor, ...] | list[Factor]) -> Monomial:
    """Returns the monomial of factors that may repeat, in any order."""
    powers: dict[int, Scalar] = {}
    for atom, exponent in factors:
        powers[atom] = powers.get(atom, 0) + exponent
    return tuple(sorted((atom, exponent) for atom, exponent in powers.items() if exponent))


def raised(monomial: Monomial, exponent: Scalar) -> Monomial:
    """Returns the monomial with all exponents multiplied."""
    return tuple((atom, whole(own * exponent)) for atom, own in monomial)


def whole(value: Scalar) -> Scalar:
    """Returns the number as an int if it is one.

    >>> whole(Fraction(4, 2)), whole(Fraction(1, 2))
    (2, Fraction(1, 2))
    """
    return value.numerator if value.denominator == 1 else value


def ratio(a: Scalar, b: Scalar) -> Scalar:
    """Returns a / b."""
    return whole(Fraction(a) / b)
