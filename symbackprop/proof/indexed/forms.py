"""Normal forms with other subscripts, or with forms put in for names.

What is replaced stands inside sums, functions and denominators too. So everything on the
way up is made anew: what was different may have become equal.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Container, Hashable, Mapping, Sequence

from symbackprop.proof.indexed.atoms import NF, Atom, Kind, Monomial
from symbackprop.proof.indexed.contraction import Places, shorter
from symbackprop.proof.indexed.linear import Linear
from symbackprop.proof.indexed.ring import add_to
from symbackprop.proof.indexed.sums import Sums
from symbackprop.proof.indexed.variables import Subscript, moved, size_of

MOST_REMEMBERED = 50_000


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


class Forms(Sums):
    """Normal forms of indexed sums: the whole algebra.

    >>> forms = Forms()
    >>> x = forms.atom(forms.table.name("x"))
    >>> forms.multiply(forms.add(x, forms.number(1)), forms.subtract(x, forms.number(1))) == forms.subtract(
    ...     forms.power(x, 2), forms.number(1)
    ... )
    True
    """

    def __init__(self) -> None:
        super().__init__()
        self.remembered: dict[Hashable, NF] = {}

    def renamed(self, form: NF, places: Places) -> NF:
        """Returns the normal form with index variables replaced, all at once."""
        return self.changed(form, Renaming(places)) if places else form

    def shortened(self, form: NF, zero: Linear) -> NF:
        """Returns the normal form with variables put in for the computed subscripts that equal them where `zero` is 0."""
        return self.changed(form, Shortening(zero))

    def changed(self, form: NF, change: Change) -> NF:
        """Returns the normal form after a change."""
        total: NF = {}
        self.budget.spend(len(form))
        for monomial, c in form.items():
            touched = [factor for factor in monomial if change.touches(self.table[factor[0]])]
            if not touched:
                add_to(total, {monomial: c})
                continue
            rest = tuple(factor for factor in monomial if factor not in touched)
            result: NF = {rest: 1}
            for atom, exponent in touched:
                result = self.multiply(result, self.power(self._changed_atom(atom, change), exponent))
            add_to(total, result, c)
        return total

    def _changed_atom(self, number: int, change: Change) -> NF:
        atom = self.table[number]
        if atom.kind in (Kind.ELEMENT, Kind.NAME, Kind.DELTA):
            return change.leaf(self, atom)
        memory, key = change.memory(self, number, atom)
        if key not in memory:
            form = _MADE_ANEW[atom.kind](self, atom, change)
            if len(memory) >= MOST_REMEMBERED:
                memory.clear()
            memory[key] = form
        return memory[key]

    def _exponential(self, atom: Atom, change: Change) -> NF:
        return self.exp(self.changed({atom.data: 1}, change))

    def _applied(self, atom: Atom, change: Change) -> NF:
        head, terms = atom.data
        return change.applied(self, head, self.changed(dict(terms), change))

    def _step(self, atom: Atom, change: Change) -> NF:
        return self.step(self.changed(dict(atom.data[0]), change))

    def _base(self, atom: Atom, change: Change) -> NF:
        return self.changed(dict(atom.data), change)

    def _total(self, atom: Atom, change: Change) -> NF:
        return change.total(self, atom)


_MADE_ANEW: Mapping[Kind, Callable[[Forms, Atom, Change], NF]] = {
    Kind.EXP: Forms._exponential,  # noqa: SLF001
    Kind.APPLIED: Forms._applied,  # noqa: SLF001
    Kind.STEP: Forms._step,  # noqa: SLF001
    Kind.BASE: Forms._base,  # noqa: SLF001
    Kind.TOTAL: Forms._total,  # noqa: SLF001
}


class Renaming(Change):
    """Index variables are replaced by subscripts."""

    def __init__(self, places: Places) -> None:
        self.places = places

    def touches(self, atom: Atom) -> bool:
        """Returns whether a variable that is replaced occurs free in the atom."""
        return not atom.variables.isdisjoint(self.places)

    def leaf(self, forms: Forms, atom: Atom) -> NF:
        """Returns the element or delta at its new subscripts."""
        if atom.kind is Kind.DELTA:
            first, second = atom.data
            return forms.delta(moved(first, self.places), moved(second, self.places))
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
        """Returns the element at shorter subscripts; a delta as it is."""
        if atom.kind is Kind.DELTA:
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
