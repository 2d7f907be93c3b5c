"""The named equation: the one kind of thing a network is made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.network.activation import Activation
from symbackprop.network.activations import activation_of


@dataclass(frozen=True)
class Equation:
    """One line `name = body` of the forward pass.

    name      the symbol it defines
    body      an expression in inputs, parameters, targets and names defined earlier
    delta     the name of ∂loss/∂name, if the author gave it one
    ordinary  whether the derivative of this line is written with an upright d (dy/du)
              because the author reads it as a function of one variable
    row       the activation the body applies, if it is another than the one that ACTIVATIONS
              has for its function
    """

    name: sp.Symbol
    body: sp.Expr
    delta: sp.Symbol | None = None
    ordinary: bool = False
    row: Activation | None = None

    @cached_property
    def reads(self) -> tuple[sp.Symbol, ...]:
        """Returns the symbols the body reads, in alphabetical order."""
        return tuple(sorted(self.body.free_symbols, key=lambda symbol: symbol.name))

    @cached_property
    def activation(self) -> Activation | None:
        """Returns the activation row if the body is an activation applied to one name."""
        row = self.row or activation_of(self.body)
        return row if row is not None and self.body.args[0].is_Symbol else None

    @property
    def preactivation(self) -> sp.Symbol | None:
        """Returns the name the activation is applied to, if the body is an activation."""
        return self.body.args[0] if self.activation is not None else None

    def __str__(self) -> str:
        return f"{self.name} = {self.body}"
