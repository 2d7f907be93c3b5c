"""Comparisons: displayed relations between numbers, which exact arithmetic decides when they are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from operator import eq, ge, gt, le, lt, ne
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import sympy as sp

from symbackprop.errors import SymbackpropError

if TYPE_CHECKING:
    from symbackprop.notation.tree import Relation

RELATIONS: Mapping[Relation, Callable[[Fraction, Fraction], bool]] = MappingProxyType(
    {"=": eq, "<": lt, "<=": le, ">": gt, ">=": ge, "!=": ne}
)
"""What each sign between two rational numbers says."""


class DoesNotHold(SymbackpropError):
    """A comparison was to be displayed that does not hold."""


@dataclass(frozen=True)
class Compared:
    """One displayed relation between rational numbers: 0 + 1 − 3/2 < 0.

    left, right  the sides: sums, products and quotients of rational numbers, as they are to be written
    sign         "=", "<", "<=", ">", ">=" or "!="
    continued    the left side is that of the line above and is not repeated

    Both sides are computed exactly. Raises DoesNotHold where the relation does not hold, or where a
    side is no rational number.

    >>> Compared(sp.Add(1, sp.Rational(-3, 2), evaluate=False), "<", sp.S.Zero).sign
    '<'
    """

    left: sp.Expr
    sign: Relation
    right: sp.Expr
    continued: bool = False

    def __post_init__(self) -> None:
        left, right = (_value(side) for side in (self.left, self.right))
        if left is None or right is None or not RELATIONS[self.sign](left, right):
            raise DoesNotHold(
                f"{self.left} {self.sign} {self.right} does not hold\n"
                f"    left side         {self.left if left is None else left}\n"
                f"    right side        {self.right if right is None else right}\n"
                "    a document prints only what is proved; compare rational numbers that compare so"
            )

    @property
    def claims(self) -> bool:
        """Returns that it claims something."""
        return True

    @property
    def is_rule(self) -> bool:
        """Returns that it is no rule of calculus."""
        return False


def _value(side: sp.Expr) -> Fraction | None:
    """Returns the exact value of a side; None where it is not made of rational numbers alone."""
    if isinstance(side, sp.Rational):
        return Fraction(int(side.p), int(side.q))
    parts = [_value(part) for part in side.args]
    known = [part for part in parts if part is not None]
    compute = _OPERATIONS.get(type(side))
    return compute(known) if compute is not None and len(known) == len(parts) else None


def _product(parts: list[Fraction]) -> Fraction:
    return prod(parts, start=Fraction(1))


def _power(parts: list[Fraction]) -> Fraction | None:
    base, exponent = parts
    return base ** int(exponent) if exponent.denominator == 1 and (base or exponent > 0) else None


_OPERATIONS: Mapping[type[Any], Callable[[list[Fraction]], Fraction | None]] = MappingProxyType(
    {sp.Add: lambda parts: sum(parts, Fraction()), sp.Mul: _product, sp.Pow: _power}
)
