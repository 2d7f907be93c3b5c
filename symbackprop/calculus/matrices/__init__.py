"""Matrices: what the indexed results are in matrix notation, and what a matrix expression means.

The convention: a vector is a column; W[j, i] leads from x[i] to u[j], u = W x + b; the items
of a batch are rows, U = X Wᵀ + 1 bᵀ; a gradient has the shape of its parameter, ∂E/∂W = δ xᵀ
for one item and Δᵀ X for a batch. Of an array with more than two subscripts all but two are
held fixed, and stand above the letter of the slice.
"""

from symbackprop.calculus.matrices.elementwise import Elementwise, MatrixSum, Softmax, SoftmaxOfRows
from symbackprop.calculus.matrices.expression import MatrixExpression, entry, entry_at, has_matrices, shape
from symbackprop.calculus.matrices.forms import matrix_form
from symbackprop.calculus.matrices.names import MatrixName, Ones
from symbackprop.calculus.matrices.products import Hadamard, MatrixProduct, Outer, Scaled, Transposed
from symbackprop.calculus.matrices.rule import MatrixForm
from symbackprop.calculus.matrices.steps import matrix_steps

__all__ = [
    "Elementwise",
    "Hadamard",
    "MatrixExpression",
    "MatrixForm",
    "MatrixName",
    "MatrixProduct",
    "MatrixSum",
    "Ones",
    "Outer",
    "Scaled",
    "Softmax",
    "SoftmaxOfRows",
    "Transposed",
    "entry",
    "entry_at",
    "has_matrices",
    "matrix_form",
    "matrix_steps",
    "shape",
]
