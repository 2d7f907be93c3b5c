"""The cross-check: one point, every parameter, 50 digits and the error of each road."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import mpmath
import numpy as np
import sympy as sp

from symbackprop.calculus import Derivation
from symbackprop.errors import NetworkError, ShapeError
from symbackprop.network import Network
from symbackprop.program import lambdify
from symbackprop.program.plan import network_of
from symbackprop.verification import reference
from symbackprop.verification.calling import results
from symbackprop.verification.case import Case, DoesNotApply, Subject
from symbackprop.verification.frame import Frame
from symbackprop.verification.methods import METHODS
from symbackprop.verification.multiprecision import agreed
from symbackprop.verification.points import Point
from symbackprop.verification.rows import UNDERFLOW

DIGITS = 50
COLUMNS = ("program", "handwritten", "complex step", "central differences")


@dataclass(frozen=True)
class CrossCheckRow:
    """One derivative at the point.

    name    the parameter
    value   the derivative in 50 significant decimals, from first principles
    errors  column -> the relative error of that road; NaN where it does not give this value
    """

    name: sp.Symbol
    value: str
    errors: Mapping[str, float]

    def digits(self, count: int = 16) -> str:
        """Returns the derivative in `count` significant decimals."""
        with mpmath.workdps(DIGITS + 10):
            return str(mpmath.nstr(mpmath.mpf(self.value), count, strip_zeros=False))


@dataclass(frozen=True)
class CrossCheck:
    """The derivatives at one point to 50 digits, and how near each road comes.

    point    name -> exact value of every input, target and parameter, as it was given
    loss     the row of the loss itself
    rows     the parameters, in the network's order
    columns  the roads, in order
    notes    column -> how it is computed and what it promises, or why it is left out
    """

    point: Mapping[str, sp.Rational]
    loss: CrossCheckRow
    rows: tuple[CrossCheckRow, ...]
    columns: tuple[str, ...]
    notes: Mapping[str, str]

    def __str__(self) -> str:
        width = max(len(str(row.name)) for row in (self.loss, *self.rows)) + 1
        head = f"{'':<{width}}{'first 16 of 50 digits':>23}" + "".join(f"{text[:12]:>14}" for text in self.columns)
        lines = [
            f"{row.name!s:<{width}}{row.digits():>23}" + "".join(f"{row.errors[text]:>14.1e}" for text in self.columns)
            for row in (self.loss, *self.rows)
        ]
        return "\n".join([head, *(line.rstrip() for line in lines)])


def cross_check(network: Network | Derivation, point: Mapping[str | sp.Symbol, object]) -> CrossCheck:
    """Returns the derivatives at one item, to 50 digits, with the errors of the other roads.

    point  a value for every input, target and parameter: a number, or a text such as "1/10"
           or "-0.3"; a float counts as the decimal it prints

    The 50 digits are those of the derivative at these exact values; the other roads compute
    at the nearest floats, and their errors include that rounding.

    Raises ShapeError for a missing or unknown name, and for a value that is no number,
    NetworkError for a network that has arrays.
    """
    described = network_of(network)
    if described.is_indexed:
        raise NetworkError(
            f"a cross-check shows one number for each parameter, and {described.title} has arrays\n"
            "    write             cross_check(instance(network, sizes).network, point)"
        )
    exact = _values(described, point)
    program = lambdify(described)
    floats = {symbol: float(value) for symbol, value in exact.items()}
    frame = Frame(described, {}, frozenset((*described.inputs, *described.targets)))
    params = {symbol: np.asarray(floats[symbol]) for symbol in frame.parameters}
    place = Point("cross-check", frame, params, {symbol: np.array([floats[symbol]]) for symbol in frame.given}, 1)
    case = Case(Subject(frame, program), place)
    found = results(program, place)
    roads: dict[str, Mapping[sp.Symbol, float]] = {"program": {symbol: float(found[symbol]) for symbol in found}}
    notes = {"program": "running error bound, line by line"}
    with np.errstate(all="ignore"):
        for name in COLUMNS[1:]:
            notes[name] = f"{METHODS[name].evaluates}; promises {METHODS[name].promises}"
            try:
                roads[name] = {symbol: float(answer[0]) for symbol, answer in METHODS[name].answers(case).items()}
            except DoesNotApply as error:
                notes[name] = f"left out: {error}"
        digits = agreed(lambda: _exactly(frame, exact))
        rows = {
            symbol: _row(symbol, digits[symbol][()], roads) for symbol in (described.loss.name, *described.parameters)
        }
    return CrossCheck(
        {symbol.name: value for symbol, value in exact.items()},
        rows.pop(described.loss.name),
        tuple(rows.values()),
        tuple(roads),
        notes,
    )


def _exactly(frame: Frame, exact: Mapping[sp.Symbol, sp.Rational]) -> Mapping[sp.Symbol, Any]:
    """Returns loss and gradient of one item at the precision in force, by forward mode."""
    numbers = {symbol: np.array(mpmath.mpf(int(value.p)) / int(value.q)) for symbol, value in exact.items()}
    arrays = {symbol: array[None] if symbol in frame.rows else array for symbol, array in numbers.items()}
    return reference.gradient(frame, arrays, 1, is_mean=False, most=1)


def _row(symbol: sp.Symbol, exact: Any, roads: Mapping[str, Mapping[sp.Symbol, float]]) -> CrossCheckRow:
    with mpmath.workdps(DIGITS + 10):
        scale = max(abs(exact), mpmath.mpf(UNDERFLOW))
        errors = {
            name: float(abs(mpmath.mpf(values[symbol]) - exact) / scale) if symbol in values else float("nan")
            for name, values in roads.items()
        }
        return CrossCheckRow(symbol, str(mpmath.nstr(exact, DIGITS, strip_zeros=False)), errors)


def _values(network: Network, point: Mapping[str | sp.Symbol, object]) -> Mapping[sp.Symbol, sp.Rational]:
    given = {str(key): value for key, value in point.items()}
    wanted = (*network.inputs, *network.targets, *network.parameters)
    names = [symbol.name for symbol in wanted]
    missing, extra = [text for text in names if text not in given], [text for text in given if text not in names]
    if missing or extra:
        raise ShapeError(
            "the point does not fit the network\n"
            f"    no value for      {', '.join(missing) or 'nothing'}\n"
            f"    unknown           {', '.join(extra) or 'nothing'}\n"
            f"    names             {', '.join(names)}"
        )
    return {symbol: _rational(symbol.name, given[symbol.name]) for symbol in wanted}


def _rational(name: str, value: object) -> sp.Rational:
    try:
        number = sp.Rational(str(value))
    except (TypeError, ValueError):
        raise ShapeError(
            f'{name} = {value!r} is not a number\n    accepted          1, 0.25, "1/10", Rational(1, 10)'
        ) from None
    return number
