"""Live numbers: what a page needs to compute both passes while its reader moves the sliders.

The numbers are computed in the page by the program that is generated from the same plan as
the NumPy program; this file says which quantities there are and where they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import sympy as sp
from markupsafe import Markup

from symbackprop.errors import NetworkError
from symbackprop.network import Network
from symbackprop.notation import layout
from symbackprop.notation.options import Notation
from symbackprop.notation.width import width
from symbackprop.program import plan_with
from symbackprop.program.javascript import JAVASCRIPT
from symbackprop.program.javascript.page import JavaScriptPage
from symbackprop.program.source import source
from symbackprop.report.cross_check import point_for
from symbackprop.report.document import Document
from symbackprop.report.html.factors import factors_of
from symbackprop.report.html.formulas import broken, inline

_REACH = 3.0
_SHORT = 6.0


@dataclass(frozen=True)
class Quantity:
    """Something that has a number.

    place   its place among all quantities of the page
    name    what it is called
    symbol  how it is written
    role    the role of a delta, else ""
    """

    place: int
    name: str
    symbol: Markup
    role: str = ""


@dataclass(frozen=True)
class Slider:
    """A quantity that the reader chooses.

    start      its value at first, as a decimal
    low, high  how far the slider goes
    """

    quantity: Quantity
    start: str
    low: str
    high: str


@dataclass(frozen=True)
class Knob:
    """A parameter with its slider.

    place     its place in the network's tuple of parameters
    gradient  the derivative of the loss by it in delta form; empty where that is long
    terms     the places of the factors of its chain of partials, path by path
    """

    slider: Slider
    place: int
    gradient: Markup
    terms: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Live:
    """The live part of a page.

    given      the sliders of the inputs and targets
    knobs      the sliders of the parameters
    forward    what the forward pass computes
    backward   the deltas
    partials   the local partials that no name stands for
    program    the program that computes them, as JavaScript
    has_kinks  whether there are points without a slope
    step       how far a slider moves at a time
    """

    given: tuple[Slider, ...]
    knobs: tuple[Knob, ...]
    forward: tuple[Quantity, ...]
    backward: tuple[Quantity, ...]
    partials: tuple[Quantity, ...]
    program: str
    has_kinks: bool
    step: str = "0.05"

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Returns every quantity, at its place."""
        sliders = (*self.given, *(knob.slider for knob in self.knobs))
        return (*(slider.quantity for slider in sliders), *self.forward, *self.backward, *self.partials)


def live(document: Document, notation: Notation) -> Live:
    """Returns the live part of a document on a network of numbers.

    Raises NetworkError for an indexed network, and where there is no program: for an
    unspecified activation and for a function that JavaScript has no spelling for.
    """
    derivation = document.derivation
    if derivation is None:
        raise NetworkError("the document is about no network")
    network = derivation.network
    if network.is_indexed:
        raise NetworkError("the network is written in arrays")
    factors = factors_of(derivation)
    planned = plan_with(network, factors.wanted)
    outer = (*network.inputs, *network.targets)
    deltas = tuple(delta.name for delta in derivation.deltas if delta.name in planned.by_name)
    symbols = (*outer, *network.parameters, *network.definitions, *deltas, *factors.wanted)
    quantities = {
        symbol: Quantity(place, symbol.name, inline(symbol, notation), notation.palette.get(symbol.name, ""))
        for place, symbol in enumerate(symbols)
    }
    start = point_for(network)
    sliders = {
        symbol: _slider(quantities[symbol], start[symbol.name], _range(symbol, network))
        for symbol in (*outer, *network.parameters)
    }
    return Live(
        tuple(sliders[symbol] for symbol in outer),
        tuple(
            Knob(
                *(sliders[symbol], place, _short(derivation.gradient(symbol).delta_form, notation)),
                tuple(tuple(quantities[factor].place for factor in term) for term in factors.terms[symbol]),
            )
            for place, symbol in enumerate(network.parameters)
        ),
        tuple(quantities[symbol] for symbol in network.definitions),
        tuple(quantities[symbol] for symbol in deltas),
        tuple(quantities[symbol] for symbol in factors.wanted),
        source(planned, JAVASCRIPT),
        JavaScriptPage(planned, JAVASCRIPT).has_kinks,
    )


def _short(expression: sp.Expr, notation: Notation) -> Markup:
    pieces = broken(expression, notation, _SHORT)
    return pieces[0] if len(pieces) == 1 and width(layout(expression, notation)) <= _SHORT else Markup()


def _slider(quantity: Quantity, start: str, span: tuple[float, float]) -> Slider:
    low, high = span
    return Slider(quantity, _decimal(min(max(float(Fraction(start)), low), high)), _decimal(low), _decimal(high))


def _decimal(number: float) -> str:
    return f"{number:g}"


def _range(symbol: sp.Symbol, network: Network) -> tuple[float, float]:
    """Returns how far a slider goes: a target as far as the loss or the output can, the rest from -3 to 3."""
    if symbol in network.targets:
        row = network.loss_row
        rows = [line.activation for line in network if line.name in network.loss.reads]
        sets = [*([row.targets] if row is not None else []), *(found.outputs for found in rows if found is not None)]
        bounded = [values for values in sets if values.inf.is_finite and values.sup.is_finite]
        if bounded:
            return float(bounded[0].inf), float(bounded[0].sup)
    return -_REACH, _REACH


def places(found: Live) -> Mapping[str, int]:
    """Returns the place of every quantity, by name."""
    return {quantity.name: quantity.place for quantity in found.quantities}
