"""The derivation: the notes' forms, and their truth by an independent road."""

from __future__ import annotations

import random
import sys
from itertools import pairwise

import mpmath as mp
import pytest
import sympy as sp
from sympy import Eq, exp, tanh

from symbackprop.calculus import Partial, derive
from symbackprop.calculus.paths import count_paths
from symbackprop.errors import NetworkError, UnknownName
from symbackprop.network import ACTIVATIONS, LOSSES, Equation, Network, name, names, two_layer
from symbackprop.network.functions import NamedFunction

x_1, x_2, t, E = names("x_1 x_2 t E")
w_11, u_1, y_1, v_1, s, z = names("w_11 u_1 y_1 v_1 s z")
delta_1, delta_2, delta_out = names("delta_1 delta_2 delta_out")
u, y, w, x, a, b = names("u y w x a b")

FITTING = [
    (activation, loss)
    for activation in ACTIVATIONS
    for loss, row in LOSSES.items()
    if row.outputs in (None, activation) and ACTIVATIONS[activation].outputs.is_subset(row.domain)
]

SKIP = Network(
    [Eq(u, w * x + b), Eq(y, tanh(u)), Eq(s, y + a * u), Eq(E, (s - t) ** 2)], parameters=[w, a, b], targets=[t]
)
SHARED = Network(
    [Eq(u, w * x), Eq(y, tanh(u)), Eq(s, w * y), Eq(z, tanh(s)), Eq(E, (z - t) ** 2 + a * w**2)],
    parameters=[w, a],
    targets=[t],
)
NESTED = Network([Eq(z, tanh(w * exp(x * b) + a)), Eq(E, (z - t) ** 2)], parameters=[w, a, b], targets=[t])


def forward(network: Network, point: dict[sp.Symbol, mp.mpf]) -> dict[sp.Symbol, mp.mpf]:
    """Every name's value, by evaluating the equations one after the other in 40 digits."""
    values = dict(point)
    for equation in network.equations:
        values[equation.name] = evaluate(equation.body, values)
    return values


def evaluate(expression: sp.Expr, values: dict[sp.Symbol, mp.mpf]) -> mp.mpf:
    symbols = sorted(expression.free_symbols, key=str)
    return sp.lambdify(symbols, spelled(expression), "mpmath", cse=True)(*(values[symbol] for symbol in symbols))


def spelled(expression: sp.Expr) -> sp.Expr:
    return expression.replace(lambda e: isinstance(e, NamedFunction), lambda e: spelled(e.spelled()))


def random_point(network: Network, seed: int) -> dict[sp.Symbol, mp.mpf]:
    rng = random.Random(seed)
    given = [*network.inputs, *network.parameters, *network.targets]
    return {symbol: mp.mpf(rng.randint(-9, 9) or 1) / rng.randint(10, 19) for symbol in given}


def assert_every_form_is_the_derivative_of_the_loss(network: Network, seed: int) -> None:
    """The oracle is a difference quotient of the forward pass in 40 digits; it knows nothing of any sweep."""
    derivation = derive(network)
    with mp.workdps(40):
        point = random_point(network, seed)
        names_at_point = forward(network, point)
        for item in derivation.deltas:
            names_at_point[item.name] = evaluate(item.value, names_at_point)
        for parameter, gradient in derivation.gradients.items():

            def loss_at(value: mp.mpf, parameter: sp.Symbol = parameter) -> mp.mpf:
                return forward(network, {**point, parameter: value})[network.loss.name]

            expected = mp.diff(loss_at, point[parameter])
            for form in (gradient.delta_form, gradient.product, gradient.written_out.rhs, gradient.expanded):
                assert abs(evaluate(form, names_at_point) - expected) < mp.mpf(10) ** -15, (parameter, form)


def test_the_local_partials_are_those_of_the_notes_in_their_order() -> None:
    in_order = (
        "dE/dz dz/ds ds/dy_1 ds/dy_2 ds/dv_1 ds/dv_2 ds/dc dy_1/du_1 dy_2/du_2 "
        "du_1/dw_11 du_1/dw_12 du_1/db_1 du_2/dw_21 du_2/dw_22 du_2/db_2"
    )
    assert [str(step.lhs) for step in derive(two_layer()).partials] == in_order.split()


def test_the_deltas_are_those_of_the_notes() -> None:
    derivation = derive(two_layer())
    assert [item.name for item in derivation.deltas] == [delta_out, delta_1, delta_2]
    assert derivation.delta("out").value == (z - t) * z * (1 - z)
    assert str(derivation.delta("1").value) == "delta_out*v_1*y_1*(1 - y_1)"
    assert derivation.delta("1").definition.rhs == Partial(E, u_1)
    assert derivation.delta("delta_1") is derivation.delta("u_1") is derivation["delta_1"]
    assert derive(two_layer("tanh")).delta("1").value == delta_out * v_1 * (1 - y_1**2)


def test_the_nine_gradients_have_the_delta_forms_of_the_notes() -> None:
    assert [str(gradient) for gradient in derive(two_layer()).gradients.values()] == [
        "dE/dv_1 = delta_out*y_1",
        "dE/dv_2 = delta_out*y_2",
        "dE/dc = delta_out",
        "dE/dw_11 = delta_1*x_1",
        "dE/dw_12 = delta_1*x_2",
        "dE/db_1 = delta_1",
        "dE/dw_21 = delta_2*x_1",
        "dE/dw_22 = delta_2*x_2",
        "dE/db_2 = delta_2",
    ]


def test_the_four_forms_of_w_11() -> None:
    gradient = derive(two_layer()).gradient("w_11")
    assert gradient.chain.args == (
        Partial(E, z), Partial(z, s), Partial(s, y_1), Partial(y_1, u_1), Partial(u_1, w_11)
    )  # fmt: skip
    assert gradient.product.args == (z - t, z * (1 - z), v_1, y_1 * (1 - y_1), x_1)
    assert [step.rhs for step in gradient.steps[2:]] == [
        sp.Mul(delta_out, v_1, y_1 * (1 - y_1), x_1, evaluate=False),
        sp.Mul(delta_1, x_1, evaluate=False),
    ]
    given = {*names("x_1 x_2 t b_1 w_11 w_12 b_2 w_21 w_22 c v_1 v_2")}
    assert gradient.expanded.free_symbols == given


def test_logistic_loss_leaves_the_output_error_alone() -> None:
    for loss in ("binary_cross_entropy", "binary_cross_entropy_logits"):
        assert derive(two_layer("tanh", loss, output="sigmoid")).delta("out").value == z - t


@pytest.mark.parametrize(("activation", "loss"), FITTING)
def test_every_form_of_every_gradient_is_the_derivative_of_the_loss(activation: str, loss: str) -> None:
    assert_every_form_is_the_derivative_of_the_loss(two_layer(activation, loss), seed=1)


@pytest.mark.parametrize("network", [SKIP, SHARED, NESTED], ids=["skip", "shared", "nested"])
def test_paths_add_in_any_scalar_graph(network: Network) -> None:
    assert_every_form_is_the_derivative_of_the_loss(network, seed=2)


def test_a_partial_holds_fixed_what_else_depends_on_its_variable() -> None:
    derivation = derive(SKIP)
    assert derivation.partial("s", "u").lhs == Partial(s, u, y)
    straight, around = derivation.gradient("w").chain.args
    assert straight.args == (Partial(E, s), Partial(s, u, y), Partial(u, w))
    assert around.args == (Partial(E, s), Partial(s, y), Partial(y, u), Partial(u, w))


def test_every_step_comes_after_its_premises() -> None:
    for network in (two_layer(), SKIP, SHARED, NESTED, two_layer("any")):
        seen = set()
        for step in derive(network).steps:
            assert {premise.key for premise in step.premises} <= seen, step
            seen.add(step.key)


def test_the_set_of_items_sums_or_averages() -> None:
    one, mean = (derive(two_layer(loss=loss)).training_set for loss in ("squared_error", "mean_squared_error"))
    assert str(one.definition.rhs) == "Sum(E[p], (p, 1, N))"
    assert str(mean.definition.rhs) == "Sum(E[p], (p, 1, N))/N"
    assert str(one.sums_in_deltas[w_11].rhs) == "Sum(delta_1[p]*x_1[p], (p, 1, N))"


def ladder(length: int) -> Network:
    """Each rung is reached from the one below by two ways: 2^length paths."""
    equations = [Eq(sp.Symbol("h_0"), w * x)]
    for rung in range(length):
        below, left, right, above = sp.symbols(f"h_{rung} l_{rung} r_{rung} h_{rung + 1}")
        equations += [Eq(left, tanh(below)), Eq(right, a * below), Eq(above, left + right)]
    return Network([*equations, Eq(E, above**2)], parameters=[w, a])


def test_a_graph_with_exponentially_many_paths_costs_no_more_than_its_equations() -> None:
    derivation = derive(ladder(200))
    gradient = derivation.gradient("w")
    assert count_paths(gradient.adjoint) == 2**200
    (h_0,) = names("h_0")
    assert gradient.chain.args == (Partial(E, h_0), Partial(h_0, w))
    assert len(derivation.gradient("a").delta_form.args) == 200
    with pytest.raises(NetworkError, match=r"about 10\^60 paths"):
        _ = gradient.expanded


def test_a_long_chain_is_no_deeper_than_the_stack_allows() -> None:
    length = 3 * sys.getrecursionlimit()
    rungs = names(" ".join(f"h_{i}" for i in range(length + 1)))
    equations = [Eq(rungs[0], w * x)]
    equations += [Eq(above, 2 * below) for below, above in pairwise(rungs)]
    network = Network([*equations, Eq(E, rungs[-1] ** 2)], parameters=[w])
    assert derive(network).gradient("w").delta_form.has(x)


@pytest.mark.parametrize("ask", [lambda d: d.delta("3"), lambda d: d.gradient("w"), lambda d: d.partial("s", "x_1")])
def test_an_unknown_delta_gradient_or_partial_is_answered_with_what_there_is(ask: object) -> None:
    with pytest.raises(UnknownName, match="available"):
        ask(derive(two_layer()))


@pytest.mark.parametrize("depth", [5, 8, 14])
def test_a_chain_of_many_layers_is_proved_equation_by_equation(depth: int) -> None:
    previous, lines, parameters = name("x"), [], []
    for layer in range(1, depth + 1):
        w, b, u, y = (name(f"{letter}_{layer}") for letter in "wbuy")
        lines += [Equation(u, w * previous + b), Equation(y, sp.tanh(u))]
        parameters += [w, b]
        previous = y
    lines.append(Equation(name("E"), (previous - name("t")) ** 2 / 2))
    proofs = derive(Network(lines, parameters=parameters, targets=["t"])).prove()
    assert proofs.ok, proofs
