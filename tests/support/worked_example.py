"""A worked example: a forward and a backward pass in numbers, as authors write them who round in several ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import partial

import mpmath as mp

NETWORK = r"""
[network]
equations = [
    'net_{h1} = w_1 i_1 + w_2 i_2 + b_1',
    'net_{h2} = w_3 i_1 + w_4 i_2 + b_1',
    'out_{h1} = \frac{1}{1 + e^{-net_{h1}}}',
    'out_{h2} = \frac{1}{1 + e^{-net_{h2}}}',
    'net_{o1} = w_5 out_{h1} + w_6 out_{h2} + b_2',
    'net_{o2} = w_7 out_{h1} + w_8 out_{h2} + b_2',
    'out_{o1} = \frac{1}{1 + e^{-net_{o1}}}',
    'out_{o2} = \frac{1}{1 + e^{-net_{o2}}}',
    'E_{o1} = \frac12 (target_{o1} - out_{o1})^2',
    'E_{o2} = \frac12 (target_{o2} - out_{o2})^2',
    'E_{total} = E_{o1} + E_{o2}',
]
"""

GIVEN = {
    "i_1": "0.05", "i_2": "0.1", "b_1": "0.35", "b_2": "0.6", "target_{o1}": "0.01", "target_{o2}": "0.99",
    "w_1": "0.15", "w_2": "0.2", "w_3": "0.25", "w_4": "0.3", "w_5": "0.4", "w_6": "0.45", "w_7": "0.5", "w_8": "0.55",
}  # fmt: skip
OTHERS = {
    "i_1": "0.3", "i_2": "0.72", "b_1": "-0.2", "b_2": "0.1", "target_{o1}": "0.2", "target_{o2}": "0.7",
    "w_1": "0.8", "w_2": "-0.5", "w_3": "0.33", "w_4": "1.2", "w_5": "-0.7", "w_6": "0.9", "w_7": "0.62", "w_8": "-1.1",
}  # fmt: skip

Value = mp.mpf
Round = Callable[[Value], str]


def to_decimals(number: Value, places: int, how: str = ROUND_HALF_UP) -> str:
    """Returns a number with so many decimals."""
    return str(Decimal(mp.nstr(number, 40)).quantize(Decimal(1).scaleb(-places), how))


def to_digits(number: Value, digits: int) -> str:
    """Returns a number with so many digits from the first that is not 0 on."""
    exact = Decimal(mp.nstr(number, 40))
    return format(exact.quantize(Decimal(1).scaleb(exact.adjusted() - digits + 1), ROUND_HALF_EVEN), "f")


ROUNDINGS: Mapping[str, Round] = {
    **{f"{places} decimals": partial(to_decimals, places=places) for places in (3, 4, 6, 9)},
    **{f"{digits} digits": partial(to_digits, digits=digits) for digits in (3, 5, 8)},
    "4 decimals, cut off": partial(to_decimals, places=4, how=ROUND_DOWN),
}


@dataclass(frozen=True)
class Row:
    """A line: its sides, of which the last is the result."""

    sides: tuple[str, ...]

    @property
    def text(self) -> str:
        """Returns the line as a document has it."""
        return " = ".join(self.sides)


@dataclass
class Author:
    """Writes a worked example.

    rounded  how numbers are printed
    carries  whether what is printed is calculated with, and not what was calculated
    """

    given: Mapping[str, str]
    rounded: Round
    carries: bool
    values: dict[str, Value] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """Yields the lines: the values that are given, the forward pass, the backward pass."""
        for name, digits in self.given.items():
            self.values[name], self.shown[name] = mp.mpf(digits), digits
            yield Row((name, digits))
        yield from self._forward()
        yield from self._backward()

    def _forward(self) -> Iterator[Row]:
        for unit, first, bias, inputs in (
            ("h1", 1, "b_1", ("i_1", "i_2")),
            ("h2", 3, "b_1", ("i_1", "i_2")),
            ("o1", 5, "b_2", ("out_{h1}", "out_{h2}")),
            ("o2", 7, "b_2", ("out_{h1}", "out_{h2}")),
        ):
            one, two = inputs
            form = f"w_{first} * {one} + w_{first + 1} * {two} + {bias}"
            value = self.values[f"w_{first}"] * self.values[one] + self.values[f"w_{first + 1}"] * self.values[two]
            yield self._row(f"net_{{{unit}}}", form, value + self.values[bias])
            net = self.values[f"net_{{{unit}}}"]
            yield self._row(f"out_{{{unit}}}", rf"\frac{{1}}{{1 + e^{{-(net_{{{unit}}})}}}}", 1 / (1 + mp.exp(-net)))
        for unit in ("o1", "o2"):
            off = self.values[f"target_{{{unit}}}"] - self.values[f"out_{{{unit}}}"]
            yield self._row(f"E_{{{unit}}}", rf"\frac{{1}}{{2}} (target_{{{unit}}} - out_{{{unit}}})^2", off**2 / 2)
        yield self._row("E_{total}", "E_{o1} + E_{o2}", self.values["E_{o1}"] + self.values["E_{o2}"])

    def _backward(self) -> Iterator[Row]:
        for unit in ("o1", "o2"):
            target, out, net = f"target_{{{unit}}}", f"out_{{{unit}}}", f"net_{{{unit}}}"
            yield self._row(_d(f"E_{{{unit}}}", out), f"-({target} - {out})", self.values[out] - self.values[target])
            yield self._row(_d(out, net), f"{out} * (1 - {out})", self.values[out] * (1 - self.values[out]))
            yield self._product(_d(f"E_{{{unit}}}", net), _d(f"E_{{{unit}}}", out), _d(out, net))
        for number, unit, hidden in ((5, "o1", "h1"), (6, "o1", "h2"), (7, "o2", "h1"), (8, "o2", "h2")):
            yield self._row(_d(f"net_{{{unit}}}", f"w_{number}"), f"out_{{{hidden}}}", self.values[f"out_{{{hidden}}}"])
            slopes = _d(f"E_{{{unit}}}", f"net_{{{unit}}}"), _d(f"net_{{{unit}}}", f"w_{number}")
            yield self._product(_d("E_{total}", f"w_{number}"), *slopes)
        for hidden, weights, first in (("h1", (5, 7), 1), ("h2", (6, 8), 3)):
            out, net = f"out_{{{hidden}}}", f"net_{{{hidden}}}"
            for unit, weight in zip(("o1", "o2"), weights, strict=True):
                yield self._product(_d(f"E_{{{unit}}}", out), _d(f"E_{{{unit}}}", f"net_{{{unit}}}"), f"w_{weight}")
            parts = [_d(f"E_{{{unit}}}", out) for unit in ("o1", "o2")]
            yield self._row(_d("E_{total}", out), " + ".join(parts), sum(self.values[part] for part in parts))
            yield self._row(_d(out, net), f"{out} * (1 - {out})", self.values[out] * (1 - self.values[out]))
            for number, entry in ((first, "i_1"), (first + 1, "i_2")):
                yield self._product(_d("E_{total}", f"w_{number}"), _d("E_{total}", out), _d(out, net), entry)

    def _product(self, name: str, *factors: str) -> Row:
        return self._row(name, r" \cdot ".join(factors), mp.fprod(self.values[factor] for factor in factors))

    def _row(self, name: str, form: str, value: Value) -> Row:
        """Returns the line of a quantity: what it is, the same with numbers, and what that comes to."""
        numbers = form
        for other in sorted(self.shown, key=len, reverse=True):
            shown = self.shown[other]
            numbers = numbers.replace(other, f"({shown})" if shown.startswith("-") else shown)
        self.shown[name] = self.rounded(value)
        self.values[name] = mp.mpf(self.shown[name]) if self.carries else value
        return Row((name, form, numbers, self.shown[name]))


def _d(of: str, by: str) -> str:
    return rf"\frac{{\partial {of}}}{{\partial {by}}}"
