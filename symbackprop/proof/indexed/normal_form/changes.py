"""Changes of normal forms: indices renamed, computed subscripts shortened, forms put in for names.

A change says what becomes of the leaves; everything above them is made anew by `Forms`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Container, Hashable, Sequence
from typing import TYPE_CHECKING

from symbackprop.proof.indexed.normal_form.atoms import NF, Atom, Kind, Monomial
from symbackprop.proof.indexed.normal_form.contraction import Places, shorter
from symbackprop.proof.indexed.normal_form.linear import Linear
from symbackprop.proof.indexed.normal_form.variables import Subscript, as_linear, moved, size_of

if TYPE_CHECKING:
    from symbackprop.proof.indexed.normal_form.forms import Forms


class Change(ABC):
    """What is replaced in a normal form: a rule for the leaves (names, elements, deltas)."""

    @abstractmethod
    def touches(self, atom: Atom) -> bool:
        """Returns whether anything inside the atom is replaced."""

    @abstractmethod
    def leaf(self, forms: Forms, atom: Atom) -> NF:
        """Returns what a leaf becomes."""

    @abstractmethod
    def memory(self, forms: Forms, number: int, atom: Atom) -> tuple[dict[Hashable, NF], Hashable]:
        """Returns the memory of what atoms have become, and the key of this atom in it."""

    def body(self, forms: Forms, monomial: Monomial, opened: Places) -> NF:
        """Returns what the summand of a sum becomes, its bound variables replaced by fresh ones."""
        return forms.changed(forms.renamed({monomial: 1}, opened), self)

    def total(self, forms: Forms, atom: Atom) -> NF:
        """Returns what a sum becomes."""
        bound, monomial = atom.data
        with forms.fresh([size_of(index) for index in bound]) as names:
            return forms.summed(self.body(forms, monomial, dict(zip(bound, names, strict=True))), names)

    def applied(self, forms: Forms, head: str, argument: NF) -> NF:
        """Returns what a function becomes whose argument has been changed."""
        return forms.log(argument) if head == "log" else forms.applied(head, argument)


class Renaming(Change):
    """Index variables are replaced by subscripts."""

    def __init__(self, places: Places) -> None:
        self.places = places

    def touches(self, atom: Atom) -> bool:
        """Returns whether a variable that is replaced occurs free in the atom."""
        return not atom.variables.isdisjoint(self.places)

    def leaf(self, forms: Forms, atom: Atom) -> NF:
        """Returns the element, delta or order at its new subscripts."""
        if atom.kind is Kind.DELTA:
            first, second = atom.data
            return forms.delta(moved(first, self.places), moved(second, self.places))
        if atom.kind is Kind.ORDER:
            return forms.order(as_linear(moved(atom.data, self.places)))
        base, subscripts = atom.data
        places = tuple(moved(subscript, self.places) for subscript in subscripts)
        return {((forms.table.element(base, places), 1),): 1}

    def body(self, forms: Forms, monomial: Monomial, opened: Places) -> NF:
        """Returns the summand, renamed and opened in one go."""
        return forms.renamed({monomial: 1}, {**self.places, **opened})

    def memory(self, forms: Forms, number: int, atom: Atom) -> tuple[dict[Hashable, NF], Hashable]:
        """Returns the memory that all renamings share."""
        places = self.places
        return forms.remembered, (number, tuple((x, places[x]) for x in sorted(atom.variables) if x in places))


class Shortening(Change):
    """Computed subscripts are replaced by variables, where a linear form is 0."""

    def __init__(self, zero: Linear) -> None:
        self.zero = zero
        self._variables = frozenset(index for index, _ in zero[1])
        self._memory: dict[Hashable, NF] = {}

    def touches(self, atom: Atom) -> bool:
        """Returns whether a variable of the form occurs free in the atom."""
        return not atom.variables.isdisjoint(self._variables)

    def leaf(self, forms: Forms, atom: Atom) -> NF:
        """Returns the element at shorter subscripts; a delta or an order as it is."""
        if atom.kind is not Kind.ELEMENT:
            return forms.atom(forms.table.number(atom.kind, atom.data))
        base, subscripts = atom.data
        return forms.atom(forms.table.element(base, tuple(shorter(place, self.zero) for place in subscripts)))

    def memory(self, forms: Forms, number: int, atom: Atom) -> tuple[dict[Hashable, NF], Hashable]:
        """Returns the memory of this change."""
        return self._memory, number


class Substitution(Change):
    """Names are replaced by the normal forms that stand for them, and the names in those likewise.

    heads    the names that are replaced
    meaning  a name's own letters and the form that stands for the element there

    >>> from symbackprop.proof.indexed.normal_form.forms import Forms
    >>> forms = Forms()
    >>> x, y = forms.table.name("x"), forms.table.name("y")
    >>> squared = forms.power(forms.atom(y), 2)
    >>> forms.changed(forms.atom(x), Substitution({"x"}, lambda head: ((), squared))) == squared
    True
    """

    def __init__(self, heads: Container[str], meaning: Callable[[str], tuple[Sequence[Subscript], NF]]) -> None:
        self.heads = heads
        self.meaning = meaning
        self._memory: dict[Hashable, NF] = {}
        self._meanings: dict[str, tuple[Sequence[Subscript], NF]] = {}

    @property
    def replaced(self) -> set[str]:
        """Returns the names that have been met and replaced."""
        return set(self._meanings)

    def touches(self, atom: Atom) -> bool:
        """Returns whether a name that is replaced occurs in the atom."""
        return any(head in self.heads for head in atom.heads)

    def leaf(self, forms: Forms, atom: Atom) -> NF:
        """Returns the form that stands for an element, at its subscripts."""
        head = str(atom.head)
        if head not in self._meanings:
            letters, form = self.meaning(head)
            self._meanings[head] = letters, forms.changed(form, self)
        letters, form = self._meanings[head]
        places = zip(letters, subscripts_of(atom), strict=True)
        return forms.renamed(form, {letter: place for letter, place in places if isinstance(letter, int)})

    def memory(self, forms: Forms, number: int, atom: Atom) -> tuple[dict[Hashable, NF], Hashable]:
        """Returns the memory of this substitution."""
        return self._memory, number


def subscripts_of(atom: Atom) -> tuple[Subscript, ...]:
    """Returns the subscripts of an element, () for a name."""
    return atom.data[1] if atom.kind is Kind.ELEMENT else ()
