"""Figures of the program: how fast it is beside NumPy written by hand, and how accurate.

    python benchmarks/program_figures.py

One process, one core's worth of NumPy; each time is the median of many runs.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symbackprop.network import two_layer
from symbackprop.program import Program, lambdify
from symbackprop.verification.calling import arguments
from symbackprop.verification.frame import Frame
from symbackprop.verification.points import Point
from symbackprop.verification.reference import from_first_principles

Floats = NDArray[np.float64]
Parameters = Mapping[str, float]
Function = Callable[[Parameters, Floats, Floats], Any]

BATCHES = (1, 10, 100, 1_000, 10_000, 100_000)
SCALES = (1.0, 10.0, 100.0, 1000.0)
FLOOR = 1e-300
_BUDGET = 0.4
_POINTS = 40


def textbook(p: Parameters, X: Floats, t: Floats) -> tuple[float, Mapping[str, Any]]:
    """Returns loss and gradient as the notes have them, a line for each name."""
    x_1, x_2 = X[:, 0], X[:, 1]
    y_1 = 1 / (1 + np.exp(-(p["b_1"] + p["w_11"] * x_1 + p["w_12"] * x_2)))
    y_2 = 1 / (1 + np.exp(-(p["b_2"] + p["w_21"] * x_1 + p["w_22"] * x_2)))
    z = 1 / (1 + np.exp(-(p["c"] + p["v_1"] * y_1 + p["v_2"] * y_2)))
    delta_out = (z - t) * z * (1 - z)
    delta_1 = delta_out * p["v_1"] * y_1 * (1 - y_1)
    delta_2 = delta_out * p["v_2"] * y_2 * (1 - y_2)
    gradient = {
        "v_1": delta_out @ y_1,
        "v_2": delta_out @ y_2,
        "c": delta_out.sum(),
        "w_11": delta_1 @ x_1,
        "w_12": delta_1 @ x_2,
        "b_1": delta_1.sum(),
        "w_21": delta_2 @ x_1,
        "w_22": delta_2 @ x_2,
        "b_2": delta_2.sum(),
    }
    return ((z - t) ** 2).sum() / 2, gradient


def with_matrices(p: Parameters, X: Floats, t: Floats) -> tuple[float, tuple[Floats, ...]]:
    """Returns loss and gradient as engineers write them, a matrix for each layer."""
    W = np.array([[p["w_11"], p["w_12"]], [p["w_21"], p["w_22"]]])
    b, v = np.array([p["b_1"], p["b_2"]]), np.array([p["v_1"], p["v_2"]])
    y = 1 / (1 + np.exp(-(X @ W.T + b)))
    z = 1 / (1 + np.exp(-(y @ v + p["c"])))
    delta_out = (z - t) * z * (1 - z)
    delta = delta_out[:, None] * v * y * (1 - y)
    return ((z - t) ** 2).sum() / 2, (delta_out @ y, delta_out.sum(), delta.T @ X, delta.sum(axis=0))


def median_time(function: Function, p: Parameters, X: Floats, t: Floats) -> float:
    """Returns the median time of a call, in seconds."""
    function(p, X, t)
    times: list[float] = []
    end = time.perf_counter() + _BUDGET
    while time.perf_counter() < end or len(times) < 11:
        start = time.perf_counter()
        function(p, X, t)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def speed(program: Program) -> None:
    """Prints the times of a program and of NumPy written by hand, and their ratios."""
    rng = np.random.default_rng(0)
    p = {name: float(rng.normal()) for name in program.parameters}
    print("value and gradient of the 2-2-1 network, sigmoid, half squared error")
    heads = "".join(f" {head:>11}" for head in ("program", "its source", "textbook", "matrices"))
    print(f"{'items':>8}{heads}   program / textbook, matrices")
    for items in BATCHES:
        X, t = rng.normal(size=(items, 2)), rng.integers(0, 2, items).astype(float)
        functions: tuple[Function, ...] = (
            program.value_and_grad,
            program.module.value_and_grad,
            textbook,
            with_matrices,
        )
        times = [median_time(function, p, X, t) for function in functions]
        shown = " ".join(f"{1e6 * seconds:>8.1f} µs" for seconds in times)
        print(f"{items:>8} {shown}   {times[0] / times[2]:.2f}, {times[0] / times[3]:.2f}")


def accuracy(program: Program) -> None:
    """Prints the worst relative error of a gradient's component over single items, for each scale of the weights."""
    network = program.network
    frame = Frame(network, {}, frozenset((*network.inputs, *network.targets)))
    rng = np.random.default_rng(1)
    print(f"\nworst relative error of a component of the gradient, {_POINTS} items for each scale, against mpmath")
    print(f"(relative to the exact value, or to {FLOOR:g} where that is larger: a clamp against overflow costs less)")
    print(f"{'scale':>8} {'textbook':>11} {'program':>11}   textbook: all digits lost in")
    for scale in SCALES:
        worst, lost = {"textbook": 0.0, "program": 0.0}, 0
        for _ in range(_POINTS):
            params = {symbol: np.array(scale * rng.normal()) for symbol in network.parameters}
            inputs = {symbol: rng.normal(size=1) for symbol in network.inputs}
            targets = {network.targets[0]: rng.integers(0, 2, 1).astype(float)}
            point = Point("", frame, params, {**inputs, **targets}, 1)
            exact = from_first_principles(point, is_mean=False, most=1)
            p = {symbol.name: float(value) for symbol, value in params.items()}
            X, t = arguments(point)
            with np.errstate(all="ignore"):
                found = {"textbook": textbook(p, X, t)[1], "program": program.grad(p, X, t)}
            for name, gradient in found.items():
                errors = [_relative(float(gradient[symbol.name]), exact[symbol][()]) for symbol in network.parameters]
                worst[name] = max(worst[name], *errors)
                lost += sum(error >= 1 for error in errors) if name == "textbook" else 0
        total = _POINTS * len(network.parameters)
        print(f"{scale:>8g} {worst['textbook']:>11.1e} {worst['program']:>11.1e}   {lost} of {total}")


def _relative(value: float, exact: Any) -> float:
    return float(abs(value - exact) / max(abs(exact), FLOOR))


if __name__ == "__main__":
    PROGRAM = lambdify(two_layer())
    speed(PROGRAM)
    accuracy(PROGRAM)
