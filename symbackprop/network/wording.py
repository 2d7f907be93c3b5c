"""Wording: what prose says of a network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import sympy as sp

from symbackprop.network.activation import Activation
from symbackprop.network.equation import Equation
from symbackprop.network.indices import head
from symbackprop.network.layers.softmax import preactivation_of_softmax
from symbackprop.network.network import Network
from symbackprop.network.outputs import SOFTMAX, Output


def kind_of(network: Network) -> str:
    """Returns the units, the output and the loss of a network in words.

    >>> from symbackprop.network import mlp, two_layer
    >>> kind_of(two_layer("relu"))
    'rectified linear units, half squared error'
    >>> kind_of(two_layer("tanh", "binary_cross_entropy", output="sigmoid"))
    'hyperbolic tangent units, sigmoid output, binary cross-entropy'
    >>> kind_of(mlp(["n", "m", "K"], loss="cross_entropy"))
    'sigmoid units, softmax output, cross-entropy'
    """
    last = _output_line(network)
    rows = {row.name: row for line in network if (row := line.activation) is not None and line is not last}
    units = [_units(rows.values())] if rows else []
    output = _output(last, rows)
    loss = [network.loss_row.title] if network.loss_row is not None else []
    return ", ".join([*units, *output, *loss])


def _output_line(network: Network) -> Equation | None:
    """Returns the last activation or softmax, if nothing but a comparison with targets reads it."""
    targets = {head(target) for target in network.targets}
    found = [line for line in network if line.activation is not None or _is_softmax(line)]
    compared = bool(found) and all(targets & {*line.reads} for line in network.readers.get(found[-1].symbol, ()))
    return found[-1] if compared else None


def _is_softmax(line: Equation) -> bool:
    return preactivation_of_softmax(line.body) is not None


def _output(last: Equation | None, units: Mapping[str, Activation]) -> list[str]:
    """Returns the words for the output, none if it is an activation of the units too."""
    row: Output | None = None if last is None else SOFTMAX if _is_softmax(last) else last.activation
    if row is None or row.name in units:
        return []
    return [_units([row]) if isinstance(row, Activation) and row.value is None else f"{row.title} output"]


def _units(rows: Iterable[Activation]) -> str:
    listed = tuple(rows)
    unspecified = [row for row in listed if row.value is None]
    if unspecified:
        return "any differentiable activation"
    return " and ".join(row.title.removesuffix(" unit") for row in listed) + " units"


def title_of_sizes(lengths: Sequence[sp.Expr]) -> str:
    """Returns what documents call a perceptron of these sizes: inputs, hidden layers, outputs.

    >>> from symbackprop.network.indices import size
    >>> title_of_sizes([size(2), size(2), size(1)])
    'the 2-2-1 network'
    >>> title_of_sizes([size("n"), size("m"), size("K")])
    'a network of n inputs, m hidden units and K outputs'
    >>> title_of_sizes([size("n"), size("m"), size(3), size(1)])
    'a network of n inputs, hidden layers of m and 3 units, and one output'
    """
    if all(length.is_Integer for length in lengths):
        return f"the {'-'.join(map(str, lengths))} network"
    inputs, *hidden, outputs = lengths
    first, last = _counted(inputs, "input"), _counted(outputs, "output")
    if not hidden:
        return f"a network of {first} and {last}"
    if len(hidden) == 1:
        return f"a network of {first}, {_counted(hidden[0], 'hidden unit')} and {last}"
    *others, final = map(str, hidden)
    return f"a network of {first}, hidden layers of {', '.join(others)} and {final} units, and {last}"


def _counted(number: sp.Expr, noun: str) -> str:
    return f"one {noun}" if number == 1 else f"{number} {noun}s"
