"""Networks of any size: every loss and activation by every method, wrong programs, sizes, what is printed."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable

import pytest
import sympy as sp
from indexed_networks import NETWORKS

from symbackprop.errors import NetworkError, UnknownName
from symbackprop.network import ACTIVATIONS, LOSSES, Equation, Network, given, layer, mlp, names, sequential, two_layer
from symbackprop.network.indices import array, index, size
from symbackprop.network.losses import huber
from symbackprop.program import Program
from symbackprop.verification import METHODS, as_html, as_text, verify
from symbackprop.verification.printing import ASCII
from symbackprop.verification.sizes import sizes_for
from symbackprop.verification.verification import Roads, Verification, roads_of

AUTODIFF = {"jax", "pytorch"}
i, j, k, n, m = *map(index, "ijk"), size("n"), size("m")


def test_jax_and_pytorch_are_here() -> None:
    """Their rows say nothing where they are missing: then this test says so."""
    assert {name: method.missing() for name, method in METHODS.items() if method.missing()} == {}


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation_is_verified_by_every_method(activation: str) -> None:
    network = mlp([2, 3, 1], activation=activation, output="identity")
    verification = verify(network, items=2)
    assert verification.ok, str(verification)
    assert {row.method for row in verification.rows} == set(METHODS)


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_is_verified_by_every_method(loss: str) -> None:
    output = {"hinge": "identity", "huber": "identity"}.get(loss, "softmax" if loss == "cross_entropy" else "sigmoid")
    network = mlp(["n", 2], output=output, loss=loss)
    verification = verify(network, items=2)
    assert verification.ok, str(verification)
    assert {row.method for row in verification.rows} == set(METHODS)


@pytest.mark.parametrize("which", NETWORKS)
def test_networks_written_by_hand_are_verified(which: str) -> None:
    build, sizes = NETWORKS[which]
    verification = verify(build(), sizes=sizes, items=2)
    assert verification.ok, str(verification)
    assert {row.method for row in verification.rows} >= set(METHODS) - {"handwritten"}


def test_sums_whose_ends_depend_on_an_index_are_verified() -> None:
    """A causal average: the mean of the values up to one place."""
    x, t, w, y = map(array, "xtwy")
    (E,) = names("E")
    lines = [
        Equation(y[j], sp.Sum(w[i] * x[i], (i, 1, j)) / j, ranges=((j, n),)),
        Equation(E, sp.Sum((1 + sp.KroneckerDelta(j, n)) * (y[j] - t[j]) ** 2, (j, 1, n))),
    ]
    verification = verify(Network(lines, parameters=["w"], targets=["t"]), sizes={"n": 3}, items=2)
    assert verification.ok, str(verification)


WRONG: dict[str, Callable[[str], str]] = {
    "sign of a gradient": lambda source: source.replace('gradient["w"] = ', 'gradient["w"] = -1.0 * '),
    "transposed gradient": lambda source: source.replace('gradient["w"] = delta.T @ x', 'gradient["w"] = x.T @ delta'),
    "transposed weight": lambda source: source.replace("delta_out @ v", "delta_out @ v.T"),
    "slope left out": lambda source: source.replace("delta /= cosh_squared_y\n", ""),
    "mean for sum": lambda source: source.replace('gradient["b"] = ones @ delta', 'gradient["b"] = delta.mean(axis=0)'),
    "one element": lambda source: source.replace(
        "    return E, gradient", '    gradient["w"][1, 0] *= 1 + 1e-6\n    return E, gradient'
    ),
}


@pytest.fixture(scope="module")
def roads() -> Roads:
    return roads_of(mlp([2, 2, 2], activation="tanh", output="identity"))


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_every_method_catches_every_wrong_program(wrong: Callable[[str], str], roads: Roads) -> None:
    program = roads.subject.program
    source = wrong(program.source)
    assert source != program.source
    verification = roads.verification_of(type(program)(program.array_plan, source))
    for method in METHODS:
        assert [row for row in verification.rows if row.method == method and not row.ok], f"{method} does not notice"
    assert not verification.ok


def test_the_worst_element_of_an_array_is_named(roads: Roads) -> None:
    program = roads.subject.program
    broken = type(program)(program.array_plan, WRONG["one element"](program.source))
    verification = roads.verification_of(broken)
    beyond = [row for row in verification.rows if not row.ok]
    assert {str(row.element) for row in beyond} == {"w[2, 1]"}
    assert {row.method for row in beyond} == set(METHODS)
    assert all(row.error == pytest.approx(1e-6, rel=1e-3) for row in beyond)
    assert "w[2, 1]" in str(verification)


def test_a_program_right_at_all_but_one_size_is_caught_where_sizes_differ() -> None:
    network = mlp(["n", "m", "K"], activation="tanh", output="identity")
    program = roads_of(network, {"n": 2, "m": 2, "K": 2}).subject.program
    wrong = type(program)(program.array_plan, program.source.replace("delta_out @ v", "delta_out @ v.T"))
    with pytest.raises(ValueError, match="matmul"):
        verify(network, program=wrong)


def test_symbolic_sizes_get_small_numbers_which_the_table_names() -> None:
    verification = verify(mlp(["n", "m", "K"]), items=1)
    assert verification.sizes == {size("K"): 2, size("m"): 3, size("n"): 2}
    assert "at K = 2, m = 3, n = 2" in " ".join(str(verification).split())


@pytest.mark.parametrize(
    ("sizes", "error", "message"),
    [
        ({"q": 2}, UnknownName, "there is no size named 'q'"),
        ({"n": 0}, NetworkError, "the size n needs a positive whole number"),
        ({"w": 9, "n": 3}, NetworkError, "has no elements"),
    ],
)
def test_sizes_that_do_not_fit_are_refused(sizes: dict[str, int], error: type[Exception], message: str) -> None:
    network = sequential(given("x", c="C", i="n"), layer("conv1d", filters="F", width="w"))
    with pytest.raises(error, match=message):
        verify(network, sizes=sizes)


def test_windows_get_room_to_move() -> None:
    network = sequential(given("x", c="C", i="n"), layer("conv1d", filters="F", width="w"))
    sizes = {symbol.name: number for symbol, number in sizes_for(network).items()}
    assert sizes["n"] - sizes["w"] + 1 >= 2
    assert len({sizes["F"], sizes["C"], sizes["w"]}) == 3


def test_at_a_kink_the_element_and_the_convention_are_reported() -> None:
    verification = verify(mlp(["n", "m", 1], activation="relu", output="identity"), sizes={"n": 2, "m": 3}, items=1)
    (kink,) = verification.kinks
    assert (str(kink.kink), str(kink.by)) == ("u[3] = 0", "b[3]")
    assert kink.program == kink.left == 0 != kink.right
    assert {row.where for row in verification.rows} & {
        f"u[3] = {side}1e-0{power}" for side in "+-" for power in "37"
    } or (verification.points == 13)


def test_targets_are_those_that_a_loss_is_for() -> None:
    for point in (case.point for case in roads_of(mlp(["n", 3], loss="cross_entropy")).cases):
        assert (point.given[names("t")[0]].sum(axis=-1) == 1).all()
    for point in (case.point for case in roads_of(mlp(["n", 3], loss="hinge", output="identity")).cases):
        assert set(point.given[names("t")[0]].ravel()) <= {-1.0, 1.0}


def test_a_loss_that_no_formula_was_typed_in_for_is_no_matter_of_the_handwritten_backprop() -> None:
    verification = verify(mlp(["n", 2], output="identity", loss=huber("1/2")), items=1)
    assert verification.ok, str(verification)
    assert (
        "handwritten",
        "not layered: no formula was typed in for Huber loss (9 of 9 points)",
    ) in verification.left_out


def test_a_hypothesis_that_does_not_hold_at_a_point_leaves_the_derivation_out() -> None:
    x, t, w, y = map(array, "xtwy")
    (E,) = names("E")
    lines = [
        Equation(y[j], w[j] * x[j], ranges=((j, n),)),
        Equation(E, sp.Sum((y[j] - t[j]) ** 2, (j, 1, n))),
    ]
    network = Network(lines, parameters=["w"], targets=["t"], hypotheses=[(sp.Sum(x[j], (j, 1, n)), 1)])
    verification = verify(network, items=1)
    assert verification.ok
    assert "derivation" not in {row.method for row in verification.rows}
    assert any("the hypothesis Sum(x[j], (j, 1, n)) = 1 does not hold" in why for _, why in verification.left_out)


def test_a_large_network_is_verified_in_parts_and_says_so() -> None:
    verification = verify(mlp([150, 150, 1], activation="tanh", output="identity"), items=1)
    assert verification.ok, str(verification)
    assert {row.method for row in verification.rows} >= {"handwritten", "complex step", *AUTODIFF}
    reasons = dict(verification.left_out)
    assert reasons["first principles"].startswith("too large for 50 digits")
    assert any(what == "jax" and "some elements" in why for what, why in verification.left_out)


def test_what_is_not_installed_is_left_out_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        "symbackprop.verification.autodiff.find_spec", lambda name: None if name in {"jax", "torch"} else found(name)
    )
    verification = verify(two_layer(), items=1)
    assert verification.ok
    assert not {row.method for row in verification.rows} & AUTODIFF
    why = "not installed: pip install 'symbackprop[autodiff]'"
    assert {("jax", why), ("pytorch", why)} <= set(verification.left_out)
    assert f"left out: {why}" in str(verification)


def test_the_precision_of_jax_outside_is_left_as_it_was() -> None:
    import jax.numpy as jnp  # noqa: PLC0415  (here it is what the test is about)

    assert verify(mlp([1, 1]), items=1).ok
    assert jnp.ones(1).dtype == jnp.float32


def printed() -> Verification:
    return verify(mlp(["n", "m", "q", "K"], activation="tanh"), items=1)


def test_the_table_has_at_most_80_columns_and_an_ascii_form() -> None:
    verification = printed()
    text = as_text(verification)
    assert max(map(len, text.splitlines())) <= 80
    assert as_text(verification, ASCII).isascii()
    assert "W^(3)[" in text
    assert text.splitlines()[-1] == f"✓ {len(verification.rows)} comparisons within their bounds"
    assert as_html(verification).count("<tr>") == 1 + len(verification.rows)
    json.dumps([row.place for row in verification.rows])


def test_the_program_of_another_precision_is_beyond_the_bounds(roads: Roads) -> None:
    """Single precision has errors of 1e-7, and the bounds are those of double."""

    class Single(type(roads.subject.program)):  # type: ignore[misc]
        def value_and_grad(self, params: object, X: object = None, T: object = None) -> object:
            return super().value_and_grad({name: array.astype("f4") for name, array in params.items()}, X, T)

    program = roads.subject.program
    verification = roads.verification_of(Single(program.array_plan, program.source))
    assert not verification.ok
    assert isinstance(program, Program)
