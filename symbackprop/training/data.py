"""Data: the items a network is trained on, and some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from symbackprop.network.indices import head
from symbackprop.program import Program
from symbackprop.program.arrays import Floats


class Data(NamedTuple):
    """The items of a training set: inputs and targets as a program takes them.

    X  inputs, an array whose rows are the items, or a mapping from names to arrays; None for none
    T  targets, the same
    """

    X: Any
    T: Any


def xor_data(false: float = 0, true: float = 1) -> Data:
    """Returns the four items of x_1 XOR x_2: inputs (4, 2) and targets (4,).

    false, true  the numbers that stand for the two truth values, in inputs and targets: 0 and
                 1 for an output between 0 and 1 (sigmoid), -1 and 1 for tanh

    >>> xor_data().T
    array([0., 1., 1., 0.])
    >>> xor_data(-1, 1).X[2]
    array([ 1., -1.])
    """
    numbers = np.array([false, true], dtype=float)
    bits = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    return Data(numbers[bits], numbers[bits[:, 0] ^ bits[:, 1]])


def count(program: Program, data: Data) -> int:
    """Returns the number of items; 1 for a single item and for a network that is already that of a batch."""
    if program.network.items is not None:
        return 1
    value, depth = next(_varying(program, data))
    return len(value) if np.ndim(value) > depth else 1


def chosen(program: Program, data: Data, rows: Floats | slice | Any) -> Data:
    """Returns some of the items, by their places; constants stay as they are."""
    constants = {symbol.name for symbol in program.network.constants}
    return Data(_rows(data.X, rows, constants), _rows(data.T, rows, constants))


def _rows(given: Any, rows: Any, constants: set[str]) -> Any:
    if given is None:
        return None
    if isinstance(given, Mapping):
        return {name: value if str(name) in constants else np.asarray(value)[rows] for name, value in given.items()}
    return np.asarray(given)[rows]


def _varying(program: Program, data: Data) -> Iterator[tuple[Any, int]]:
    """Returns each array that differs between items, with the number of axes it has for one item."""
    network = program.network
    constants = {symbol.name for symbol in network.constants}
    for given, quantities in ((data.X, network.inputs), (data.T, network.targets)):
        if not network.is_indexed and quantities:
            yield given, 1 if len(quantities) > 1 or given is data.X else 0
        for quantity in quantities if network.is_indexed else ():
            name = head(quantity).name
            if name not in constants:
                yield _named(given, name), len(network.shape(quantity))


def _named(given: Any, name: str) -> Any:
    if not isinstance(given, Mapping):
        return given
    return next(value for key, value in given.items() if str(key) == name)
