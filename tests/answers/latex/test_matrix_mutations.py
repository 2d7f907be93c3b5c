"""A formula of matrices that was changed is proved only if it still holds, and refuted only if it does not.

Whether it holds is found out by NumPy, at two choices of different sizes and random numbers;
the gradients it is compared with come from complex steps through the forward pass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
from matrix_formulas import Each, Misfit, Name, Product, Slope, Sum, Tree, Turned, changed
from matrix_verdicts import word

import symbackprop as sb
from symbackprop.answers.latex import Symbols, read_display
from symbackprop.answers.vocabulary import vocabulary

Matrix = np.ndarray[Any, Any]
SIZES = ({"n": 2, "m": 3, "K": 4, "N": 5}, {"n": 4, "m": 2, "K": 3, "N": 6})

COLUMNS = Symbols(
    vocabulary(sb.mlp(["n", "m", "K"])),
    {"W_1": "w", "b_1": "b", "W_2": "v", "b_2": "c", "d_1": "delta", "d_2": "delta_out"},
)
ROWS = Symbols(
    vocabulary(sb.batched(sb.mlp(["n", "m", "K"]))),
    {"W_1": "w^T", "b_1": "b^T", "W_2": "v^T", "b_2": "c^T", "d_1": "delta", "d_2": "delta_out"},
)
TABLES = {"columns": COLUMNS, "rows": ROWS}
_TIMES: Mapping[str, Callable[[Matrix, Matrix], Matrix]] = {
    "columns": lambda layer, weights: weights @ layer,
    "rows": lambda layer, weights: layer @ weights,
}
W1, b1, W2, b2, d1, d2, u, y, s, z, x, t = map(Name, ("W_1", "b_1", "W_2", "b_2", "d_1", "d_2", *"uyszxt"))

OF_COLUMNS: dict[str, Tree] = {
    "u": Sum(Product(W1, x), b1),
    "s": Sum(Product(W2, y), b2),
    "y": Slope(u, ""),
    "d_2": Each(Sum(z, t, "-"), Slope(s)),
    "d_1": Each(Product(Turned(W2), d2), Slope(u)),
    r"\frac{\partial E}{\partial W_2}": Product(d2, Turned(y)),
    r"\frac{\partial E}{\partial W_1}": Product(Each(Product(Turned(W2), d2), Slope(u)), Turned(x)),
    r"\frac{\partial E}{\partial b_1}": d1,
    r"\frac{\partial E}{\partial y}": Product(Turned(W2), d2),
    r"\frac{\partial E}{\partial x}": Product(Turned(W1), d1),
}
OF_ROWS: dict[str, Tree] = {
    "u": Sum(Product(x, W1), b1),
    "d_2": Each(Sum(z, t, "-"), Slope(s)),
    "d_1": Each(Product(d2, Turned(W2)), Slope(u)),
    r"\nabla_{W_2} E": Product(Turned(y), d2),
    r"\nabla_{W_1} E": Product(Turned(x), Each(Product(d2, Turned(W2)), Slope(u))),
    r"\frac{\partial E}{\partial y}": Product(d2, Turned(W2)),
}
CONFUSED = {"W_1": "W_2", "W_2": "W_1", "d_1": "d_2", "d_2": "d_1", "u": "s", "s": "u", "x": "y", "y": "x", "z": "t"}


def _forward(given: Mapping[str, Matrix], layout: str) -> dict[str, Matrix]:
    found = dict(given)
    times = _TIMES[layout]
    for weights, bias, before, u, after in (("W_1", "b_1", "x", "u", "y"), ("W_2", "b_2", "y", "s", "z")):
        found[u] = found.get(u, times(found[before], found[weights]) + found[bias])
        found[after] = found.get(after, 1 / (1 + np.exp(-found[u])))
    found["E"] = np.sum((found["z"] - found["t"]) ** 2) / 2
    return found


def _slope(given: Mapping[str, Matrix], by: str, layout: str) -> Matrix:
    """Returns ∂E/∂by by complex steps; what stands before `by` in the forward pass does not change."""
    plain = _forward(given, layout)
    found = np.zeros(plain[by].shape)
    for place in np.ndindex(*found.shape):
        moved = plain[by].astype(complex)
        moved[place] += 1e-30j
        found[place] = np.imag(_forward({**given, by: moved}, layout)["E"]) / 1e-30
    return found


def _arrays(sizes: Mapping[str, int], layout: str) -> dict[str, Matrix]:
    lots = np.random.default_rng(7)
    n, m, K, items = sizes["n"], sizes["m"], sizes["K"], sizes["N"] if layout == "rows" else 1
    shapes = {"W_1": (m, n), "b_1": (m, 1), "W_2": (K, m), "b_2": (K, 1), "x": (n, items), "t": (K, items)}
    given = {name: lots.normal(size=shape[::-1] if layout == "rows" else shape) for name, shape in shapes.items()}
    found = _forward(given, layout)
    slopes = {by: _slope(given, by, layout) for by in ("W_1", "b_1", "W_2", "b_2", "x", "u", "y", "s")}
    found |= {"d_1": slopes["u"], "d_2": slopes["s"], "items": np.zeros((items, 0))}
    written = (r"\frac{\partial E}{\partial %s}", r"\nabla_{%s} E")
    return found | {shown % by: value for by, value in slopes.items() for shown in written}


SAMPLES = {layout: [_arrays(sizes, layout) for sizes in SIZES] for layout in ("columns", "rows")}


def _holds(left: str, right: Tree, samples: list[dict[str, Matrix]]) -> bool:
    try:
        values = [(arrays[left], right.value(arrays)) for arrays in samples]
    except Misfit:
        return False
    return all(one.shape == other.shape and np.allclose(one, other, 1e-9, 1e-12) for one, other in values)


@pytest.mark.parametrize(
    ("layout", "left", "right"),
    [
        *(("columns", left, right) for left, right in OF_COLUMNS.items()),
        *(("rows", left, right) for left, right in OF_ROWS.items()),
    ],
)
def test_a_changed_formula_is_proved_only_if_it_holds(layout: str, left: str, right: Tree) -> None:
    samples = SAMPLES[layout]
    assert _holds(left, right, samples)
    assert _judged(left, right, layout) == "proved"
    for other in dict.fromkeys(changed(right, CONFUSED)):
        found, holds = _judged(left, other, layout), _holds(left, other, samples)
        assert found == "proved" if holds else found != "proved", (left, other.latex(), found)


def _judged(left: str, right: Tree, layout: str) -> str:
    (statement,) = read_display(f"{left} = {right.latex()}")
    return word(statement, TABLES[layout])
