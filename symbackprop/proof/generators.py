"""Generators: what a tower may grow, and what each of its generators stands for."""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy as sp

from symbackprop.proof.field import Ratio


@dataclass(frozen=True)
class Settings:
    """How a tower is built: number of generators, units of exponents, sort of exponentials."""

    size: int = 24
    units: dict[object, int] = field(default_factory=dict)
    sigmoids: bool = True


@dataclass(frozen=True)
class Generator:
    """What a generator stands for: a kind ("sigmoid", "log", "unspecified", ...) and its argument.

    name  what an unspecified function is called; the kind alone says what is known of it
    """

    kind: str
    argument: Ratio | sp.Expr
    degree: int = 1
    name: str = ""

    @property
    def title(self) -> str:
        """Returns what the evidence calls it."""
        return self.name or self.kind
