"""Theorems of calculus that a derivation takes as known."""

from __future__ import annotations

from typing import Final

from symbackprop.calculus.partial import Partial
from symbackprop.calculus.rules import ChainRule
from symbackprop.calculus.steps import Step
from symbackprop.network import names

_y, _x, _u, _v = names("y x u v")

CHAIN_RULE: Final = Step(
    "chain rule",
    Partial(_y, _x),
    ChainRule(((Partial(_y, _u), Partial(_u, _x)), (Partial(_y, _v), Partial(_v, _x)))),
    kind="rule",
)
"""If y = y(u, v) with u = u(x) and v = v(x): ∂y/∂x = ∂y/∂u · ∂u/∂x + ∂y/∂v · ∂v/∂x."""
