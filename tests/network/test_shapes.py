"""Shapes: how far subscripts run is read off the equations, and what disagrees is refused."""

from __future__ import annotations

import pytest
import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network import Equation, Network, name
from symbackprop.network.indices import array, index, size
from symbackprop.network.shapes import infer, largest, smallest

i, j, k, p = map(index, "ijkp")
n, m, K, N = map(size, "nmKN")
a, b, u, w, x, y = map(array, "abuwxy")
E, s = name("E"), name("s")
S = sp.Sum


def shapes(*equations: Equation) -> dict[str, str]:
    found = infer(equations)
    return {str(label): ", ".join(f"{letter} = 1..{last}" for letter, last in found[label]) for label in found}


SHAPES = {
    "a sum": (Equation(E, S(w[i] * x[i], (i, 1, n))), {"w": "i = 1..n", "x": "i = 1..n"}),
    "the left side": (Equation(u[j], b[j], ranges=((j, m),)), {"u": "j = 1..m", "b": "j = 1..m"}),
    "a window": (
        Equation(u[i], S(w[k] * x[i + k - 1], (k, 1, K)), ranges=((i, m),)),
        {"u": "i = 1..m", "w": "k = 1..K", "x": "i = 1..K + m - 1"},
    ),
    "a window inside": (
        Equation(u[i], S(w[k] * x[i + k - 1], (k, 1, K)), ranges=((i, n - K + 1),)),
        {"u": "i = 1..-K + n + 1", "w": "k = 1..K", "x": "i = 1..n"},
    ),
    "a diagonal": (Equation(E, S(w[j, j], (j, 1, m))), {"w": "j = 1..m, i = 1..m"}),
    "a transposed one": (Equation(E, S(w[i, j] * w[j, i], (i, 1, n), (j, 1, n))), {"w": "i = 1..n, j = 1..n"}),
    "a number": (Equation(E, x[3] + x[1]), {"x": "i = 1..3"}),
    "a number and an index": (Equation(E, x[3] + S(x[i], (i, 1, 5))), {"x": "i = 1..5"}),
    "the first of many": (Equation(E, x[1] + S(x[i], (i, 1, n))), {"x": "i = 1..n"}),
    "the last of many": (Equation(E, x[n] + S(x[i], (i, 1, n))), {"x": "i = 1..n"}),
    "backwards": (Equation(E, S(x[n + 1 - j], (j, 1, n))), {"x": "j = 1..n"}),
    "from the second": (Equation(E, S(x[j], (j, 2, n))), {"x": "j = 1..n"}),
    "a triangle": (Equation(E, S(w[i, j], (j, 1, i), (i, 1, n))), {"w": "i = 1..n, j = 1..n"}),
    "a neighbour": (Equation(E, S(x[j + 1] * x[j + 2], (j, 1, n - 2))), {"x": "j = 1..n"}),
    "size one": (Equation(E, S(x[i], (i, 1, 1))), {"x": "i = 1..1"}),
    "two sums, one letter": (
        Equation(E, S(x[i], (i, 1, n)) * S(y[i], (i, 1, m))),
        {"x": "i = 1..n", "y": "i = 1..m"},
    ),
    "a letter bound again": (
        Equation(u[i], x[i] * S(y[i], (i, 1, m)), ranges=((i, n),)),
        {"u": "i = 1..n", "x": "i = 1..n", "y": "i = 1..m"},
    ),
}


@pytest.mark.parametrize("which", SHAPES)
def test_the_shape_of_an_array_is_read_off_its_subscripts(which: str) -> None:
    equation, expected = SHAPES[which]
    assert shapes(equation) == expected


def test_a_range_in_one_equation_is_the_range_in_all() -> None:
    lines = [
        Equation(u[j], S(w[j, i] * x[i], (i, 1, n)), ranges=((j, m),)),
        Equation(y[k], sp.tanh(u[k]) + x[1], ranges=((k, m),)),
    ]
    assert shapes(*lines) == {
        "u": "j = 1..m",
        "w": "j = 1..m, i = 1..n",
        "x": "i = 1..n",
        "y": "k = 1..m",
    }


@pytest.mark.parametrize("subscript", [i + k - 1, 2 * i - k + 3, sp.Integer(4), i, 5 - k])
def test_extremes_are_those_of_all_values(subscript: sp.Expr) -> None:
    scope = {i: (sp.S.One, sp.Integer(4)), k: (sp.Integer(2), sp.Integer(3))}
    values = [subscript.xreplace({i: sp.Integer(a), k: sp.Integer(b)}) for a in range(1, 5) for b in (2, 3)]
    assert largest(subscript, scope) == max(values)
    assert smallest(subscript, scope) == min(values)


def test_the_extreme_under_dependent_sums_takes_the_inner_one_first() -> None:
    scope = {i: (sp.S.One, sp.Integer(4)), k: (i, 2 * i)}
    assert largest(k, scope) == 8
    assert smallest(k, scope) == 1


UJ = Equation(u[j], b[j], ranges=((j, m),))
THREE = Equation(u[j], b[j], ranges=((j, 3),))
REFUSED = {
    "an index that nothing binds": (
        [Equation(E, w[i] * x[j])],
        "how far the index i of w[i] runs\n    equation          E = w[i]*x[j]\n    indices in force  none\n",
    ),
    "an index outside its sum": ([Equation(E, S(w[i], (i, 1, n)) * x[i])], "how far the index i of x[i] runs"),
    "a left side without a range": ([Equation(u[j], b[j]), Equation(E, u[1])], "how far the index j of b[j] runs"),
    "an index that is no subscript": ([Equation(E, k * S(w[i], (i, 1, n)))], "how far the index k of k*Sum"),
    "an index in a delta": (
        [Equation(E, S(w[i] * sp.KroneckerDelta(i, k), (i, 1, n)))],
        "nothing says how far the index k of",
    ),
    "ranges that disagree": (
        [UJ, Equation(E, S(u[j], (j, 1, n)))],
        (
            "subscript 1 of u[j] runs to n here and to m elsewhere\n"
            "    equation          E = Sum(u[j], (j, 1, n))\n"
            "    elsewhere         u[j] = b[j]    j = 1..m\n"
        ),
    ),
    "numbers that disagree": ([THREE, Equation(E, S(u[j], (j, 1, 4)))], "runs to 4 here and to 3 elsewhere"),
    "more subscripts": (
        [UJ, Equation(E, S(u[j, j], (j, 1, m)))],
        "u[j, j] has 2 subscripts, elsewhere it has 1 subscript",
    ),
    "an element after the last": ([THREE, Equation(E, u[4])], "subscript 1 of u reaches 4, but u ends at 3"),
    "shifted over the end": (
        [UJ, Equation(E, S(u[j + 1], (j, 1, m)))],
        "subscript 1 of u reaches m + 1, but u ends at m\n    equation          E = Sum(u[j + 1], (j, 1, m))",
    ),
    "an element before the first": ([THREE, Equation(E, u[0])], "subscript 1 of u[0] is out of range: it becomes 0"),
    "shifted below the first": (
        [UJ, Equation(E, S(u[j - 1], (j, 1, m)))],
        "subscript 1 of u[j - 1] is out of range: it becomes 0",
    ),
    "a size of 0": ([Equation(u[j], b[j], ranges=((j, 0),)), Equation(E, s)], "u runs from 1 to 0: there is no such"),
    "a negative size": ([Equation(E, S(w[i], (i, 1, -1)))], "subscript 1 of w runs from 1 to -1"),
    "a product of indices": ([Equation(E, S(w[i * j], (i, 1, n), (j, 1, m)))], "w[i*j] is not linear in the indices"),
    "a square of an index": ([Equation(E, S(w[i**2], (i, 1, n)))], "is not linear in the indices"),
}


@pytest.mark.parametrize("which", REFUSED)
def test_what_does_not_fit_is_refused_with_the_equation_and_a_way_out(which: str) -> None:
    equations, fact = REFUSED[which]
    with pytest.raises(NetworkError) as caught:
        infer(equations)
    assert fact in str(caught.value)
    rest = str(caught.value).splitlines()[1:]
    assert len(rest) > 1
    assert all(line.startswith("    ") for line in rest)


def test_sizes_are_those_of_arrays_and_those_in_bodies() -> None:
    network = Network([Equation(E, S(w[i], (i, 1, n)) / N)], parameters=["w"])
    assert network.sizes == (N, n)
    assert network.shape(w[i]) == (n,)
    assert network.element(name("w")) == w[i]
    assert network.element(s) == s
