"""Atoms: what a normal form is a polynomial in, each kept once and known by a number.

    NAME      a scalar: a symbol of the network, a size, pi
    ELEMENT   base[subscripts]
    EXP       e^m for one monomial m
    APPLIED   f(normal form), any other function
    TOTAL     a closed sum over bound variables of one connected monomial
    DELTA     1 where two subscripts agree, 0 elsewhere
    STEP      1 where a normal form is positive, 0 elsewhere
    ORDER     1 where a linear form in index variables is at least 0, 0 elsewhere
    ROOT      a prime, to a power between 0 and 1
    BASE      a normal form of several terms, to a power that is no whole number or negative

The last five need care in a product (a delta is its own square); their numbers begin at
CAREFUL, so that the last factor of a monomial tells whether there is any.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeAlias

from symbackprop.proof.indexed.normal_form.variables import Subscript, Variable, serial_of, variables_of

Scalar: TypeAlias = int | Fraction
Factor: TypeAlias = tuple[int, Scalar]
Monomial: TypeAlias = tuple[Factor, ...]
"""(atom, exponent) pairs, sorted by atom; () is 1."""
NF: TypeAlias = dict[Monomial, Scalar]
"""A normal form: the coefficient of every monomial, none of them 0."""

CAREFUL = 1 << 40


class Kind(StrEnum):
    """The kinds of atoms."""

    NAME = "name"
    ELEMENT = "element"
    EXP = "exponential"
    APPLIED = "applied"
    TOTAL = "total"
    DELTA = "delta"
    STEP = "step"
    ORDER = "order"
    ROOT = "root"
    BASE = "base"


IDEMPOTENT = frozenset({Kind.DELTA, Kind.STEP, Kind.ORDER})
"""The kinds of atoms that are 0 or 1."""
_CAREFUL = IDEMPOTENT | {Kind.ROOT, Kind.BASE}


class Atom:
    """One atom: its kind, what it is made of, and what follows from that.

    variables  the index variables that occur free in it
    heads      the names of the network that occur in it
    head       for a name or an element the one it is, else None
    height     the greatest serial number of a variable bound inside, -1 if there is none
    positive   whether it is positive wherever it is defined
    regular    whether nothing idempotent occurs in it: as a factor it does not vanish where such an atom does
    """

    __slots__ = ("data", "head", "heads", "height", "kind", "positive", "regular", "variables")

    def __init__(self, kind: Kind, data: Any) -> None:
        self.kind = kind
        self.data = data
        self.variables: frozenset[Variable] = frozenset()
        self.heads: frozenset[str] = frozenset()
        self.head: str | None = None
        self.height = -1
        self.positive = False
        self.regular = kind not in IDEMPOTENT


class Table:
    """The atoms met so far.

    >>> table = Table()
    >>> table.name("s") == table.name("s"), table.name("s") == table.size("s")
    (True, False)
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[Kind, Any], int] = {}
        self._names: dict[str, int] = {}
        self._plain: list[Atom] = []
        self._careful: list[Atom] = []

    def __getitem__(self, number: int) -> Atom:
        return self._careful[number - CAREFUL] if number >= CAREFUL else self._plain[number]

    def __len__(self) -> int:
        return len(self._numbers)

    def name(self, text: str) -> int:
        """Returns the atom of a scalar name of the network."""
        known = self._names.get(text)
        if known is None:
            known = self._names[text] = self.number(Kind.NAME, ("name", text))
        return known

    def size(self, text: str) -> int:
        """Returns the atom of a size, a positive whole number."""
        return self.number(Kind.NAME, ("size", text))

    def element(self, base: str, subscripts: tuple[Subscript, ...]) -> int:
        """Returns the atom base[subscripts]."""
        return self.number(Kind.ELEMENT, (base, subscripts))

    def number(self, kind: Kind, data: Any) -> int:
        """Returns the number of an atom, a new one if it has not been met."""
        key = kind, data
        known = self._numbers.get(key)
        if known is not None:
            return known
        atom = Atom(kind, data)
        _SETTLE[kind](self, atom)
        careful = kind in _CAREFUL
        shelf = self._careful if careful else self._plain
        shelf.append(atom)
        number = len(shelf) - 1 + (CAREFUL if careful else 0)
        self._numbers[key] = number
        return number

    def variables(self, monomial: Monomial) -> set[Variable]:
        """Returns the index variables that occur free in a monomial."""
        return {index for atom, _ in monomial for index in self[atom].variables}

    def height(self, monomials: Iterable[Monomial]) -> int:
        """Returns the greatest serial number of a variable bound inside, -1 if there is none."""
        return max((self[atom].height for monomial in monomials for atom, _ in monomial), default=-1)

    def positive(self, monomial: Monomial) -> bool:
        """Returns whether all factors are positive."""
        return all(self[atom].positive for atom, _ in monomial)


def frozen(form: NF) -> tuple[tuple[Monomial, Scalar], ...]:
    """Returns a normal form as a tuple, the terms sorted."""
    return tuple(sorted(form.items()))


def _name(table: Table, atom: Atom) -> None:
    sort, text = atom.data
    atom.positive = sort != "name"
    if sort == "name":
        atom.head, atom.heads = text, frozenset((text,))


def _element(table: Table, atom: Atom) -> None:
    base, subscripts = atom.data
    atom.head, atom.heads = base, frozenset((base,))
    atom.variables = frozenset(index for subscript in subscripts for index in variables_of(subscript))


def _delta(table: Table, atom: Atom) -> None:
    atom.variables = frozenset(index for subscript in atom.data for index in variables_of(subscript))


def _order(table: Table, atom: Atom) -> None:
    atom.variables = frozenset(variables_of(atom.data))


def _root(table: Table, atom: Atom) -> None:
    atom.positive = True


def _of_form(table: Table, atom: Atom) -> None:
    """A function of a normal form, or a power of one."""
    terms = atom.data if atom.kind is Kind.BASE else atom.data[-1]
    _inherit(table, atom, [monomial for monomial, _ in terms])
    atom.positive = atom.kind is Kind.BASE and all(c > 0 and table.positive(monomial) for monomial, c in terms)


def _exponential(table: Table, atom: Atom) -> None:
    _inherit(table, atom, [atom.data])
    atom.positive = True


def _total(table: Table, atom: Atom) -> None:
    bound, monomial = atom.data
    _inherit(table, atom, [monomial])
    atom.variables = atom.variables.difference(bound)
    atom.height = max(atom.height, *map(serial_of, bound))
    atom.positive = table.positive(monomial)


def _inherit(table: Table, atom: Atom, monomials: list[Monomial]) -> None:
    inside = [table[factor] for monomial in monomials for factor, _ in monomial]
    atom.variables = frozenset().union(*(part.variables for part in inside))
    atom.heads = frozenset().union(*(part.heads for part in inside))
    atom.height = max((part.height for part in inside), default=-1)
    atom.regular = atom.regular and all(part.regular for part in inside)


_SETTLE = {
    Kind.NAME: _name,
    Kind.ELEMENT: _element,
    Kind.DELTA: _delta,
    Kind.ORDER: _order,
    Kind.ROOT: _root,
    Kind.EXP: _exponential,
    Kind.TOTAL: _total,
    **dict.fromkeys((Kind.APPLIED, Kind.STEP, Kind.BASE), _of_form),
}
