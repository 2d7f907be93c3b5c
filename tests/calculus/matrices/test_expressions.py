"""Matrix expressions: their shapes, their entries by definition, and what does not fit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import sympy as sp
from matrix_mutants import mutants

from symbackprop.calculus.matrices import (
    Elementwise,
    Hadamard,
    MatrixName,
    MatrixProduct,
    MatrixSum,
    Ones,
    Outer,
    Scaled,
    Softmax,
    SoftmaxOfRows,
    Transposed,
    entry,
    shape,
)
from symbackprop.calculus.partial import Partial
from symbackprop.errors import ShapeError
from symbackprop.network import name
from symbackprop.network.indices import array, index, size
from symbackprop.notation import write

a, b, d, u, w, x = map(array, "abduwx")
h, i, j, k, q = map(index, "hijkq")
m, n, K = map(size, "mnK")
E = name("E")
A, B, C = MatrixName("A", "a", [m, n]), MatrixName("B", "b", [n, K]), MatrixName("D", "d", [m, n])
X, U = MatrixName("x", "x", [n]), MatrixName("u", "u", [m])

ENTRIES = {
    "a name": (A, (m, n), a[j, i]),
    "a vector": (U, (m, 1), u[j]),
    "a slice": (MatrixName("A^(h)", "a", [m, n], {1: h}), (m, n), a[j, h, i]),
    "a slice at a number": (MatrixName("a^(2)", "a", [m], {0: 2}), (m, 1), a[2, j]),
    "ones": (Ones(m, n), (m, n), sp.S.One),
    "a transpose": (Transposed(MatrixName("B", "b", [n, m])), (m, n), b[i, j]),
    "a product": (MatrixProduct(A, MatrixName("B", "b", [n, n])), (m, n), sp.Sum(a[j, k] * b[k, i], (k, 1, n))),
    "a product with a vector": (MatrixProduct(A, X), (m, 1), sp.Sum(a[j, i] * x[i], (i, 1, n))),
    "an inner product": (MatrixProduct(Transposed(X), X), (1, 1), sp.Sum(x[i] ** 2, (i, 1, n))),
    "an outer product": (Outer(U, X), (m, n), u[j] * x[i]),
    "an outer product by the general product": (MatrixProduct(U, Transposed(X)), (m, n), u[j] * x[i]),
    "a Hadamard product": (Hadamard(A, C, A), (m, n), a[j, i] ** 2 * d[j, i]),
    "a sum": (MatrixSum(A, Scaled(-1, C)), (m, n), a[j, i] - d[j, i]),
    "a number times a matrix": (Scaled(name("c") / 2, A), (m, n), name("c") * a[j, i] / 2),
    "a number that is an inner product": (
        Scaled(1 / MatrixProduct(Transposed(X), X), U),
        (m, 1),
        u[j] / sp.Sum(x[i] ** 2, (i, 1, n)),
    ),
    "a function": (Elementwise(sp.tanh(E), A), (m, n), sp.tanh(a[j, i])),
    "the softmax of a vector": (Softmax(U), (m, 1), sp.exp(u[j]) / sp.Sum(sp.exp(u[k]), (k, 1, m))),
    "the softmax of rows": (SoftmaxOfRows(A), (m, n), sp.exp(a[j, i]) / sp.Sum(sp.exp(a[j, k]), (k, 1, n))),
    "a sum of slices": (
        sp.Sum(MatrixName("A^(h)", "a", [m, n], {0: h}), (h, 1, K)),
        (m, n),
        sp.Sum(a[h, j, i], (h, 1, K)),
    ),
    "the matrix of partials": (Partial(E, A), (m, n), Partial(E, a[j, i])),
}


def canonical(expression: sp.Expr) -> sp.Expr:
    """Returns the expression with the bound letter of its one sum called q."""
    sums = expression.atoms(sp.Sum)
    return expression.xreplace({letter: q for node in sums for letter in node.variables})


@pytest.mark.parametrize("which", ENTRIES)
def test_an_entry_is_what_the_operation_is_defined_to_be(which: str) -> None:
    matrix, expected, element = ENTRIES[which]
    assert shape(matrix) == expected
    letters = [letter for letter, length in zip((j, i), expected, strict=True) if length != 1]
    assert canonical(entry(matrix, letters)) == canonical(element)


@pytest.mark.parametrize("which", ENTRIES)
def test_an_expression_is_what_it_is_made_of_and_prints_in_every_format(which: str) -> None:
    matrix = ENTRIES[which][0]
    assert matrix.func(*matrix.args) == matrix
    assert hash(matrix.func(*matrix.args)) == hash(matrix)
    for form in ("ascii", "unicode", "latex", "mathml"):
        assert "Str" not in write(matrix, form)


def test_bound_indices_give_way_to_the_subscripts_and_to_what_is_held() -> None:
    square = MatrixName("A^(k)", "a", [n, n], {0: k})
    product = entry(MatrixProduct(square, square, square), [i, j])
    assert len({*product.variables, i, j, k}) == 5
    assert product.free_symbols >= {i, j, k}
    slices = sp.Sum(MatrixName("A^(h)", "a", [n, n], {0: h}), (h, 1, K))
    moved = entry(slices, [h, i])
    assert moved == sp.Sum(a[moved.variables[0], h, i], (moved.variables[0], 1, K))
    assert moved.variables[0] != h


def test_a_function_of_a_matrix_has_no_names_of_its_own() -> None:
    assert Elementwise(sp.tanh(name("secret")), A).free_symbols == A.free_symbols


def test_products_and_sums_within_one_another_are_opened() -> None:
    assert MatrixProduct(A, MatrixProduct(B, Ones(K))) == MatrixProduct(A, B, Ones(K))
    assert MatrixSum(MatrixSum(A, C), A).args == (A, C, A)
    assert Hadamard(Hadamard(A, C), A).args == (A, C, A)


def test_a_matrix_is_not_differentiated() -> None:
    with pytest.raises(TypeError, match="A is a matrix; differentiate its entries"):
        A.diff(A.key)


MISFITS: dict[str, tuple[Callable[[], object], str]] = {
    "product": (lambda: MatrixProduct(A, A), "A is m × n and A is m × n, and have no product\n    the first must have"),
    "Hadamard": (
        lambda: Hadamard(A, U),
        "A is m × n and u is m × 1\n    a product element by element needs matrices of",
    ),
    "sum": (lambda: MatrixSum(A, B), "A is m × n and B is n × K\n    a sum needs matrices of one shape"),
    "outer": (lambda: Outer(A, X), "A is m × n, and an outer product is of two columns\n    write MatrixProduct"),
    "scaled": (
        lambda: Scaled(U, A),
        "u is m × 1, and a matrix is scaled by a number\n    write MatrixProduct or Hadamard",
    ),
    "softmax": (lambda: Softmax(A), "the softmax of a vector needs a column\n    write SoftmaxOfRows"),
    "function": (lambda: Elementwise(sp.Max(E, 0), A), "has 2 arguments\n    a matrix has one element at each place"),
    "three sizes": (lambda: MatrixName("T", "t", [m, n, K]), "T has 3 sizes, and a matrix has two, a vector one"),
    "power": (
        lambda: shape(A**2),
        "A is m × n, and stands where only a number can\n    in                Pow\n    write",
    ),
    "subscript": (lambda: entry(A, [j]), "A is m × n, and an entry was asked for at (j)\n    give row and column"),
    "no subscript": (lambda: entry(U), "u is m × 1, and an entry was asked for at no subscript"),
    "subscripts": (lambda: entry(A, [j, i, k]), "A is m × n, and an entry was asked for at (j, i, k)"),
}


@pytest.mark.parametrize("which", MISFITS)
def test_what_does_not_fit_is_refused_with_both_shapes(which: str) -> None:
    make, text = MISFITS[which]
    with pytest.raises(ShapeError) as refused:
        make()
    assert text in str(refused.value)


def test_a_matrix_product_of_numpy_arrays_has_the_entries_of_the_definition() -> None:
    lots = np.random.default_rng(0)
    left, right = lots.uniform(size=(2, 3)), lots.uniform(size=(3, 4))
    square = entry(MatrixProduct(MatrixName("A", "a", [2, 3]), MatrixName("B", "b", [3, 4])), [j, i])
    for row, column in np.ndindex(2, 4):
        written = square.doit().xreplace({j: sp.Integer(row + 1), i: sp.Integer(column + 1)})
        values = {a[row + 1, r + 1]: left[row, r] for r in range(3)} | {
            b[r + 1, column + 1]: right[r, column] for r in range(3)
        }
        assert float(written.xreplace(values)) == pytest.approx((left @ right)[row, column])


def test_the_mutants_are_mistakes_in_every_operation() -> None:
    square = MatrixName("A", "a", [n, n])
    wrong = dict(mutants(MatrixSum(MatrixProduct(Transposed(square), square), Scaled(2, Hadamard(square, square)))))
    assert {"transpose dropped", "order swapped", "Hadamard for product", "product for Hadamard"} <= wrong.keys()
