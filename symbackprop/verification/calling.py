"""Calling: a program at a point, and what it gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbackprop.network.indices import head
from symbackprop.program import Program
from symbackprop.verification.points import Point


def results(program: Program, point: Point) -> Mapping[sp.Symbol, NDArray[np.float64]]:
    """Returns the program's loss and gradient at a point, parameters by their labels."""
    network = point.frame.network
    params = {symbol.name: array if array.ndim else float(array) for symbol, array in point.params.items()}
    value, gradient = program.value_and_grad(params, *arguments(point))
    found = {symbol: np.asarray(gradient[symbol.name], dtype=float) for symbol in point.frame.parameters}
    return {network.loss.symbol: np.asarray(value, dtype=float), **found}


def arguments(point: Point) -> tuple[Any, Any]:
    """Returns the inputs and targets of a point as its program takes them, None if there are none.

    The program of an indexed network takes an array, or several by their names; that of a
    scalar one takes a column for each input.
    """
    network = point.frame.network
    listed = [[head(given) for given in part] for part in (network.inputs, network.targets)]
    if network.is_indexed:
        X, T = (_by_name(point, symbols) for symbols in listed)
        return X, T
    inputs, targets = ([point.given[symbol] for symbol in symbols] for symbols in listed)
    alone = targets[0] if len(targets) == 1 else np.column_stack(targets) if targets else None
    return np.column_stack(inputs) if inputs else None, alone


def _by_name(point: Point, symbols: Sequence[sp.Symbol]) -> Any:
    if len(symbols) == 1:
        return point.given[symbols[0]]
    return {symbol.name: point.given[symbol] for symbol in symbols} or None
