"""Two evaluators in floating point: matrix expressions by NumPy, index expressions element by element."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import sympy as sp

from symbackprop.calculus.matrices.arrays import arrays_of
from symbackprop.calculus.naming import delta_names
from symbackprop.network import Network
from symbackprop.network.indices import head

Matrix = np.ndarray[Any, Any]
Places = Mapping[sp.Symbol, sp.Expr]

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "tanh": np.tanh,
    "sigmoid": lambda a: 1 / (1 + np.exp(-a)),
    "relu": lambda a: np.maximum(a, 0),
    "step": lambda a: np.heaviside(a, 0),
    "log": np.log,
    "exp": np.exp,
    "sqrt": np.sqrt,
    "g": np.sin,
    "g'": np.cos,
}


class Values:
    """Random arrays for everything a network and its derivation name, each independent of the others."""

    def __init__(self, network: Network, sizes: Mapping[str, int]) -> None:
        lots = np.random.default_rng(0)
        self.numbers = {symbol: sizes[symbol.name] for symbol in network.sizes}
        scalars = (*network.symbols, *map(head, delta_names(network).values()))
        shapes = dict.fromkeys(scalars, ()) | dict(arrays_of(network).sizes)
        self.arrays = {
            symbol.name: lots.uniform(0.1, 0.9, [int(last.xreplace(self.numbers)) for last in lengths])
            for symbol, lengths in shapes.items()
        }

    def size(self, expression: sp.Expr) -> int:
        """Returns the number that a size stands for."""
        return int(expression.xreplace(self.numbers))

    def by_element(self, node: sp.Expr, places: Places | None = None) -> float:
        """Returns the value of an index expression; `places` gives numbers to its free indices."""
        places = {**self.numbers, **(places or {})}
        if isinstance(node, sp.Indexed):
            return self.arrays[head(node).name][tuple(int(i.xreplace(places)) - 1 for i in node.indices)]
        if isinstance(node, sp.Sum):
            return self._total(node.function, list(node.limits), places)
        if node.is_Symbol:
            return places[node] if node.is_integer else self.arrays[node.name][()]
        if node.is_Number:
            return float(node)
        parts = [self.by_element(part, places) for part in node.args]
        if node.is_Add or node.is_Mul:
            return (math.fsum if node.is_Add else math.prod)(float(part) for part in parts)
        return float(parts[0]) ** float(parts[1]) if node.is_Pow else FUNCTIONS[type(node).__name__](*parts)

    def _total(self, body: sp.Expr, limits: list[sp.Tuple], places: Places) -> float:
        if not limits:
            return self.by_element(body, places)
        *inner, (letter, low, high) = limits
        ends = range(int(low.xreplace(places)), int(high.xreplace(places)) + 1)
        return sum(self._total(body, inner, {**places, letter: k}) for k in map(sp.Integer, ends))

    def by_numpy(self, node: sp.Expr, places: Places | None = None) -> Matrix:
        """Returns the value of a matrix expression as a two-dimensional array; `places` numbers slices."""
        rule = MATRIX_RULES.get(type(node).__name__)
        if rule is not None:
            return rule(self, node, places or {})
        if isinstance(node, sp.Sum):
            ((letter, _, high),) = node.limits
            return sum(
                self.by_numpy(node.function, {**(places or {}), letter: sp.Integer(k)})
                for k in range(1, self.size(high) + 1)
            )
        if not node.has(sp.Sum) and not any(kind in MATRIX_RULES for kind in _kinds(node)):
            return np.array([[self.by_element(node, places)]])
        parts = [self.by_numpy(part, places) for part in node.args]
        if node.is_Mul:
            return np.prod(parts, axis=0)
        assert node.is_Pow
        return parts[0] ** parts[1]


Rule = Callable[[Values, sp.Expr, Places], Matrix]


def _kinds(node: sp.Expr) -> Iterator[str]:
    return (type(part).__name__ for part in sp.preorder_traversal(node))


def _name(values: Values, node: sp.Expr, places: Places) -> Matrix:
    array = values.arrays[node.key.name]
    at = tuple(
        int(node.held[axis].xreplace(places)) - 1 if axis in node.held else slice(None) for axis in range(array.ndim)
    )
    return array[at].reshape([values.size(last) for last in node.shape])


def _several(operation: Callable[[Matrix, Matrix], Matrix]) -> Rule:
    def rule(values: Values, node: sp.Expr, places: Places) -> Matrix:
        first, *rest = (values.by_numpy(part, places) for part in node.args)
        for part in rest:
            first = operation(first, part)
        return first

    return rule


def _softmax(axis: int) -> Rule:
    def rule(values: Values, node: sp.Expr, places: Places) -> Matrix:
        powers = np.exp(values.by_numpy(node.args[1], places))
        return powers / powers.sum(axis=axis, keepdims=True)

    return rule


MATRIX_RULES: dict[str, Rule] = {
    "MatrixName": _name,
    "Ones": lambda values, node, places: np.ones([values.size(last) for last in node.args]),
    "Transposed": lambda values, node, places: values.by_numpy(node.args[0], places).T,
    "MatrixProduct": _several(np.matmul),
    "Outer": _several(lambda a, b: np.outer(a[:, 0], b[:, 0])),
    "Hadamard": _several(np.multiply),
    "MatrixSum": _several(np.add),
    "Scaled": _several(lambda c, a: c[0, 0] * a),
    "Elementwise": lambda values, node, places: FUNCTIONS[type(node.args[0]).__name__](
        values.by_numpy(node.args[1], places)
    ),
    "Softmax": _softmax(0),
    "SoftmaxOfRows": _softmax(1),
}
