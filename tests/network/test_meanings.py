"""Meanings: one text, one thing; an array has subscripts everywhere; nothing is defined by itself."""

from __future__ import annotations

import pytest
import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network import Equation, Network, name
from symbackprop.network.indices import array, index, size

i, j, k = map(index, "ijk")
n, m = map(size, "nm")
b, u, w, x, y = map(array, "buwxy")
E = name("E")
S = sp.Sum
PLAIN = sp.IndexedBase("w")


REFUSED = {
    "a quantity called like a size": (
        [Equation(name("n"), S(w[j], (j, 1, n))), Equation(E, name("n"))],
        ["w"],
        "n is a size and a quantity",
    ),
    "an index called like a size": (
        [Equation(E, S(w[index("m")], (index("m"), 1, m)))],
        ["w"],
        "m is an index and a size",
    ),
    "an index called like a quantity": (
        [Equation(E, S(w[index("x")] * x[index("x")], (index("x"), 1, m)))],
        ["w"],
        "x is an index and a quantity",
    ),
    "a size in another equation": (
        [Equation(u[j], b[j], ranges=((j, size("b")),)), Equation(E, S(u[k], (k, 1, size("b"))))],
        ["b"],
        "b is a size and a quantity",
    ),
    "an array of numbers that are not real": (
        [Equation(E, S(PLAIN[j], (j, 1, n)))],
        ["w"],
        "w is a symbol that is not real where it is read, and listed as a quantity",
    ),
    "an array without subscripts": (
        [Equation(u[j], b[j], ranges=((j, m),)), Equation(E, name("u") ** 2)],
        ["b"],
        (
            "u is an array, and stands here without subscripts\n"
            "    equation          E = u**2\n"
            "    its elements      u[j], of shape m\n"
        ),
    ),
    "an input with and without": (
        [Equation(E, S(x[j] * w[j], (j, 1, m)) * name("x"))],
        ["w"],
        "x is an array, and stands here without subscripts",
    ),
    "a number with subscripts": (
        [Equation(name("u"), name("b")), Equation(E, S(u[j], (j, 1, m)))],
        ["b"],
        "u is a number, and is read as the array u[j]",
    ),
    "a circle of arrays": (
        [Equation(u[j], y[j] + b[j], ranges=((j, m),)), Equation(y[j], u[j], ranges=((j, m),)), Equation(E, u[1])],
        ["b"],
        (
            "u is defined by itself: u reads y reads u\n    equation 1 of 3   u[j] = b[j] + y[j]    j = 1..m\n"
            "    equation 2 of 3   y[j] = u[j]    j = 1..m\n"
        ),
    ),
    "an array that reads itself": (
        [Equation(u[j], u[j] + b[j], ranges=((j, m),)), Equation(E, u[1])],
        ["b"],
        "u is defined by itself: u reads u",
    ),
    "a loss that is an array": (
        [Equation(u[j], b[j], ranges=((j, m),))],
        ["b"],
        "the loss u[j] is not a number but an array",
    ),
    "ranges of other letters": (
        [Equation(u[j], b[j], ranges=((k, m),)), Equation(E, u[1])],
        ["b"],
        "nothing says how far the index j",
    ),
    "one letter twice": (
        [Equation(w[j, j], b[j], ranges=((j, m), (j, m))), Equation(E, w[1, 1])],
        ["b"],
        "the ranges of w[j, j] are not those of its subscripts",
    ),
    "a range too many": (
        [Equation(u[j], b[j], ranges=((j, m), (k, m))), Equation(E, b[1])],
        ["b"],
        "the ranges of u[j] are not those of its subscripts",
    ),
    "half a size": (
        [Equation(u[j], b[j], ranges=((j, sp.Rational(5, 2)),)), Equation(E, u[1])],
        ["b"],
        "5/2 is no size for the index j of u[j]",
    ),
    "an unknown parameter": (
        [Equation(E, S(w[j], (j, 1, m)))],
        ["w", "v"],
        "the loss E does not depend on the parameter v",
    ),
}


@pytest.mark.parametrize("which", REFUSED)
def test_what_a_reader_could_not_tell_apart_is_refused(which: str) -> None:
    equations, parameters, fact = REFUSED[which]
    with pytest.raises(NetworkError) as caught:
        Network(equations, parameters=parameters)
    assert fact in str(caught.value)
    rest = str(caught.value).splitlines()[1:]
    assert rest
    assert all(line.startswith("    ") for line in rest)


def test_the_same_letter_may_be_bound_many_times() -> None:
    line = Equation(u[j], S(w[j, i] * x[i], (i, 1, n)) + S(b[i], (i, 1, m)), ranges=((j, m),))
    network = Network([line, Equation(E, S(u[i], (i, 1, m)))], parameters=["w", "b"])
    assert network.ranges(name("u")) == ((j, m),)


def test_a_network_keeps_everything_but_its_title_under_another_title() -> None:
    network = Network([Equation(E, S(w[j], (j, 1, m)))], parameters=["w"])
    other = network.titled("sums")
    assert other.title == "sums"
    assert other == network
    assert network.title == "a network of 1 equations"
