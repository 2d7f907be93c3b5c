"""First principles, large sizes, and the local proofs of scalar networks."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sympy as sp
from networks_to_prove import derived, i, two_layers
from work import counted

from symbackprop.calculus import derive
from symbackprop.calculus.partial import Partial
from symbackprop.network import Equation, Network, mlp, two_layer
from symbackprop.network.heads import step
from symbackprop.network.indices import array, index
from symbackprop.network.instances import instance
from symbackprop.network.names import name, names
from symbackprop.proof import Proved, Refuted
from symbackprop.proof.indexed import IndexedFirstPrinciples, IndexedProver, prove_locally
from symbackprop.proof.indexed.generalised import Generalised, generalised

E = name("E")


@pytest.mark.parametrize("text", ["two layers", "softmax"])
def test_the_gradients_are_those_of_the_composed_loss_at_small_sizes(text: str) -> None:
    found, _ = derived(text)
    roads = IndexedFirstPrinciples(found.network, found.definitions)
    for parameter, gradient in found.gradients.items():
        first, second = roads.both(parameter, gradient.delta_form)
        assert isinstance(first, Proved)
        assert isinstance(second, Proved)
        assert (first.sizes, len(second.sizes)) == ((), 2)
        assert "SymPy's diff of the composed loss" in second.evidence


def test_a_loss_with_many_kinks_is_not_taken_apart_case_by_case() -> None:
    for depth, number in ((2, 2), (3, 1)):
        found = derive(mlp(["n", "m", "q", "K"][: depth + 1], activation="relu", output="identity"))
        roads = IndexedFirstPrinciples(found.network, found.definitions)
        parameter, gradient = list(found.gradients.items())[-1]
        verdicts = roads.both(parameter, gradient.delta_form)
        assert [type(verdict) for verdict in verdicts] == [Proved] * number


def test_a_wrong_gradient_fails_on_both_roads() -> None:
    found, _ = derived("two layers")
    roads = IndexedFirstPrinciples(found.network, found.definitions)
    parameter, gradient = next(iter(found.gradients.items()))
    assert [type(verdict) for verdict in roads.both(parameter, -gradient.delta_form)] == [Refuted, Refuted]


def test_a_large_network_is_proved_by_naming_its_sizes() -> None:
    found = derive(mlp([784, 128, 10]))
    prover = IndexedProver(found.network, found.definitions)
    for line in found.steps:
        if line.claimed is not None:
            verdict = prover.prove(*line.claimed)
            assert isinstance(verdict, Proved), verdict
            assert verdict.sizes == ()
    assert [text for text, _ in verdict.point.point[:3]] == ["n_10", "n_128", "n_784"]


def test_numbers_that_are_sizes_are_put_back() -> None:
    x, w = array("x"), array("w")
    mean = sp.Sum(w[i] * x[i], (i, 1, 1000)) / 1000
    network = Network([Equation(E, mean + 4 * sp.Sum(w[i] ** 4, (i, 1, 1000)))], parameters=[w])
    named = Generalised(network)
    assert str(named.network) == "E = 4*Sum(w[i]**4, (i, 1, n_1000)) + Sum(w[i]*x[i], (i, 1, n_1000))/n_1000"
    assert named.put_back(named.of(network.loss.body)) == network.loss.body
    k = index("k")
    verdict = IndexedProver(network, network.definitions).prove(Partial(E, w[k]), x[k] / 1000 + 16 * w[k] ** 3)
    assert isinstance(verdict, Proved), verdict


def test_a_small_network_keeps_its_numbers() -> None:
    assert generalised(mlp([3, 2, 1])) is None
    assert generalised(two_layers()) is None


def test_a_claim_true_only_at_its_own_large_size_is_not_refuted() -> None:
    x = array("x")
    network = Network([Equation(E, sp.Sum(x[i], (i, 1, 1000)))], parameters=[x])
    verdict = IndexedProver(network, network.definitions).prove(sp.Sum(1, (i, 1, 1000)) - 999, sp.S.One)
    assert not isinstance(verdict, Refuted), verdict


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "any", "silu", "elu"])
def test_the_gradients_of_a_scalar_network_are_proved_locally(activation: str) -> None:
    found = derive(two_layer(activation))
    proofs = prove_locally(found.network, found.definitions, dict(found.delta_forms))
    assert proofs.ok
    assert all(isinstance(proofs[parameter], Proved) for parameter in proofs)
    if activation not in ("silu", "elu"):
        assert len(proofs.proved) == 9


def test_a_local_proof_names_kinks_and_the_point() -> None:
    network = two_layer("relu")
    delta, v, u, b = (name(text) for text in ("delta_out", "v_1", "u_1", "b_1"))
    definitions = {**network.definitions, delta: Partial(E, name("s"))}
    verdict = prove_locally(network, definitions, {b: delta * v * step(u)})[b]
    assert [str(hypothesis) for hypothesis in verdict.hypotheses] == ["u_1 != 0"]
    variables = {symbol.name for symbol in (*network.inputs, *network.parameters, *network.targets)}
    assert {text for text, _ in verdict.point.point} == variables
    assert verdict.evidence.startswith("the chain rule at the equations that read it")


def test_one_wrong_gradient_among_many_is_found_and_refuted() -> None:
    found = derive(instance(mlp([6, 5, 1])).network)
    wrong = dict(found.delta_forms)
    parameter = found.network.parameters[7]
    wrong[parameter] = 2 * wrong[parameter]
    proofs = prove_locally(found.network, found.definitions, wrong)
    assert set(proofs) - proofs.proved == {parameter}
    assert isinstance(proofs[parameter], Refuted)
    assert not proofs.ok


SPOILT = {
    "the sign": lambda gradient, other: -gradient,
    "a factor": lambda gradient, other: gradient / 2,
    "a power": lambda gradient, other: gradient**2,
    "a summand": lambda gradient, other: gradient + other,
    "the parameter": lambda gradient, other: other,
    "nothing left": lambda gradient, other: sp.S.Zero,
    "a name without a meaning": lambda gradient, other: gradient * name("unheard_of"),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
@pytest.mark.parametrize("loss", ["half_squared_error", "cross_entropy"])
def test_no_spoilt_gradient_of_a_scalar_network_is_proved_locally(spoil, loss: str) -> None:  # noqa: ANN001
    found = derive(instance(mlp([2, 3, 2], loss=loss)).network)
    right = found.delta_forms
    others = [*list(right.values())[1:], name("x_1")]
    wrong = {parameter: spoil(right[parameter], other) for parameter, other in zip(right, others, strict=True)}
    assert not prove_locally(found.network, found.names, wrong).proved
    assert prove_locally(found.network, found.names, right).proved == set(right)


def test_a_gradient_is_proved_locally_from_the_equation_that_reads_its_parameter() -> None:
    found = derive(two_layer())
    network = found.network
    for text, read in {"u_1": "b_1 w_11 w_12", "u_2": "b_2 w_21 w_22", "s": "c v_1 v_2"}.items():
        lines = [replace(line, body=2 * line.body) if line.name == name(text) else line for line in network]
        doubled = Network(lines, parameters=network.parameters, targets=network.targets)
        proofs = prove_locally(doubled, {**found.names, **doubled.definitions}, found.delta_forms)
        assert set(network.parameters) - proofs.proved == set(names(read))


def test_a_gradient_is_proved_locally_in_what_its_delta_stands_for() -> None:
    found = derive(two_layer())
    one, two = names("delta_1 delta_2")
    swapped = {**found.names, one: found.names[two], two: found.names[one]}
    proofs = prove_locally(found.network, swapped, found.delta_forms)
    assert proofs.proved == set(names("c v_1 v_2"))


def test_local_proofs_are_linear_in_the_weights() -> None:
    costs = []
    for width in (10, 40):
        found = derive(instance(mlp([width, width, 1])).network)
        gradients = dict(found.delta_forms)
        with counted() as work:
            proofs = prove_locally(found.network, found.names, gradients)
        costs.append(work.calls / len(gradients))
        assert len(proofs.proved) == len(gradients)
    assert costs[1] < 2 * costs[0]


def test_the_proofs_of_a_deep_network_are_linear_in_its_depth() -> None:
    costs = []
    for depth in (4, 16):
        found = derive(mlp([f"n_{layer}" for layer in range(depth + 1)]))
        prover = IndexedProver(found.network, found.definitions)
        claims = [step.claimed for step in found.steps if step.claimed is not None]
        with counted() as work:
            assert all(isinstance(prover.prove(*claim), Proved) for claim in claims)
        costs.append(work.calls / len(claims))
    assert costs[1] < 2 * costs[0]


def test_a_deep_network_of_any_size_has_no_sizes_to_name() -> None:
    network = mlp([f"n_{layer}" for layer in range(70)])
    assert generalised(network) is None
    assert IndexedProver(network, network.definitions).network is network
