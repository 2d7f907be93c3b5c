"""The convention of the matrix forms, as sentences with formulas that every format can render."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

import sympy as sp

from symbackprop.calculus.matrices.elementwise import Elementwise, MatrixSum, Softmax, SoftmaxOfRows
from symbackprop.calculus.matrices.names import MatrixName, Ones
from symbackprop.calculus.matrices.products import Hadamard, MatrixProduct, Outer, Transposed
from symbackprop.calculus.partial import Partial
from symbackprop.calculus.rules import Statement
from symbackprop.calculus.steps import Step
from symbackprop.network import Network, name
from symbackprop.network.functions import unspecified_function
from symbackprop.network.indices import array, index, size

_h, _i, _j, _k = map(index, "hijk")
_m, _n, _N = map(size, "mnN")
_A, _B, _W = (MatrixName(text, text.lower(), (_m, _n)) for text in "ABW")
_X, _U = MatrixName("X", "x", (_N, _n)), MatrixName("U", "u", (_N, _m))
_a, _b, _x, _u = (MatrixName(text, text, [length]) for text, length in (("a", _n), ("b", _m), ("x", _n), ("u", _m)))
_a_ij, _b_ij, _w_ij, _q_hij = array("a")[_i, _j], array("b")[_i, _j], array("w")[_i, _j], array("q")[_h, _i, _j]
_g = unspecified_function("g")


def _sum_of_exponentials(element: sp.Expr) -> sp.Expr:
    return sp.Sum(sp.exp(element), (_k, 1, _n))


ALWAYS: Final[Statement] = (
    "A vector is a column, and a gradient has the shape of its parameter: ",
    Partial(name("E"), _W),
    " has ",
    Partial(name("E"), _w_ij),
    " in row ",
    _i,
    " and column ",
    _j,
    ".",
)
"""What holds of every matrix form."""

ITEMS: Final[Statement] = (
    "The items of a batch are rows: ",
    sp.Eq(_u, MatrixSum(MatrixProduct(_W, _x), _b), evaluate=False),
    " for one item is ",
    sp.Eq(_U, MatrixSum(MatrixProduct(_X, Transposed(_W)), Outer(Ones(_N), _b)), evaluate=False),
    " for all.",
)
"""What holds where the network is that of many items."""

SLICES: Final[Statement] = (
    "What is held fixed of an array with more than two indices stands above: ",
    MatrixName("Q^(h)", "q", (_m, _n), {0: _h}),
    " has the elements ",
    _q_hij,
    ".",
)
"""What is said where there are slices."""

OPERATIONS: Final[Mapping[type, Statement]] = MappingProxyType(
    {
        Ones: (Ones(_n), " has ones for all its elements."),
        Hadamard: (Hadamard(_A, _B), " has the elements ", _a_ij * _b_ij, "."),
        Elementwise: (Elementwise(_g(name("u")), _A), " has the elements ", _g(_a_ij), "."),
        Softmax: (
            Softmax(_a),
            " has the elements ",
            sp.exp(array("a")[_i]) / _sum_of_exponentials(array("a")[_k]),
            ".",
        ),
        SoftmaxOfRows: (
            SoftmaxOfRows(_A),
            " has the elements ",
            sp.exp(_a_ij) / _sum_of_exponentials(array("a")[_i, _k]),
            ": it is taken over each row.",
        ),
    }
)
"""What an operation means that is not the usual sum or product of matrices."""


def convention(network: Network, steps: Sequence[Step]) -> tuple[Statement, ...]:
    """Returns the sentences a reader of the steps needs: the layout, and each less usual operation that occurs.

    >>> from symbackprop.calculus import derive
    >>> from symbackprop.calculus.matrices import matrix_steps
    >>> from symbackprop.network import mlp
    >>> network = mlp(["n", "K"])
    >>> for sentence in convention(network, matrix_steps(derive(network))):
    ...     print("".join(map(str, sentence)))
    A vector is a column, and a gradient has the shape of its parameter: dE/dW has dE/dw[i, j] in row i and column j.
    ones has ones for all its elements.
    A .* B has the elements a[i, j]*b[i, j].
    g(A) has the elements g(a[i, j]).
    """
    nodes = [node for step in steps for side in (step.lhs, step.rhs) for node in sp.preorder_traversal(side)]
    found = {type(node) for node in nodes}
    sliced = any(node.held for node in nodes if isinstance(node, MatrixName))
    return (
        ALWAYS,
        *([ITEMS] if network.items is not None else []),
        *(text for operation, text in OPERATIONS.items() if operation in found),
        *([SLICES] if sliced else []),
    )
