r"""Multiplying: what two factors and the sign between them make, where the shapes allow it.

Nothing between two factors is a product of matrices, ⊙ one element by element; \cdot, \times
and \ast are written for both. What a sign may mean and the shapes allow is an option, with
words if there is another, or if the sign usually means something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import sympy as sp

from symbackprop.answers.building import multiplied
from symbackprop.answers.latex.matrices.expressions import Contracted, Jacobian, as_value, is_vector
from symbackprop.answers.latex.matrices.parts import Part, alike, mismatch
from symbackprop.calculus.matrices import Hadamard, MatrixProduct, Scaled, Transposed, shape
from symbackprop.calculus.matrices.expression import same

Option = tuple[str, sp.Expr]
"""How a product is read, in words, and what it is."""

NOTHING, DOT, TIMES, STAR, ASTERISK = "", r"\cdot", r"\times", "*", r"\ast"
CIRCLED, RING, TENSOR = r"\odot", r"\circ", r"\otimes"


def options(sign: str, left: Part, right: Part) -> tuple[Option, ...]:
    """Returns what two factors may make; raises Mismatch if nothing."""
    if not left.is_array or not right.is_array:
        return (("", _scaled(left, right)),)
    if (chain := _chained(left, right)) is not None:
        return (("", chain),)
    reverse = tuple(_reversed(left, right))
    if reverse and not (_is_matrix(left) and _is_matrix(right)):
        return (("", reverse[0][1]),)
    usual, unusual = _RULES[sign]
    found = [*reverse, *(option for rule in usual for option in rule(left, right))]
    unexpected = [option for rule in unusual for option in rule(left, right)]
    if not found and not unexpected:
        raise mismatch(left, right, _why(sign, left, right))
    return (("", found[0][1]),) if len(found) == 1 and not unexpected else (*found, *unexpected)


def _is_matrix(part: Part) -> bool:
    return not isinstance(part.value, Jacobian) or part.value.is_matrix


def _scaled(left: Part, right: Part) -> sp.Expr:
    if not left.is_array and not right.is_array:
        return multiplied([left.value, right.value])
    number, matrix = (left, right) if right.is_array else (right, left)
    return Scaled(number.value, matrix.value)


def _why(sign: str, left: Part, right: Part) -> str:
    if _RULES[sign] == _EACH:
        return "have no product element by element: they differ in shape"
    return f"have no product: the inner sizes {left.shape[1]} and {right.shape[0]} differ"


# ---- derivatives beside each other


def _chained(left: Part, right: Part) -> sp.Expr | None:
    """Returns the chain rule from left to right: ∂E/∂a ∂a/∂b, where what stands first has the shape of a."""
    outer, inner = left.value, right.value
    if not isinstance(inner, Jacobian):
        return None
    if isinstance(outer, Jacobian):
        return Jacobian(*outer.args, *inner.args) if outer.by == inner.of else None
    return Contracted(outer, inner) if alike(left.shape, shape(inner.of)) else None


def _reversed(left: Part, right: Part) -> Iterator[Option]:
    """Yields the chain rule from right to left: ∂a/∂b ∂E/∂a."""
    inner, outer = left.value, right.value
    if not isinstance(inner, Jacobian):
        return
    words = f"the chain rule is read from the right: {right.written} before {left.written}"
    if isinstance(outer, Jacobian):
        if outer.by == inner.of:
            yield words, Jacobian(*outer.args, *inner.args)
    elif alike(right.shape, shape(inner.of)):
        yield words, Contracted(outer, inner)


# ---- what two matrices make


def _matrix_product(left: Part, right: Part) -> Iterator[Option]:
    if same(left.shape[1], right.shape[0]):
        words = f"the product of {left.written} and {right.written} is one of matrices"
        yield words, as_value(MatrixProduct(left.value, right.value))


def _hadamard(left: Part, right: Part) -> Iterator[Option]:
    if alike(left.shape, right.shape):
        words = f"the product of {left.written} and {right.written} is element by element"
        yield words, Hadamard(left.value, right.value)


def _of_vectors(left: Part, right: Part) -> Iterator[Option]:
    """Yields the product element by element of two columns, or of two rows: they have no other."""
    if is_vector(left.value):
        yield from _hadamard(left, right)


def _inner(left: Part, right: Part) -> Iterator[Option]:
    if alike(left.shape, right.shape) and is_vector(left.value):
        is_column = left.shape[1] == 1
        one, other = (Transposed(left.value), right.value) if is_column else (left.value, Transposed(right.value))
        words = f"the product of {left.written} and {right.written} is the inner one, a number"
        yield words, as_value(MatrixProduct(one, other))


def _outer(left: Part, right: Part) -> Iterator[Option]:
    if left.shape[1] == 1 == right.shape[1]:
        words = f"the product of {left.written} and {right.written} is the outer one, a matrix"
        yield words, MatrixProduct(left.value, Transposed(right.value))


_Rules = tuple[Callable[[Part, Part], Iterator[Option]], ...]
_EACH: tuple[_Rules, _Rules] = ((_hadamard,), ())
_RULES: Mapping[str, tuple[_Rules, _Rules]] = MappingProxyType(
    {
        NOTHING: ((_matrix_product,), (_of_vectors,)),
        DOT: ((_matrix_product,), (_inner, _hadamard)),
        **dict.fromkeys((TIMES, STAR, ASTERISK), ((_hadamard, _matrix_product), ())),
        **dict.fromkeys((CIRCLED, RING), _EACH),
        TENSOR: ((_hadamard, _outer), ()),
    }
)
"""What each sign usually means between matrices, and what it may mean besides."""
