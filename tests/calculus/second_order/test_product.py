"""The Hessian times a direction: against the complex step of the gradient, and against the Hessian."""

from __future__ import annotations

import random

import mpmath as mp
import pytest
import sympy as sp
from second_differences import DIGITS, compiled, evaluate, forward, names_at, point_of

from symbackprop.calculus import Derivation, derive
from symbackprop.calculus.second_order.direction import Direction
from symbackprop.errors import UnknownName
from symbackprop.network import Equation, Network, mlp, name, names, two_layer
from symbackprop.network.indices import array, index, size
from symbackprop.network.instances import instance

SMOOTH = ("sigmoid", "tanh", "softplus", "silu", "gelu", "sine", "exponential", "identity")
NETWORKS = {
    **{activation: two_layer(activation) for activation in SMOOTH},
    "logits": two_layer("sigmoid", "binary_cross_entropy_logits"),
    "deep": instance(mlp([2, 2, 3, 1], activation="tanh")).network,
}


def gradient_at(derivation: Derivation, point: dict[sp.Symbol, mp.mpc]) -> dict[sp.Symbol, mp.mpc]:
    """The gradient program: forward pass, deltas, gradients."""
    values = forward(derivation.network, point)
    for item in derivation.deltas:
        values[item.name] = evaluate(item.value, values)
    return {parameter: evaluate(gradient.delta_form, values) for parameter, gradient in derivation.gradients.items()}


def direction_of(network: Network, seed: int) -> dict[sp.Symbol, mp.mpf]:
    rng = random.Random(seed)
    return {parameter: mp.mpf(rng.randint(-9, 9)) / 7 for parameter in network.parameters}


def product_at(
    derivation: Derivation, point: dict[sp.Symbol, mp.mpf], along: dict[sp.Symbol, mp.mpf]
) -> dict[sp.Symbol, mp.mpf]:
    """The program of the product: its lines, one after the other."""
    hvp = derivation.second.hvp
    values = dict(point) | {hvp.direction.dotted(parameter): speed for parameter, speed in along.items()}
    for line in hvp.lines:
        values[line.name] = evaluate(line.value, values)
    return {parameter: values[step.lhs] for parameter, step in hvp.items()}


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
def test_the_product_is_the_complex_step_of_the_gradient(network: Network) -> None:
    derivation = derive(network, order=2)
    with mp.workdps(2 * DIGITS):
        point, along = point_of(network, 11), direction_of(network, 13)
        step = mp.mpf(10) ** -50
        moved = {symbol: value + mp.mpc(0, step * along.get(symbol, 0)) for symbol, value in point.items()}
        expected = gradient_at(derivation, moved)
        for parameter, found in product_at(derivation, point, along).items():
            assert mp.almosteq(found, mp.im(expected[parameter]) / step, 1e-45, 1e-45), parameter


@pytest.mark.parametrize("network", [two_layer("silu"), two_layer("relu", "huber")], ids=["silu", "relu"])
def test_the_product_with_each_unit_vector_is_a_column_of_the_hessian(network: Network) -> None:
    derivation = derive(network, order=2)
    with mp.workdps(DIGITS):
        point = point_of(network, 17)
        values = names_at(derivation.second, point)
        for unit in network.parameters:
            along = {parameter: mp.mpf(parameter == unit) for parameter in network.parameters}
            for parameter, found in product_at(derivation, point, along).items():
                entry = evaluate(derivation.second.hessian[parameter, unit].value, values)
                assert mp.almosteq(found, entry, 1e-45, 1e-45), (parameter, unit)


def test_the_lines_of_the_2_2_1_network_are_those_of_the_gradient_once_more() -> None:
    hvp = derive(two_layer(), order=2).second.hvp
    assert [str(line) for line in hvp.lines[6:12]] == [
        "udot_1 = bdot_1 + wdot_11*x_1 + wdot_12*x_2",
        "udot_2 = bdot_2 + wdot_21*x_1 + wdot_22*x_2",
        "ydot_1 = udot_1*y_1*(1 - y_1)",
        "ydot_2 = udot_2*y_2*(1 - y_2)",
        "sdot = cdot + v_1*ydot_1 + v_2*ydot_2 + vdot_1*y_1 + vdot_2*y_2",
        "zdot = sdot*z*(1 - z)",
    ]
    assert len(hvp.lines) == 2 * (6 + 3) + 9
    assert hvp["w_11"].rhs == sp.Mul(*names("deltadot_1 x_1"))


@pytest.mark.parametrize("line", derive(two_layer("silu"), order=2).second.hvp.lines[6:], ids=str)
def test_every_line_reads_only_what_stands_before_it(line: object) -> None:
    hvp = derive(two_layer("silu"), order=2).second.hvp
    given = {*two_layer().inputs, *two_layer().parameters, *two_layer().targets}
    known = given | {hvp.direction.dotted(parameter) for parameter in hvp}
    for earlier in hvp.lines:
        assert earlier.value.free_symbols <= known
        known.add(earlier.name)
        if str(earlier) == str(line):
            return


def test_what_it_costs_grows_with_the_number_of_weights_not_with_its_square() -> None:
    cost = {}
    for width in (4, 8, 16):
        network = instance(mlp([width, width, width, 1])).network
        lines = derive(network, order=2).second.hvp.lines
        cost[len(network.parameters)] = sum(1 + line.value.count_ops() for line in lines)
    (few, least), *_, (many, most) = cost.items()
    assert most / least < 1.2 * many / few


def test_a_direction_uses_no_name_that_the_network_has() -> None:
    w, w_0, wdot, epsilon, E = names("w w_0 wdot epsilon E")
    network = Network([Equation(E, w * w_0 + wdot * epsilon)], parameters=[w])
    direction = Direction(network)
    assert direction.step.name == "tau"
    assert direction.line[w] == name("w_00") + name("tau") * name("dot(wdot)")


def test_the_layer_stays_behind_the_dot() -> None:
    j, W = index("j"), array("W^(2)")
    network = Network([Equation(name("E"), sp.Sum(W[j], (j, 1, size("m"))))], parameters=[W[j]])
    assert str(Direction(network).dotted(W[j])) == "Wdot^(2)[j]"
    assert str(Direction(network).moved(W[j])) == "epsilon*Wdot^(2)[j] + W_0^(2)[j]"


def test_a_component_that_is_not_there_is_named_with_what_is() -> None:
    with pytest.raises(UnknownName, match=r"no parameter named 'w_13'(.|\n)*did you mean w_"):
        _ = derive(two_layer(), order=2).second.hvp["w_13"]


def test_the_oracle_can_fail() -> None:
    derivation = derive(two_layer(), order=2)
    point = point_of(derivation.network, 11)
    zero = dict.fromkeys(derivation.network.parameters, mp.mpf(0))
    assert not any(product_at(derivation, point, zero).values())
    assert any(product_at(derivation, point, direction_of(derivation.network, 1)).values())
    assert compiled(names("x y")[0])[0] == [name("x")]
