"""Normal forms with other subscripts, or with forms put in for names.

What is replaced stands inside sums, functions and denominators too. So everything on the
way up is made anew: what was different may have become equal.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from symbackprop.proof.indexed.normal_form.atoms import NF, Atom, Kind
from symbackprop.proof.indexed.normal_form.changes import Change, Renaming, Shortening
from symbackprop.proof.indexed.normal_form.contraction import Places
from symbackprop.proof.indexed.normal_form.linear import Linear
from symbackprop.proof.indexed.normal_form.ring import add_to
from symbackprop.proof.indexed.normal_form.sums import Sums

MOST_REMEMBERED = 50_000
_LEAVES = frozenset({Kind.ELEMENT, Kind.NAME, Kind.DELTA, Kind.ORDER})


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
        """Returns the normal form with variables for the computed subscripts that equal them where `zero` is 0."""
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
        if atom.kind in _LEAVES:
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
