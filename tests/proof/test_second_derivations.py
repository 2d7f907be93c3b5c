"""Whole derivations of second order: every step proved, mutants refuted, the product against the Hessian."""

from __future__ import annotations

import pytest
import sympy as sp

from symbackprop.calculus import derive
from symbackprop.calculus.second_order import SecondOrder
from symbackprop.network import Equation, Network, mlp, name, names, two_layer
from symbackprop.network.indices import array, index, size
from symbackprop.proof import Proved, Prover, Refuted, Undecided
from symbackprop.proof.second_arrays import Arrays, vouched_for_what_is_given
from symbackprop.proof.second_derivations import prove_second

ACTIVATIONS = ("sigmoid", "tanh", "softplus", "silu", "any", "relu")
LOSSES = ("squared_error", "binary_cross_entropy_logits", "hinge")

i, j, k = map(index, "ijk")
n, m, K = map(size, "nmK")
u, w, b, x, y, t, h = map(array, "uwbxyth")
E, a, t_1 = names("E a t_1")

CONVOLUTION = Network(
    [
        Equation(h[i], sp.tanh(x[i] * a), ranges=((i, n),)),
        Equation(u[i], name("b") + sp.Sum(w[k] * h[i + k - 1], (k, 1, K)), ranges=((i, n - K + 1),)),
        Equation(E, sp.Sum((u[j] - t[j]) ** 2 / 2, (j, 1, n - K + 1))),
    ],
    parameters=["w", "b", "a"],
    targets=["t"],
)


def second_of(network: Network) -> SecondOrder:
    return derive(network, order=2).second


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_step_of_the_2_2_1_network_is_proved(activation: str) -> None:
    proofs = second_of(two_layer(activation)).prove()
    assert proofs.ok, [str(verdict) for verdict in proofs if not isinstance(verdict, Proved)]
    assert str(proofs) == f"{len(proofs.verdicts)} steps of second order: {len(proofs.verdicts)} proved"


@pytest.mark.parametrize("loss", LOSSES)
def test_every_step_is_proved_whatever_the_loss(loss: str) -> None:
    activation = "identity" if loss == "hinge" else "sigmoid"
    assert prove_second(second_of(two_layer(activation, loss))).ok


def test_with_kinks_the_verdicts_name_them() -> None:
    second = second_of(two_layer("relu"))
    step = second.hessian["v_1", "w_11"].steps[-1]
    verdict = Prover(second.definitions).prove(step.lhs, step.rhs)
    assert isinstance(verdict, Proved)
    assert [str(known) for known in verdict.hypotheses] == ["u_1 != 0", "s != 0"]


@pytest.mark.parametrize("activation", ["sigmoid", "any"])
def test_the_entries_are_sympy_s_second_derivatives_of_the_composed_loss(activation: str) -> None:
    found = prove_second(second_of(two_layer(activation))).first_principles
    assert len(found) == 45
    assert all(isinstance(verdict, Proved) for verdict in found.values())


@pytest.mark.parametrize("activation", ["sigmoid", "any"])
def test_the_product_is_the_hessian_times_the_direction(activation: str) -> None:
    second = second_of(two_layer(activation))
    prover = Prover({**second.definitions, **second.hvp.definitions})
    parameters = second.network.parameters
    for parameter in parameters:
        row = sum(second.hessian[parameter, other].value * second.hvp.direction.dotted(other) for other in parameters)
        assert isinstance(prover.prove(second.hvp[parameter].rhs, row), Proved), parameter


def test_the_product_with_each_of_the_nine_unit_vectors_is_a_column_of_the_hessian() -> None:
    second = second_of(two_layer("any"))
    parameters, dotted = second.network.parameters, second.hvp.direction.dotted
    for unit in parameters:
        speeds = {dotted(parameter): sp.Integer(parameter == unit) for parameter in parameters}
        lines = {line.name: line.value.xreplace(speeds) for line in second.hvp.lines}
        prover = Prover({**second.definitions, **lines})
        for parameter in parameters:
            column = second.hvp[parameter].rhs.xreplace(speeds)
            assert isinstance(prover.prove(column, second.hessian[parameter, unit].value), Proved), (parameter, unit)


@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
def test_the_hessian_is_proved_to_be_symmetric_not_taken_to_be(activation: str) -> None:
    second = second_of(two_layer(activation))
    steps = [second.hessian.other_order(*pair) for pair in (("v_1", "w_11"), ("c", "b_2"), ("w_11", "w_21"))]
    prover = Prover(second.definitions)
    assert all(isinstance(prover.prove(step.lhs, step.rhs), Proved) for step in steps)
    assert steps[0].rhs != second.hessian["v_1", "w_11"].value
    assert all(isinstance(prover.prove(step.lhs, 2 * step.rhs), Refuted) for step in steps)


def mutants(value: sp.Expr) -> list[sp.Expr]:
    """Mistakes: a sign, a term or a factor left out, a wrong index, a factor that is there twice."""
    one, two, out, D_11, D_12 = names("y_1 y_2 delta_out Delta_11 Delta_12")
    found = [-value, 2 * value, value.subs(1 - one, 1), value.xreplace({D_12: D_11}), value.xreplace({one: two})]
    found += [value - term for term in sp.Add.make_args(value) if value.is_Add]
    found += [value / factor for factor in sp.Mul.make_args(value) if factor not in (1, value)]
    return [mutant for mutant in found if sp.expand(mutant - value) != 0 and mutant != 0] + [value + out]


def test_mutants_of_every_entry_are_refuted() -> None:
    second = second_of(two_layer())
    prover = Prover(second.definitions)
    refuted = 0
    for entry in second.hessian.values():
        for mutant in mutants(entry.value):
            assert isinstance(prover.prove(entry.partial, mutant), Refuted), (entry, mutant)
            refuted += 1
    assert refuted > 200


def test_mutants_of_the_deltas_and_of_the_product_are_refuted() -> None:
    second = second_of(two_layer())
    hessian, product = Prover(second.definitions), Prover(second.hvp.definitions)
    for item in second.deltas:
        assert isinstance(hessian.prove(item.name, item.value + item.value.diff(names("v_1")[0]) + 1), Refuted)
    for step in second.hvp.steps[1:]:
        for term in sp.Add.make_args(step.rhs):
            assert isinstance(product.prove(step.lhs, step.rhs - 2 * term), Refuted), step


ARRAYS = {
    "one hidden layer": mlp(["n", "m", "K"]),
    "two hidden layers, any g": mlp(["n", "m", "l", "K"], activation="any"),
    "softmax": mlp(["n", "m", "K"], activation="tanh", loss="cross_entropy"),
    "relu": mlp(["n", "m", "K"], activation="relu"),
    "given sizes": mlp([2, 3, 1]),
    "one size for all": mlp(["n", "n", "n"]),
}


@pytest.mark.parametrize("network", ARRAYS.values(), ids=ARRAYS)
def test_every_step_is_proved_for_all_sizes(network: Network) -> None:
    proofs = prove_second(second_of(network))
    assert {type(verdict) for verdict in proofs} == {Proved}
    assert {verdict.method for verdict in proofs} == {"sums"}
    assert {verdict.sizes for verdict in proofs} == {()}


def test_the_kinks_of_the_lines_are_hypotheses_of_what_rests_on_them() -> None:
    second = second_of(ARRAYS["relu"])
    verdict = prove_second(second).verdict(second.hessian["w", "w"].steps[-1])
    assert {str(known) for known in verdict.hypotheses if known.sort == "kink"} == {"u[j] != 0", "s[k] != 0"}


def test_mutants_of_the_blocks_are_refuted() -> None:
    second = second_of(ARRAYS["one hidden layer"])
    judge = Arrays(second)
    for entry in second.hessian.values():
        step = entry.steps[-1]
        for wrong in (2 * step.rhs, step.rhs.xreplace({sp.KroneckerDelta(j, index("j'")): sp.S.One}), -step.rhs):
            if wrong != step.rhs:
                assert isinstance(judge._as_it_stands.prove(step.lhs, wrong), Refuted), (step, wrong)
                assert not isinstance(judge._by_lines.prove(judge._lines.left(step.lhs), wrong), Proved)


def test_the_other_order_of_a_block_is_proved_for_all_sizes() -> None:
    second = second_of(ARRAYS["one hidden layer"])
    steps = [second.hessian.other_order(*pair) for pair in (("v", "w"), ("w", "w"))]
    judge = Arrays(second)
    for step in steps:
        verdict = judge.hessian(step)
        assert isinstance(verdict, Proved)
        assert verdict.sizes == ()


def test_what_lines_cannot_say_is_proved_at_small_sizes_and_says_so() -> None:
    verdicts = [verdict for verdict in prove_second(second_of(CONVOLUTION)) if not isinstance(verdict, Undecided)]
    assert all(isinstance(verdict, Proved) for verdict in verdicts)
    assert any(verdict.sizes for verdict in verdicts)


def test_nothing_is_proved_for_all_sizes_if_a_line_is_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    second = second_of(mlp([1, 2, 1]))
    step = second.hessian["w", "w"].steps[-1]
    monkeypatch.setattr("symbackprop.proof.second_arrays.lines_proved", lambda _: [Undecided(None, "not tried")])
    verdict = Arrays(second).hessian(step)
    assert isinstance(verdict, Proved)
    assert verdict.method != "sums"


def test_a_hypothesis_about_what_parameters_change_is_not_differentiated() -> None:
    lines = [Equation(u[j], w[j] * x[j], ranges=((j, m),)), Equation(E, sp.Sum(u[j] ** 2, (j, 1, m)))]
    given = Network(lines, parameters=["w"], hypotheses=[(sp.Sum(x[j], (j, 1, m)), 1)])
    changed = Network(lines, parameters=["w"], hypotheses=[(sp.Sum(u[j], (j, 1, m)), 1)])
    assert vouched_for_what_is_given(given)
    assert not vouched_for_what_is_given(changed)
    assert Arrays(second_of(changed))._first_order == ()


def test_an_array_s_lines_are_proved_with_every_name_given_too() -> None:
    judge = Arrays(second_of(ARRAYS["one hidden layer"]))
    assert len(judge._rests_on) > len(judge._first_order)
    assert all(isinstance(verdict, Proved) for verdict in judge._rests_on)
