"""Verification: a program measured against other roads to its gradient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod

import numpy as np
import sympy as sp

from symbackprop.calculus import Derivation
from symbackprop.network import Network
from symbackprop.network.indices import head
from symbackprop.program import Program, RangeError, lambdify
from symbackprop.program.plan import network_of
from symbackprop.verification.beside_kinks import AtKink, at_kinks, near_kinks
from symbackprop.verification.calling import results
from symbackprop.verification.case import Case, DoesNotApply, Subject
from symbackprop.verification.frame import Frame
from symbackprop.verification.methods import METHODS, Method
from symbackprop.verification.points import random_points
from symbackprop.verification.printing import as_html, as_text
from symbackprop.verification.program_bounds import plan_of
from symbackprop.verification.rows import Comparison, Row, compare, worst
from symbackprop.verification.sizes import sizes_for

_ON_THE_EQUATIONS = ("first principles", "complex step")
"""The methods that differentiate the equations themselves, the most certain first."""


@dataclass(frozen=True)
class Verification:
    """The comparisons of a program with every method of METHODS.

    network   the network
    sizes     the number for every symbolic size
    seed      the seed of the points
    points    how many points there were
    rows      for the loss and each parameter, and each method: the worst comparison
    kinks     what the program gives where there is no derivative
    left_out  (what, why) for the points and methods that say nothing
    """

    network: Network
    sizes: Mapping[sp.Symbol, int]
    seed: int
    points: int
    rows: tuple[Row, ...]
    kinks: tuple[AtKink, ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def ok(self) -> bool:
        """Returns whether every comparison is within its bound, and every parameter has one with the equations.

        It has one with 50 digits; only of a network too large for them, with the complex step.
        """
        everything = {self.network.loss.symbol, *map(head, self.network.parameters)}
        covered = [{row.name for row in self.rows if row.method == method} for method in _ON_THE_EQUATIONS]
        return all(row.ok for row in self.rows) and (covered[0] or covered[1]) == everything

    def __str__(self) -> str:
        return as_text(self)

    def _repr_html_(self) -> str:
        return as_html(self)


def verify(
    network: Network | Derivation,
    *,
    sizes: Mapping[sp.Expr | str, int] | None = None,
    seed: int = 0,
    items: int = 3,
    program: Program | None = None,
) -> Verification:
    """Returns the comparison of a network's program with METHODS, at seeded points.

    sizes    numbers for symbolic sizes; one that has none gets a small number, and different
             ones where arrays could be mixed up
    seed     of the points: weights at scales from 1e-3 to 1000, neighbours of every kink
    items    how many items each set has
    program  the program to verify; None: the one that `lambdify` gives

    A comparison is within its bound if |program - method| is at most the running error
    bound of the program plus the bound that the method promises; of an array the worst
    element is shown. Points at which a method can promise nothing are left out and counted.
    Where parameters have too many elements, some are moved at each point, others at the next.

    Raises UnknownName for a size that the network does not have, NetworkError for numbers at
    which an array has no elements.

    >>> from symbackprop.network import mlp, two_layer
    >>> verify(two_layer(), items=2).ok
    True
    >>> measured = verify(mlp(["n", "m", 1]), sizes={"n": 2, "m": 3}, items=2)
    >>> measured.ok, measured.sizes
    (True, {m: 3, n: 2})
    """
    roads = roads_of(network_of(network), sizes, seed, items)
    return roads.verification_of(roads.subject.program if program is None else program)


@dataclass(frozen=True, eq=False)
class Roads:
    """The methods at the points: what they answer is kept, for any program of the network to be compared with.

    subject  the network
    seed     the seed of the points
    cases    the network at each point
    """

    subject: Subject
    seed: int
    cases: tuple[Case, ...]

    def verification_of(self, program: Program) -> Verification:
        """Returns the comparison of a program with every method."""
        frame = self.subject.frame
        left_out: dict[tuple[str, str], int] = {}
        methods = [method for method in METHODS.values() if not method.missing()]
        with np.errstate(all="ignore"):
            found = [item for case in self.cases for item in _compare_all(case, program, methods, left_out)]
            kinks = tuple(at_kinks(frame, program, self.seed))
        count = len(self.cases)
        notes = [(method.name, why) for method in METHODS.values() if (why := method.missing())]
        notes += _taking_some(self.subject, methods, max(case.point.items for case in self.cases))
        notes += [(what, f"{why} ({times} of {count} points)") for (what, why), times in left_out.items()]
        return Verification(frame.network, frame.sizes, self.seed, count, worst(found, frame), kinks, tuple(notes))


def roads_of(
    network: Network, sizes: Mapping[sp.Expr | str, int] | None = None, seed: int = 0, items: int = 3
) -> Roads:
    """Returns the methods at the seeded points, as `verify` takes them."""
    numbers, own = sizes_for(network, sizes), lambdify(network)
    subject = Subject(Frame(network, numbers, rows_of(own)), own)
    with np.errstate(all="ignore"):
        points = [*random_points(subject.frame, seed, items), *near_kinks(subject.frame, seed)]
    return Roads(subject, seed, tuple(Case(subject, point, seed + number) for number, point in enumerate(points)))


def _taking_some(subject: Subject, methods: list[Method], items: int) -> Iterator[tuple[str, str]]:
    """Returns the methods that take some elements of a parameter at each point, and how many."""
    largest = max((prod(subject.frame.shapes[symbol]) for symbol in subject.frame.parameters), default=1)
    for method in methods:
        if method.terms is not None and (most := subject.at_most(method.terms, items)) < largest:
            yield method.name, f"all but some elements of larger arrays: {most} of each at a point"


def rows_of(program: Program) -> frozenset[sp.Symbol]:
    """Returns the inputs and targets that differ between the items of a set."""
    given = {head(quantity) for quantity in (*program.network.inputs, *program.network.targets)}
    return frozenset(given & plan_of(program).varying if program.network.is_indexed else given)


def _compare_all(
    case: Case, program: Program, methods: list[Method], left_out: dict[tuple[str, str], int]
) -> Iterator[Comparison]:
    try:
        measured = results(program, case.point)
    except RangeError as error:
        _count(left_out, "program", str(error).splitlines()[0])
        return
    for method in methods:
        try:
            yield from compare(case, measured, method)
        except DoesNotApply as error:
            _count(left_out, method.name, str(error))


def _count(left_out: dict[tuple[str, str], int], what: str, why: str) -> None:
    left_out[what, why] = left_out.get((what, why), 0) + 1
