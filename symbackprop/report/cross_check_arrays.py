"""The numeric cross-check of an indexed network: one set of items at small sizes, the worst element of each array."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import sympy as sp

from symbackprop.calculus import Derivation
from symbackprop.network.indices import head
from symbackprop.program import Program, lambdify
from symbackprop.report.blocks import Block, Paragraph, Subheading, Table
from symbackprop.report.contents.story import listed
from symbackprop.report.text import Equals, Formula, Text
from symbackprop.verification.calling import results
from symbackprop.verification.case import Case, DoesNotApply, Subject
from symbackprop.verification.frame import Frame
from symbackprop.verification.methods import METHODS
from symbackprop.verification.points import Point, random_points
from symbackprop.verification.program_bounds import plan_of
from symbackprop.verification.rows import compare
from symbackprop.verification.sizes import sizes_for

_METHODS = {
    "first principles": "forward mode on the equations in 50 digits",
    "complex step": "the complex step",
    "central differences": "central differences of the loss",
}
"""The roads it is measured against, and what each is."""
_SCALE = "scale 1"
_SEED, _ITEMS = 0, 2


def cross_checked_arrays(derivation: Derivation) -> tuple[Block, ...]:
    """Returns the comparison of the program with other roads to the gradient, for the document of the derivation."""
    program = lambdify(derivation)
    frame = _frame(derivation, program)
    point = next(found for found in random_points(frame, _SEED, _ITEMS) if found.label == _SCALE)
    errors = _errors(program, frame, point)
    columns = [method for method in _METHODS if errors[method]]
    network = derivation.network
    rows = tuple(tuple(_cells(parameter, [errors[method] for method in columns])) for parameter in network.parameters)
    sizes = [Equals(symbol, sp.Integer(number)) for symbol, number in frame.sizes.items()]
    items = () if network.items is not None else (f", for {point.items} items",)
    words: Text = (
        "The largest relative error of the program’s gradient",
        *((" at ", *listed(sizes)) if sizes else ()),
        *items,
        ", at a point drawn at random, against ",
        *listed([_METHODS[method] for method in columns]),
        ":",
    )
    table = Table("Numeric cross-check", ("parameter", *columns), rows)
    return Subheading(("Numeric cross-check",)), Paragraph(words), table


def _frame(derivation: Derivation, program: Program) -> Frame:
    network = derivation.network
    given = {head(quantity) for quantity in (*network.inputs, *network.targets)}
    return Frame(network, sizes_for(network), frozenset(given & plan_of(program).varying))


def _errors(program: Program, frame: Frame, point: Point) -> Mapping[str, Mapping[sp.Symbol, float]]:
    """Returns the worst relative error of each array, by method; nothing for a method that says nothing there."""
    case = Case(Subject(frame, program), point, _SEED)
    found: dict[str, dict[sp.Symbol, float]] = {method: {} for method in _METHODS}
    with np.errstate(all="ignore"):
        measured = results(program, point)
        for method in _METHODS:
            try:
                found[method] = {item.name: item.error for item in compare(case, measured, METHODS[method])}
            except DoesNotApply:
                continue
    return found


def _cells(parameter: sp.Expr, columns: Iterable[Mapping[sp.Symbol, float]]) -> Iterator[Text]:
    yield (Formula(parameter),)
    for errors in columns:
        yield (_told(errors.get(head(parameter))),)


def _told(error: float | None) -> str:
    return "–" if error is None else f"{error:.1e}".replace("-", "−")
