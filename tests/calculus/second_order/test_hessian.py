"""The Hessian of a scalar network: its named form, and its truth by difference quotients of the loss."""

from __future__ import annotations

import mpmath as mp
import pytest
import sympy as sp
from second_differences import DIGITS, evaluate, names_at, point_of, second_difference
from sympy import Eq, exp, tanh

from symbackprop.calculus import Partial, derive
from symbackprop.calculus.second_order import SecondOrder
from symbackprop.errors import NetworkError, UnknownName
from symbackprop.network import ACTIVATIONS, LOSSES, Network, names, two_layer
from symbackprop.network.outputs import LOSSES_OF_ONE_OUTPUT

E, x_1, x_2, t, u, y, s, z, w, a, b, x = names("E x_1 x_2 t u y s z w a b x")
y_1, y_2, v_1, v_2, w_11, w_21 = names("y_1 y_2 v_1 v_2 w_11 w_21")
delta_out, delta_1 = names("delta_out delta_1")
D_oo, D_o1, D_o2, D_11, D_12 = names("Delta_out_out Delta_out_1 Delta_out_2 Delta_11 Delta_12")

FITTING = [
    (activation, loss)
    for activation in ACTIVATIONS
    for loss in LOSSES_OF_ONE_OUTPUT
    if LOSSES[loss].outputs in (None, activation) and ACTIVATIONS[activation].outputs.is_subset(LOSSES[loss].domain)
]
OTHERS = {
    "skip": Network(
        [Eq(u, w * x + b), Eq(y, tanh(u)), Eq(s, y + a * u), Eq(E, (s - t) ** 2)], parameters=[w, a, b], targets=[t]
    ),
    "shared": Network(
        [Eq(u, w * x), Eq(y, tanh(u)), Eq(s, w * y), Eq(z, tanh(s)), Eq(E, (z - t) ** 2 + a * w**2)],
        parameters=[w, a],
        targets=[t],
    ),
    "nested": Network([Eq(z, tanh(w * exp(x * b) + a)), Eq(E, (z - t) ** 2)], parameters=[w, a, b], targets=[t]),
    "gated": Network(
        [Eq(u, w * x), Eq(s, a * x + b), Eq(y, tanh(u)), Eq(z, tanh(s) * y + u * s), Eq(E, (z - t) ** 2 / 2)],
        parameters=[w, a, b],
        targets=[t],
    ),
    "no hidden unit": Network([Eq(E, (w * x - t) ** 2 / 2 + sp.log(1 + w**2))], parameters=[w], targets=[t]),
}


def second_of(network: Network) -> SecondOrder:
    return derive(network, order=2).second


def assert_every_entry_is_the_second_derivative(network: Network, seed: int) -> None:
    second = second_of(network)
    with mp.workdps(DIGITS):
        point = point_of(network, seed)
        values = names_at(second, point)
        for (one, other), entry in second.hessian.items():
            expected = second_difference(network, point, one, other)
            found = evaluate(entry.value, values)
            assert abs(found - expected) <= mp.mpf(10) ** -20 * (1 + abs(expected)), (entry, found, expected)


@pytest.mark.parametrize(("activation", "loss"), FITTING)
def test_every_entry_is_the_second_derivative_of_the_loss(activation: str, loss: str) -> None:
    assert_every_entry_is_the_second_derivative(two_layer(activation, loss), seed=3)


@pytest.mark.parametrize("network", OTHERS.values(), ids=OTHERS)
def test_that_holds_for_skips_shared_weights_and_gates_too(network: Network) -> None:
    assert_every_entry_is_the_second_derivative(network, seed=5)


@pytest.mark.parametrize("network", OTHERS.values(), ids=OTHERS)
def test_both_orders_of_differentiation_have_the_same_value(network: Network) -> None:
    second = second_of(network)
    steps = [second.hessian.other_order(*pair) for pair in second.hessian]
    with mp.workdps(DIGITS):
        values = names_at(second, point_of(network, seed=7))
        for pair, step in zip(second.hessian, steps, strict=True):
            assert mp.almosteq(evaluate(step.rhs, values), evaluate(second.hessian[pair].value, values), 1e-40)


def test_the_hessian_of_the_2_2_1_network_is_a_symmetric_matrix_of_45_named_entries() -> None:
    second = second_of(two_layer())
    assert len(second.hessian) == len(list(second.hessian)) == 45
    assert second.matrix.shape == (9, 9)
    assert second.matrix == second.matrix.T


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        ("v_1", "v_2", D_oo * y_1 * y_2),
        ("v_1", "c", D_oo * y_1),
        ("c", "c", D_oo),
        ("v_1", "w_11", D_o1 * y_1 * x_1 + delta_out * y_1 * (1 - y_1) * x_1),
        ("v_1", "w_21", D_o2 * y_1 * x_1),
        ("w_11", "w_12", D_11 * x_1 * x_2),
        ("w_11", "w_21", D_12 * x_1**2),
        ("b_1", "b_1", D_11),
    ],
)
def test_the_entries_are_written_in_deltas_of_second_order(one: str, other: str, value: sp.Expr) -> None:
    hessian = second_of(two_layer()).hessian
    assert hessian[one, other].value == hessian[other, one].value == value


@pytest.mark.parametrize(
    ("of", "by", "value"),
    [
        ("s", "u_1", D_oo * v_1 * y_1 * (1 - y_1)),
        ("u_1", "u_1", D_o1 * v_1 * y_1 * (1 - y_1) + delta_out * v_1 * y_1 * (1 - y_1) * (1 - 2 * y_1)),
        ("delta_1", "delta_2", D_o2 * v_1 * y_1 * (1 - y_1)),
    ],
)
def test_the_deltas_of_second_order_are_propagated_back_like_those_of_first(of: str, by: str, value: sp.Expr) -> None:
    assert second_of(two_layer()).delta(of, by).value == value


def test_the_deltas_come_from_the_loss_inwards_and_each_is_written_in_those_before_it() -> None:
    known: set[sp.Symbol] = set()
    for item in second_of(two_layer("silu")).deltas:
        read = {symbol for symbol in item.value.free_symbols if symbol.name.startswith("Delta")}
        assert read <= known
        known.add(item.name)
    assert [str(symbol) for symbol in sorted(known, key=str)] == [
        "Delta_11",
        "Delta_12",
        "Delta_22",
        "Delta_out_1",
        "Delta_out_2",
        "Delta_out_out",
    ]


def test_an_entry_is_derived_by_the_line_the_chain_rule_and_the_values() -> None:
    steps = second_of(two_layer()).hessian["v_1", "w_11"].steps
    assert [step.rule.title for step in steps] == [
        "line differentiated",
        "chain rule",
        "names and local partials put in",
    ]
    assert [str(step).partition("    ")[0] for step in steps[:2]] == [
        "d^2E/(dw_11 dv_1) = ddelta_out/dw_11*y_1 + delta_out*dy_1/dw_11",
        "d^2E/(dw_11 dv_1) = ddelta_out/du_1 * du_1/dw_11*y_1 + delta_out*dy_1/du_1 * du_1/dw_11",
    ]
    assert {step.lhs for step in steps} == {Partial(Partial(E, v_1), w_11)}
    assert steps[1] in steps[2].premises


def test_every_premise_of_a_step_stands_before_it() -> None:
    derivation = derive(two_layer(), order=2)
    seen = set(derivation.steps)
    for step in derivation.second.steps:
        assert set(step.premises) <= seen, step
        seen.add(step)


def test_a_name_that_the_network_has_itself_is_left_to_it() -> None:
    taken = names("Delta_out_out")[0]
    network = Network([Eq(s, taken * x), Eq(z, tanh(s)), Eq(E, (z - t) ** 2)], parameters=[taken], targets=[t])
    (entry,) = second_of(network).hessian.values()
    assert entry.value == names("Deltax_out_out")[0] * x**2


def test_deltas_that_cannot_be_told_apart_by_their_subscripts_are_numbered() -> None:
    u_a, u_ab, q, r = names("u_a u_a_b q r")
    network = Network(
        [Eq(u_a, w * x), Eq(u_ab, a * x), Eq(q, tanh(u_a)), Eq(r, tanh(u_ab)), Eq(E, (q + r - t) ** 2)],
        parameters=[w, a],
        targets=[t],
    )
    assert len({item.name for item in second_of(network).deltas}) == len(second_of(network).deltas) == 3


def test_a_derivation_of_first_order_says_how_to_ask_for_the_second() -> None:
    with pytest.raises(NetworkError, match=r"of first order(.|\n)*derive\(network, order=2\)"):
        _ = derive(two_layer()).second
    with pytest.raises(NetworkError, match=r"no derivations of order 3(.|\n)*available +1, 2"):
        derive(two_layer(), order=3)


def test_a_parameter_or_a_delta_that_is_not_there_is_named_with_what_is() -> None:
    second = second_of(two_layer())
    with pytest.raises(UnknownName, match=r"no parameter named 'w_13'(.|\n)*did you mean w_"):
        _ = second.hessian["v_1", "w_13"]
    with pytest.raises(NetworkError, match=r"without a second derivative by u_1 and v_1(.|\n)*Delta_out_1"):
        second.delta("u_1", "v_1")


def test_more_paths_than_can_be_read_are_refused_with_the_way_out() -> None:
    width, depth = 3, 6
    previous = [x]
    lines = []
    for layer in range(depth):
        row = names(" ".join(f"h_{layer}_{unit}" for unit in range(width)))
        lines += [Eq(unit, tanh(w * sum(previous)) if layer == 0 else sum(previous) ** 2) for unit in row]
        previous = list(row)
    network = Network([*lines, Eq(E, (sum(previous) * w - t) ** 2)], parameters=[w], targets=[t])
    with pytest.raises(NetworkError, match=r"by more than 64 paths(.|\n)*second\.hvp"):
        _ = second_of(network).hessian["w", "w"].value
    assert second_of(network).hvp["w"].rhs != 0
