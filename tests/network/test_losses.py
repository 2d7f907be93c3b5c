"""Losses: over several outputs and items, at their kinks, and for one output only where they have a meaning."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from symbackprop.errors import NetworkError, UnknownName
from symbackprop.network import LOSSES, LOSSES_OF_ONE_OUTPUT, Loss, loss, two_layer
from symbackprop.network.indices import array, index, size
from symbackprop.network.losses import R, T, Z, huber
from symbackprop.network.names import name

k, p = index("k"), index("p")
K, N = size("K"), size("N")
z, t = array("z"), array("t")

OVER_OUTPUTS = {
    "half_squared_error": "Sum((-t[k] + z[k])**2/2, (k, 1, K))",
    "squared_error": "Sum((-t[k] + z[k])**2, (k, 1, K))",
    "mean_squared_error": "Sum((-t[k] + z[k])**2, (k, 1, K))/K",
    "binary_cross_entropy": "Sum(-(1 - t[k])*log(1 - z[k]) - log(z[k])*t[k], (k, 1, K))",
    "binary_cross_entropy_logits": "Sum(log(exp(z[k]) + 1) - t[k]*z[k], (k, 1, K))",
    "cross_entropy": "-Sum(log(z[k])*t[k], (k, 1, K))",
    "hinge": "Sum(Max(0, -t[k]*z[k] + 1), (k, 1, K))",
    "huber": ("Sum((-t[k] + z[k])*Max(-1, Min(1, -t[k] + z[k])) - Max(-1, Min(1, -t[k] + z[k]))**2/2, (k, 1, K))"),
}


@pytest.mark.parametrize("which", LOSSES)
def test_the_loss_of_several_outputs_is_the_sum_or_the_mean(which: str) -> None:
    row = LOSSES[which]
    assert str(row.over(z[k], t[k], ((k, 1, K),))) == OVER_OUTPUTS[which]
    assert row.over(z[k], t[k], ()) == row.of(z[k], t[k])


@pytest.mark.parametrize("which", LOSSES)
def test_the_loss_of_items_and_outputs_is_one_sum(which: str) -> None:
    row = LOSSES[which]
    found = row.over(z[p, k], t[p, k], ((k, 1, K), (p, 1, N)))
    sums = found.atoms(sp.Sum)
    assert len(sums) == 1
    factor = found / sums.pop()
    sign = -1 if which == "cross_entropy" else 1
    assert factor == (1 / (K * N) if row.set_of == "mean" else sign)


BY_HAND = {
    "half_squared_error": lambda z, t: (z - t) ** 2 / 2,
    "squared_error": lambda z, t: (z - t) ** 2,
    "mean_squared_error": lambda z, t: (z - t) ** 2,
    "binary_cross_entropy": lambda z, t: -t * np.log(z) - (1 - t) * np.log(1 - z),
    "binary_cross_entropy_logits": lambda s, t: np.logaddexp(0, s) - t * s,
    "cross_entropy": lambda z, t: -t * np.log(z),
    "hinge": lambda z, t: max(0.0, 1 - t * z),
    "huber": lambda z, t: (z - t) ** 2 / 2 if abs(z - t) <= 1 else abs(z - t) - 0.5,
}


def points(row: Loss) -> list[float]:
    wide = [-4.0, -2.5, -1.0, -0.3, 0.0, 0.25, 0.9, 1.0, 1.75, 3.0]
    return [value for value in wide if row.domain.contains(sp.Float(value)) == sp.true]


def targets(row: Loss) -> list[float]:
    return [value for value in (-1.0, 0.0, 0.4, 1.0) if row.targets.contains(sp.nsimplify(value)) == sp.true]


@pytest.mark.parametrize("which", LOSSES)
def test_value_slope_and_accurate_value_are_those_of_the_textbook(which: str) -> None:
    row, by_hand, h = LOSSES[which], BY_HAND[which], 1e-6
    value, slope, accurate = (
        sp.lambdify((row.argument, T), part.replace(*SPELLED), "math") for part in (row.value, row.slope, row.accurate)
    )
    assert points(row)
    assert targets(row)
    for target in targets(row):
        for at in points(row):
            assert value(at, target) == pytest.approx(by_hand(at, target))
            assert accurate(at, target) == pytest.approx(by_hand(at, target))
            kinks = [kink.subs({row.argument: at, T: target}) for kink in row.kinks]
            if not any(kinks) and kinks:
                continue
            measured = (by_hand(at + h, target) - by_hand(at - h, target)) / (2 * h)
            assert slope(at, target) == pytest.approx(measured, abs=1e-5)


SPELLED = (lambda node: hasattr(node, "spelled"), lambda node: node.spelled())


def test_the_slope_of_the_hinge_jumps_at_its_kink_and_nowhere_else() -> None:
    row = LOSSES["hinge"]
    assert row.kinks == (1 - T * Z,)
    assert [LOSSES[which].kinks for which in LOSSES if which != "hinge"] == [()] * (len(LOSSES) - 1)


@pytest.mark.parametrize("threshold", [1, "1/2", 0.25, 3])
def test_the_huber_loss_has_a_threshold(threshold: object) -> None:
    row, bound = huber(threshold), float(sp.Rational(str(threshold)))
    for d in (-4.0, -0.2, 0.0, 0.3, 2.0):
        expected = d**2 / 2 if abs(d) <= bound else bound * abs(d) - bound**2 / 2
        assert float(row.of(sp.Float(d), sp.S.Zero)) == pytest.approx(expected)
        assert float(row.slope_at(sp.Float(d), sp.S.Zero)) == pytest.approx(np.clip(d, -bound, bound))
    assert huber() == LOSSES["huber"]


@pytest.mark.parametrize("threshold", [0, -1, "0", "x", "1/0", float("nan"), None])
def test_a_threshold_that_is_no_positive_number_is_refused(threshold: object) -> None:
    with pytest.raises(NetworkError, match="the threshold of the Huber loss"):
        huber(threshold)


def test_a_loss_that_compares_several_outputs_is_not_one_of_a_single_output() -> None:
    several = set(LOSSES) - set(LOSSES_OF_ONE_OUTPUT)
    assert several == {"cross_entropy"}
    assert LOSSES["cross_entropy"].outputs == "softmax"
    with pytest.raises(NetworkError) as caught:
        two_layer(loss="cross_entropy")
    assert str(caught.value).splitlines() == [
        "cross_entropy compares the outputs of several units, and this network has one",
        f"    choose loss=      {', '.join(LOSSES_OF_ONE_OUTPUT)}",
        '    or more outputs   mlp([2, 2, 3], loss="cross_entropy")',
    ]
    with pytest.raises(NetworkError, match="a softmax needs several outputs, and this network has one"):
        two_layer(output="softmax")


def test_rows_read_their_own_placeholder() -> None:
    assert LOSSES["binary_cross_entropy_logits"].argument == R
    assert all(row.value.free_symbols <= {row.argument, T} for row in LOSSES.values())


def test_an_unknown_loss_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="did you mean cross_entropy"):
        loss("cros_entropy")
    assert loss(LOSSES["hinge"]) is LOSSES["hinge"]
    assert name("t") == T
