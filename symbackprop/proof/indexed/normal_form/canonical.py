"""Canonical sums: the same atom for a connected sum, whatever its bound variables are called.

Bound variables are named by height: higher than any variable bound inside, so that
nothing can be captured. Their order is found as graphs are canonised (B. D. McKay,
Practical graph isomorphism, 1981): variables get colours, refined by the factors in which
they stand; where two have one colour, each is singled out in turn, and the least result
taken. Variables whose exchange changes nothing need not be tried both.

Soundness does not rest on the order: any renaming of bound variables gives an equal sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from symbackprop.proof.indexed.normal_form.atoms import NF, Kind, Monomial, Scalar
from symbackprop.proof.indexed.normal_form.contraction import Contraction
from symbackprop.proof.indexed.normal_form.variables import BOUND, LETTER, Variable, size_of, variable
from symbackprop.proof.limits import OutOfReach, TooBig

MOST_ORDERS = 400
"""The most orders of bound variables that are tried for one sum."""

Colours = dict[Variable, int]
_COLOURED, _MARKED = 1 << 22, 1 << 23
"""Where the serial numbers of colours begin among the letters."""


class Canonical(Contraction):
    """The ring with canonical names for bound variables."""

    def closed(self, bound: tuple[Variable, ...], factors: Monomial) -> tuple[Scalar, int]:
        """Returns (sign, atom) of the connected sum over `bound` of the product of `factors`."""
        height = 1 + self.table.height([factors])
        best: tuple[Monomial, Scalar, tuple[Variable, ...]] | None = None
        for order in self._orders(bound, factors):
            names = tuple(variable(BOUND, size_of(index), height + place) for place, index in enumerate(order))
            monomial, c = self._one_term(self.renamed({factors: 1}, dict(zip(order, names, strict=True))))
            if self.table.height([monomial]) >= height:
                raise OutOfReach("a sum whose bound variables cannot be named")
            if best is None or (monomial, c, names) < best:
                best = monomial, c, names
        assert best is not None  # noqa: S101  (there is always an order)
        monomial, c, names = best
        return c, self.table.number(Kind.TOTAL, (names, monomial))

    def _one_term(self, form: NF) -> tuple[Monomial, Scalar]:
        if len(form) != 1:
            raise OutOfReach("a sum whose terms change when its indices are renamed")
        return next(iter(form.items()))

    def _orders(self, bound: tuple[Variable, ...], factors: Monomial) -> list[tuple[Variable, ...]]:
        """Returns the orders to be tried; the same number for the same sum in other names."""
        if len(bound) == 1:
            return [bound]
        sizes = {size: number for number, size in enumerate(sorted({size_of(index) for index in bound}))}
        start = {index: sizes[size_of(index)] for index in bound}
        found: list[tuple[Variable, ...]] = []
        todo = [self._refined(start, factors)]
        while todo:
            colours = todo.pop()
            tied = _tied(colours)
            if not tied:
                found.append(tuple(sorted(colours, key=colours.__getitem__)))
                if len(found) + len(todo) > MOST_ORDERS:
                    raise TooBig(f"a sum over {len(bound)} indices with too many symmetries")
                continue
            for index in self._one_of_each_pair_of_twins(tied, factors):
                todo.append(self._refined({**colours, index: len(colours) + colours[index]}, factors))
                if len(found) + len(todo) > MOST_ORDERS:
                    raise TooBig(f"a sum over {len(bound)} indices with too many symmetries")
        return found

    def _refined(self, colours: Colours, factors: Monomial) -> Colours:
        """Returns colours that tell apart all variables that stand in different places."""
        while True:
            looks = {index: (colours[index], *self._look(index, colours, factors)) for index in colours}
            numbers = dict(zip(sorted(set(looks.values())), count(), strict=False))
            finer = {index: numbers[look] for index, look in looks.items()}
            if len(set(finer.values())) == len(set(colours.values())):
                return finer
            colours = finer

    def _look(self, marked: Variable, colours: Colours, factors: Monomial) -> list[tuple[object, ...]]:
        """Returns the factors in which a variable stands, with it marked and all others known by their colours."""
        places = {
            index: variable(LETTER, size_of(index), _MARKED if index == marked else _COLOURED + colour)
            for index, colour in colours.items()
        }
        look = []
        for atom, exponent in factors:
            if marked in self.table[atom].variables:
                form = self.renamed({((atom, 1),): 1}, places)
                look.append((tuple(sorted(form.items())), exponent))
        return sorted(look)

    def _one_of_each_pair_of_twins(self, tied: list[Variable], factors: Monomial) -> list[Variable]:
        """Returns the variables without those that can be exchanged for an earlier one."""
        kept: list[Variable] = []
        for index in tied:
            if not any(self.renamed({factors: 1}, exchange(index, other)) == {factors: 1} for other in kept):
                kept.append(index)
        return kept


def exchange(one: Variable, other: Variable) -> Mapping[Variable, Variable]:
    """Returns the renaming that exchanges two variables."""
    return {one: other, other: one}


def _tied(colours: Colours) -> list[Variable]:
    """Returns the variables of the first colour that several have, none if all are told apart."""
    classes: dict[int, list[Variable]] = {}
    for index in sorted(colours):
        classes.setdefault(colours[index], []).append(index)
    return next((classes[colour] for colour in sorted(classes) if len(classes[colour]) > 1), [])
