"""Verification: a program measured against other roads to its gradient."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import sympy as sp

from symbackprop.calculus import Derivation
from symbackprop.network import Network
from symbackprop.program import Program, RangeError, lambdify
from symbackprop.program.plan import network_of
from symbackprop.verification.kinks import AtKink, at_kinks
from symbackprop.verification.methods import METHODS, Case, DoesNotApply
from symbackprop.verification.points import Point, near_kinks, random_points
from symbackprop.verification.printing import as_html, as_text
from symbackprop.verification.rows import Comparison, Row, compare, worst


@dataclass(frozen=True)
class Verification:
    """The comparisons of a program with every method of METHODS.

    network   the network
    seed      the seed of the points
    points    how many points there were
    rows      for the loss and each parameter, and each method: the worst comparison
    kinks     what the program gives where there is no derivative
    left_out  (what, why) for the points and methods that say nothing
    """

    network: Network
    seed: int
    points: int
    rows: tuple[Row, ...]
    kinks: tuple[AtKink, ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def ok(self) -> bool:
        """Returns whether every comparison is within its bound, and every parameter has one with 50 digits."""
        certain = {row.name for row in self.rows if row.method == "first principles"}
        everything = {self.network.loss.name, *self.network.parameters}
        return all(row.ok for row in self.rows) and certain == everything

    def __str__(self) -> str:
        return as_text(self)

    def _repr_html_(self) -> str:
        return as_html(self)


def verify(
    network: Network | Derivation, *, seed: int = 0, items: int = 3, program: Program | None = None
) -> Verification:
    """Returns the comparison of a network's program with METHODS, at seeded points.

    seed     of the points: weights at scales from 1e-3 to 1000, neighbours of every kink
    items    how many items each set has
    program  the program to verify; None: the one that `lambdify` gives

    A comparison is within its bound if |program - method| is at most the running error
    bound of the program plus the bound that the method promises. Points at which a method
    can promise nothing are left out and counted.

    >>> from symbackprop.network import two_layer
    >>> verify(two_layer(), items=2).ok
    True
    """
    described = network_of(network)
    measured = lambdify(described) if program is None else program
    plan = lambdify(described).plan
    left_out: dict[tuple[str, str], int] = {}
    comparisons: list[Comparison] = []
    with np.errstate(all="ignore"):
        points = [*random_points(described, seed, items), *near_kinks(described, seed)]
        for point in points:
            case = Case(described, plan, point)
            comparisons += _compare_all(case, measured, left_out)
        kinks = tuple(at_kinks(described, measured, seed))
    noted = tuple((what, f"{why} ({count} of {len(points)} points)") for (what, why), count in left_out.items())
    return Verification(described, seed, len(points), worst(comparisons, described), kinks, noted)


def _compare_all(case: Case, program: Program, left_out: dict[tuple[str, str], int]) -> Iterator[Comparison]:
    try:
        measured = results(program, case.point)
    except RangeError as error:
        _count(left_out, "program", str(error).splitlines()[0])
        return
    for method in METHODS.values():
        try:
            yield from compare(case, measured, method)
        except (DoesNotApply, ArithmeticError) as error:
            _count(left_out, method.name, str(error))


def results(program: Program, point: Point) -> dict[sp.Symbol, float]:
    """Returns the program's loss and gradient at a point."""
    network = program.network
    params = {symbol.name: value for symbol, value in point.params.items()}
    value, gradient = program.value_and_grad(params, point.X, point.T)
    return {network.loss.name: value, **{symbol: gradient[symbol.name] for symbol in network.parameters}}


def _count(left_out: dict[tuple[str, str], int], what: str, why: str) -> None:
    left_out[what, why] = left_out.get((what, why), 0) + 1
