"""The layout of an expression: one row for each type, and the verb that reads the table."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.notation import atoms, derivatives, functions, matrices, powers, products, quotients, sums
from symbackprop.notation.context import Context
from symbackprop.notation.letters import name_node
from symbackprop.notation.options import Notation
from symbackprop.notation.tree import Negative, Node

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import sympy as sp


def _constant(text: str) -> Callable[[Any, Context], Node]:
    return lambda _expression, _context: name_node(text)


RULES: Mapping[str, Callable[[Any, Context], Node]] = MappingProxyType(
    {
        "Symbol": atoms.lay_name,
        "Numeral": atoms.lay_numeral,
        "IndexedBase": atoms.lay_name,
        "Idx": atoms.lay_name,
        "Indexed": atoms.lay_entry,
        "Integer": atoms.lay_integer,
        "Rational": quotients.lay_rational,
        "Float": atoms.lay_float,
        "Exp1": powers.lay_number_e,
        "Pi": _constant("pi"),
        "Infinity": _constant("∞"),
        "NegativeInfinity": lambda _expression, _context: Negative(name_node("∞")),
        "NaN": _constant("undefined"),
        "ComplexInfinity": _constant("undefined"),
        "ImaginaryUnit": _constant("i"),
        "BooleanTrue": _constant("true"),
        "BooleanFalse": _constant("false"),
        "Add": sums.lay_sum,
        "Mul": products.lay_product,
        "Pow": powers.lay_power,
        "exp": powers.lay_exponential,
        "Sum": sums.lay_big("sum"),
        "Product": sums.lay_big("product"),
        "Relational": sums.lay_relation,
        "And": sums.lay_connective("and"),
        "Or": sums.lay_connective("or"),
        "KroneckerDelta": sums.lay_kronecker,
        "Piecewise": functions.lay_cases,
        "Partial": derivatives.lay_partial,
        "Abs": functions.lay_absolute,
        "Max": functions.lay_extremum,
        "Min": functions.lay_extremum,
        "Heaviside": functions.lay_heaviside,
        "AppliedUndef": functions.lay_unspecified,
        "Function": functions.lay_function,
        "MatrixName": atoms.lay_matrix_name,
        "Ones": matrices.lay_ones,
        "Transposed": matrices.lay_transposed,
        "MatrixProduct": matrices.lay_matrix_product,
        "Outer": matrices.lay_outer,
        "Hadamard": matrices.lay_hadamard,
        "Elementwise": matrices.lay_elementwise,
        "Softmax": matrices.lay_elementwise,
        "Scaled": matrices.lay_scaled,
        "MatrixSum": matrices.lay_matrix_sum,
        "Basic": functions.lay_anything,
    }
)
"""How each type of expression is laid out, by the name of the type or of the nearest base."""


def layout(expression: sp.Basic | Node, notation: Notation | None = None) -> Node:
    """Returns how `expression` is written, in no format yet; a layout is returned as it is.

    Every decision is taken here: order, signs, brackets, fractions, gaps. The writers take none.

    >>> from sympy import symbols
    >>> x, y = symbols("x y")
    >>> layout(y - x).items[0]
    Signed(sign='+', body=Name(text='y', base=Letter(text='y'), sub=None, sup=None, primes=0))
    """
    if isinstance(expression, Node):
        return expression
    return Context(notation or Notation(), RULES).lay_term(expression)
