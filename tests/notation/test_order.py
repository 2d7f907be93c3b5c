"""Order: SymPy's is replaced by the reader's, the author's is kept."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Add, Mul, exp, log

from symbackprop.calculus.partial import Partial
from symbackprop.network.indices import array, index
from symbackprop.network.names import names
from symbackprop.notation import write
from symbackprop.notation.order import by_hand

i, j, j_, p, q = map(index, ("i", "j", "j'", "p", "q"))
a, b, w_2, w_11, y, z, t, E, eta, delta_1, u = names("a b w_2 w_11 y z t E eta delta_1 u")

ORDERED = [
    (z - t, "z − t"),
    (-a - b, "−a − b"),
    (w_11 + w_2, "w_2 + w_11"),
    (y * b + a, "a + b y"),
    (1 - 2 * y + y**2, "1 + y² − 2y"),
    (u * delta_1 * eta, "η δ_1 u"),
    (eta * Partial(E, b), "η ∂E/∂b"),
    (z * (1 - z) * (z - t), "(z − t) z(1 − z)"),
    (y * z * (1 - y) * (1 - z) * a, "a y(1 − y) z(1 − z)"),
    (y**2 * (1 - y), "y²(1 − y)"),
    (y * (1 - y) ** 2, "y(1 − y)²"),
    (a * (1 - y), "a (1 − y)"),
    (u * exp(-u), "u e^(−u)"),
    (log(1 - z) * (1 - t), "(1 − t) log(1 − z)"),
    (array("x")[i] * array("h")[j] * array("w")[j, i] * array("delta")[j] * eta, "η δ_j w_ji h_j x_i"),
    (array("W^(2)")[j, i] * array("delta^(2)")[j] * array("a")[i], "δ⁽²⁾_j W⁽²⁾_ji a_i"),
    (array("x")[i] * array("y")[j] * (1 - array("y")[j]) * array("v")[j], "v_j y_j(1 − y_j) x_i"),
    ((array("z")[j] - array("t")[j]) * array("x")[i], "(z_j − t_j) x_i"),
    (array("x")[i] * exp(-array("x")[i]), "x_i e^(−x_i)"),
    (j - i + 1, "j − i + 1"),
    (sp.Max(1, i - j + 1), "max(1, i − j + 1)"),
    (sp.Max(u, 1), "max(u, 1)"),
    (sp.KroneckerDelta(i, j) * array("A")[i, p] * (1 - array("A")[i, q]), "[i = j] A_ip (1 − A_iq)"),
    (array("V")[q, i] * array("A")[p, q], "A_pq V_qi"),
    (array("K")[q, j] * array("Q")[p, j], "Q_pj K_qj"),
    (array("W")[j, i] * array("x")[p, i], "W_ji x_pi"),
    (array("delta")[p, j] * array("W")[j, i], "δ_pj W_ji"),
    (array("y")[j_] * array("y")[j], "y_j y[j′]"),
    (array("y")[j_] - array("y")[j], "y[j′] − y_j"),
    (array("y")[j_] + array("y")[j], "y_j + y[j′]"),
    ((2 * u - 2 * t) / b, "(2(u − t))/b"),
    ((2 * u - 3 * t) / b, "(2u − 3t)/b"),
    (a * (2 * u - 4 * t) / (3 * b), "(a (2u − 4t))/(3b)"),
]


@pytest.mark.parametrize(("expression", "text"), ORDERED)
def test_an_evaluated_expression_stands_in_the_readers_order(expression: sp.Basic, text: str) -> None:
    assert not by_hand(expression)
    assert write(expression, "unicode") == text


GIVEN = [
    (Mul(y, delta_1, evaluate=False), "y δ_1"),
    (Add(z, b, a, evaluate=False), "z + b + a"),
    (Mul(y, 1 - y, a, evaluate=False), "y(1 − y) · a"),
    (Mul(a, Mul(y, 1 - y, evaluate=False), evaluate=False), "a · y(1 − y)"),
    (Add(a, Add(b, z, evaluate=False), evaluate=False), "a + (b + z)"),
    (Add(a, Mul(-1, b + z, evaluate=False), evaluate=False), "a − (b + z)"),
    (Mul(y, y, 1 - y, evaluate=False), "y y(1 − y)"),
    (Mul((z - t) ** 2, sp.S.Half, evaluate=False), "(z − t)²/2"),
    (Mul(z, y, 1 / (1 + u), evaluate=False), "(z y)/(1 + u)"),
    (Mul(z, 1 / (1 + u), y, evaluate=False), "z · 1/(1 + u) · y"),
    (Mul(-t / z, z, evaluate=False), "−t/z · z"),
    (Mul(-t / z, 1 - u, evaluate=False), "−t/z · (1 − u)"),
    (Mul(2, -t * u, z, evaluate=False), "−2t u · z"),
    (Mul(y, sp.KroneckerDelta(i, j), a, evaluate=False), "[i = j] · y · a"),
    (Mul((2 * u - 2 * t), 1 / b, evaluate=False), "(2(u − t))/b"),
]


@pytest.mark.parametrize(("expression", "text"), GIVEN)
def test_an_expression_put_together_by_hand_keeps_its_order(expression: sp.Basic, text: str) -> None:
    assert write(expression, "unicode") == text


def test_a_function_called_like_a_type_is_laid_out_as_a_function() -> None:
    for text in ("Add", "Sum", "Symbol", "Partial"):
        assert write(sp.Function(text, real=True)(u), "ascii") == f"{text}(u)"
