"""Hypotheses as rewriting rules: Sum(t[k], (k, 1, K)) = 1 replaces that sum wherever it stands.

Rules are applied to what has been differentiated, never before: the derivative of a sum of
targets is not 0 because the sum happens to be 1.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from symbackprop.proof.indexed.normal_form.atoms import NF, Atom, Kind
from symbackprop.proof.indexed.normal_form.changes import Change, subscripts_of
from symbackprop.proof.indexed.normal_form.forms import Forms
from symbackprop.proof.indexed.normal_form.ring import ratio
from symbackprop.proof.indexed.normal_form.variables import Subscript, Variable, size_of

_TARGETS = (Kind.TOTAL, Kind.ELEMENT, Kind.NAME)


@dataclass(frozen=True)
class Rule:
    """The atom `pattern` equals `value`, whatever its letters are."""

    pattern: int
    letters: tuple[Variable, ...]
    value: NF


def rule_from(forms: Forms, zero: NF) -> Rule | None:
    """Returns the rule that a form equal to 0 gives; None if it has no term that is one atom alone."""
    table = forms.table
    candidates = [
        (_TARGETS.index(table[number].kind), number, monomial)
        for monomial in zero
        for number, exponent in monomial
        if len(monomial) == 1 and exponent == 1 and table[number].kind in _TARGETS and table[number].heads
    ]
    for _, number, monomial in sorted(candidates):
        rest = {other: ratio(-c, zero[monomial]) for other, c in zero.items() if other != monomial}
        inside = [table[factor] for other in rest for factor, _ in other]
        heads, letters = table[number].heads, table[number].variables
        if not any(heads <= atom.heads or not atom.variables <= letters for atom in inside):
            return Rule(number, tuple(sorted(letters)), rest)
    return None


class Rewriting(Change):
    """The atoms that rules replace.

    >>> forms = Forms()
    >>> a, b = (forms.atom(forms.table.name(text)) for text in "ab")
    >>> rule = rule_from(forms, forms.subtract(a, forms.number(1)))
    >>> forms.changed(forms.multiply(a, b), Rewriting(forms, [rule])) == b
    True
    """

    def __init__(self, forms: Forms, rules: Sequence[Rule]) -> None:
        self.rules = rules
        self._heads = [forms.table[rule.pattern].heads for rule in rules]
        self._memory: dict[Hashable, NF] = {}

    def touches(self, atom: Atom) -> bool:
        """Returns whether a rule may have something to replace in the atom."""
        return any(heads <= atom.heads for heads in self._heads)

    def memory(self, forms: Forms, number: int, atom: Atom) -> tuple[dict[Hashable, NF], Hashable]:
        """Returns the memory of these rules."""
        return self._memory, number

    def leaf(self, forms: Forms, atom: Atom) -> NF:
        """Returns the value of a name or an element, or the name itself."""
        return self._value(forms, forms.table.number(atom.kind, atom.data))

    def total(self, forms: Forms, atom: Atom) -> NF:
        """Returns the value of a sum: of the whole, or of a part that is summed over one variable."""
        bound, monomial = atom.data
        with forms.fresh([size_of(index) for index in bound]) as names:
            opened = forms.renamed({monomial: 1}, dict(zip(bound, names, strict=True)))
            body = forms.changed(opened, self)
            if body == opened and len(names) > 1:
                for part, left in self._parts(forms, opened, names):
                    return forms.changed(forms.summed(part, left), self)
            closed = forms.summed(body, names)
        result: NF = {}
        for term, c in closed.items():
            value: NF = {(): c}
            for number, exponent in term:
                value = forms.multiply(value, forms.power(self._value(forms, number), exponent))
            result = forms.add(result, value)
        return result

    def _parts(
        self, forms: Forms, opened: NF, names: tuple[Variable, ...]
    ) -> Iterator[tuple[NF, tuple[Variable, ...]]]:
        """Yields the summand with the factors of one variable replaced by their sum, where a rule knows it."""
        for monomial, c in opened.items():
            for index in names:
                inside = tuple(factor for factor in monomial if index in forms.table[factor[0]].variables)
                outside = tuple(factor for factor in monomial if factor not in inside)
                summed = forms.summed({inside: c}, [index])
                if (number := _alone(summed)) is not None and (value := self._value(forms, number)) != summed:
                    left = tuple(other for other in names if other != index)
                    yield forms.multiply({outside: 1}, value), left

    def _value(self, forms: Forms, number: int) -> NF:
        for rule in self.rules:
            for places in _placements(forms, rule, number):
                if forms.renamed(forms.atom(rule.pattern), places) == forms.atom(number):
                    return forms.renamed(rule.value, places)
        return forms.atom(number)


def _alone(form: NF) -> int | None:
    """Returns the atom that a form is, if it is one."""
    if len(form) == 1:
        ((monomial, c),) = form.items()
        if c == 1 and len(monomial) == 1 and monomial[0][1] == 1:
            return monomial[0][0]
    return None


def _placements(forms: Forms, rule: Rule, number: int) -> Iterator[dict[Variable, Subscript]]:
    """Yields the ways to put subscripts of an atom in for the letters of a rule."""
    pattern, atom = forms.table[rule.pattern], forms.table[number]
    if pattern.kind is not atom.kind or pattern.heads != atom.heads:
        return
    found = sorted(
        set(_subscripts(forms, atom)) | set(atom.variables), key=lambda place: (isinstance(place, int), place)
    )
    for chosen in product(found, repeat=len(rule.letters)):
        yield dict(zip(rule.letters, chosen, strict=True))


def _subscripts(forms: Forms, atom: Atom) -> Iterable[Subscript]:
    """Returns the numbers and variables that are subscripts in an element, or in the elements under a sum."""
    if atom.kind is Kind.TOTAL:
        bound, monomial = atom.data
        inside = (forms.table[number] for number, _ in monomial)
        return [place for part in inside for place in subscripts_of(part) if place not in bound and _simple(place)]
    return [place for place in subscripts_of(atom) if _simple(place)]


def _simple(place: Subscript) -> bool:
    return isinstance(place, int) or not place[1]
