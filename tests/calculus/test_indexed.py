"""The sweep over indexed networks: the delta forms of the textbooks, and the truth at small sizes."""

import random
from collections.abc import Mapping

import indexed_networks
import layer_networks
import pytest
import sympy as sp
from indexed_networks import K, i, k, t, two_layers, y

from symbackprop.calculus import Derivation, derive
from symbackprop.network import Network, two_layer
from symbackprop.network.functions import NamedFunction
from symbackprop.network.indices import head
from symbackprop.network.instances import Instance, instance

DIGITS = 30
NETWORKS = {**layer_networks.NETWORKS, **indexed_networks.NETWORKS}


def spelled(expression: sp.Expr) -> sp.Expr:
    return expression.replace(lambda node: isinstance(node, NamedFunction), lambda node: node.spelled())


def point(network: Network, seed: int = 1) -> dict[sp.Symbol, sp.Expr]:
    lots = random.Random(seed)
    given = (*network.inputs, *network.parameters, *network.targets)
    values = {symbol: sp.Rational(lots.randint(-20, 20), 11) for symbol in given}
    total = sum(values[symbol] for symbol in network.targets)
    return {**values, **{symbol: values[symbol] / total for symbol in network.targets if total}}


def numbers(network: Network, values: Mapping[sp.Symbol, sp.Expr], digits: int = DIGITS) -> dict[sp.Symbol, sp.Expr]:
    """Returns the value of every name at the point, in the order of the forward pass."""
    found = dict(values)
    for line in network:
        found[line.name] = sp.N(spelled(line.body).xreplace(found), digits)
    return found


def with_deltas(derivation: Derivation, small: Instance, values: dict[sp.Symbol, sp.Expr]) -> dict[sp.Symbol, sp.Expr]:
    """Returns the values with those of the deltas, from the loss inwards."""
    for delta in derivation.deltas:
        for places in small.places(derivation.network.ranges(delta.of)):
            values[small.of(delta.name, places)] = small.of(delta.value, places).xreplace(values)
    return values


def composed(network: Network) -> sp.Expr:
    bodies: dict[sp.Symbol, sp.Expr] = {}
    for line in network:
        bodies[line.name] = spelled(line.body).xreplace(bodies)
    return bodies[network.loss.name]


def slope(network: Network, at: Mapping[sp.Symbol, sp.Expr], symbol: sp.Symbol) -> sp.Expr:
    """Returns the derivative of the loss by central differences, with twice the digits that are asked for."""
    step = sp.Rational(1, 10**DIGITS)
    above, below = (numbers(network, {**at, symbol: at[symbol] + way * step}, 3 * DIGITS) for way in (1, -1))
    return (above[network.loss.name] - below[network.loss.name]) / (2 * step)


@pytest.mark.parametrize("which", NETWORKS)
@pytest.mark.parametrize("ones", [False, True], ids=["small sizes", "sizes 1"])
def test_every_gradient_is_the_slope_of_the_loss(which: str, ones: bool) -> None:  # noqa: FBT001
    build, sizes = NETWORKS[which]
    network = build()
    derivation = derive(network)
    small = instance(network, dict.fromkeys(sizes, 1) if ones and not which.startswith("conv") else sizes)
    at = point(small.network)
    values = with_deltas(derivation, small, numbers(small.network, at))
    for parameter, gradient in derivation.gradients.items():
        for places in small.places(network.ranges(parameter)):
            symbol = small.of(parameter, places)
            expected = slope(small.network, at, symbol) if symbol in at else 0
            found = sp.N(small.of(gradient.delta_form, places).xreplace(values), DIGITS)
            assert abs(found - expected) < 10 ** (-DIGITS + 8) * (1 + abs(expected)), symbol


@pytest.mark.parametrize("which", indexed_networks.NETWORKS)
def test_every_gradient_is_the_derivative_of_the_composed_loss(which: str) -> None:
    build, sizes = NETWORKS[which]
    network = build()
    derivation = derive(network)
    small = instance(network, sizes)
    at = point(small.network)
    values = with_deltas(derivation, small, numbers(small.network, at))
    loss = composed(small.network)
    for parameter, gradient in derivation.gradients.items():
        for places in small.places(network.ranges(parameter)):
            expected = sp.N(sp.diff(loss, small.of(parameter, places)).xreplace(at), DIGITS)
            found = sp.N(small.of(gradient.delta_form, places).xreplace(values), DIGITS)
            assert abs(found - expected) < 10 ** (-DIGITS + 8) * (1 + abs(expected)), (parameter, places)


@pytest.mark.parametrize("which", NETWORKS)
def test_every_form_of_a_gradient_has_the_same_value(which: str) -> None:
    build, sizes = NETWORKS[which]
    network = build()
    derivation = derive(network)
    small = instance(network, sizes)
    values = with_deltas(derivation, small, numbers(small.network, point(small.network, seed=2)))
    for item in (*derivation.deltas, *derivation.gradients.values()):
        of = item.of if hasattr(item, "of") else item.parameter
        for step in item.steps[1:] if "chain" in item.steps[0].key else item.steps:
            for places in small.places(network.ranges(of)):
                found = small.of(step.rhs, places).xreplace(values)
                expected = small.of(item.steps[-1].rhs, places).xreplace(values)
                assert abs(sp.N(found - expected, DIGITS)) < 10 ** (-DIGITS + 8), (step.key, places)


@pytest.mark.parametrize(
    ("which", "parameter", "form"),
    [
        ("two layers", "w", "delta[j]*x[i]"),
        ("two layers", "b", "delta[j]"),
        ("two layers", "v", "delta_out[k]*y[j]"),
        ("batch", "W", "Sum(delta_out[p, j]*x[p, i], (p, 1, N))"),
        ("batch", "b", "Sum(delta_out[p, j], (p, 1, N))"),
        ("convolution", "w", "Sum(delta_u[i]*h[i + k - 1], (i, 1, -K + n + 1))"),
        ("attention", "W_Q", "Sum(delta_Q[i, e]*x[i, f], (i, 1, n))"),
    ],
)
def test_gradients_have_the_form_of_the_textbooks(which: str, parameter: str, form: str) -> None:
    build, _ = NETWORKS[which]
    assert str(derive(build()).gradient(parameter).delta_form) == form


@pytest.mark.parametrize(
    ("which", "delta", "form"),
    [
        ("two layers", "delta", "(1 - y[j])*y[j]*Sum(delta_out[k]*v[k, j], (k, 1, K))"),
        ("softmax cross-entropy", "delta", "-t[k] + y[k]"),
        ("attention", "S", "(delta_A[i, j] - Sum(A[i, q]*delta_A[i, q], (q, 1, n)))*A[i, j]"),
        ("attention", "V", "Sum(A[k, i]*delta_O[k, e], (k, 1, n))"),
        ("attention", "K", "Sum(Q[k, e]*delta_S[k, i], (k, 1, n))/sqrt(d)"),
    ],
)
def test_deltas_have_the_form_of_the_textbooks(which: str, delta: str, form: str) -> None:
    build, _ = NETWORKS[which]
    assert str(sp.Mul(*sp.Mul.make_args(derive(build()).delta(delta).value))) == form


def test_the_softmax_delta_uses_the_hypothesis_that_the_targets_add_up_to_one() -> None:
    build, _ = NETWORKS["softmax cross-entropy"]
    titles = [step.rule.title for step in derive(build()).delta("delta").steps]
    assert titles[-1] == "hypothesis used"
    without = Network(build().equations, parameters=["W", "b"], targets=["t"])
    assert derive(without).delta("delta").value == y[k] * sp.Sum(t[i], (i, 1, K)) - t[k]


def test_the_notes_network_is_the_instance_of_the_indexed_one() -> None:
    indexed = two_layers()
    small = instance(indexed, {"n": 2, "m": 2, "K": 1})
    derivation, scalar = derive(indexed), derive(small.network)
    for parameter, gradient in derivation.gradients.items():
        for places in small.places(indexed.ranges(parameter)):
            assert small.of(gradient.delta_form, places) == scalar.gradient(small.of(parameter, places)).delta_form
    for delta in derivation.deltas:
        for places in small.places(indexed.ranges(delta.of)):
            found = scalar.delta(small.of(delta.name, places))
            assert small.of(delta.value, places) == found.value
    notes = derive(two_layer())
    renamed = {"s_1": "s", "z_1": "z", "t_1": "t", "c_1": "c", "v_11": "v_1", "v_12": "v_2", "delta_out_1": "delta_out"}
    for text in ("w_11", "w_22", "b_2", "v_12", "c_1"):
        ours = str(scalar.gradient(text).delta_form)
        for old, new in renamed.items():
            ours = ours.replace(old, new)
        assert ours == str(notes.gradient(renamed.get(text, text)).delta_form)


def test_the_cost_of_a_derivation_does_not_depend_on_the_sizes() -> None:
    build, _ = NETWORKS["two layers"]
    symbolic = derive(build())
    concrete = Network(
        [
            type(line)(
                line.name.xreplace(NUMBERS),
                line.body.xreplace(NUMBERS),
                line.delta,
                ranges=tuple((letter, last.xreplace(NUMBERS)) for letter, last in line.ranges),
            )
            for line in build()
        ],
        parameters=["v", "c", "w", "b"],
        targets=["t"],
    )
    assert len(derive(concrete).steps) == len(symbolic.steps)
    assert str(derive(concrete).gradient("w").delta_form) == "delta[j]*x[i]"


NUMBERS = {size: sp.Integer(10_000) for size in two_layers().sizes}


@pytest.mark.parametrize("which", NETWORKS)
def test_a_derivation_is_the_same_every_time(which: str) -> None:
    build, _ = NETWORKS[which]
    first, second = derive(build()), derive(build())
    assert [str(step) for step in first.steps] == [str(step) for step in second.steps]
    assert all(head(parameter) in {head(q) for q in build().parameters} for parameter in first.gradients)
