"""Dependencies: which variables a scalar name rests on, as bits of one number."""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp

from symbackprop.proof.reader import settle


class Dependencies:
    """The variables that expressions rest on, through definitions.

    bodies  what defined names stand for

    >>> from symbackprop.network.names import names
    >>> u, w, x, y = names("u w x y")
    >>> dependencies = Dependencies({u: w * x, y: u**2})
    >>> [str(symbol) for symbol in dependencies.among(dependencies.of(y))]
    ['w', 'x']
    """

    def __init__(self, bodies: Mapping[sp.Expr, sp.Expr]) -> None:
        self.bodies = bodies
        self.variables: list[sp.Expr] = []
        self._masks: dict[sp.Expr, int] = {}

    def of(self, *expressions: sp.Expr) -> int:
        """Returns the variables that the expressions rest on, a bit for each."""
        mask = 0
        for expression in expressions:
            for symbol in expression.free_symbols:
                mask |= settle(symbol, self._masks, self._reads, self._mask)
        return mask

    def among(self, mask: int) -> list[sp.Expr]:
        """Returns the variables of the bits, in alphabetical order."""
        found = [symbol for place, symbol in enumerate(self.variables) if mask >> place & 1]
        return sorted(found, key=lambda symbol: symbol.name)

    def _reads(self, symbol: sp.Expr) -> tuple[sp.Expr, ...]:
        body = self.bodies.get(symbol)
        return () if body is None else tuple(sorted(body.free_symbols, key=lambda read: read.name))

    def _mask(self, symbol: sp.Expr) -> int:
        if symbol not in self.bodies:
            self.variables.append(symbol)
            return 1 << len(self.variables) - 1
        mask = 0
        for read in self.bodies[symbol].free_symbols:
            mask |= self._masks[read]
        return mask
