"""The sweep over indexed networks: the delta forms of the textbooks, and the truth at small sizes."""

import random

import pytest
import sympy as sp
from indexed_networks import NETWORKS, K, i, k, t, two_layers, y

from symbackprop.calculus import derive
from symbackprop.network import Network, two_layer
from symbackprop.network.functions import NamedFunction
from symbackprop.network.indices import head
from symbackprop.network.instances import instance

DIGITS = 30


def spelled(expression):
    return expression.replace(lambda node: isinstance(node, NamedFunction), lambda node: node.spelled())


def point(network, seed=1):
    lots = random.Random(seed)
    given = (*network.inputs, *network.parameters, *network.targets)
    values = {symbol: sp.Rational(lots.randint(-20, 20), 11) for symbol in given}
    total = sum(values[symbol] for symbol in network.targets)
    return {**values, **{symbol: values[symbol] / total for symbol in network.targets if total}}


def numbers(network, values):
    """Returns the value of every name at the point, in the order of the forward pass."""
    found = dict(values)
    for line in network:
        found[line.name] = sp.N(spelled(line.body).xreplace(found), DIGITS)
    return found


def composed(network):
    bodies = {}
    for line in network:
        bodies[line.name] = spelled(line.body).xreplace(bodies)
    return bodies[network.loss.name]


@pytest.mark.parametrize("which", NETWORKS)
@pytest.mark.parametrize("ones", [False, True], ids=["small sizes", "sizes 1"])
def test_every_gradient_is_the_derivative_of_the_composed_loss(which, ones):
    build, sizes = NETWORKS[which]
    network = build()
    derivation = derive(network)
    small = instance(network, dict.fromkeys(sizes, 1) if ones else sizes)
    at = point(small.network)
    values = numbers(small.network, at)
    for delta in derivation.deltas:
        for places in small.places(network.ranges(delta.of)):
            values[small.of(delta.name, places)] = small.of(delta.value, places).xreplace(values)
    loss = composed(small.network)
    for parameter, gradient in derivation.gradients.items():
        for places in small.places(network.ranges(parameter)):
            symbol = small.of(parameter, places)
            expected = sp.N(sp.diff(loss, symbol).xreplace(at), DIGITS)
            found = sp.N(small.of(gradient.delta_form, places).xreplace(values), DIGITS)
            assert abs(found - expected) < 10 ** (-DIGITS + 8) * (1 + abs(expected)), symbol


@pytest.mark.parametrize("which", NETWORKS)
def test_every_form_of_a_gradient_has_the_same_value(which):
    build, sizes = NETWORKS[which]
    network = build()
    derivation = derive(network)
    small = instance(network, sizes)
    values = numbers(small.network, point(small.network, seed=2))
    for delta in derivation.deltas:
        for places in small.places(network.ranges(delta.of)):
            values[small.of(delta.name, places)] = small.of(delta.value, places).xreplace(values)
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
def test_gradients_have_the_form_of_the_textbooks(which, parameter, form):
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
def test_deltas_have_the_form_of_the_textbooks(which, delta, form):
    build, _ = NETWORKS[which]
    assert str(sp.Mul(*sp.Mul.make_args(derive(build()).delta(delta).value))) == form


def test_the_softmax_delta_uses_the_hypothesis_that_the_targets_add_up_to_one():
    build, _ = NETWORKS["softmax cross-entropy"]
    titles = [step.rule.title for step in derive(build()).delta("delta").steps]
    assert titles[-1] == "hypothesis used"
    without = Network(build().equations, parameters=["W", "b"], targets=["t"])
    assert derive(without).delta("delta").value == y[k] * sp.Sum(t[i], (i, 1, K)) - t[k]


def test_the_notes_network_is_the_instance_of_the_indexed_one():
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


def test_the_cost_of_a_derivation_does_not_depend_on_the_sizes():
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
def test_a_derivation_is_the_same_every_time(which):
    build, _ = NETWORKS[which]
    first, second = derive(build()), derive(build())
    assert [str(step) for step in first.steps] == [str(step) for step in second.steps]
    assert all(head(parameter) in {head(q) for q in build().parameters} for parameter in first.gradients)
