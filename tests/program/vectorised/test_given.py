"""What a program on arrays takes, what it refuses, and in which words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sympy import Eq, Sum, Symbol

from symbackprop.errors import NetworkError, ShapeError
from symbackprop.network import Network, given, layer, mlp, sequential
from symbackprop.network.indices import array, index
from symbackprop.program import RangeError, lambdify
from symbackprop.program.vectorised import given as intake

OPEN = lambdify(mlp(["n", "m", "K"], activation="tanh", loss="cross_entropy"))
KNOWN = lambdify(mlp([3, 4, 2], activation="tanh", loss="cross_entropy"))
RECURRENT = lambdify(sequential(given("x", i="n"), layer("recurrent", units="m", steps=2), layer("dense", units="K")))
CONVOLUTION = lambdify(sequential(given("x", c="C", i="r"), layer("conv1d", filters="F", width="w")))
BATCH = lambdify(sequential(given("x", {"p": "N"}, i="n"), layer("dense", units="m"), layer("batch_norm")))
P = {"v": np.full((2, 4), 0.1), "c": np.zeros(2), "w": np.full((4, 3), 0.2), "b": np.zeros(4)}
X, T = np.ones((5, 3)), np.full((5, 2), 0.5)
CELL = {"W": np.ones((2, 3)), "b": np.ones(2), "W_h": np.ones((3, 4)), "U_h": np.ones((3, 3)), "b_h": np.ones(3)}
STEPS = {"x^(1)": np.ones((5, 4)), "x^(2)": np.ones((5, 4)), "h^(0)": np.ones((5, 3))}
NORM = {"W": np.ones((2, 3)), "b": np.ones(2), "gamma": np.ones(2), "beta": np.ones(2)}
NAN = np.where(np.arange(15).reshape(5, 3) == 7, np.nan, X)

REFUSED = {
    "sizes that disagree": (
        OPEN, {**P, "v": np.ones((2, 5))}, X, T,
        ("axis 0 of w has length 4, not 5 (m = 5)\n"
        "    equation          u[j] = b[j] + Sum(w[j, i]*x[i], (i, 1, n))\n"
        "    w                 (4, 3), and has to be (m, n)\n"
        "    v                 (2, 5), and has to be (K, m)\n"
        "    give              arrays whose sizes agree"),
    ),
    "an input too wide": (
        OPEN, P, np.ones((5, 4)), T,
        ("axis 1 of X has length 4, not 3 (n = 3)\n"
        "    equation          u[j] = b[j] + Sum(w[j, i]*x[i], (i, 1, n))\n"
        "    X                 (5, 4), and has to be (n,) for each item\n"
        "    w                 (4, 3), and has to be (m, n)\n"
        "    give              arrays whose sizes agree"),
    ),
    "a known size": (
        KNOWN, {**P, "w": np.ones((4, 2))}, X, T,
        ("axis 1 of w has length 2, not 3\n    equation          u[j] = b[j] + Sum(w[j, i]*x[i], (i, 1, 3))\n"
        "    w                 (4, 2), and has to be (4, 3)"),
    ),
    "a parameter turned into a vector": (
        OPEN, {**P, "w": np.ones(12)}, X, T,
        ("w has 1 axis, not 2\n    equation          u[j] = b[j] + Sum(w[j, i]*x[i], (i, 1, n))\n"
        "    found             (12,)\n    expected          (m, n)"),
    ),
    "too many axes": (OPEN, P, X[None], T, "X has 3 axes, not 1 (and one for the items)"),
    "fewer targets": (
        OPEN, P, X, T[:4],
        ("the inputs and targets have different numbers of items\n"
        "    x                 shape (5, 3)\n    t                 shape (4, 2)\n"),
    ),
    "a set and one target": (OPEN, P, X, T[0], "different numbers of items"),
    "no items": (OPEN, P, X[:0], T[:0], "X has no items\n    found             (0, 3)\n"),
    "a flat vector of unknown parts": (
        OPEN, np.ones(26), X, T, "flat vector, but the network leaves their sizes open"
    ),
    "a flat vector too short": (
        KNOWN, np.ones(25), X, T, "expected          (26,): v (2, 4), c (2,), w (4, 3), b (4,)"
    ),
    "a parameter missing": (OPEN, {k: P[k] for k in "vcw"}, X, T, "no value for      b\n"),
    "a parameter misspelt": (OPEN, {**P, "W": 1}, X, T, "there is no parameter 'W'"),
    "a parameter given twice": (OPEN, {**P, Symbol("w"): P["w"]}, X, T, "given twice, by its name and by its symbol"),
    "X missing": (OPEN, P, None, T, "X, the inputs, is missing\n    arrays            x\n"),
    "T missing": (OPEN, P, X, None, "T, the targets, is missing"),
    "several inputs, one array": (
        RECURRENT, CELL, np.ones((5, 4)), T,
        "X holds several arrays\n    found             ndarray\n",
    ),
    "inputs of another name": (
        RECURRENT, CELL, {"x^(1)": X, "x": X, "h^(0)": X}, T,
        "X has the wrong names\n    found             x^(1), x, h^(0)\n    expected          h^(0), x^(1), x^(2)",
    ),
    "steps of different lengths": (
        RECURRENT, CELL, {**STEPS, "x^(2)": np.ones((6, 4))}, T,
        "    x^(1)             shape (5, 4)\n    x^(2)             shape (6, 4)"
    ),
    "a size that follows from others": (
        CONVOLUTION, {"W": np.ones((2, 3, 2)), "b": np.ones(2)}, np.ones((4, 3, 5)), np.ones((4, 2, 5)),
        "axis 2 of T has length 5, not 4 (r - w + 1 = 4)\n    equation          E =",
    ),
    "a batch of its own": (
        BATCH, NORM, {"x": np.ones((4, 3)), "epsilon": 1e-5}, np.ones((5, 2)),
        "axis 0 of T has length 5, not 4 (N = 4)\n",
    ),
    "a constant missing": (BATCH, NORM, np.ones((4, 3)), np.ones((4, 2)), "a mapping with the names epsilon, x"),
    "NaN among the inputs": (OPEN, P, NAN, T, "X[2, 1] is nan\n    not finite        1 of 15 values"),
    "NaN in a single item": (OPEN, P, NAN[2], T[2], "X[1] is nan"),
    "an infinite weight": (OPEN, {**P, "w": np.full((4, 3), np.inf)}, X, T, "the parameter w[0, 0] is inf"),
    "an infinite target": (OPEN, P, X, T * np.inf, "T[0, 0] is inf"),
    "complex": (OPEN, P, X * 1j, T, "found             an array of dtype complex128"),
    "text": (OPEN, P, [["a"] * 3], [[0.5, 0.5]], "dtype <U1"),
    "masked": (OPEN, P, np.ma.masked_array(X, X > 0), T, "masked array"),
}  # fmt: skip


@pytest.mark.parametrize(("program", "params", "inputs", "targets", "message"), REFUSED.values(), ids=REFUSED)
def test_wrong_arrays_are_refused_with_equation_and_shapes(
    program: Any, params: Any, inputs: Any, targets: Any, message: str
) -> None:
    for function in (program.value_and_grad, program.loss):
        with pytest.raises(ShapeError) as caught:
            function(params, inputs, targets)
        assert message in str(caught.value)
        assert len(str(caught.value).splitlines()) > 1


def test_an_overflow_names_the_line_and_what_it_reads() -> None:
    with pytest.raises(RangeError, match=r"u = x @ w\.T(.|\n)*x in \[1e\+200, 1e\+200\], w in") as caught:
        OPEN.value_and_grad({**P, "w": np.full((4, 3), 1e200)}, X * 1e200, T)
    assert "T in" not in str(caught.value)


def test_shapes_are_checked_again_when_they_change() -> None:
    for items in (5, 7, 5):
        OPEN.value_and_grad(P, np.ones((items, 3)), np.full((items, 2), 0.5))
        with pytest.raises(ShapeError, match="axis 1 of X"):
            OPEN.value_and_grad(P, np.ones((items, 2)), np.full((items, 2), 0.5))
        with pytest.raises(ShapeError, match="T, the targets, is missing"):
            OPEN.value_and_grad(P, np.ones((items, 3)))


def test_an_array_that_looks_like_another_is_not_taken_for_it() -> None:
    b, c, t, E = array("b"), array("c"), array("t"), Symbol("E")
    lines = [Eq(E, Sum((b[index("k")] * c[index("k")] - t[index("k")]) ** 2, (index("k"), 1, 3)))]
    program = lambdify(Network(lines, parameters=["b", "c"], targets=["t"]))
    params = {"b": np.ones(3), "c": np.ones(3)}
    assert program.loss(params, None, np.zeros(3)) == 3
    with pytest.raises(ShapeError, match="X was given, but there are no inputs"):
        program.loss(params, np.zeros(3))
    with pytest.raises(ShapeError, match="T, the targets, is missing"):
        program.loss(params)
    assert program.loss(params, None, np.zeros(3, np.float32)) == 3
    assert program.loss({"b": [1, 1, 1], "c": np.ones(3)}, None, np.zeros(3)) == 3
    with pytest.raises(ShapeError, match="masked"):
        program.loss(params, None, np.ma.masked_array(np.zeros(3), [True, False, False]))


def test_the_gradient_has_the_shape_of_the_parameters() -> None:
    flat = np.linspace(-1, 1, 26)
    by_name = {"v": flat[:8].reshape(2, 4), "c": flat[8:10], "w": flat[10:22].reshape(4, 3), "b": flat[22:]}
    value, from_flat = KNOWN.value_and_grad(flat, X, T)
    same, from_mapping = KNOWN.value_and_grad(dict(reversed(by_name.items())), X, T)
    again, from_fields = KNOWN.value_and_grad(KNOWN.Parameters(**by_name), X, T)
    keyed = KNOWN.grad({array(name)[index("j"), index("i")]: value for name, value in by_name.items()}, X, T)
    assert value == same == again
    assert list(from_mapping) == ["b", "w", "c", "v"]
    assert type(from_fields) is KNOWN.Parameters
    assert [str(key) for key in keyed] == ["v[j, i]", "c[j, i]", "w[j, i]", "b[j, i]"]
    expected = np.concatenate([from_mapping[name].ravel() for name in KNOWN.parameters])
    np.testing.assert_array_equal(from_flat, expected)
    np.testing.assert_array_equal(np.concatenate([slope.ravel() for slope in from_fields]), expected)


def test_the_fields_of_layers_are_identifiers() -> None:
    program = lambdify(mlp(["n", "m", "l", "K"]))
    assert program.parameters == ("W^(3)", "b^(3)", "W^(2)", "b^(2)", "W^(1)", "b^(1)")
    assert program.Parameters._fields == ("W3", "b3", "W2", "b2", "W1", "b1")


def test_a_single_item_is_given_without_its_first_axis() -> None:
    value, gradient = OPEN.value_and_grad(P, X[0], T[0])
    many, summed = OPEN.value_and_grad(P, X[:1], T[:1])
    assert (value, isinstance(value, float)) == (many, True)
    for name in P:
        np.testing.assert_array_equal(gradient[name], summed[name])
    assert {name: np.shape(found) for name, found in OPEN.forward(P, X[0]).items()}["u"] == (4,)
    assert OPEN.forward(P, X)["u"].shape == (5, 4)


def test_integers_booleans_lists_and_columns_are_converted() -> None:
    network = lambdify(mlp(["n", "m", 1]))
    params = {"v": [0.5, -0.5], "c": 0.1, "w": [[1, 2, 3], [4, 5, 6]], "b": [0, 0]}
    value, gradient = network.value_and_grad(params, X.astype(int).tolist(), [True, False, True, False, True])
    same, again = network.value_and_grad(params, X, np.array([[1.0], [0], [1], [0], [1]]))
    assert value == same
    assert isinstance(gradient["c"], float)
    assert gradient["c"] == again["c"]


def test_a_large_set_is_the_sum_of_its_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    inputs, targets = rng.normal(size=(1001, 3)), rng.dirichlet([1, 1], size=1001)
    programs = {
        "sum": lambdify(mlp(["n", "m", "K"], activation="tanh", loss="cross_entropy")),
        "mean": lambdify(mlp(["n", "m", "K"], activation="tanh", loss="mean_squared_error")),
    }
    for program in programs.values():
        value, gradient = program.value_and_grad(P, inputs, targets)
        with monkeypatch.context() as patch:
            patch.setattr(intake, "LARGEST", 4 * 100)
            program.intake._seen = None
            parts, slopes = program.value_and_grad(P, inputs, targets)
            assert program.loss(P, inputs, targets) == parts
            assert program.intake.items(P, inputs, targets, program.targets).rows == 100
        program.intake._seen = None
        assert parts == pytest.approx(value, rel=1e-12)
        for name in P:
            np.testing.assert_allclose(slopes[name], gradient[name], rtol=1e-10, atol=1e-13)


def test_what_all_items_share_is_not_cut_into_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    i, n = index("i"), Symbol("n", integer=True, positive=True)
    g, t, w, x, E = *map(array, "gtwx"), Symbol("E")
    rng = np.random.default_rng(6)
    arrays = {"x": rng.normal(size=(500, 3)), "g": rng.normal(size=3)}
    T, params = rng.normal(size=(500, 3)), {"w": rng.normal(size=3)}
    monkeypatch.setattr(intake, "LARGEST", 300)
    for factor, X in ((x[i] * g[i], arrays), (g[i], arrays["g"])):
        lines = [Eq(E, Sum((w[i] * factor - t[i]) ** 2, (i, 1, n)))]
        network = Network(lines, parameters=["w"], targets=["t"], constants=["g"])
        reads = arrays["x"] * arrays["g"] if X is arrays else arrays["g"]
        value, gradient = lambdify(network).value_and_grad(params, X, T)
        assert value == pytest.approx(((params["w"] * reads - T) ** 2).sum(), rel=1e-12)
        np.testing.assert_allclose(gradient["w"], (2 * (params["w"] * reads - T) * reads).sum(axis=0), rtol=1e-10)


def test_memory_stays_bounded_on_a_large_set() -> None:
    big = lambdify(mlp(["n", "m", "K"]))
    params = {"v": np.ones((2, 4)), "c": np.zeros(2), "w": np.ones((4, 3)), "b": np.zeros(4)}
    rows = big.intake.items(params, np.ones((3_000_000, 3)), np.ones((3_000_000, 2)), big.targets).rows
    assert rows * 4 * 8 <= 2**25


def test_an_unspecified_activation_has_no_program() -> None:
    with pytest.raises(NetworkError, match=r"no program for g\(u\[j\]\)(.|\n)*choose            a row of ACTIVATIONS"):
        lambdify(mlp(["n", "m", "K"], activation="any"))
