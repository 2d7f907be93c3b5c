"""The steps from index form to matrix form: one for each line of a derivation that has one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.calculus.matrices.arrays import Arrays, arrays_of
from symbackprop.calculus.matrices.forms import form_among
from symbackprop.calculus.matrices.names import MatrixName
from symbackprop.calculus.matrices.rule import MatrixForm
from symbackprop.calculus.partial import Partial
from symbackprop.calculus.steps import Step
from symbackprop.network.indices import head, subscripts
from symbackprop.network.shapes import Ranges

if TYPE_CHECKING:
    from symbackprop.calculus.derivation import Derivation


def matrix_steps(derivation: Derivation) -> tuple[Step, ...]:
    """Returns a step for each forward equation, delta and gradient that has a matrix form, each after its index step.

    The left side is the name of a matrix, or the matrix of partials ∂E/∂W; the premise is
    the step in index form. An array with more than two subscripts is told slice by slice,
    all subscripts held fixed but two, or but one where that has no form; which ones is the
    same in all steps.
    """
    ledger, network = derivation.ledger, derivation.network
    arrays = arrays_of(network)
    lines = [(step, line.name, line.ranges) for step, line in zip(ledger.equations.values(), network, strict=True)]
    lines += [(item.steps[-1], item.name, network.ranges(item.of)) for item in derivation.deltas]
    lines += [
        (found.steps[-1], found.partial, network.ranges(found.parameter)) for found in derivation.gradients.values()
    ]
    steps: list[Step] = []
    sliced: dict[tuple[sp.Symbol, int], tuple[int, ...]] = {}
    for premise, quantity, ranges in lines:
        for step in _candidates(premise, quantity, ranges, arrays):
            slices = _slices(step)
            if all(sliced.get(kind, places) == places for kind, places in slices.items()):
                sliced |= slices
                steps.append(step)
                break
    return tuple(steps)


def _candidates(premise: Step, quantity: sp.Expr, ranges: Ranges, arrays: Arrays) -> Iterator[Step]:
    """Returns the step that has the given one for its premise, for each way to choose row and column."""
    for held in _ways_to_hold(len(ranges)):
        free = tuple(pair for place, pair in enumerate(ranges) if place not in held)
        lhs = _as_matrix(quantity, held, arrays)
        form = None if lhs is None else form_among(arrays, premise.rhs, free)
        if form is not None:
            rule = MatrixForm(form, tuple(letter for letter, _ in free), tuple(ranges[place][0] for place in held))
            yield Step(f"{premise.key} in matrix form", lhs, rule, (premise,))


def _ways_to_hold(count: int) -> Iterator[tuple[int, ...]]:
    """Returns which subscripts may be held fixed: all but two first, then all but one."""
    yield from combinations(range(count), max(count - 2, 0))
    if count > 1:
        yield from combinations(range(count), count - 1)


def _as_matrix(quantity: sp.Expr, held: tuple[int, ...], arrays: Arrays) -> sp.Expr | None:
    """Returns the array that the quantity is an element of, ∂E/∂W for ∂E/∂w[j, i], a symbol as it is."""
    if isinstance(quantity, Partial):
        by = _as_matrix(quantity.wrt, held, arrays)
        return None if by is None else Partial(quantity.of, by)
    places = subscripts(quantity)
    return arrays.name(head(quantity), {place: places[place] for place in held}) if places else quantity


def _slices(step: Step) -> dict[tuple[sp.Symbol, int], tuple[int, ...]]:
    """Returns which subscripts are held fixed in the slices of a step, by the array and how many they are."""
    names = (name for side in (step.lhs, step.rhs) for name in side.atoms(MatrixName) if name.held)
    return {(name.key, len(name.held)): tuple(name.held) for name in sorted(names, key=str)}
