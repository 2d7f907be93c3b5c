"""Multilayer perceptrons: dense layers of any number and any size, named as in textbooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import cycle
from typing import TypedDict

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network.activation import Activation
from symbackprop.network.activations import activation as activation_row
from symbackprop.network.layers.comparison import compared
from symbackprop.network.layers.dense import dense
from symbackprop.network.layers.elementwise import activation as activation_layer
from symbackprop.network.layers.layer import Layer, Value
from symbackprop.network.layers.place import Place
from symbackprop.network.layers.softmax import softmax
from symbackprop.network.losses import Loss
from symbackprop.network.losses import loss as loss_row_of
from symbackprop.network.names import name
from symbackprop.network.network import Network
from symbackprop.network.numbers import size_of
from symbackprop.network.outputs import Normalisation, Output, output_of_one_unit, output_of_several_units
from symbackprop.network.wording import title_of_sizes


class _Style(TypedDict, total=False):
    superscript: str
    instead: Mapping[str, str]


def mlp(
    sizes: Sequence[int | str],
    *,
    activation: str | Activation = "sigmoid",
    output: str | Activation | None = None,
    loss: str | Loss = "half_squared_error",
) -> Network:
    """Returns the perceptron with the given sizes: inputs, hidden layers, outputs.

    sizes       numbers or names: [2, 3, 1], ["n", "m", "K"]
    activation  the hidden units' activation, a row of ACTIVATIONS, its name, or "any"
    output      the output units' activation, or "softmax"; None: the one the loss takes for
                granted, else the hidden units' one
    loss        a row of LOSSES or its name

    With one hidden layer the names are those of the notes, w b u y v c s z; without one, w b
    s z; with more, W^(l) b^(l) u^(l) y^(l). A last size that is the number 1 gives a single
    output, a number and no array. An index gives way to a size of the same name.

    Raises NetworkError for sizes that are none, and for an output whose values lie outside
    the domain of the loss; UnknownName for a name in no table.

    >>> print(mlp(["n", "m", 1]))
    u[j] = b[j] + Sum(w[j, i]*x[i], (i, 1, n))    j = 1..m
    y[j] = sigmoid(u[j])    j = 1..m
    s = c + Sum(v[j]*y[j], (j, 1, m))
    z = sigmoid(s)
    E = (-t + z)**2/2
    >>> print(mlp(["n", "K"], loss="cross_entropy"))
    s[k] = b[k] + Sum(w[k, i]*x[i], (i, 1, n))    k = 1..K
    z[k] = exp(s[k])/Sum(exp(s[l]), (l, 1, K))    k = 1..K
    E = -Sum(log(z[k])*t[k], (k, 1, K))
    """
    lengths = _lengths(sizes)
    loss_row, hidden = loss_row_of(loss), activation_row(activation)
    out = _output(output, loss_row, hidden, lengths[-1])
    depth = len(lengths) - 1
    letters = _letters(lengths)
    value = Value(name("x"), (), ((letters[0], lengths[0]),))
    layers: list[Layer] = []
    for number in range(1, depth + 1):
        place = Place(taken=_names_of(lengths), **_style(number, depth))
        units = None if number == depth and lengths[-1] == 1 else lengths[number]
        affine = dense(value, place, units=units, letter=letters[number].name)
        layers += [affine, _activated(affine.output, place, hidden if number < depth else out)]
        value = layers[-1].output
    layers[-1] = replace(layers[-1], equations=tuple(replace(line, ordinary=False) for line in layers[-1].equations))
    lines = [line for layer in layers for line in layer.equations]
    read = value if loss_row.reads == "output" else affine.output
    end = compared(value, read.element, loss_row)
    return Network(
        [*lines, end.equation],
        parameters=[parameter for layer in reversed(layers) for parameter in layer.parameters],
        targets=[end.target],
        loss_row=loss_row,
        title=title_of_sizes(lengths),
        hypotheses=end.hypotheses,
    )


def _lengths(sizes: Sequence[int | str]) -> tuple[sp.Expr, ...]:
    if isinstance(sizes, str) or not isinstance(sizes, Sequence) or len(sizes) < 2:
        raise NetworkError(
            f"{sizes!r} does not give the sizes of a network\n"
            "    give a list of two or more: inputs, hidden layers, outputs\n"
            '    write             mlp([2, 3, 1]) or mlp(["n", "m", "K"])'
        )
    return tuple(size_of(given, f"layer {place} of {len(sizes)}") for place, given in enumerate(sizes, 1))


def _output(choice: str | Activation | None, loss: Loss, hidden: Activation, units: sp.Expr) -> Output:
    choose = output_of_one_unit if units == 1 else output_of_several_units
    return choose(choice, loss, hidden)


def _letters(lengths: tuple[sp.Expr, ...]) -> tuple[sp.Symbol, ...]:
    """Returns the index of each layer's units: i, j, k, l, then i again; i and k if there are only two."""
    place = Place(taken=_names_of(lengths))
    letters: list[sp.Symbol] = []
    for wanted, _ in zip(cycle("ijkl") if len(lengths) > 2 else "ik", lengths, strict=False):
        letters.append(place.letter(wanted, *letters[-3:]))
    return tuple(letters)


def _names_of(lengths: tuple[sp.Expr, ...]) -> frozenset[str]:
    return frozenset(symbol.name for length in lengths for symbol in length.free_symbols)


def _style(number: int, depth: int) -> _Style:
    """Returns what the layer calls its quantities, of `depth` layers with weights."""
    if depth > 2:
        return {"superscript": f"^({number})", "instead": {"p": "y"}}
    if number < depth:
        return {"instead": {"W": "w"}}
    outputs = {"u": "s", "y": "z", "p": "z", "delta": "delta_out"}
    return {"instead": {**outputs, "W": "v", "b": "c"} if depth == 2 else {**outputs, "W": "w"}}


def _activated(source: Value, place: Place, row: Output) -> Layer:
    return softmax(source, place) if isinstance(row, Normalisation) else activation_layer(source, place, function=row)
