from __future__ import annotations

import ast
import inspect
import re
from types import ModuleType

import numpy as np
import pytest
from scalar_networks import BY_HAND
from sympy import Eq

from symbackprop.calculus import derive
from symbackprop.network import ACTIVATIONS, LOSSES_OF_ONE_OUTPUT, Network, names, two_layer
from symbackprop.program import Program
from symbackprop.verification import (
    METHODS,
    UNICODE,
    arithmetic,
    as_html,
    as_text,
    autodiff,
    axes,
    complex_step,
    complexes,
    differences,
    dual,
    formulas,
    handwritten,
    labelled,
    layered,
    layered_arrays,
    multiprecision,
    places,
    reference,
    verify,
    with_jax,
    with_pytorch,
)
from symbackprop.verification.beside_kinks import near_kinks
from symbackprop.verification.frame import Frame
from symbackprop.verification.printing import ASCII
from symbackprop.verification.verification import Roads, roads_of

b, w, x, t, y, z, u, E = names("b w x t y z u E")


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation_is_verified(activation: str) -> None:
    verification = verify(two_layer(activation, output="sigmoid"), items=1)
    assert verification.ok, str(verification)
    assert {row.method for row in verification.rows} == set(METHODS)


@pytest.mark.parametrize("loss", LOSSES_OF_ONE_OUTPUT)
def test_every_loss_is_verified(loss: str) -> None:
    verification = verify(two_layer("sigmoid", loss))
    assert verification.ok, str(verification)


@pytest.mark.parametrize("network", BY_HAND.values(), ids=BY_HAND)
def test_a_network_written_by_hand_is_verified(network: Network) -> None:
    verification = verify(network, items=2)
    assert verification.ok, str(verification)
    assert any("not layered" in why for what, why in verification.left_out if what == "handwritten")


MUTANTS = {
    "sign of delta_out": ("delta_out = z_minus_t", "delta_out = -z_minus_t"),
    "sign of delta_1": ("delta_1 = delta_out", "delta_1 = -delta_out"),
    "slope of z left out": ("z_minus_t * z * one_minus_z", "z_minus_t"),
    "half of the slope of y_1": ("* y_1 * one_minus_y_1", "* y_1"),
    "other weight": ('delta_out * p["v_1"]', 'delta_out * p["v_2"]'),
    "other input": ('"w_11": delta_1 @ x_1', '"w_11": delta_1 @ x_2'),
    "other delta": ('"b_2": delta_2', '"b_2": delta_1'),
    "swapped parameters": ('"w_12": delta_1 @ x_2', '"w_12": delta_2 @ x_1'),
    "mean for sum": ('"c": delta_out.sum()', '"c": delta_out.mean()'),
    "factor two": ('"v_1": delta_out', '"v_1": 2 * delta_out'),
    "parameter forgotten": ('+ p["w_12"] * x_2', "+ x_2"),
}


@pytest.fixture(scope="module")
def roads() -> Roads:
    return roads_of(two_layer())


@pytest.mark.parametrize(("right", "wrong"), MUTANTS.values(), ids=MUTANTS)
def test_every_method_catches_every_wrong_program(right: str, wrong: str, roads: Roads) -> None:
    program = roads.subject.program
    assert right in program.source
    verification = roads.verification_of(Program(program.plan, program.source.replace(right, wrong)))
    assert not verification.ok
    for method in METHODS:
        beyond = [row for row in verification.rows if row.method == method and not row.ok]
        assert beyond, f"{method} does not notice"
        assert all(row.error > row.bound for row in beyond)
    assert UNICODE.beyond in str(verification)


def test_digits_lost_by_a_spelling_are_beyond_the_bound(roads: Roads) -> None:
    program = roads.subject.program
    source, count = re.subn(r"one_minus_z = \w+ \* z", "one_minus_z = 1 - z", program.source)
    assert count == 2
    verification = roads.verification_of(Program(program.plan, source))
    assert not verification.ok
    assert {row.method for row in verification.rows if not row.ok} >= {"derivation", "first principles"}


def test_at_a_kink_the_convention_of_the_program_is_reported() -> None:
    verification = verify(two_layer("relu", output="identity"))
    assert {str(kink.kink) for kink in verification.kinks} == {"u_1 = 0", "u_2 = 0"}
    for kink in verification.kinks:
        assert kink.program == kink.left == 0
        assert kink.right != 0
        assert str(kink) in " ".join(str(verification).split()) or "no derivative" in str(verification)


def test_the_neighbours_of_a_kink_are_compared_on_both_sides() -> None:
    network = Network([Eq(u, w * x + b), Eq(y, ACTIVATIONS["relu"](u)), Eq(E, y**2 + y)], parameters=[w, b])
    points = list(near_kinks(Frame(network, {}, frozenset({x})), 0))
    assert [point.label for point in points] == ["u = -1e-03", "u = +1e-03", "u = -1e-07", "u = +1e-07"]
    values = [float(point.params[w] * point.given[x][0] + point.params[b]) for point in points]
    np.testing.assert_allclose(values, [-1e-3, 1e-3, -1e-7, 1e-7], rtol=1e-6)


def test_points_where_the_program_refuses_are_counted_and_not_passed_over() -> None:
    verification = verify(two_layer("exponential"))
    assert verification.ok
    assert any(what == "program" and "overflow" in why for what, why in verification.left_out)


def test_nothing_compared_is_not_ok() -> None:
    network = Network([Eq(y, 10**300 * ACTIVATIONS["exponential"](w**2 + 30)), Eq(E, y * x)], parameters=[w])
    verification = verify(network)
    assert not verification.rows
    assert not verification.ok


def test_the_same_seed_gives_the_same_report_and_another_seed_another() -> None:
    assert str(verify(two_layer(), seed=3, items=1)) == str(verify(derive(two_layer()), seed=3, items=1))
    assert str(verify(two_layer(), seed=3, items=1)) != str(verify(two_layer(), seed=4, items=1))


def test_the_table_has_at_most_80_columns_and_an_ascii_form() -> None:
    verification = verify(two_layer("relu"), items=1)
    assert max(map(len, str(verification).splitlines())) <= 80
    assert as_text(verification, ASCII).isascii()
    assert str(verification).splitlines()[-1] == f"✓ {len(verification.rows)} comparisons within their bounds"


def test_texts_of_the_user_are_escaped_in_html() -> None:
    network = Network([Eq(E, w * x)], parameters=[w], title="<script>alert(1)</script>")
    assert "<script>" not in as_html(verify(network))
    assert verify(network)._repr_html_().count("<tr>") == 1 + len(verify(network).rows)


@pytest.mark.parametrize(
    "module",
    [
        *(arithmetic, autodiff, axes, complex_step, complexes, differences, dual, formulas, handwritten, labelled),
        *(layered, layered_arrays, multiprecision, places, reference, with_jax, with_pytorch),
    ],
)
def test_the_other_roads_share_no_code_with_the_sweep(module: ModuleType) -> None:
    imported = [
        node.module or "" for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, ast.ImportFrom)
    ]
    assert not [text for text in imported if "calculus" in text or "program" in text or "delta_forms" in text]
