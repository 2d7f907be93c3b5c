"""Sizes: what the shapes of the given arrays say, and where they contradict one another."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symbackprop.errors import ShapeError
from symbackprop.network import Equation
from symbackprop.network.names import name as named
from symbackprop.notation import equation, write
from symbackprop.program.vectorised.plan import ArrayPlan


@dataclass(frozen=True)
class _Reading:
    label: str
    symbol: sp.Symbol
    shape: tuple[int, ...]
    first: int


class Sizes:
    """The sizes of a network as they are read off arrays."""

    def __init__(self, plan: ArrayPlan) -> None:
        self.plan = plan
        self.network = plan.network
        self.varying = plan.varying
        self.known: dict[sp.Symbol, tuple[int, _Reading]] = {}
        self.later: list[tuple[sp.Expr, int, int, _Reading]] = []

    def read(self, label: str, name: str, given: tuple[int, ...], first: int = 0) -> None:
        """Notes the sizes that an array has, from its axis `first` on: before it stand the items.

        Raises ShapeError where they are not what the network says, or not what another array has.
        """
        reading = _Reading(label, named(name), given, first)
        wanted, shape = self.network.shape(reading.symbol), given[first:]
        items = " (and one for the items)" if reading.symbol in self.varying else ""
        if len(shape) != len(wanted):
            raise ShapeError(
                f"{label} has {len(given)} {_axes(len(given))}, not {len(wanted)}{items}\n"
                f"{self._place(reading)}\n"
                f"    found             {given}\n"
                f"    expected          {self._wanted(reading)}"
            )
        for place, (size, length) in enumerate(zip(wanted, shape, strict=True)):
            if size.is_Symbol and size not in self.known:
                self.known[size] = length, reading
            else:
                self.later.append((size, place, length, reading))
        self._compare(only_known=True)

    def finish(self) -> None:
        """Raises ShapeError where a size that follows from others is not that of its array."""
        self._compare(only_known=False)

    def widest(self) -> int:
        """Returns how many numbers the largest of the arrays has that differ between items; of one item."""
        numbers = {size: sp.Integer(length) for size, (length, _) in self.known.items()}
        counts = (sp.Mul(*self.plan.shapes[symbol]).xreplace(numbers) for symbol in self.varying)
        return max((int(count) for count in counts if count.is_Integer), default=1)

    def _compare(self, *, only_known: bool) -> None:
        left = []
        numbers = {size: sp.Integer(length) for size, (length, _) in self.known.items()}
        for size, place, length, reading in self.later:
            if only_known and not size.free_symbols <= set(numbers):
                left.append((size, place, length, reading))
            elif (value := size.xreplace(numbers)).is_Integer and value != length:
                raise self._contradiction(size, value, place, length, reading)
        self.later = left

    def _contradiction(self, size: sp.Expr, value: int, place: int, length: int, reading: _Reading) -> ShapeError:
        others = [self.known[symbol][1] for symbol in sorted(size.free_symbols, key=str)]
        shown = [
            f"    {item.label:<17} {item.shape}, and has to be {self._wanted(item)}" for item in (reading, *others)
        ]
        because = f" ({size} = {value})" if size.free_symbols else ""
        return ShapeError(
            f"axis {reading.first + place} of {reading.label} has length {length}, not {value}{because}\n"
            f"{self._place(reading, *others)}\n" + "\n".join(dict.fromkeys(shown)) + "\n"
            "    give              arrays whose sizes agree"
        )

    def _wanted(self, reading: _Reading) -> str:
        sizes = [str(size) for size in self.network.shape(reading.symbol)]
        whole = f"({', '.join(sizes)}{',' if len(sizes) == 1 else ''})"
        if reading.symbol not in self.varying:
            return whole
        return f"{whole} for each item"

    def _place(self, *readings: _Reading) -> str:
        """Returns the equation that reads the arrays: all of them if there is one, else the first."""
        symbols = {reading.symbol for reading in readings}
        reading_all = [line for line in self.network if symbols <= set(line.reads)]
        found = next(iter([*reading_all, *(line for line in self.network if readings[0].symbol in line.reads)]))
        return f"    equation          {_shown(found)}"


def _shown(line: Equation) -> str:
    return write(equation(line.name, line.body), "ascii")


def _axes(count: int) -> str:
    return "axis" if count == 1 else "axes"
