"""Instances of a claim: written out in scalars at small sizes, its free indices given numbers.

There the scalar kernel judges it: two balls at a rational point refute, or show that both
sides are defined somewhere; and its normal forms prove, at these sizes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from math import prod
from typing import NamedTuple

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network import Network
from symbackprop.network.indices import free_indices
from symbackprop.network.instances import Instance, instance
from symbackprop.proof.claims import Claim, Hypothesis
from symbackprop.proof.indexed.kernel import Letters
from symbackprop.proof.indexed.small_sizes.spot import Places, Spot
from symbackprop.proof.limits import OutOfReach

Ways = Sequence[tuple[int, ...]]
Choice = Callable[[Letters, Instance], Iterable[Places]]
MIXED: Ways = ((2, 3), (3, 2), (4, 5), (5, 4))
"""How long ranges are made, in turn; the last lengths only where smaller ones do not hold all subscripts."""
EQUAL: Ways = ((2,), (3,))
"""All ranges of one length."""

MOST_SCALARS = 40_000
"""How many scalars a network may have where it is written out."""
_MOST_HYPOTHESES = 60


class Written(NamedTuple):
    """A claim written out in scalars: where, for which values of its free indices, and its sides."""

    spot: Spot
    places: Places
    lhs: sp.Expr
    rhs: sp.Expr


class Instances:
    """The instances of one network, made when they are asked for.

    network      the network, with symbolic sizes or small ones
    definitions  its equations and deltas
    given        hypotheses; one with an index in it is meant for every value
    letters_of   how far the free indices of an expression run
    """

    def __init__(
        self,
        network: Network,
        definitions: Mapping[sp.Expr, sp.Expr],
        given: Sequence[Hypothesis],
        letters_of: Callable[..., Letters],
    ) -> None:
        self.network, self.definitions, self.given = network, definitions, tuple(given)
        self.letters_of = letters_of
        self._spots: dict[tuple[int, ...], Spot] = {}
        self._written: dict[tuple[Spot, tuple[Hypothesis, ...]], tuple[Hypothesis, ...]] = {}

    def spot(self, lengths: tuple[int, ...]) -> Spot:
        """Returns the network with these lengths for its sizes, in turn.

        Raises OutOfReach if it would have too many scalars.
        """
        if lengths not in self._spots:
            numbers = sizes_for(self.network, lengths)
            if (count := _count(self.network, numbers)) > MOST_SCALARS:
                raise OutOfReach(f"written out in scalars the network has {count} numbers")
            made = instance(self.network, numbers).distinct
            self._spots[lengths] = Spot(made, self._scalars(made), [*self._hypotheses(made, self.given)])
        return self._spots[lengths]

    def count(self, lengths: tuple[int, ...]) -> int:
        """Returns how many scalars the network has with these lengths for its sizes."""
        return _count(self.network, sizes_for(self.network, lengths)) if self.network.sizes else 0

    def written(self, claim: Claim, letters: Letters, ways: Ways, choose: Choice) -> Iterator[Written]:
        """Yields the claim written out at two of the ways to choose sizes, for the chosen values of its indices.

        Left out are sizes at which a subscript is out of range.
        """
        found = 0
        for lengths in ways if self.network.sizes else ((1,),):
            try:
                spot = self.spot(lengths)
                others = _others(claim, letters, spot.made, lengths)
                batch = [
                    Written(spot, places, spot.written(claim.lhs, places), spot.written(claim.rhs, places))
                    for places in ({**chosen, **others} for chosen in choose(letters, spot.made))
                ]
            except NetworkError:
                continue
            yield from batch
            found += 1
            if found == 2:
                return

    def hypotheses(self, spot: Spot, found: tuple[Hypothesis, ...]) -> tuple[Hypothesis, ...]:
        """Returns hypotheses written out in scalars, for all values of their indices."""
        if (spot, found) not in self._written:
            self._written[spot, found] = tuple(self._hypotheses(spot.made, found))
        return self._written[spot, found]

    def _scalars(self, made: Instance) -> Mapping[sp.Expr, sp.Expr]:
        scalars: dict[sp.Expr, sp.Expr] = {}
        for name, body in self.definitions.items():
            letters = self.letters_of(name, body)
            if None in letters.values():
                continue  # nothing tells how far its index runs
            for places in everywhere(letters, made):
                scalars[made.of(name, places)] = made.of(body, places)
        return scalars

    def _hypotheses(self, made: Instance, found: Iterable[Hypothesis]) -> Iterator[Hypothesis]:
        for hypothesis in found:
            letters = self.letters_of(hypothesis.expression)
            for number, places in enumerate(everywhere(letters, made)):
                if number >= _MOST_HYPOTHESES and hypothesis.relation != "=":
                    break
                try:
                    written = made.of(hypothesis.expression, places)
                except NetworkError:
                    continue
                if not written.is_number:
                    yield Hypothesis(written, hypothesis.relation, hypothesis.sort)


def sizes_for(network: Network, lengths: tuple[int, ...]) -> dict[sp.Symbol, int]:
    """Returns numbers for the sizes of a network: the lengths in turn, longer where a range would have fewer than two.

    >>> from symbackprop.network.indices import array, index, size
    >>> from symbackprop.network import Equation, name
    >>> i, k, n, m, w, x = index("i"), index("k"), size("n"), size("m"), array("w"), array("x")
    >>> body = sp.Sum(w[k] * x[i + k - 1], (k, 1, m), (i, 1, n - m + 1))
    >>> sizes_for(Network([Equation(name("E"), body)], parameters=[w]), (3, 2))
    {m: 3, n: 4}
    """
    numbers = {symbol: lengths[place % len(lengths)] for place, symbol in enumerate(network.sizes)}
    ends = {last for ranges in network.arrays.values() for _, last in ranges}
    ends |= {last for line in network for node in line.body.atoms(sp.Sum) for _, _, last in node.limits}
    for last in sorted(ends, key=lambda end: (len(end.free_symbols), str(end))):
        value = last.xreplace({symbol: sp.Integer(number) for symbol, number in numbers.items()})
        grown = [symbol for symbol in network.sizes if last.coeff(symbol) > 0]
        if value.is_Integer and value < 2 and grown:
            numbers[grown[0]] += 2 - int(value)
    return numbers


def _others(claim: Claim, letters: Letters, made: Instance, lengths: tuple[int, ...]) -> Places:
    """Returns numbers for the sizes of a claim that the network does not have."""
    free = {*free_indices(claim.lhs), *free_indices(claim.rhs)} - set(letters) - set(made.sizes)
    return {symbol: sp.Integer(lengths[-1] + 1) for symbol in sorted(free, key=str)}


def _count(network: Network, numbers: Mapping[sp.Symbol, int]) -> int:
    """Returns how many scalars the arrays of a network have at these sizes."""
    sizes = {symbol: sp.Integer(number) for symbol, number in numbers.items()}
    return sum(prod(_ends(dict(ranges), sizes)) for ranges in network.arrays.values())


def _ends(letters: Letters, sizes: Mapping[sp.Expr, sp.Expr]) -> list[int]:
    """Returns how far the free indices run at these sizes, in alphabetical order; 1 where nothing tells."""
    ends = (letters[symbol] for symbol in sorted(letters, key=str))
    return [1 if end is None else int(sp.sympify(end, strict=True).xreplace(dict(sizes))) for end in ends]


def _numbered(letters: Letters, numbers: Iterable[int]) -> Places:
    return dict(zip(sorted(letters, key=str), map(sp.Integer, numbers), strict=True))


def here_and_there(letters: Letters, made: Instance) -> Iterator[Places]:
    """Yields numbers for free indices: different ones, equal ones, the last ones."""
    ends = _ends(letters, made.sizes)
    ways = [[min(place + 1, end) for place, end in enumerate(ends)], [1] * len(ends), ends]
    for numbers in dict.fromkeys(map(tuple, ways)):
        yield _numbered(letters, numbers)


def at_one_place(letters: Letters, made: Instance) -> Iterator[Places]:
    """Yields numbers for free indices, different ones where that can be."""
    yield from islice(here_and_there(letters, made), 1)


def apart_and_together(letters: Letters, made: Instance) -> Iterator[Places]:
    """Yields numbers for free indices: different ones, and equal ones."""
    yield from islice(here_and_there(letters, made), 2)


def everywhere(letters: Letters, made: Instance) -> Iterator[Places]:
    """Yields all numbers for free indices."""
    for numbers in product(*(range(1, end + 1) for end in _ends(letters, made.sizes))):
        yield _numbered(letters, numbers)
