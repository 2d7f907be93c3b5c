"""The prover for indexed networks: what a verdict says, and what it never says."""

from __future__ import annotations

import pytest
import sympy as sp
from networks_to_prove import K, derived, el, i, j, k, m, n, softmax, two_layers

from symbackprop.calculus.partial import Partial
from symbackprop.network import Equation, Network
from symbackprop.network.indices import array
from symbackprop.network.names import name
from symbackprop.proof import Hypothesis, Proved, Refuted, Undecided
from symbackprop.proof.indexed import IndexedProver
from symbackprop.proof.indexed import prover as prover_module
from symbackprop.proof.indexed.derivatives.adjoints import Adjoints

x, w, u, v, y, t, a, p = map(array, ["x", "w", "u", "v", "y", "t", "a", "p"])
delta, delta_out = array("delta"), array("delta_out")
E = name("E")
Delta = sp.KroneckerDelta


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


def softmax_prover(*given: Hypothesis) -> IndexedProver:
    network = softmax()
    return IndexedProver(network, {**network.definitions, delta[k]: Partial(E, a[k])}, given)


TARGETS_ADD_UP = Hypothesis(sp.Sum(t[k], (k, 1, K)) - 1, "=", "user")

HOLD = {
    "a delta by its readers": (delta[j], u[j]),
    "a loss in its deltas": (E, sp.Sum(delta[j] * u[j], (j, 1, m)) / 2),
    "a gradient": (Partial(E, w[j, i]), delta[j] * x[i]),
    "a gradient by one element": (Partial(E, w[1, 2]), delta[1] * x[2]),
    "an input's adjoint": (Partial(E, x[i]), sp.Sum(delta[j] * w[j, i], (j, 1, m))),
    "a local derivative": (Partial(u[j], w[k, i]), Delta(j, k) * x[i]),
    "an array by itself": (Partial(u[j], u[k]), Delta(j, k)),
    "the loss by itself": (Partial(E, E), sp.S.One),
    "what does not depend": (Partial(x[i], w[j, k]), sp.S.Zero),
    "a square of a sum": (sp.Sum(u[j], (j, 1, m)) ** 2, sp.Sum(u[j] * u[k], (j, 1, m), (k, 1, m))),
    "a free letter like a bound one": (sp.Sum(u[j], (j, 1, m)) * u[j], sp.Sum(u[j] * u[k], (k, 1, m))),
    "the first element": (sp.Sum(Delta(i, 1) * x[i], (i, 1, n)), x[1]),
    "a derivative under a sum": (sp.Sum(Partial(E, u[j]) * Partial(u[j], x[i]), (j, 1, m)), Partial(E, x[i])),
    "an index as a number": (sp.Sum(j * u[j], (j, 1, m)), sp.Sum(k * u[k], (k, 1, m))),
    "cases": (sp.Piecewise((u[j], u[j] > 0), (0, True)), sp.Max(u[j], 0)),
}
FAIL = {
    "the sum of squares": (sp.Sum(u[j], (j, 1, m)) ** 2, sp.Sum(u[j] ** 2, (j, 1, m))),
    "a captured index": (sp.Sum(sp.Sum(u[j], (j, 1, m)) * u[j], (j, 1, m)), sp.Sum(u[j] ** 2, (j, 1, m))),
    "another element": (Partial(E, w[1, 2]), delta[1] * x[1]),
    "only where j = k": (Partial(u[j], u[k]), sp.S.One),
    "one element and another": (x[1], x[i]),
    "a size and another": (sp.Sum(1, (j, 1, m)), n),
    "a transposed weight": (Partial(E, x[i]), sp.Sum(delta[j] * w[i, j], (j, 1, m))),
    "an input with the wrong letter": (Partial(E, w[j, i]), delta[j] * x[j]),
    "an index as a number": (sp.Sum(j * u[j], (j, 1, m)), sp.Sum(u[j], (j, 1, m))),
    "a range up to an index": (sp.Sum(sp.Sum(u[j], (j, 1, k)), (k, 1, m)), m * sp.Sum(u[j], (j, 1, m))),
}


@pytest.mark.parametrize("title", HOLD)
def test_what_holds_is_proved_for_all_sizes(title: str) -> None:
    verdict = squares().prove(*HOLD[title])
    assert isinstance(verdict, Proved), verdict
    assert (verdict.method, verdict.sizes) == ("sums", ()), verdict


@pytest.mark.parametrize("title", FAIL)
def test_what_fails_is_refuted_with_its_sizes(title: str) -> None:
    verdict = squares().prove(*FAIL[title])
    assert isinstance(verdict, Refuted), verdict
    assert [text for text, _ in verdict.witness.point[:2]] == ["m", "n"]


def test_a_refutation_names_sizes_indices_and_values() -> None:
    verdict = squares().prove(delta[j], 2 * u[j])
    assert str(verdict).splitlines()[1].startswith("    at               m = 2, n = 3, j = 1, w_11 = ")


def test_a_proof_says_that_it_is_for_all_sizes() -> None:
    verdict = squares().prove(delta[j], u[j])
    assert "sums: for all sizes; normal form of the difference 0, all names left open" in str(verdict)
    assert "both finite at   m = 2, n = 3, j = 1, " in str(verdict)


@pytest.mark.parametrize(
    ("lhs", "rhs"),
    [
        (sp.Sum(u[j], (j, 2, m)), sp.Sum(u[j], (j, 1, m)) - u[1]),
        (sp.Sum(sp.Sum(u[j], (j, 1, k)), (k, 1, m)), sp.Sum((m + 1 - j) * u[j], (j, 1, m))),
    ],
)
def test_what_only_instances_show_says_so(lhs: sp.Expr, rhs: sp.Expr) -> None:
    verdict = squares().prove(lhs, rhs)
    assert isinstance(verdict, Proved)
    assert verdict.sizes == ((("m", 2), ("n", 3)), (("m", 3), ("n", 2)))
    assert "    shown at         m = 2, n = 3 and m = 3, n = 2 only" in str(verdict).splitlines()


@pytest.mark.parametrize(
    "denominator", [u[j] - sp.Sum(w[j, i] * x[i], (i, 1, n)), sp.Sum(x[i], (i, 1, n)) - sp.Sum(x[k], (k, 1, n))]
)
def test_nothing_is_proved_about_nothing(denominator: sp.Expr) -> None:
    verdict = squares().prove(1 / denominator, 1 / denominator)
    assert isinstance(verdict, Undecided), verdict
    assert "no point was found" in verdict.missing or "undefined" in verdict.missing


def test_a_claim_in_which_ranges_disagree_is_refuted_or_left_open() -> None:
    assert isinstance(squares().prove(u[j], x[j] + 1), Refuted)
    left_open = squares().prove(u[j] - u[j] + x[i] * x[1], x[1] * x[i] + sp.S.Zero * u[i])
    assert isinstance(left_open, Proved)
    verdict = squares().prove(u[j] * x[j], x[j] * u[j])
    assert isinstance(verdict, Undecided)
    assert verdict.missing == "the index j runs to m and to n"


def test_a_kernel_that_contradicts_the_instances_is_a_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    original = Adjoints._by_readers
    monkeypatch.setattr(Adjoints, "_by_readers", lambda self, text: self.forms.scale(original(self, text), 2))
    verdict = squares().prove(Partial(E, x[i]), 2 * sp.Sum(delta[j] * w[j, i], (j, 1, m)))
    assert isinstance(verdict, Undecided)
    assert verdict.missing == prover_module._DEFECT


def test_the_delta_of_a_softmax_needs_targets_that_add_up_to_1() -> None:
    claim = delta[k], p[k] - t[k]
    assert isinstance(softmax_prover().prove(*claim), Refuted)
    verdict = softmax_prover(TARGETS_ADD_UP).prove(*claim)
    assert isinstance(verdict, Proved)
    assert verdict.sizes == ()
    assert TARGETS_ADD_UP in verdict.hypotheses
    assert isinstance(softmax_prover().prove(delta[k], p[k] * sp.Sum(t[el], (el, 1, K)) - t[k]), Proved)


def test_a_hypothesis_of_the_network_is_used_and_named_only_where_it_is_needed() -> None:
    plain = softmax()
    network = Network(
        plain.equations, parameters=["a"], targets=[t[k]], hypotheses=[(sp.Sum(t[k], (k, 1, K)), sp.S.One)]
    )
    prover = IndexedProver(network, {**network.definitions, delta[k]: Partial(E, a[k])})
    assert [str(h) for h in prover.prove(delta[k], p[k] - t[k]).hypotheses] == ["Sum(t[k], (k, 1, K)) - 1 = 0"]
    assert prover.prove(Partial(E, p[k]), -t[k] / p[k]).hypotheses == ()


def test_a_derivative_is_taken_before_a_hypothesis_is_used() -> None:
    verdict = softmax_prover(TARGETS_ADD_UP).prove(Partial(E, t[k]), sp.S.Zero)
    assert isinstance(verdict, Refuted)
    network = Network([Equation(E, sp.Sum(t[k], (k, 1, K)) ** 2)], parameters=["t"])
    prover = IndexedProver(network, network.definitions, [TARGETS_ADD_UP])
    assert isinstance(prover.prove(Partial(E, t[k]), sp.Integer(2)), Proved)
    assert isinstance(prover.prove(Partial(E, t[k]), sp.S.Zero), Refuted)


def test_a_hypothesis_with_a_letter_holds_for_every_value_of_it() -> None:
    q, N = sp.Symbol("q", integer=True), sp.Symbol("N", integer=True, positive=True)
    rows = array("T")
    line = Equation(E, sp.Sum(rows[q, k] * x[q] ** 2, (k, 1, K), (q, 1, N)))
    network = Network([line], parameters=["x"])
    given = Hypothesis(sp.Sum(rows[q, k], (k, 1, K)) - 1, "=", "user")
    verdict = IndexedProver(network, network.definitions, [given]).prove(Partial(E, x[j]), 2 * x[j])
    assert isinstance(verdict, Proved), verdict
    assert verdict.sizes == ()


def test_contradictory_hypotheses_prove_nothing() -> None:
    other = Hypothesis(sp.Sum(t[k], (k, 1, K)) - 2, "=", "user")
    verdict = softmax_prover(TARGETS_ADD_UP, other).prove(sp.S.One, sp.Integer(2))
    assert not isinstance(verdict, Proved), verdict


def test_conditions_of_domain_and_kink_are_hypotheses() -> None:
    prover = squares()
    assert [str(h) for h in prover.prove(sp.log(u[j] ** 3), 3 * sp.log(u[j])).hypotheses] == ["u[j]**3 > 0", "u[j] > 0"]
    assert [str(h) for h in prover.prove(sp.sign(u[j]) ** 2, sp.S.One).hypotheses] == ["u[j] != 0"]
    assert [str(h) for h in prover.prove(x[i] / x[i] ** 2, 1 / x[i]).hypotheses] == ["x[i] != 0"]
    assert prover.prove(1 / (1 + x[i] ** 2) * (1 + x[i] ** 2), sp.S.One).hypotheses == ()


def test_the_kink_of_an_activation_is_a_hypothesis_of_its_slope() -> None:
    found, prover = derived("relu")
    claims = [step.claimed for step in found.steps if step.key == "partial y^(1) u^(1)"]
    verdict = prover.prove(*claims[0])
    assert [str(h) for h in verdict.hypotheses] == ["u^(1)[j] != 0"]


def test_an_array_held_fixed_is_held_as_a_whole() -> None:
    h, s = array("h"), array("s")
    lines = [
        Equation(h[j], sp.Sum(w[j, i] * x[i], (i, 1, n)), ranges=((j, m),)),
        Equation(s[k], sp.Sum(v[k, j] * h[j], (j, 1, m)) + sp.Sum(w[k, i] * x[i], (i, 1, n)), ranges=((k, m),)),
        Equation(E, sp.Sum(s[k] ** 2, (k, 1, m))),
    ]
    network = Network(lines, parameters=[w, v])
    prover = IndexedProver(network, network.definitions)
    assert isinstance(prover.prove(Partial(s[k], w[k, i], h[j]), x[i]), Proved)
    assert isinstance(prover.prove(Partial(s[k], w[k, i]), x[i]), Refuted)
    assert isinstance(prover.prove(Partial(s[k], w[k, i]), x[i] + v[k, k] * x[i]), Proved)


def test_a_lemma_about_a_letter_that_is_also_an_array_stands_alone() -> None:
    found, prover = derived("two layers")
    lemmas = [step for step in found.lemmas if step.claimed is not None]
    assert lemmas
    for step in lemmas:
        verdict = prover.prove(*step.claimed)
        assert isinstance(verdict, Proved)
        assert verdict.sizes == ()


def test_second_derivatives_are_derivatives_of_deltas() -> None:
    verdict = squares().prove(Partial(delta[j], w[k, i]), Delta(j, k) * x[i])
    assert isinstance(verdict, Proved), verdict
    assert isinstance(squares().prove(Partial(delta[j], x[i]), w[j, i]), Proved)


def test_the_verdict_does_not_depend_on_what_was_proved_before() -> None:
    network = two_layers()
    definitions = {**network.definitions, delta[j]: Partial(E, u[j]), delta_out[k]: Partial(E, array("s")[k])}
    claims = [
        (delta[j], sp.Sum(delta_out[k] * v[k, j], (k, 1, K)) * y[j] * (1 - y[j])),
        (Partial(E, w[j, i]), delta[j] * x[i]),
        (Partial(E, w[j, i]), delta[j] * x[i] + 1),
        (delta[j], delta_out[j]),
    ]
    together = IndexedProver(network, definitions)
    forwards = [str(together.prove(*claim)) for claim in claims]
    backwards = [str(together.prove(*claim)) for claim in claims[::-1]][::-1]
    alone = [str(IndexedProver(network, definitions).prove(*claim)) for claim in claims]
    assert forwards == backwards == alone


def test_a_name_defined_by_derivatives_is_differentiated_too() -> None:
    network = squares().network
    slope, q = array("slope"), name("q")
    definitions = {**network.definitions, delta[j]: Partial(E, u[j]), slope[j]: q * Partial(E, u[j]) + q**2}
    prover = IndexedProver(network, definitions)
    assert isinstance(prover.prove(Partial(slope[j], q), u[j] + 2 * q), Proved)
    assert isinstance(prover.prove(Partial(slope[j], q), sp.S.Zero), Refuted)
    assert isinstance(prover.prove(Partial(slope[j], x[i]), q * w[j, i]), Proved)


def test_a_size_that_stands_as_a_subscript_is_the_size() -> None:
    assert isinstance(squares().prove(sp.Sum(Delta(i, n) * x[i], (i, 1, n)), x[n]), Proved)
    assert isinstance(squares().prove(E * x[n], x[n] * sp.Sum(u[j] ** 2, (j, 1, m)) / 2), Proved)
    assert isinstance(squares().prove(x[n], x[1]), Refuted)


def test_a_size_of_the_claim_alone_is_a_size() -> None:
    N = sp.Symbol("N", integer=True, positive=True)
    assert isinstance(squares().prove(sp.Sum(u[j], (k, 1, N)), N * u[j]), Proved)
    assert isinstance(squares().prove(sp.Sum(u[j], (k, 1, N)), u[j]), Refuted)
    left_open = squares().prove(sp.Sum(k, (k, 1, N)), N * (N + 1) / 2)
    assert isinstance(left_open, Undecided)


def test_two_symbols_that_print_alike_are_two() -> None:
    other = sp.Symbol("j", integer=True, nonnegative=True)
    assert not isinstance(squares().prove(u[j], u[other]), Proved)
    even = sp.Symbol("m", integer=True, positive=True, even=True)
    assert not isinstance(squares().prove(sp.Sum(u[j], (j, 1, m)), sp.Sum(u[j], (j, 1, even))), Proved)


@pytest.mark.parametrize(
    "strange", [sp.Matrix([[1]]), sp.I, sp.oo, sp.Function("h")(u[1], x[1]), sp.Product(x[i], (i, 1, n))]
)
def test_what_is_beyond_reach_is_undecided_and_never_raises(strange: sp.Expr) -> None:
    verdict = squares().prove(strange, u[j])
    assert isinstance(verdict, Undecided), verdict
