"""The direction: the parameters on a line θ = θ_0 + ε θ̇, and a dot for the derivative by ε."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.network import Network, name
from symbackprop.network.indices import element, head, subscripts
from symbackprop.notation.letters import GREEK

DOT = "dot"
"""How the accent for a derivative along the line is typed: udot_1, dot(word)."""

_LETTERS = ("epsilon", "tau", "eta", "xi")


@dataclass(frozen=True)
class Direction:
    """The line on which the parameters of a network move.

    >>> from symbackprop.network import two_layer
    >>> direction = Direction(two_layer())
    >>> direction.line[name("w_11")]
    epsilon*wdot_11 + w_11_0
    """

    network: Network

    @cached_property
    def step(self) -> sp.Symbol:
        """Returns how far along the line: epsilon."""
        numbered = (f"{_LETTERS[0]}_{number}" for number in range(2, len(self._taken) + 3))
        return name(next(text for text in (*_LETTERS, *numbered) if text not in self._taken))

    @cached_property
    def line(self) -> Mapping[sp.Expr, sp.Expr]:
        """Returns what each parameter is on the line."""
        return {parameter: self.moved(parameter) for parameter in self.network.parameters}

    def moved(self, quantity: sp.Expr) -> sp.Expr:
        """Returns a name as it moves at constant speed: where it is at first, and the step times its dotted name."""
        text, caret, layer = head(quantity).name.partition("^")
        start = f"{text}_0"
        while f"{start}{caret}{layer}" in self._taken:
            start += "0"
        return element(name(f"{start}{caret}{layer}"), subscripts(quantity)) + self.step * self.dotted(quantity)

    def dotted(self, quantity: sp.Expr) -> sp.Expr:
        """Returns the derivative of a name along the line, as a name: udot_1 for u_1.

        >>> from symbackprop.network import two_layer
        >>> Direction(two_layer()).dotted(name("delta_out"))
        deltadot_out
        """
        base, rest = _split(head(quantity).name)
        text = f"{base}{DOT}" if len(base) == 1 or base in GREEK else f"{DOT}({base})"
        while text + rest in self._taken:
            text = f"{DOT}({text})"
        return element(name(text + rest), subscripts(quantity))

    @cached_property
    def _taken(self) -> frozenset[str]:
        return frozenset(symbol.name for symbol in self.network.symbols)


def _split(text: str) -> tuple[str, str]:
    """Returns the letter of a name, and its subscript and superscript."""
    ends = [place for place in (text.find("_"), text.find("^")) if place > 0]
    end = min(ends, default=len(text))
    return text[:end], text[end:]
