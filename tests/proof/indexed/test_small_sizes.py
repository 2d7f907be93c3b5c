"""What instances show: at which sizes, under which names, and what they must not be taken to show."""

from __future__ import annotations

import pytest
import sympy as sp
from networks_to_prove import i, j, m, n

from symbackprop.calculus import derive
from symbackprop.calculus.partial import Partial
from symbackprop.network import Equation, Network, mlp
from symbackprop.network.indices import array
from symbackprop.network.names import name
from symbackprop.proof import Proved, Refuted, Undecided
from symbackprop.proof.indexed import IndexedProver

x, w, u, delta = map(array, ["x", "w", "u", "delta"])
E = name("E")


def squares() -> IndexedProver:
    """Returns a prover for u = w x, E = sum of u^2/2."""
    network = Network(
        [
            Equation(u[j], sp.Sum(w[j, i] * x[i], (i, 1, n)), ranges=((j, m),)),
            Equation(E, sp.Sum(u[j] ** 2, (j, 1, m)) / 2),
        ],
        parameters=[w],
    )
    return IndexedProver(network, {**network.definitions, delta[j]: Partial(E, u[j])})


@pytest.mark.parametrize(
    ("lhs", "rhs"),
    [
        (Partial(E, w[j, i]), delta[j] * x[i] + (m - 2) * (m - 3)),
        (Partial(E, w[j, i]), delta[j] * x[i] + x[i] * (m**2 - 5 * m + 6) * (m - 4) * (m - 5)),
        (sp.Sum(x[i] ** 2, (i, 6, n)), sp.S.Zero),
        (sp.Sum(i * (i - 1) * (i - 2) * (i - 3), (i, 1, n)), sp.S.Zero),
        (sp.Sum(i, (i, 1, n)), n**2 / 2 + n / 2 + (n - 2) * (n - 3)),
        (sp.Sum(sp.Piecewise((0, sp.Le(i, 5)), (x[i], True)), (i, 1, n)), sp.S.Zero),
    ],
)
def test_what_holds_at_small_sizes_only_is_not_proved(lhs: sp.Expr, rhs: sp.Expr) -> None:
    assert isinstance(squares().prove(lhs, rhs), Refuted)


def test_sizes_that_are_equal_at_small_ones_are_told_apart() -> None:
    found = derive(mlp(["n", "m", "K"]))
    prover = IndexedProver(found.network, found.definitions)
    K, gradient = sp.Symbol("K", integer=True, positive=True), found.gradient("w").delta_form
    assert isinstance(prover.prove(K, n), Refuted)
    assert isinstance(prover.prove(Partial(E, w[j, i]), gradient + (K - n) * x[i]), Refuted)
    assert isinstance(prover.prove(Partial(E, w[j, i]), gradient + (m - n - 1) * (m - n + 1) * x[i]), Refuted)
    assert isinstance(prover.prove(sp.Sum(6000 * i, (i, 1, n)), 3000 * n * (n + 1)), Undecided)


def test_numbers_of_the_network_that_stand_beside_its_sizes_prove_nothing() -> None:
    lines = [
        Equation(E, (n - 2) * (n - 3) * sp.Sum(sp.Piecewise((0, sp.Le(i, 4)), (x[i] ** 2, True)), (i, 1, n))),
    ]
    network = Network(lines, parameters=[x])
    verdict = IndexedProver(network, network.definitions).prove(Partial(E, x[i]), sp.S.Zero)
    assert not isinstance(verdict, Proved), verdict


@pytest.mark.parametrize(("other", "factor"), [(name("w_12"), name("w_12")), (array("w_1"), array("w_1")[i])])
def test_names_that_elements_would_have_written_out_stay_apart(other: sp.Expr, factor: sp.Expr) -> None:
    lines = [
        Equation(u[j], sp.Sum(w[j, i] * x[i] * factor, (i, 1, 12)), ranges=((j, m),)),
        Equation(E, sp.Sum(u[j] ** 2, (j, 1, m)) / 2),
    ]
    network = Network(lines, parameters=[w, other])
    prover = IndexedProver(network, network.definitions)
    assert isinstance(prover.prove(Partial(E, w[j, i]), u[j] * x[i] * factor), Proved)
    twin = factor if factor.is_Symbol else other[11]
    assert isinstance(prover.prove(w[1, 2] if factor.is_Symbol else w[1, 11], twin), Refuted)
    slope = sp.Sum(u[j] * w[j, i] * x[i], (j, 1, m))
    assert isinstance(
        prover.prove(Partial(E, factor), sp.Sum(slope, (i, 1, 12)) if factor.is_Symbol else slope), Proved
    )


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "gelu", "any"])
def test_a_lemma_about_a_scalar_of_the_network_holds_for_all_sizes(activation: str) -> None:
    found = derive(mlp(["n", 1], activation=activation))
    prover = IndexedProver(found.network, found.definitions)
    for step in found.lemmas:
        if step.claimed is not None:
            verdict = prover.prove(*step.claimed)
            assert isinstance(verdict, Proved), verdict
            assert verdict.sizes == ()


def test_a_scalar_that_rests_on_others_is_not_taken_for_a_letter() -> None:
    s, z, c = name("s"), name("z"), name("c")
    lines = [
        Equation(s, sp.Sum(w[i] * x[i], (i, 1, n)) ** 2 + 1),
        Equation(z, sp.exp(s) * c),
        Equation(E, z**2),
    ]
    network = Network(lines, parameters=[w, c])
    prover = IndexedProver(network, network.definitions)
    assert isinstance(prover.prove(Partial(z, s), sp.S.Zero), Refuted)
    assert isinstance(prover.prove(Partial(z * s, s), z), Refuted)
    assert not isinstance(prover.prove(Partial(E, c), sp.S.Zero), Proved)
    assert isinstance(prover.prove(sp.log(-s), sp.log(-s)), Undecided)
