"""Matrix forms are proved entry by entry, and what is wrong with one is refuted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
import sympy as sp
from indexed_networks import residual
from matrix_mutants import mutants
from matrix_networks import ALL
from matrix_values import Values

from symbackprop.calculus import Derivation, Step, derive
from symbackprop.calculus.matrices import Ones, Transposed
from symbackprop.network import Equation, Network, mlp, name
from symbackprop.network.batched import batched
from symbackprop.network.indices import array, index, size
from symbackprop.network.layers import given, layer, sequential
from symbackprop.proof import Proved, Refuted, Undecided
from symbackprop.proof.indexed import IndexedProver
from symbackprop.proof.matrices import entries, prove_matrix_step

i, j, m, n = index("i"), index("j"), size("m"), size("n")


def judge_of(derivation: Derivation) -> IndexedProver:
    return IndexedProver(derivation.network, derivation.definitions)


def claiming(step: Step, matrix: sp.Expr) -> Step:
    return replace(step, rule=replace(step.rule, value=matrix))


@pytest.mark.parametrize("which", ALL)
def test_every_matrix_form_is_proved_for_all_sizes(which: str) -> None:
    derivation = derive(ALL[which][0]())
    judge = judge_of(derivation)
    assert derivation.matrix_forms
    for step in derivation.matrix_forms:
        verdict = prove_matrix_step(step, judge)
        assert isinstance(verdict, Proved), verdict
        assert verdict.sizes == ()
        assert (verdict.claim.lhs, verdict.claim.rhs) == (step.lhs, step.rhs)
        assert verdict.evidence.startswith("entry by entry, by the definitions")


@pytest.mark.parametrize("sizes", [[2, 3, 1], [2, 3, 4], [1, 1, 1, 1], ["n", 3, "K"]])
def test_every_matrix_form_is_proved_where_sizes_are_numbers(sizes: list[int | str]) -> None:
    derivation = derive(mlp(sizes))
    judge = judge_of(derivation)
    assert all(isinstance(prove_matrix_step(step, judge), Proved) for step in derivation.matrix_forms)


@pytest.mark.parametrize("which", ["two layers", "batch", "attention", "multi-head attention"])
def test_the_left_side_has_the_entries_that_the_step_in_index_form_is_about(which: str) -> None:
    for step in derive(ALL[which][0]()).matrix_forms:
        assert entries(step)[0] == step.premises[0].lhs


def rows() -> Network:
    return sequential(given("x", {"p": "n"}, i="n"), layer("attention", keys="n", values="n"))


def heads() -> Network:
    return sequential(given("x", {"p": "n"}, i="n"), layer("multi_head_attention", heads="n", keys="n"))


SQUARE = {
    "perceptron": lambda: mlp(["n", "n", "n"], activation="tanh", output="sigmoid"),
    "classifier": lambda: mlp(["n", "n", "n", "n"], activation="any", output="softmax", loss="cross_entropy"),
    "batch": lambda: batched(mlp(["n", "n", "n"]), "n"),
    "attention": rows,
    "heads": heads,
    "residual": residual,
    "rectangular": lambda: mlp(["n", "m", "K"]),
    "rectangular batch": lambda: batched(mlp(["n", "m", "K"])),
}
"""Networks whose sizes agree, so that hardly any mistake shows in the shapes."""


@pytest.mark.parametrize("which", SQUARE)
def test_every_mistake_in_a_matrix_form_is_refuted(which: str) -> None:
    derivation = derive(SQUARE[which]())
    judge = judge_of(derivation)
    values = Values(derivation.network, {"n": 3, "m": 4, "K": 2, "N": 5})
    kinds: Counter[str] = Counter()
    for step in derivation.matrix_forms:
        held = dict.fromkeys(step.rule.held, sp.Integer(2))
        true = values.by_numpy(step.rhs, held)
        for what, wrong in mutants(step.rhs):
            value = values.by_numpy(wrong, held)
            if value.shape != true.shape or not np.allclose(value, true):
                verdict = prove_matrix_step(claiming(step, wrong), judge)
                assert isinstance(verdict, Refuted), f"{what}: {step.lhs} = {wrong}\n{verdict}"
                kinds[what] += 1
    assert kinds["transpose added"] > 1
    assert sum(kinds.values()) > 15


def test_a_mutant_that_is_true_is_proved() -> None:
    """The deviations from a mean add up to 0, so the mean gets nothing through the variance."""
    derivation = derive(ALL["batch norm"][0]())
    step = next(step for step in derivation.matrix_forms if str(step.lhs) == "delta_mu")
    through_the_output = next(term for term in step.rhs.args if not str(term).startswith("2/N"))
    assert isinstance(prove_matrix_step(claiming(step, through_the_output), judge_of(derivation)), Proved)


def test_a_gradient_of_the_wrong_shape_is_refuted() -> None:
    derivation = derive(mlp(["n", "m", "K"]))
    step = next(step for step in derivation.matrix_forms if str(step.lhs) == "dE/dW")
    verdict = prove_matrix_step(claiming(step, Transposed(step.rhs)), judge_of(derivation))
    assert isinstance(verdict, Refuted)


def test_sides_of_different_shapes_are_not_proved_equal_though_all_their_entries_are() -> None:
    u, w, x, b = map(array, "uwxb")
    line = Equation(u[j], b[j] + sp.Sum(w[j, i] * x[i], (i, 1, n)), ranges=((j, m),))
    derivation = derive(Network([line, Equation(name("E"), sp.Sum(u[j], (j, 1, m)))], parameters=["w", "b"]))
    step = next(step for step in derivation.matrix_forms if step.rhs == Ones(m))
    judge = judge_of(derivation)
    assert isinstance(prove_matrix_step(step, judge), Proved)
    verdict = prove_matrix_step(claiming(step, Ones(n)), judge)
    assert isinstance(verdict, Undecided)
    assert verdict.missing == "delta_u is m × 1 and ones is n × 1"


def test_the_name_on_the_left_is_not_trusted_either() -> None:
    derivation = derive(mlp(["n", "n", "n"]))
    by_parameter = {str(step.lhs): step for step in derivation.matrix_forms}
    exchanged = replace(by_parameter["dE/dW"], lhs=by_parameter["dE/dV"].lhs)
    assert isinstance(prove_matrix_step(exchanged, judge_of(derivation)), Refuted)


def test_a_step_about_numbers_is_none_about_matrices() -> None:
    derivation = derive(mlp(["n", "m", "K"]))
    with pytest.raises(TypeError, match="is about numbers, and was proved as it stands"):
        entries(derivation.matrix_forms[0].premises[0])
