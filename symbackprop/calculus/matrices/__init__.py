"""Matrices: what the indexed results are in matrix notation, and what a matrix expression means."""

from symbackprop.calculus.matrices.convention import convention
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
    "convention",
    "entry",
    "entry_at",
    "has_matrices",
    "matrix_form",
    "matrix_steps",
    "shape",
]
