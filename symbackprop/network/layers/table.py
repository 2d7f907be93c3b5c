"""LAYERS: one frozen row for each kind of layer.

To add one, write a function from the source, its place and options to a `Layer`, and add a
row. From the row alone it can be chained, described in a file and tested.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from inspect import Parameter, signature
from types import MappingProxyType

from symbackprop.errors import NetworkError, unknown
from symbackprop.network.layers.attention import attention
from symbackprop.network.layers.batch_norm import batch_norm
from symbackprop.network.layers.convolution import conv1d, conv2d
from symbackprop.network.layers.dense import dense
from symbackprop.network.layers.dropout import dropout
from symbackprop.network.layers.elementwise import activation
from symbackprop.network.layers.layer import Layer, Value
from symbackprop.network.layers.layer_norm import layer_norm
from symbackprop.network.layers.lstm import lstm
from symbackprop.network.layers.multi_head_attention import multi_head_attention
from symbackprop.network.layers.place import ALONE, Place
from symbackprop.network.layers.recurrent import recurrent
from symbackprop.network.layers.residual import residual
from symbackprop.network.layers.softmax import softmax


@dataclass(frozen=True)
class Kind:
    """One kind of layer.

    title  what prose calls it
    build  the function from source, place and options to the layer; its name is the kind's

    >>> LAYERS["dropout"].name, LAYERS["dropout"].options
    ('dropout', ('rate',))
    """

    title: str
    build: Callable[..., Layer]

    @property
    def name(self) -> str:
        """Returns the key of the row."""
        return self.build.__name__

    @property
    def options(self) -> tuple[str, ...]:
        """Returns the names of its options."""
        return tuple(self._parameters)

    @property
    def required(self) -> tuple[str, ...]:
        """Returns the names of the options that have no default."""
        return tuple(text for text, option in self._parameters.items() if option.default is Parameter.empty)

    @property
    def _parameters(self) -> Mapping[str, Parameter]:
        given = signature(self.build).parameters
        return {text: option for text, option in given.items() if option.kind is Parameter.KEYWORD_ONLY}


_ROWS = (
    Kind("dense layer", dense),
    Kind("activation", activation),
    Kind("softmax", softmax),
    Kind("layer normalisation", layer_norm),
    Kind("batch normalisation", batch_norm),
    Kind("dropout", dropout),
    Kind("residual connection", residual),
    Kind("attention", attention),
    Kind("multi-head attention", multi_head_attention),
    Kind("one-dimensional convolution", conv1d),
    Kind("two-dimensional convolution", conv2d),
    Kind("recurrent layer", recurrent),
    Kind("LSTM", lstm),
)

LAYERS: Mapping[str, Kind] = MappingProxyType({row.name: row for row in _ROWS})
"""The kinds of layers, by name."""


@dataclass(frozen=True)
class Spec:
    """A layer to be: its kind and its options, before it is known what stands before it."""

    kind: Kind
    options: Mapping[str, object]

    def after(self, source: Value, place: Place = ALONE) -> Layer:
        """Returns the layer that reads `source`."""
        return self.kind.build(source, place, **self.options)


def layer(kind: str, /, **options: object) -> Spec:
    """Returns a layer of the kind, to be chained by `sequential`.

    kind     a key of LAYERS
    options  those of the layer's function

    Raises UnknownName for a kind that is not in LAYERS, NetworkError for an option that the
    kind does not have or that is missing.

    >>> from symbackprop.network.layers.layer import given
    >>> print(layer("dense", units=2).after(given("x", i=3)))
    u[j] = b[j] + Sum(W[j, i]*x[i], (i, 1, 3))    j = 1..2
    """
    if kind not in LAYERS:
        raise unknown("layer", kind, LAYERS)
    row = LAYERS[kind]
    for text in options:
        if text not in row.options:
            near = get_close_matches(text, row.options, n=1, cutoff=0.5)
            hint = f"\n    did you mean {near[0]}?" if near else ""
            raise NetworkError(
                f"a layer of kind {row.name} has no option {text!r}\n"
                f"    options           {', '.join(row.options) or 'none'}{hint}"
            )
    missing = [text for text in row.required if text not in options]
    if missing:
        raise NetworkError(
            f"a layer of kind {row.name} needs {' and '.join(missing)}\n"
            f"    write             layer({row.name!r}, {', '.join(f'{text}=...' for text in missing)})"
        )
    return Spec(row, MappingProxyType(dict(options)))
