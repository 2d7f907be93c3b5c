"""Instances: an indexed network at given sizes is the scalar network, equation by equation."""

from __future__ import annotations

import pytest
import sympy as sp
from evaluating import drawn, evaluated, forward, scalars
from hypothesis import given as drawing
from hypothesis import settings
from hypothesis import strategies as st

from symbackprop.errors import NetworkError, UnknownName
from symbackprop.network import (
    ACTIVATIONS,
    LOSSES,
    Equation,
    Network,
    given,
    instance,
    layer,
    mlp,
    name,
    names,
    sequential,
    two_layer,
)
from symbackprop.network.batched import batched
from symbackprop.network.indices import array, index, size
from symbackprop.network.outputs import SOFTMAX

i, j, k = map(index, "ijk")
n, m = size("n"), size("m")
u, w, x = map(array, "uwx")
E = name("E")
S = sp.Sum


def attempt(build: object) -> Network | str:
    try:
        return build()
    except NetworkError as error:
        return str(error)


@pytest.mark.parametrize("activation", [*ACTIVATIONS, "any"])
@pytest.mark.parametrize("loss", LOSSES)
def test_the_network_of_the_notes_is_an_instance_and_refuses_the_same(activation: str, loss: str) -> None:
    for output in (None, "sigmoid", SOFTMAX.name):
        options = {"activation": activation, "loss": loss, "output": output}
        expected = attempt(lambda options=options: two_layer(**options))
        assert attempt(lambda options=options: instance(mlp([2, 2, 1], **options)).network) == expected


@pytest.mark.parametrize("loss", LOSSES)
def test_the_network_of_the_notes_is_the_instance_at_sizes_two(loss: str) -> None:
    expected = attempt(lambda: two_layer(loss=loss))
    assert attempt(lambda: instance(mlp(["n", "m", 1], loss=loss), {"n": 2, "m": 2}).network) == expected


def test_parameters_of_one_unit_stand_side_by_side() -> None:
    small = instance(mlp(["n", "m", "K"]), {"n": 2, "m": 2, "K": 2}).network
    assert " ".join(map(str, small.parameters)) == "v_11 v_12 c_1 v_21 v_22 c_2 w_11 w_12 b_1 w_21 w_22 b_2"


def test_parameters_may_be_listed_with_other_letters() -> None:
    line = Equation(u[j], S(w[j, i] * x[i], (i, 1, n)), ranges=((j, m),))
    network = Network([line, Equation(E, S(u[j], (j, 1, m)))], parameters=[w[k, j]])
    small = instance(network, {"n": 1, "m": 2}).network
    assert small.parameters == names("w_11 w_21")


def test_names_of_elements_are_read_off_the_numbers() -> None:
    network = Network([Equation(E, S(array("W^(2)")[i, j] * x[i], (i, 1, 10), (j, 1, 2)))], parameters=["W^(2)"])
    written = {symbol.name for symbol in instance(network).network.parameters}
    assert {"W_12^(2)", "W_92^(2)", "W_10_2^(2)"} <= written


@pytest.mark.parametrize("sizes", [{"n": 1, "m": 1, "K": 1}, {"n": 3, "m": 1, "K": 2}, {"n": 2, "m": 3, "K": 1}])
@pytest.mark.parametrize("loss", ["half_squared_error", "mean_squared_error", "cross_entropy", "hinge", "huber"])
def test_the_scalars_have_the_values_of_the_elements(sizes: dict[str, int], loss: str) -> None:
    network = batched(mlp(["n", "m", "K"], activation="tanh", loss=loss), 2)
    arrays = drawn(network, sizes)
    small = instance(network, sizes).network
    expected, found = scalars(forward(network, arrays, sizes)), forward(small, scalars(arrays), {})
    assert found == pytest.approx({text: expected[text] for text in found})


def test_hypotheses_and_constants_are_those_of_the_scalars() -> None:
    network = batched(mlp(["n", "K"], loss="cross_entropy"), 2)
    small = instance(network, {"n": 1, "K": 2}).network
    assert [(str(left), right) for left, right in small.hypotheses] == [("t_11 + t_12", 1), ("t_21 + t_22", 1)]
    normed = instance(sequential(given("x", i="n"), layer("layer_norm")), {"n": 2}).network
    assert list(map(str, normed.constants)) == ["epsilon"]


@settings(max_examples=100, deadline=None)
@drawing(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3))
def test_a_sum_is_its_terms_whatever_the_sizes(a: int, b: int, at: int) -> None:
    network = Network([Equation(E, S(w[i, j] * x[i], (i, 1, n), (j, 1, m)))], parameters=["w"])
    body = S(w[j, i] * x[j] ** i, (j, 1, n)) * k + S(S(w[k, i], (k, 1, i)), (i, 1, sp.Min(n, m)))
    free = {i: min(at, b), k: 2}
    arrays = drawn(network, {"n": max(a, b), "m": b})
    small = instance(network, {"n": max(a, b), "m": b})
    written = small.of(body, {letter: sp.Integer(number) for letter, number in free.items()})
    assert not written.has(sp.Sum, sp.Indexed)
    there = {**free, n: max(a, b), m: b}
    assert evaluated(written, scalars(arrays), {}) == pytest.approx(evaluated(body, arrays, there))


REFUSED = {
    "no number": (lambda: instance(mlp(["n", 1])), "the size n has no number\n    sizes             n\n"),
    "two without": (lambda: instance(mlp(["n", "m", 1])), "the sizes m, n have no number"),
    "zero": (lambda: instance(mlp(["n", 1]), {"n": 0}), "the size n needs a positive whole number, and has 0"),
    "negative": (lambda: instance(mlp(["n", 1]), {n: -1}), "the size n needs a positive whole number, and has -1"),
    "a fraction": (lambda: instance(mlp(["n", 1]), {"n": 2.5}), "has 2.5"),
    "text": (lambda: instance(mlp(["n", 1]), {"n": "3"}), "has '3'"),
    "a window too wide": (
        lambda: instance(sequential(given("x", c=1, i="n"), layer("conv1d", filters=1, width="w")), {"n": 2, "w": 3}),
        "u has no elements: its subscript 2 runs from 1 to n - w + 1, which is 0",
    ),
    "out of range": (
        lambda: instance(mlp(["n", 1]), {"n": 2}).of(w[3]),
        "w[3] is out of range\n    from              w[3]\n    w has shape     2",
    ),
    "an index without a number": (lambda: instance(mlp(["n", 1]), {"n": 2}).of(w[j]), "w[j] has no number for each"),
    "too many terms": (lambda: instance(mlp([10**6, 1])).network, "the limit is      100000"),
    "two elements of one name": (
        lambda: (
            instance(
                Network([Equation(E, S(w[1, i], (i, 1, n)) + S(array("w_1")[i], (i, 1, n)))], parameters=["w", "w_1"]),
                {"n": 10},
            ).network
        ),
        "written out in scalars, w_1 and w would both have a w_1_10",
    ),
    "an element called like a symbol": (
        lambda: (
            instance(
                Network([Equation(E, S(w[i], (i, 1, n)) + name("w_1"))], parameters=["w", "w_1"]), {"n": 1}
            ).network
        ),
        "written out in scalars, w_1 and w would both have a w_1",
    ),
}


@pytest.mark.parametrize("which", REFUSED)
def test_what_has_no_instance_is_refused(which: str) -> None:
    build, fact = REFUSED[which]
    with pytest.raises(NetworkError) as caught:
        build()
    assert fact in str(caught.value)
    assert all(line.startswith("    ") for line in str(caught.value).splitlines()[1:])


def test_a_size_that_the_network_does_not_have_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="there is no size named 'q'\n    available         m_1, n"):
        instance(mlp(["n", "m_1", 1]), {"n": 2, "m_1": 3, "q": 4})
