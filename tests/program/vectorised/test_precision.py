"""Single precision stays single; nothing overflows or cancels that need not."""

from __future__ import annotations

from functools import cache
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy as sp
from array_cases import CASES, drawn
from numpy.typing import NDArray

from symbackprop.network import ACTIVATIONS, Equation, Network, mlp, name
from symbackprop.network.indices import array, index, size
from symbackprop.program import lambdify
from symbackprop.program.vectorised.error_function import MIDDLE, TAIL
from symbackprop.program.vectorised.helpers import OTHERS

i, k, l = index("i"), index("k"), index("l")  # noqa: E741
n, K = size("n"), size("K")
a, t, w, x = map(array, "atwx")
E = name("E")
FAR = [-1e5, -1000.0, -88.5, -40.0, -1e-9, 0.0, 1e-9, 17.0, 88.5, 1000.0, 1e5]


def _cast(values: Any, dtype: type) -> Any:
    if isinstance(values, dict):
        return {key: value.astype(dtype) for key, value in values.items()}
    return values.astype(dtype)


@pytest.mark.parametrize("label", CASES)
def test_single_precision_in_is_single_precision_out(label: str) -> None:
    make, hand = CASES[label]
    program = lambdify(make())
    params, X, T = drawn(hand)
    X = next(iter(X.values())) if len(X) == 1 else X
    value, gradient = program.value_and_grad(params, X, T)
    single = _cast(params, np.float32)
    same, slopes = program.value_and_grad(single, X, T)
    assert same == pytest.approx(value, rel=2e-5)
    for text, slope in slopes.items():
        assert slope.dtype == np.float32
        np.testing.assert_allclose(slope, gradient[text], rtol=2e-3, atol=2e-4)
    assert {found.dtype for found in program.forward(single, X).values()} == {np.dtype(np.float32)}
    assert program.value_and_grad(params, _cast(X, np.float32), T)[1].keys() == gradient.keys()


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation_stays_in_single_precision(activation: str) -> None:
    program = lambdify(mlp(["n", "m", "K"], activation=activation, output="identity"))
    shapes = {"v": (2, 3), "c": (2,), "w": (3, 2), "b": (3,)}
    rng = np.random.default_rng(0)
    params = {text: rng.normal(size=shape).astype(np.float32) for text, shape in shapes.items()}
    X, T = rng.normal(size=(2, 4, 2)).astype(np.float32)
    assert {slope.dtype for slope in program.grad(params, X, T).values()} == {np.dtype(np.float32)}
    assert {found.dtype for found in program.forward(params, X).values()} == {np.dtype(np.float32)}


def test_the_precision_is_that_of_the_parameters_else_of_the_inputs() -> None:
    program = lambdify(mlp(["n", 1]))
    lists = {"w": [0.5, 0.25], "b": 0.0}
    for dtype, expected in ((np.float16, np.float32), (np.float32, np.float32), (np.longdouble, np.float64)):
        assert program.grad(lists, np.ones((3, 2), dtype), np.ones(3))["w"].dtype == expected
        cast = {"w": np.array(lists["w"], dtype), "b": 0.0}
        assert program.grad(cast, np.ones((3, 2)), np.ones(3))["w"].dtype == expected
    assert program.grad(lists, [[1, 2]], [1])["w"].dtype == np.float64


@cache
def _classifier() -> Any:
    softmax = array("p")[k]
    lines = [
        Equation(a[k], sp.Sum(w[k, i] * x[i], (i, 1, n)), ranges=((k, K),)),
        Equation(softmax, sp.exp(a[k]) / sp.Sum(sp.exp(a[l]), (l, 1, K)), ranges=((k, K),)),
        Equation(E, -sp.Sum(t[k] * sp.log(softmax), (k, 1, K))),
    ]
    return lambdify(Network(lines, parameters=["w"], targets=["t"]))


@cache
def _from_logits() -> Any:
    total = sp.log(sp.Sum(sp.exp(a[l]), (l, 1, K)))
    lines = [
        Equation(a[k], sp.Sum(w[k, i] * x[i], (i, 1, n)), ranges=((k, K),)),
        Equation(E, sp.Sum(t[k] * (total - a[k]), (k, 1, K))),
    ]
    return lambdify(Network(lines, parameters=["w"], targets=["t"]))


@cache
def _logistic(loss: str) -> Any:
    return lambdify(mlp(["n", "K"], output="sigmoid", loss=loss))


LOGITS = {
    "far apart": [1000.0, -1000.0, 0.0],
    "one certain": [50.0, 0.0, -3.0],
    "nearly certain": [20.0, 1.0, -2.0],
    "all large": [1000.0, 1000.5, 999.0],
    "all small": [-1000.0, -1001.0, -1002.0],
    "ties": [3.0, 3.0, 3.0],
    "all but one tie": [700.0, 700.0, -700.0],
    "usual": [0.3, -1.2, 2.0],
}


@pytest.mark.parametrize("logits", LOGITS.values(), ids=LOGITS)
@pytest.mark.parametrize("right", [0, 1, 2])
@pytest.mark.parametrize("make", [_classifier, _from_logits], ids=["of the softmax", "of the logits"])
def test_softmax_cross_entropy_keeps_its_digits(make: Any, right: int, logits: list[float]) -> None:
    program = make()
    goal = np.eye(3)[right]
    value, gradient = program.value_and_grad({"w": np.array(logits)[:, None]}, np.ones((1, 1)), goal[None])
    with mpmath.workdps(1000):
        e = [mpmath.exp(logit) for logit in logits]
        p = [one / sum(e) for one in e]
        exact, slopes = -mpmath.log(p[right]), [p_k - t_k for p_k, t_k in zip(p, goal, strict=True)]
    is_accurate = make is _classifier
    assert abs(value - exact) <= (4e-16 * abs(exact) + 1e-300 if is_accurate else 4e-16 * max(map(abs, logits)))
    for found, slope in zip(gradient["w"][:, 0], slopes, strict=True):
        assert abs(found - slope) <= 2e-15 * abs(slope) + 1e-300
    assert np.isfinite(
        program.value_and_grad({"w": np.array(logits, np.float32)[:, None]}, np.ones((1, 1)), goal[None])[0]
    )


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("logit", FAR)
@pytest.mark.parametrize("goal", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("loss", ["binary_cross_entropy", "binary_cross_entropy_logits"])
def test_binary_cross_entropy_is_exact_where_the_sigmoid_saturates(
    loss: str, goal: float, logit: float, dtype: type
) -> None:
    program = _logistic(loss)
    bias = np.array([logit, 0.0], dtype)
    value, gradient = program.value_and_grad(
        {"w": np.zeros((2, 1), dtype), "b": bias}, np.ones((1, 1)), np.array([[goal, 0.5]])
    )
    with mpmath.workdps(60):
        u = mpmath.mpf(float(bias[0]))
        z = 1 / (1 + mpmath.exp(-u))
        exact = mpmath.log1p(mpmath.exp(-abs(u))) + goal * max(-u, 0) + (1 - goal) * max(u, 0)
        exact_value, exact_slope = exact + mpmath.log(2), z - goal
    epsilon = float(np.finfo(dtype).eps)
    tiny = float(np.finfo(dtype).tiny) * 10
    near = epsilon if goal == 0.5 else 0.0  # z - 1/2 is the difference of two numbers
    assert abs(value - exact_value) <= 2 * epsilon * exact_value
    assert abs(float(gradient["b"][0]) - exact_slope) <= 4 * epsilon * abs(exact_slope) + tiny + near


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "softplus", "silu", "elu", "softsign", "gelu", "leaky_relu"])
def test_no_activation_overflows_or_turns_to_noise_far_out(activation: str, dtype: type) -> None:
    program = lambdify(mlp(["n", "K"], output=activation, loss="squared_error"))
    far = np.array(FAR, dtype)
    params = {"w": np.zeros((len(FAR), 1), dtype), "b": far}
    z = program.forward(params, np.ones((1, 1)))["z"][0]
    scalar = lambdify(Network([Equation(name("z"), ACTIVATIONS[activation](name("b")))], parameters=["b"]))
    expected = [scalar.value_and_grad([float(u)]) for u in far]
    np.testing.assert_allclose(z, [value for value, _ in expected], rtol=8 * np.finfo(dtype).eps, atol=1e-37)
    goal = z - 0.5
    slopes = program.grad(params, np.ones((1, 1)), goal[None].astype(float))["b"] / (2 * (z - goal.astype(dtype)))
    np.testing.assert_allclose(
        slopes, [slope for _, (slope,) in expected], rtol=1e-2 if dtype is np.float32 else 1e-10, atol=1e-37
    )


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_attention_does_not_overflow(dtype: type) -> None:
    make, hand = CASES["attention"]
    params, X, T = drawn(hand)
    large = {text: (1e3 * value).astype(dtype) for text, value in params.items()}
    value, gradient = lambdify(make()).value_and_grad(large, X["x"], T)
    assert np.isfinite(value)
    assert all(np.isfinite(slope).all() for slope in gradient.values())


def _functions() -> dict[str, Any]:
    space: dict[str, Any] = {"np": np}
    exec(TAIL + "\n" + MIDDLE, space)  # noqa: S102  (the text that a program contains)
    return space


def test_the_error_functions_have_all_their_digits() -> None:
    functions = _functions()
    points: NDArray[np.float64] = np.concatenate([np.linspace(-6, 26, 801), 10.0 ** np.linspace(-300, 1, 60), [0.0]])
    for text, exact in (("erf", mpmath.erf), ("erfc", mpmath.erfc)):
        found = functions[text](points)
        with mpmath.workdps(50):
            for point, value in zip(points, found, strict=True):
                right = exact(mpmath.mpf(float(point)))
                assert abs(float(value) - right) <= 9e-16 * abs(right) + 1e-307, (text, point)
        assert functions[text](points.astype(np.float32)).dtype == np.float32
        assert functions[text](np.array([[-1e5, 1e5]])).shape == (1, 2)


SCALES = [
    *(10.0**power for power in range(-30, 5)),
    0.3,
    0.9,
    2.0,
    5.0,
    20.0,
    40.0,
    44.5,
    88.0,
    89.5,
    350.0,
    356.0,
    711.0,
]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
def test_a_slope_keeps_its_digits_at_every_scale(activation: str, dtype: type) -> None:
    y, b = array("y"), array("b")
    row = ACTIVATIONS[activation]
    lines = [Equation(y[k], row(b[k]), ranges=((k, K),)), Equation(E, sp.Sum(y[k], (k, 1, K)))]
    program = lambdify(Network(lines, parameters=["b"]))
    points = np.array([*SCALES, *(-scale for scale in SCALES)], dtype)
    slopes = program.grad({"b": points})["b"]
    limits = np.finfo(dtype)
    for point, slope in zip(points, slopes, strict=True):
        with mpmath.workdps(50):
            u = mpmath.mpf(float(point))
            exact = mpmath.sech(u) ** 2 if activation == "tanh" else mpmath.sech(u / 2) ** 2 / 4
            allowed = 4 * float(limits.eps) * exact if exact >= limits.tiny else 2 * mpmath.mpf(float(limits.tiny))
            assert abs(float(slope) - exact) <= allowed, point


def test_the_others_of_a_row_are_the_row_without_its_largest() -> None:
    space: dict[str, Any] = {"np": np}
    exec(OTHERS, space)  # noqa: S102  (the text that a program contains)
    rng = np.random.default_rng(3)
    for shape in ((1,), (4,), (1, 1), (5, 3), (2, 3, 4), (3, 1, 2)):
        rows = rng.normal(size=shape)
        for given in (rows, np.asfortranarray(rows)):
            found = space["others"](given, given.argmax(axis=-1))
            expected = np.where(np.arange(shape[-1]) == given.argmax(axis=-1)[..., None], 0, given)
            np.testing.assert_array_equal(found, expected)
            np.testing.assert_array_equal(given, rows)
