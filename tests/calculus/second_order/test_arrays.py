"""The Hessian of networks with arrays: its blocks, and their truth at given sizes by difference quotients."""

from __future__ import annotations

from collections.abc import Iterator

import mpmath as mp
import pytest
import sympy as sp
from second_differences import DIGITS, evaluate, forward, point_of, second_difference

from symbackprop.calculus import derive
from symbackprop.calculus.second_order import Entry, SecondOrder
from symbackprop.errors import NetworkError
from symbackprop.network import Equation, Network, mlp, name, two_layer
from symbackprop.network.indices import array, index, size, subscripts
from symbackprop.network.instances import Instance, instance

i, j, k, p = map(index, "ijkp")
n, m, K, N = map(size, "nmKN")
u, w, b, x, y, t, h, v, D, d = map(array, ("u", "w", "b", "x", "y", "t", "h", "v", "Delta", "delta"))
E = name("E")
ONE = sp.S.One

BATCH = Network(
    [
        Equation(u[p, j], b[j] + sp.Sum(w[j, i] * x[p, i], (i, 1, n)), ranges=((p, N), (j, m))),
        Equation(y[p, j], sp.tanh(u[p, j]), ranges=((p, N), (j, m))),
        Equation(E, sp.Sum((y[p, j] - t[p, j]) ** 2 / 2, (j, 1, m), (p, 1, N))),
    ],
    parameters=["w", "b"],
    targets=["t"],
)
RESIDUAL = Network(
    [
        Equation(h[j], sp.Sum(w[j, i] * x[i], (i, 1, n)), ranges=((j, n),)),
        Equation(u[j], h[j] + sp.Sum(v[j, i] * sp.tanh(h[i]), (i, 1, n)), ranges=((j, n),)),
        Equation(E, sp.Sum((u[j] - t[j]) ** 2 / 2, (j, 1, n))),
    ],
    parameters=["w", "v"],
    targets=["t"],
)
NORMALISED = Network(
    [
        Equation(u[j], sp.Sum(w[j, i] * x[i], (i, 1, n)), ranges=((j, m),)),
        Equation(name("mu"), sp.Sum(u[j], (j, 1, m)) / m),
        Equation(name("v"), sp.Sum((u[j] - name("mu")) ** 2, (j, 1, m)) / m),
        Equation(name("r"), (name("v") + 1) ** sp.Rational(-1, 2)),
        Equation(y[j], b[j] * (u[j] - name("mu")) * name("r"), ranges=((j, m),)),
        Equation(E, sp.Sum((y[j] - t[j]) ** 2 / 2, (j, 1, m))),
    ],
    parameters=["w", "b"],
    targets=["t"],
)
CASES = {
    "one hidden layer": (mlp(["n", "m", "K"]), {"n": 2, "m": 3, "K": 2}),
    "two hidden layers": (mlp(["n", "m", "l", "K"], activation="tanh"), {"n": 1, "m": 2, "l": 2, "K": 2}),
    "softmax": (mlp(["n", "m", "K"], activation="softplus", loss="cross_entropy"), {"n": 1, "m": 2, "K": 3}),
    "logits": (mlp(["n", "m", "K"], loss="binary_cross_entropy_logits"), {"n": 2, "m": 2, "K": 2}),
    "relu": (mlp(["n", "m", "K"], activation="relu"), {"n": 2, "m": 2, "K": 2}),
    "one size for all": (mlp(["n", "n", "n"], activation="silu"), {"n": 2}),
    "sizes of 1": (mlp([1, 1, 1]), {}),
    "no hidden layer": (mlp(["n", "m"]), {"n": 2, "m": 2}),
    "a batch": (BATCH, {"n": 2, "m": 2, "N": 2}),
    "a residual connection": (RESIDUAL, {"n": 2}),
    "layer normalisation": (NORMALISED, {"n": 2, "m": 3}),
}


def second_of(network: Network) -> SecondOrder:
    return derive(network, order=2).second


def targets_that_add_up(network: Network, point: dict[sp.Symbol, mp.mpf]) -> dict[sp.Symbol, mp.mpf]:
    """The point with targets that satisfy the hypothesis of a softmax."""
    *others, last = network.targets
    return {**point, last: 1 - sum(point[target] for target in others)}


def values_at(second: SecondOrder, small: Instance, point: dict[sp.Symbol, mp.mpf]) -> dict[sp.Symbol, mp.mpf]:
    """The value of every element of every name that the Hessian is written in."""
    values = forward(small.network, point)
    deltas = sorted(second.ledger.deltas.values(), key=lambda item: second.network.place[sp.sympify(key(item.of))])
    lines = [(item.name, item.value, (item.of,)) for item in deltas]
    lines += [(item.name, item.value, (item.of, item.by)) for item in second.deltas]
    for called, value, quantities in lines:
        for places in all_places(small, *quantities):
            values[small.of(called, places)] = evaluate(small.of(value, places), values)
    return values


def key(quantity: sp.Expr) -> sp.Symbol:
    return quantity.base.label if isinstance(quantity, sp.Indexed) else quantity


def all_places(small: Instance, *quantities: sp.Expr) -> Iterator[dict[sp.Symbol, sp.Expr]]:
    """Every way to give numbers to the subscripts of the quantities."""
    ranges = {
        letter: last
        for quantity in quantities
        for letter, last in zip(subscripts(quantity), small.indexed.shape(quantity), strict=True)
    }
    yield from small.places(tuple(ranges.items()))


def assert_block_is_right(
    entry: Entry, small: Instance, point: dict[sp.Symbol, mp.mpf], values: dict[sp.Symbol, mp.mpf]
) -> None:
    for places in all_places(small, entry.of, entry.by):
        one, other = small.of(entry.of, places), small.of(entry.by, places)
        expected = second_difference(small.network, point, one, other)
        found = evaluate(small.of(entry.value, places), values)
        assert abs(found - expected) <= mp.mpf(10) ** -20 * (1 + abs(expected)), (entry, places, found, expected)


@pytest.mark.parametrize(("network", "sizes"), CASES.values(), ids=CASES)
def test_every_block_is_the_second_derivative_at_every_place(network: Network, sizes: dict[str, int]) -> None:
    second, small = second_of(network), instance(network, sizes)
    with mp.workdps(DIGITS):
        point = point_of(small.network, seed=19)
        if network.hypotheses:
            point = targets_that_add_up(small.network, point)
        values = values_at(second, small, point)
        for entry in second.hessian.values():
            assert_block_is_right(entry, small, point, values)


def test_the_scalar_hessian_is_the_indexed_one_at_two_inputs_and_two_hidden_units() -> None:
    indexed, small = second_of(mlp([2, 2, 1])), instance(mlp([2, 2, 1]))
    scalar = second_of(two_layer())
    compared = 0
    for entry in indexed.hessian.values():
        for places in all_places(small, entry.of, entry.by):
            pair = small.of(entry.of, places), small.of(entry.by, places)
            written_once = {name("Delta_21"): name("Delta_12")}
            assert small.of(entry.value, places).xreplace(written_once) == scalar.hessian[pair].value
            compared += 1
    assert compared > 45


def test_a_delta_of_second_order_is_diagonal_where_outputs_do_not_mix() -> None:
    squares = second_of(mlp(["n", "m", "K"])).delta("s", "s")
    assert [len(subscripts(squares.name)), squares.by] == [1, squares.of]
    assert squares.steps[-1].rule.title == "0 off the diagonal"
    mixed = second_of(mlp(["n", "m", "K"], loss="cross_entropy")).delta("s", "s")
    assert len(subscripts(mixed.name)) == 2
    z, prime = array("z"), index("k'")
    assert mixed.value == z[k] * (sp.KroneckerDelta(k, prime) - z[prime])


def test_the_blocks_are_those_of_bishop() -> None:
    """C. M. Bishop, Pattern Recognition and Machine Learning (2006), equations 5.93 to 5.95."""
    second = second_of(mlp(["n", "m", "K"], activation="any"))
    M, primed, inner = array("Delta_out_out"), index("j'"), index("i'")
    g1, g2 = (sp.Function("g" + "'" * order, real=True) for order in (1, 2))
    both_last = second.hessian["v", "v"].value
    assert both_last == sp.KroneckerDelta(k, index("k'")) * M[k] * y[j] * y[primed]
    assert second.hessian["w", "w"].value == D[j, primed] * x[i] * x[inner]
    out, mixed = array("delta_out"), array("Delta_out")
    assert second.delta("u", "u").value == (
        sp.Sum(mixed[k, primed] * v[k, j], (k, ONE, K)) * g1(u[j])
        + sp.KroneckerDelta(j, primed) * sp.Sum(out[k] * v[k, j], (k, ONE, K)) * g2(u[j])
    )
    assert second.delta("s", "u").value == M[k] * v[k, j] * g1(u[j])
    one_of_each = mixed[k, primed] * x[i] * y[j] + out[k] * sp.KroneckerDelta(j, primed) * g1(u[j]) * x[i]
    assert second.hessian["v", "w"].value == one_of_each


def test_the_time_is_that_of_the_blocks_whatever_the_sizes() -> None:
    symbolic, wide = (second_of(mlp(sizes)) for sizes in (["n", "m", "K"], [1000, 1000, 10]))
    assert [str(entry.value) for entry in wide.hessian.values()] == [
        str(entry.value) for entry in symbolic.hessian.values()
    ]


def test_blocks_are_no_matrix_and_the_error_says_what_to_use() -> None:
    with pytest.raises(NetworkError, match=r"made of blocks(.|\n)*w\[j, i\](.|\n)*at given sizes"):
        _ = second_of(mlp(["n", "m", "K"])).matrix
