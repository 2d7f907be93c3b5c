"""Layers in a row: each reads what the one before hands on, and a loss compares the last with targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import sympy as sp

from symbackprop.errors import NetworkError, SymbackpropError
from symbackprop.network.activations import ACTIVATIONS
from symbackprop.network.equation import Equation
from symbackprop.network.indices import head
from symbackprop.network.layers.comparison import compared
from symbackprop.network.layers.layer import Layer, Value
from symbackprop.network.layers.place import Place
from symbackprop.network.layers.softmax import preactivation_of_softmax
from symbackprop.network.layers.table import LAYERS, Spec
from symbackprop.network.losses import Loss
from symbackprop.network.losses import loss as loss_row_of
from symbackprop.network.network import Network
from symbackprop.network.outputs import SOFTMAX, fitting, misfit


class LayerError(NetworkError):
    """A layer that cannot read what stands before it; `number` says which, from 1."""

    def __init__(self, error: SymbackpropError, number: int, of: int, spec: Spec) -> None:
        label = f"layer {number} of {of}".ljust(18)
        super().__init__(f"{error}\n    {label}{spec.kind.name}")
        self.number = number


def sequential(
    source: Value,
    *specs: Spec,
    loss: str | Loss = "half_squared_error",
    target: str = "t",
    title: str = "",
) -> Network:
    """Returns the network of the layers in their order, and a loss.

    source  the input, `given("x", i="n")`, or with items, `given("x", {"p": "N"}, i="n")`
    specs   the layers: `layer("dense", units="m")`, ...
    loss    a row of LOSSES or its name; summed (or averaged) over outputs and items
    target  what the targets are called
    title   what documents call the network; if empty, its layers are listed

    Where two layers would give the same name to their quantities, all names carry the number
    of their layer above: W^(1), u^(1), y^(1), W^(2). Indices give way to sizes of the same
    name. Raises LayerError where a layer cannot read what stands before it, NetworkError where
    the last layer's outputs lie outside the domain of the loss.

    >>> from symbackprop.network.layers import given, layer
    >>> print(sequential(given("x", i="n"), layer("dense", units="K"), layer("softmax"), loss="cross_entropy"))
    u[j] = b[j] + Sum(W[j, i]*x[i], (i, 1, n))    j = 1..K
    p[j] = exp(u[j])/Sum(exp(u[k]), (k, 1, K))    j = 1..K
    E = -Sum(log(p[j])*t[j], (j, 1, K))
    """
    if not specs:
        raise NetworkError('a network needs a layer\n    give at least one, for instance layer("dense", units="m")')
    row = loss_row_of(loss)
    chain = _chained(source, specs)
    lines = [equation for made in chain.layers for equation in made.equations]
    output = chain.values[-1]
    end = compared(output, _argument(lines[-1], row), row, target)
    return Network(
        [*lines, end.equation],
        parameters=[parameter for made in reversed(chain.layers) for parameter in made.parameters],
        targets=[end.target],
        loss_row=row,
        title=title or f"a network of {len(specs)} layer{'s' * (len(specs) > 1)}: {_listed(specs)}",
        hypotheses=end.hypotheses,
        constants=dict.fromkeys(constant for made in chain.layers for constant in made.constants),
        items=output.items[0] if output.items else None,
    )


def _listed(specs: Iterable[Spec]) -> str:
    return ", ".join(str(spec.options.get("function", spec.kind.title)) for spec in specs)


def _argument(last: Equation, loss: Loss) -> sp.Expr:
    """Returns the element that the loss reads: the last output, or the preactivation it comes from."""
    out = SOFTMAX if preactivation_of_softmax(last.body) is not None else last.activation
    if out is None and loss.reads == "preactivation":
        return last.name
    fact = misfit(out or ACTIVATIONS["identity"], loss)
    if fact is not None:
        ways = [_ending(name) for name in fitting(loss, (*ACTIVATIONS.values(), SOFTMAX))]
        raise NetworkError(f"{fact}\n    end with          {' or '.join(ways)}")
    return last.name if loss.reads == "output" else last.preactivation


def _ending(output: str) -> str:
    return f'layer("{output}")' if output in LAYERS else f'layer("activation", function="{output}")'


@dataclass(frozen=True)
class _Chain:
    """Layers, the values between them (the input, then the output of each layer), and all names so far."""

    values: tuple[Value, ...]
    layers: tuple[Layer, ...] = ()
    names: frozenset[sp.Symbol] = frozenset()

    def new_names(self, made: Layer) -> frozenset[sp.Symbol]:
        """Returns the names that a layer brings in: what it defines, its parameters, what it takes from outside."""
        defined = {equation.symbol for equation in made.equations} | {*map(head, made.parameters)}
        read = {symbol for equation in made.equations for symbol in equation.reads}
        return frozenset(defined | (read - {value.symbol for value in self.values} - {*made.constants}))

    def clashes(self, made: Layer) -> bool:
        """Returns whether a name that the layer brings in is taken."""
        return not self.new_names(made).isdisjoint(self.names | {self.values[0].symbol})

    def and_(self, made: Layer) -> _Chain:
        """Returns the chain with one layer more."""
        return _Chain((*self.values, made.output), (*self.layers, made), self.names | self.new_names(made))

    def next(self, spec: Spec, place: Place, of: int) -> Layer:
        """Returns the layer that stands next; raises LayerError if it cannot."""
        try:
            return spec.after(self.values[-1], replace(place, before=self.values))
        except SymbackpropError as error:
            raise LayerError(error, len(self.values), of, spec) from error


def _chained(source: Value, specs: Sequence[Spec]) -> _Chain:
    place = Place(taken=frozenset(_size_names(source, specs)))
    start = place.clear_of(source)
    plain = _plainly_named(start, specs, place)
    return plain if plain is not None else _numbered(start, specs, place)


def _size_names(source: Value, specs: Iterable[Spec]) -> Iterator[str]:
    """Returns what sizes may be called: whatever text an option has."""
    yield from (symbol.name for last in source.sizes for symbol in last.free_symbols)
    yield from (given for spec in specs for given in spec.options.values() if isinstance(given, str))


def _plainly_named(start: Value, specs: Sequence[Spec], place: Place) -> _Chain | None:
    """Returns the chain with the usual names, None if two layers would use the same one."""
    chain = _Chain((start,))
    for spec in specs:
        made = chain.next(spec, place, len(specs))
        if chain.clashes(made):
            return None
        chain = chain.and_(made)
    return chain


def _numbered(start: Value, specs: Sequence[Spec], place: Place) -> _Chain:
    """Returns the chain with the number of its layer on each name; a name that is taken begins the next layer."""
    chain, number = _Chain((start,)), 1
    for spec in specs:
        while chain.clashes(made := chain.next(spec, replace(place, superscript=f"^({number})"), len(specs))):
            number += 1
        chain = chain.and_(made)
    return chain
