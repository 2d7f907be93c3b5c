"""The named equation: the one kind of thing a network is made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.network.activation import Activation
from symbackprop.network.activations import activation_of
from symbackprop.network.indices import head, heads


@dataclass(frozen=True)
class Equation:
    """One line `name = body` of the forward pass.

    name      the symbol it defines, or an element `u[j]` that stands for the whole array
    body      an expression in inputs, parameters, targets and names defined earlier
    delta     the name of ∂loss/∂name, if the author gave it one
    ordinary  whether the derivative of this line is written with an upright d (dy/du)
              because the author reads it as a function of one variable
    row       the activation the body applies, if it is another than the one that ACTIVATIONS
              has for its function
    ranges    for an array `u[j]`: how far each of its indices runs from 1, ((j, m),)

    >>> from symbackprop.network.indices import array, index, size
    >>> u, y, j = array("u"), array("y"), index("j")
    >>> print(Equation(y[j], sp.tanh(u[j]), ranges=((j, size("m")),)))
    y[j] = tanh(u[j])    j = 1..m
    """

    name: sp.Expr
    body: sp.Expr
    delta: sp.Symbol | None = None
    ordinary: bool = False
    row: Activation | None = None
    ranges: tuple[tuple[sp.Symbol, sp.Expr], ...] = ()

    def __post_init__(self) -> None:
        """Lets a size be given as a Python number."""
        if self.ranges:
            ranges = tuple((letter, sp.sympify(last, strict=True)) for letter, last in self.ranges)
            object.__setattr__(self, "ranges", ranges)

    @property
    def symbol(self) -> sp.Symbol:
        """Returns the symbol it defines, or the label of the array."""
        return head(self.name)

    @cached_property
    def reads(self) -> tuple[sp.Symbol, ...]:
        """Returns the symbols the body reads, an array by its label, in alphabetical order."""
        return heads(self.body)

    @cached_property
    def reads_arrays(self) -> bool:
        """Returns whether an element of an array occurs in the body."""
        return isinstance(self.body, sp.Expr) and self.body.has(sp.Indexed)

    @cached_property
    def activation(self) -> Activation | None:
        """Returns the activation row if the body is an activation applied to one name."""
        row = self.row or activation_of(self.body)
        return row if row is not None and isinstance(self.body.args[0], sp.Symbol | sp.Indexed) else None

    @property
    def preactivation(self) -> sp.Expr | None:
        """Returns the name the activation is applied to, if the body is an activation."""
        return self.body.args[0] if self.activation is not None else None

    def __str__(self) -> str:
        places = ", ".join(f"{letter} = 1..{last}" for letter, last in self.ranges)
        return f"{self.name} = {self.body}" + (f"    {places}" if places else "")
