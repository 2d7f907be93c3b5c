"""Batches: the network of N items is that of one item, N times, with the parameters shared."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from evaluating import drawn, forward
from sympy import Eq

from symbackprop.errors import NetworkError
from symbackprop.network import LOSSES, Network, given, layer, mlp, names, sequential, two_layer
from symbackprop.network.batched import batched
from symbackprop.network.indices import head
from symbackprop.network.weight_decay import with_weight_decay

q, w, x, E = names("q w x E")
SQUARE = Eq(q, w**2)
ACT = layer("activation", function="tanh")
SIZES = {"n": 3, "m": 2, "K": 2, "N": 3, "T": 2}


def normed(loss: str = "squared_error") -> Network:
    return sequential(
        given("x", i="n"), layer("dense", units="m"), layer("layer_norm"), ACT, layer("dropout", rate="rho"), loss=loss
    )


NETWORKS = {
    "the notes": two_layer(),
    "one output": mlp(["n", "m", 1]),
    "mean": mlp(["n", "m", "K"], loss="mean_squared_error"),
    "softmax": mlp(["n", "m", "K"], loss="cross_entropy"),
    "logits": mlp(["n", "K"], loss="binary_cross_entropy_logits"),
    "constants": normed(),
    "recurrent": sequential(given("x", i="n"), layer("recurrent", units="m", steps=2)),
    "convolution": sequential(given("x", c=2, i="n"), layer("conv1d", filters="K", width=2)),
    "an output called p": sequential(given("x", i="n"), layer("dense", units="K"), layer("softmax")),
    "deep": mlp(["n", 2, 2, "K"]),
}


def items_apart(arrays: Mapping[str, object], network: Network, number: int) -> dict[str, object]:
    """The arrays of one item."""
    of_items = {head(given).name for given in (*network.inputs, *network.targets)} - {c.name for c in network.constants}
    return {key: value[number] if key in of_items else value for key, value in arrays.items()}


@pytest.mark.parametrize("which", NETWORKS)
def test_the_loss_of_a_batch_is_the_sum_or_the_mean_of_those_of_its_items(which: str) -> None:
    one = NETWORKS[which]
    many = batched(one)
    arrays = drawn(many, SIZES)
    losses = [forward(one, items_apart(arrays, one, number), SIZES)["E"] for number in range(SIZES["N"])]
    mean = one.loss_row.set_of == "mean"
    assert forward(many, arrays, SIZES)["E"] == pytest.approx(np.mean(losses) if mean else np.sum(losses))
    assert many.parameters == one.parameters
    assert many.constants == one.constants
    assert many.items[1].name == "N"


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("last", ["dense", "sigmoid", "softmax"])
def test_a_batch_of_a_chain_is_the_chain_of_a_batch(loss: str, last: str) -> None:
    ends = {"dense": [], "sigmoid": [layer("activation", function="sigmoid")], "softmax": [layer("softmax")]}
    specs = [layer("dense", units="m"), layer("layer_norm"), ACT, layer("dense", units="K"), *ends[last]]
    try:
        one = sequential(given("x", i="n"), *specs, loss=loss)
    except NetworkError:
        return
    many = batched(one)
    again = sequential(given("x", {many.items[0].name: "N"}, i="n"), *specs, loss=loss)
    assert many == again
    assert many.items == again.items


def test_deltas_targets_and_hypotheses_are_of_items() -> None:
    many = batched(mlp(["n", "m", "K"], loss="cross_entropy"))
    assert [str(line.delta) for line in many if line.delta] == ["delta[p, j]", "delta_out[p, k]"]
    assert list(map(str, many.targets)) == ["t[p, k]"]
    assert [(str(left), right) for left, right in many.hypotheses] == [("Sum(t[p, k], (k, 1, K))", 1)]
    assert many.title == "a network of n inputs, m hidden units and K outputs, N items"


def test_the_network_of_the_notes_has_one_more_subscript() -> None:
    assert str(batched(two_layer())).splitlines()[:1] == ["u_1[p] = b_1 + w_11*x_1[p] + w_12*x_2[p]    p = 1..N"]


@pytest.mark.parametrize("taken", ["p", "P"])
def test_the_index_of_items_gives_way_to_what_is_called_so(taken: str) -> None:
    many = batched(sequential(given("x", i="n"), layer("dense", units=taken)), "N", taken)
    assert many.items[0].name != taken
    again = batched(many, "M", "p")
    assert len({letter for line in again for letter, _ in line.ranges}) == 3


def test_weight_decay_is_counted_once_before_and_after() -> None:
    network = mlp(["n", 1], loss="mean_squared_error")
    before, after = batched(with_weight_decay(network)), with_weight_decay(batched(network))
    assert str(before.loss) == "E = lambda*Sum(w[i]**2, (i, 1, n))/2 + Sum(E_0[p], (p, 1, N))/N"
    arrays = drawn(before, SIZES)
    assert forward(before, arrays, SIZES)["E"] == pytest.approx(forward(after, arrays, SIZES)["E"])


def test_what_depends_on_no_item_stays_as_it_is() -> None:
    assert str(batched(Network([SQUARE, Eq(E, q * x)], parameters=[w]))).splitlines() == [
        "q = w**2",
        "E = Sum(q*x[p], (p, 1, N))",
    ]


REFUSED = {
    "no items": (lambda: batched(two_layer(), 0), "0 is no size\n    for               the number of items"),
    "no input": (
        lambda: batched(Network([SQUARE], parameters=[w])),
        "the loss q depends on no item: it reads neither inputs nor targets",
    ),
    "items called like an input": (lambda: batched(two_layer(), "t"), "t is"),
}


@pytest.mark.parametrize("which", REFUSED)
def test_what_is_no_batch_is_refused(which: str) -> None:
    build, fact = REFUSED[which]
    with pytest.raises(NetworkError) as caught:
        build()
    assert fact in str(caught.value)
    assert all(line.startswith("    ") for line in str(caught.value).splitlines()[1:])
