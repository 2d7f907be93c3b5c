"""The text of a program on arrays: readable NumPy that stands alone, the same every time."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from array_cases import CASES, drawn
from indexed_networks import NETWORKS
from sympy import Eq, IndexedBase, Sum, Symbol, symbols

from symbackprop.network import ACTIVATIONS, Network, mlp
from symbackprop.program import lambdify

SOURCES = {
    **{label: make for label, (make, _) in CASES.items()},
    **{label: make for label, (make, _) in NETWORKS.items()},
    **{text: lambda text=text: mlp(["n", "m", "K"], activation=text, output="tanh") for text in ACTIVATIONS},
}

CLASSIFIER = """\
    # forward pass
    u = x @ w.T
    u += b
    finite(u)
    y = np.tanh(u)
    cosh_squared_y = cosh_squared(u)
    s = y @ v.T
    s += c
    top_z = s.argmax(axis=1)
    largest_z = s[rows, top_z]
    shifted_z = s - largest_z[:, None]
    e_z = np.exp(shifted_z)
    rest_z = others(e_z, top_z) @ ones_K
    sum_z = 1 + rest_z
    log_z = shifted_z - np.log1p(rest_z[:, None])
    E = -np.vdot(log_z, t)
    if not math.isfinite(E):
        raise FloatingPointError("overflow in a product of matrices")

    # backward pass
    e_minus_t = (t @ ones_K)[:, None] * e_z
    e_minus_t -= t
    delta_out = (e_minus_t - rest_z[:, None] * t) / sum_z[:, None]
    delta = delta_out @ v
    delta /= cosh_squared_y

    # gradients, summed over the items
    gradient = {}
    gradient["v"] = delta_out.T @ y
    gradient["c"] = ones @ delta_out
    gradient["w"] = delta.T @ x
    gradient["b"] = ones @ delta
    return E, gradient
"""


def test_the_program_of_a_classifier_is_what_a_lecturer_would_write() -> None:
    source = lambdify(mlp(["n", "m", "K"], activation="tanh", loss="cross_entropy")).source
    assert source.endswith(CLASSIFIER)
    assert "    u[j] = b[j] + Sum(w[j, i]*x[i], (i, 1, n))\n" in source
    assert "    dE/dw[j, i] = delta[j]*x[i]\n" in source


@pytest.mark.parametrize("label", SOURCES)
def test_the_source_imports_only_numpy_has_no_loops_and_short_lines(label: str) -> None:
    source = lambdify(SOURCES[label]()).source
    tree = ast.parse(source)
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert imported <= {"numpy", "math"}
    assert not any(
        isinstance(node, ast.ImportFrom | ast.For | ast.While | ast.comprehension) for node in ast.walk(tree)
    )
    assert "einsum" not in source
    assert "vectorize" not in source
    assert max(map(len, source.splitlines())) <= 100
    assert not any(line.endswith(" ") for line in source.splitlines())
    assert source.endswith("\n")
    assert not source.endswith("\n\n")


@pytest.mark.parametrize("label", ["dense", "attention", "convolution", "layer normalisation"])
def test_the_saved_file_runs_by_itself(label: str, tmp_path: Path) -> None:
    make, hand = CASES[label]
    program = lambdify(make())
    params, X, T = drawn(hand)
    program.save(tmp_path / "backprop.py")
    inputs = X["x"] if len(X) == 1 else X
    np.savez(tmp_path / "params.npz", *params.values())
    np.save(tmp_path / "T.npy", T)
    np.savez(tmp_path / "X.npz", *X.values())
    text = (
        f"import numpy as np, backprop\nparams = dict(zip({list(params)}, np.load('params.npz').values()))\n"
        f"X = dict(zip({list(X)}, np.load('X.npz').values()))\n"
        "value, gradient = backprop.value_and_grad(params, X['x'] if len(X) == 1 else X, np.load('T.npy'))\n"
        "print(repr(float(value)), *(repr(float(gradient[name].sum())) for name in backprop.PARAMETERS))\n"
    )
    run = subprocess.run([sys.executable, "-c", text], cwd=tmp_path, capture_output=True, text=True, check=True)
    value, gradient = program.value_and_grad(params, inputs, T)
    found = [float(word) for word in run.stdout.split()]
    assert found == pytest.approx([value, *(gradient[name].sum() for name in program.parameters)], rel=1e-12)


def test_the_source_is_the_same_whatever_the_hash_seed() -> None:
    text = (
        f"import sys; sys.path[:0] = {sys.path!r}\n"
        "from array_cases import CASES\nfrom symbackprop.program import lambdify\n"
        "for label in ('layer normalisation', 'multi-head attention', 'LSTM', 'softmax cross-entropy'):\n"
        "    print(lambdify(CASES[label][0]()).source)"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", text], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1


HOSTILE = [
    'x"]; raise SystemExit; params["',
    "lambda",
    "np",
    "params",
    "X",
    "ones",
    "finite",
    "dtype",
    "items",
    "1w",
    "é",
    "rows",
    "others",
    "cosh_squared",
    "sech",
]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_text_of_a_name_is_ever_run(text: str) -> None:
    i, n = symbols("i n", integer=True, positive=True)
    w, x = IndexedBase(text), IndexedBase("x_given")
    network = Network([Eq(Symbol("E"), Sum(w[i] * x[i], (i, 1, n)))], parameters=[w], title=text)
    program = lambdify(network)
    value, gradient = program.value_and_grad({text: np.array([2.0, 3.0])}, np.array([[1.0, 1.0], [0.5, 2.0]]))
    assert value == 12
    np.testing.assert_array_equal(gradient[text], [1.5, 3.0])
    names = [node.id for node in ast.walk(ast.parse(program.source)) if isinstance(node, ast.Name)]
    assert not {"SystemExit", "__import__"} & set(names)
