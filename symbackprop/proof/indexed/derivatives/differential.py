"""The differential of a normal form: every place where a name stands, with its coefficient there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from symbackprop.proof.indexed.derivatives.slopes import Slopes
from symbackprop.proof.indexed.normal_form.atoms import NF, Atom, Kind
from symbackprop.proof.indexed.normal_form.forms import Forms
from symbackprop.proof.indexed.normal_form.ring import ONE
from symbackprop.proof.indexed.normal_form.variables import Variable, size_of

Visit: TypeAlias = Callable[[Atom, NF, tuple[Variable, ...]], None]
"""Takes a name at one place in a form, its coefficient there, and the variables it is summed over."""


class Differential:
    """The differential of a normal form: d(form) = sum over the places of names of coefficient * d(name).

    A factor atom^k has the slope k atom^(k - 1); sums, functions and denominators are entered.

    relevant  which names are to be visited
    visit     what is done at each place
    """

    def __init__(self, forms: Forms, slopes: Slopes, relevant: Callable[[str], bool], visit: Visit) -> None:
        self.forms, self.slopes = forms, slopes
        self.relevant, self.visit = relevant, visit

    def of(self, form: NF, factor: NF = ONE, bound: tuple[Variable, ...] = ()) -> None:
        """Visits every place of a relevant name in factor * form, under the bound variables."""
        table, forms = self.forms.table, self.forms
        for monomial, c in form.items():
            for place, (number, exponent) in enumerate(monomial):
                atom = table[number]
                if atom.heads and any(map(self.relevant, atom.heads)):
                    outer: NF = {monomial[:place] + monomial[place + 1 :]: c}
                    if factor is not ONE:
                        outer = forms.multiply(factor, outer)
                    if exponent != 1:
                        lowered = forms.multiply(outer, forms.settled(((number, exponent - 1),)))
                        outer = forms.scale(lowered, exponent)
                    if atom.head is not None:
                        self.visit(atom, outer, bound)
                    else:
                        _INSIDE[atom.kind](self, number, atom, outer, bound)

    def _exponential(self, number: int, atom: Atom, outer: NF, bound: tuple[Variable, ...]) -> None:
        self.of({atom.data: 1}, self.forms.multiply(outer, self.forms.atom(number)), bound)

    def _applied(self, number: int, atom: Atom, outer: NF, bound: tuple[Variable, ...]) -> None:
        head, terms = atom.data
        slope = self.slopes.of(head, dict(terms), self.forms.atom(number))
        self.of(dict(terms), self.forms.multiply(outer, slope), bound)

    def _base(self, number: int, atom: Atom, outer: NF, bound: tuple[Variable, ...]) -> None:
        self.of(dict(atom.data), outer, bound)

    def _total(self, number: int, atom: Atom, outer: NF, bound: tuple[Variable, ...]) -> None:
        inner, monomial = atom.data
        with self.forms.fresh([size_of(index) for index in inner]) as names:
            opened = self.forms.renamed({monomial: 1}, dict(zip(inner, names, strict=True)))
            self.of(opened, outer, bound + names)

    def _step(self, number: int, atom: Atom, outer: NF, bound: tuple[Variable, ...]) -> None:
        """A step has slope 0 off its kink."""


_INSIDE: dict[Kind, Callable[[Differential, int, Atom, NF, tuple[Variable, ...]], None]] = {
    Kind.EXP: Differential._exponential,  # noqa: SLF001
    Kind.APPLIED: Differential._applied,  # noqa: SLF001
    Kind.BASE: Differential._base,  # noqa: SLF001
    Kind.TOTAL: Differential._total,  # noqa: SLF001
    Kind.STEP: Differential._step,  # noqa: SLF001
}
