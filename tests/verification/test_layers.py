"""Every layer: the program against all methods, and against backward passes written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import pytest
import sympy as sp
from handwritten_layers import Floats
from layer_cases import CASES, Case

from symbackprop.network import LAYERS
from symbackprop.program import Program, lambdify
from symbackprop.verification import METHODS
from symbackprop.verification.calling import results
from symbackprop.verification.frame import Frame
from symbackprop.verification.points import Point, random_points
from symbackprop.verification.sizes import sizes_for
from symbackprop.verification.verification import roads_of, rows_of


@lru_cache
def program_of(kind: str) -> Program:
    return lambdify(CASES[kind].network())


def points(program: Program) -> list[Point]:
    network = program.network
    frame = Frame(network, sizes_for(network), rows_of(program))
    return [point for point in random_points(frame, 5, 3) if point.label in {"scale 0.1", "scale 1"}]


def by_hand(case: Case, point: Point) -> Mapping[str, Floats]:
    """The sum over the items of what is written by hand for one."""
    total: dict[str, Floats] = {}
    for item in range(point.items):
        given = {
            symbol.name: array[item] if symbol in point.frame.rows else array for symbol, array in point.given.items()
        }
        loss, gradient = case.backprop({**given, **{symbol.name: array for symbol, array in point.params.items()}})
        for name, part in {"E": np.asarray(loss), **gradient}.items():
            total[name] = total.get(name, np.zeros_like(part)) + part
    return total


def agrees(program: Program, case: Case) -> bool:
    for point in points(program):
        expected = by_hand(case, point)
        found = {symbol.name: array for symbol, array in results(program, point).items()}
        assert found.keys() == expected.keys()
        size = max(np.abs(array).max() for array in expected.values())
        for name, array in found.items():
            assert array.shape == expected[name].shape
            if not np.allclose(array, expected[name], rtol=1e-11, atol=1e-14 * size):
                return False
    return True


def test_every_row_of_layers_has_a_case() -> None:
    assert set(CASES) == set(LAYERS)


@pytest.mark.parametrize("kind", LAYERS)
def test_the_program_of_a_layer_is_the_backprop_written_by_hand(kind: str) -> None:
    assert agrees(program_of(kind), CASES[kind])


@pytest.mark.parametrize("kind", LAYERS)
def test_every_method_agrees_with_the_program_of_a_layer_and_notices_a_flipped_sign(kind: str) -> None:
    roads = roads_of(CASES[kind].network(), items=2)
    program = roads.subject.program
    verification = roads.verification_of(program)
    assert verification.ok, str(verification)
    methods = {row.method for row in verification.rows}
    assert methods >= set(METHODS) - {"handwritten"}
    name = program.parameters[0]
    mutant = flipped(program, name)
    assert not agrees(mutant, CASES[kind])
    rows = roads.verification_of(mutant).rows
    for method in methods:
        assert {row.name.name for row in rows if row.method == method and not row.ok} == {name}, method


def flipped(program: Program, name: str) -> Program:
    """The program with the sign of the gradient by one parameter flipped."""
    right = f'gradient["{name}"] = '
    assert right in program.source
    return type(program)(program.array_plan, program.source.replace(right, f"{right}-1.0 * "))


def test_sizes_are_different_within_an_array() -> None:
    for kind in LAYERS:
        network = CASES[kind].network()
        sizes = sizes_for(network)
        for parameter in network.parameters:
            symbolic = [size for size in network.shape(parameter) if size.free_symbols]
            numbers = [size.xreplace({s: sp.Integer(n) for s, n in sizes.items()}) for size in symbolic]
            assert len(set(numbers)) == len(set(symbolic)), (kind, parameter, sizes)
