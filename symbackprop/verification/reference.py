"""The reference: loss and gradient to 50 correct digits, from first principles.

Forward mode on the equations alone; nothing here knows of the sweep.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import mpmath
import sympy as sp

from symbackprop.network import Network
from symbackprop.verification.arithmetic import forward
from symbackprop.verification.dual import Dual, duals
from symbackprop.verification.multiprecision import MULTIPRECISION, agreed
from symbackprop.verification.points import Point

Digits = Mapping[sp.Symbol, Any]
Given = Mapping[sp.Symbol, Any]

_DUALS = duals(MULTIPRECISION)


def from_first_principles(network: Network, point: Point, *, is_mean: bool) -> Digits:
    """Returns loss and gradient to 50 correct digits, by forward mode on the equations alone.

    Raises ArithmeticError if no working precision gives them.
    """
    return summed(network, point, forward_mode, is_mean=is_mean)


def at(network: Network, exact: Mapping[sp.Symbol, sp.Rational]) -> Digits:
    """Returns loss and gradient of one item at exact rational values, to 50 correct digits.

    Raises ArithmeticError if no working precision gives them.
    """
    return agreed(lambda: forward_mode(network, {symbol: _fraction(value) for symbol, value in exact.items()}))


def forward_mode(network: Network, given: Given) -> Digits:
    """Returns loss and gradient of one item by forward mode, at the precision in force."""
    one, zero = mpmath.mpf(1), mpmath.mpf(0)
    numbers = {
        symbol: Dual(value, {symbol: one} if symbol in network.parameters else {}) for symbol, value in given.items()
    }
    loss = forward(network, numbers, _DUALS)[network.loss.name]
    slopes = {symbol: loss.slopes.get(symbol, zero) for symbol in network.parameters}
    return {network.loss.name: loss.value, **slopes}


def summed(network: Network, point: Point, one_item: Callable[[Network, Given], Digits], *, is_mean: bool) -> Digits:
    """Returns the sum or mean over the items of what `one_item` gives, to 50 correct digits.

    Raises ArithmeticError if no working precision gives them.
    """

    def compute() -> Digits:
        items = [one_item(network, _exactly(point.item(index))) for index in range(point.items)]
        divisor = point.items if is_mean else 1
        return {symbol: mpmath.fsum(item[symbol] for item in items) / divisor for symbol in items[0]}

    return agreed(compute)


def _exactly(given: Given) -> Given:
    return {symbol: mpmath.mpf(value) for symbol, value in given.items()}


def _fraction(value: sp.Rational) -> Any:
    return mpmath.mpf(int(value.p)) / int(value.q)
