from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sympy import Eq, Rational, exp, gamma

from symbackprop.errors import NetworkError, OutputError, ShapeError
from symbackprop.network import Network, names, two_layer
from symbackprop.program import RangeError, lambdify

PROGRAM = lambdify(two_layer())
PARAMS = dict.fromkeys(PROGRAM.parameters, 0.5)
X, T = np.ones((3, 2)), np.zeros(3)
w, x, t, E, y = names("w x t E y")

WRONG_SETS = {
    "X missing": (None, T, r"X, the inputs, is missing\n    columns           x_1, x_2"),
    "T missing": (X, None, r"T, the targets, is missing"),
    "X turned": (np.ones((2, 3)), T, r"found             \(2, 3\)(.|\n)*X\.T"),
    "too many columns": (np.ones((3, 4)), T, r"expected          \(items, 2\)(.|\n)*columns x_1, x_2"),
    "three axes": (np.ones((1, 3, 2)), T, r"found             \(1, 3, 2\)"),
    "fewer targets": (X, T[:2], r"X                 3 items\n    T                 shape \(2,\)"),
    "one target for three": (X, 0.0, r"different numbers of items"),
    "no items": (np.ones((0, 2)), np.ones(0), r"X has no items"),
    "complex": (X * 1j, T, r"dtype complex128"),
    "text": ([["a", "b"]], [0], r"dtype <U1(.|\n)*convert"),
    "fractions": ([[Fraction(1, 2), Fraction(1)]], [0], r"dtype object"),
    "ragged": ([[1, 2], [3]], [0, 1], r"rows of equal length"),
    "NaN": ([[1, 2], [3, np.nan]], [0, 1], r"X\[1, 1\] is nan: x_2 of item 1"),
    "infinity": (X, [0, np.inf, 1], r"T\[1\] is inf: t of item 1"),
    "NaN in a single item": ([np.nan, 1], 0, r"X\[0\] is nan: x_1\n"),
    "masked": (np.ma.masked_array(X, X > 0), T, r"masked array"),
}


@pytest.mark.parametrize(("inputs", "targets", "message"), WRONG_SETS.values(), ids=WRONG_SETS)
def test_a_wrong_set_is_refused_with_its_place_and_a_way_out(inputs: Any, targets: Any, message: str) -> None:
    with pytest.raises(ShapeError, match=message) as caught:
        PROGRAM.value_and_grad(PARAMS, inputs, targets)
    assert len(str(caught.value).splitlines()) > 1


WRONG_PARAMETERS = {
    "missing": (
        {text: 1.0 for text in PROGRAM.parameters if text != "c"},
        r"no value for      c\n    parameters        v_1",
    ),
    "misspelt": ({**PARAMS, "w11": 1.0}, r"no parameter 'w11'; did you mean w_11"),
    "too short": (np.ones(8), r"found             \(8,\)\n    expected          \(9,\), in the order v_1"),
    "a matrix": (np.ones((9, 1)), r"found             \(9, 1\)"),
    "NaN": ({**PARAMS, "c": np.nan}, r"the parameter c is nan"),
    "infinity": (np.full(9, np.inf), r"the parameter v_1 is inf"),
    "an array": ({**PARAMS, "c": [1, 2]}, r"c is not one number\n    found             shape \(2,\)"),
    "text": ({**PARAMS, "c": "1"}, r"c is not made of real numbers"),
    "complex": ({**PARAMS, "c": 1j}, r"c is not made of real numbers"),
    "a name and its symbol": (PARAMS | dict.fromkeys(two_layer().parameters[:1], 1.0), r"given twice"),
    "nothing": (None, r"params is not made of real numbers\n    found             NoneType"),
}


@pytest.mark.parametrize(("params", "message"), WRONG_PARAMETERS.values(), ids=WRONG_PARAMETERS)
def test_wrong_parameters_are_refused_by_name(params: Any, message: str) -> None:
    for function in (PROGRAM.value_and_grad, PROGRAM.loss, PROGRAM.grad):
        with pytest.raises(ShapeError, match=message):
            function(params, X, T)
    with pytest.raises(ShapeError, match=message):
        PROGRAM.forward(params, X)


def test_integers_booleans_and_lists_are_converted() -> None:
    expected = PROGRAM.value_and_grad(PARAMS, X, T)
    assert PROGRAM.value_and_grad(PARAMS, [[1, 1]] * 3, [False] * 3) == expected
    assert PROGRAM.value_and_grad(PARAMS, X.astype(np.float32), T[:, None]) == expected
    assert PROGRAM.value_and_grad(PARAMS, np.asfortranarray(X), T) == expected


def test_a_network_without_inputs_refuses_them() -> None:
    program = lambdify(Network([Eq(E, w**2)], parameters=[w]))
    assert program.value_and_grad([3.0]) == (9.0, [6.0])
    with pytest.raises(ShapeError, match="X was given, but the network has no inputs"):
        program.loss([3.0], X)


def test_a_value_out_of_range_names_the_line_and_what_it_reads() -> None:
    program = lambdify(two_layer("exponential", output="identity"))
    with pytest.raises(RangeError, match=r"overflow(.|\n)*y_1 = np\.exp\(u_1\)(.|\n)*u_1 in \[1000, 1000\]") as caught:
        program.value_and_grad({**PARAMS, "b_1": 999.0}, [1, 1], 0)
    assert isinstance(caught.value, ArithmeticError)
    with pytest.raises(RangeError, match="overflow"):
        program.forward({**PARAMS, "b_1": 999.0}, [1, 1])
    assert program.forward({**PARAMS, "b_1": 708.0}, [1, 1])["y_1"] == pytest.approx(np.exp(709))


def test_a_sum_that_leaves_the_range_is_an_error_and_no_infinity() -> None:
    program = lambdify(Network([Eq(y, w * x), Eq(E, y)], parameters=[w]))
    with pytest.raises(RangeError):
        program.value_and_grad([1.0], [[1.5e308], [1.5e308]])


def test_a_quotient_by_zero_is_an_error_that_names_the_line() -> None:
    program = lambdify(Network([Eq(E, w / x)], parameters=[w]))
    with pytest.raises(RangeError, match=r"E = p\[\"w\"\] / x"):
        program.loss([1.0], [0.0])


def test_a_function_without_a_spelling_is_refused_before_anything_runs() -> None:
    with pytest.raises(NetworkError, match="gamma"):
        lambdify(Network([Eq(E, w * gamma(x))], parameters=[w]))


def test_a_file_that_cannot_be_written_is_an_error_that_names_the_folder(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="absent"):
        PROGRAM.save(tmp_path / "absent" / "backprop.py")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="folder"):
        PROGRAM.save(tmp_path / "folder")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_line_that_the_loss_does_not_rest_on_is_not_run_for_it() -> None:
    network = Network([Eq(y, w * x), Eq(t, exp(y)), Eq(E, y)], parameters=[w])
    program = lambdify(network)
    assert program.value_and_grad([1.0], [1e4]) == (1e4, [1e4])
    with pytest.raises(RangeError, match="overflow"):
        program.forward([1.0], [1e4])


def test_a_large_set_that_leaves_the_range_only_as_a_whole_is_an_error() -> None:
    program = lambdify(Network([Eq(E, w * x)], parameters=[w]))
    with pytest.raises(RangeError, match=r"is inf"):
        program.value_and_grad([1e304], np.ones((20000, 1)))


def test_a_root_of_a_negative_number_is_an_error_and_no_complex_number() -> None:
    program = lambdify(Network([Eq(E, x * w ** Rational(1, 3))], parameters=[w]))
    with pytest.raises(RangeError, match="invalid"):
        program.loss([-1.0], [1.0])
