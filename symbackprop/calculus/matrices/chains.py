"""Chains: products of matrices on their way from one index to another, read in either direction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import sympy as sp

from symbackprop.calculus.matrices.products import MatrixProduct, Scaled, Transposed

Chain: TypeAlias = tuple[tuple[sp.Expr, bool], ...]
"""The factors of a product, and whether each is transposed."""


def chain_of(matrix: sp.Expr) -> Chain:
    """Returns the factors of a matrix expression that is a product, a transpose, or neither.

    >>> from symbackprop.calculus.matrices import MatrixName
    >>> from symbackprop.network.indices import size
    >>> A = MatrixName("A", "a", [size("n"), size("n")])
    >>> chain_of(MatrixProduct(A, Transposed(A)))
    ((A, False), (A, True))
    """
    opened = _OPENED.get(type(matrix))
    return ((matrix, False),) if opened is None else opened(matrix)


_OPENED: Mapping[type, Callable[[sp.Expr], Chain]] = {
    MatrixProduct: lambda matrix: tuple(part for factor in matrix.args for part in chain_of(factor)),
    Transposed: lambda matrix: flipped(chain_of(matrix.args[0])),
}


def flipped(chain: Chain) -> Chain:
    """Returns the transposed product, (A B)ᵀ = Bᵀ Aᵀ."""
    return tuple((matrix, not transposed) for matrix, transposed in reversed(chain))


def written(chain: Chain) -> sp.Expr:
    """Returns the product with the fewest transposes: (B A)ᵀ for Aᵀ Bᵀ.

    >>> from symbackprop.calculus.matrices import MatrixName
    >>> from symbackprop.network.indices import size
    >>> A, B = (MatrixName(text, text, [size("n"), size("n")]) for text in "AB")
    >>> written(((A, True), (B, True))), written(((A, False), (B, True)))
    ((B @ A)^T, A @ B^T)
    """
    other = flipped(chain)
    if len(chain) > 1 and transposes(chain) > 1 + transposes(other):
        return Transposed(_multiplied(other))
    return _multiplied(chain)


def applied(chain: Chain, vector: sp.Expr) -> sp.Expr:
    """Returns the product with a vector: Aᵀ b."""
    return _multiplied((*chain, *chain_of(vector)))


def scaled(scalar: sp.Expr, matrix: sp.Expr) -> sp.Expr:
    """Returns a number times a matrix, the numbers in one product; the matrix alone for 1.

    >>> from symbackprop.calculus.matrices import MatrixName
    >>> scaled(sp.Integer(2), scaled(sp.Rational(1, 2), MatrixName("x", "x", [3])))
    x
    """
    number, rest = unscaled(matrix)
    number = sp.Mul(scalar, number)
    return rest if number == 1 else Scaled(number, rest)


def unscaled(matrix: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """Returns the number in front of a matrix, 1 if there is none, and the rest."""
    return matrix.args if isinstance(matrix, Scaled) else (sp.S.One, matrix)


def transposes(chain: Chain) -> int:
    """Returns how many factors are transposed."""
    return sum(transposed for _, transposed in chain)


def _multiplied(chain: Chain) -> sp.Expr:
    factors = [Transposed(matrix) if transposed else matrix for matrix, transposed in chain]
    return factors[0] if len(factors) == 1 else MatrixProduct(*factors)
