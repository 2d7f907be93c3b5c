"""Weight decay: squares of the weights in the loss, none of the biases."""

from __future__ import annotations

import numpy as np
import pytest
from evaluating import drawn, forward

from symbackprop.errors import NetworkError, UnknownName
from symbackprop.network import given, layer, mlp, name, sequential, two_layer
from symbackprop.network.weight_decay import with_weight_decay

NETWORK = mlp(["n", "m", "K"], activation="tanh", loss="cross_entropy")


def test_all_weights_decay_and_no_bias() -> None:
    decayed = with_weight_decay(NETWORK)
    assert str(decayed).splitlines()[-2:] == [
        "E_0 = -Sum(log(z[k])*t[k], (k, 1, K))",
        "E = E_0 + lambda*(Sum(v[k, j]**2, (j, 1, m), (k, 1, K)) + Sum(w[j, i]**2, (i, 1, n), (j, 1, m)))/2",
    ]
    assert decayed.constants == (name("lambda"),)
    assert decayed.hypotheses == NETWORK.hypotheses
    assert decayed.loss_row is NETWORK.loss_row
    assert decayed.title == "a network of n inputs, m hidden units and K outputs with weight decay"


def test_the_scalar_network_has_it_too() -> None:
    body = "E_0 + lambda*(v_1**2 + v_2**2 + w_11**2 + w_12**2 + w_21**2 + w_22**2)/2"
    assert str(with_weight_decay(two_layer()).loss.body) == body


def test_its_value_is_that_of_the_definition() -> None:
    decayed, sizes = with_weight_decay(NETWORK, 0.1), {"n": 3, "m": 2, "K": 2}
    a = drawn(decayed, sizes)
    without = forward(NETWORK, a, sizes)["E"]
    expected = without + 0.05 * (np.sum(a["v"] ** 2) + np.sum(a["w"] ** 2))
    assert forward(decayed, a, sizes)["E"] == pytest.approx(expected)
    assert decayed.constants == ()


def test_a_bias_is_what_stands_alone_as_a_term() -> None:
    network = sequential(given("x", c="C", i="n"), layer("conv1d", filters=2, width=2), layer("layer_norm"))
    body = str(with_weight_decay(network).loss.body)
    assert "W[f, c, k]**2" in body
    assert "gamma[f, i]**2" in body
    assert "b[f]**2" not in body
    assert "beta[f, i]**2" not in body


def test_the_weights_that_decay_may_be_named() -> None:
    body = str(with_weight_decay(NETWORK, "rho", weights=["v", "c"]).loss.body)
    assert body == "E_0 + rho*(Sum(c[k]**2, (k, 1, K)) + Sum(v[k, j]**2, (j, 1, m), (k, 1, K)))/2"


def test_it_may_be_added_twice() -> None:
    twice = with_weight_decay(with_weight_decay(NETWORK, "lambda", ["v"]), "rho", ["w"])
    assert [str(line.name) for line in twice][-3:] == ["E_0", "E_1", "E"]


REFUSED = {
    "a negative rate": (lambda: with_weight_decay(NETWORK, -0.1), "-1/10 is no rate of weight decay"),
    "no number": (lambda: with_weight_decay(NETWORK, float("inf")), "inf is no number"),
    "a rate called like a weight": (lambda: with_weight_decay(NETWORK, "w"), "called w, which the network has already"),
    "a rate called like a size": (lambda: with_weight_decay(NETWORK, "m"), "m is a"),
    "no weights": (
        lambda: with_weight_decay(sequential(given("x"), layer("dropout", rate=0.5))),
        "no weight is left to decay\n    parameters        none",
    ),
}


@pytest.mark.parametrize("which", REFUSED)
def test_what_is_no_weight_decay_is_refused(which: str) -> None:
    build, fact = REFUSED[which]
    with pytest.raises(NetworkError) as caught:
        build()
    assert fact in str(caught.value)
    assert all(line.startswith("    ") for line in str(caught.value).splitlines()[1:])


def test_a_weight_that_is_no_parameter_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="there is no parameter named 'x'"):
        with_weight_decay(NETWORK, weights=["x"])
