"""Names: what begins with one in a formula, each looked up and none made up."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import sympy as sp

from symbackprop.answers.calls import Calls
from symbackprop.answers.constructs import construct, kronecker
from symbackprop.answers.differentials import Differentials
from symbackprop.answers.quantities import Quantities
from symbackprop.answers.reader import Reader
from symbackprop.answers.scope import Scope

_OF_INDICES = ("max", "min")


class Names:
    """Reads what begins with a name.

    reader      the tokens
    scope       the letters in force, and what words mean
    expression  reads an expression that binds more tightly than a given sign: an argument, an index
    """

    def __init__(self, reader: Reader, scope: Scope, expression: Callable[..., sp.Expr]) -> None:
        self.reader = reader
        self.quantities = Quantities(reader, scope, expression)
        self.calls = Calls(self.quantities, expression)
        self.differentials = Differentials(self.quantities, self.calls)

    def read(self) -> sp.Expr:
        """Returns the quantity, derivative, sum or function applied that begins here; among indices, the index."""
        if self.quantities.counting:
            return self._among_indices()
        derivative = self.differentials.read()
        if derivative is not None:
            return derivative
        build = construct(self.quantities)
        if build is not None:
            self.reader.take()
            return build(self.quantities)
        function = self.calls.function(self.reader.token)
        return self._quantity() if function is None else self.calls.applied(function)

    def condition(self) -> sp.Expr:
        """Returns the condition [k = j] that begins here."""
        return kronecker(self.quantities)

    def condition_follows(self) -> bool:
        """Returns whether a condition may stand here as a factor."""
        return self.reader.at("[") and self.quantities.vocabulary.network.is_indexed

    def held(self, derivative: sp.Expr) -> sp.Expr:
        """Returns a derivative in brackets with the names held fixed: (∂u/∂x)_(a, b)."""
        return self.differentials.held(derivative)

    @property
    def in_bars(self) -> bool:
        """Returns whether a bar would end an absolute value here."""
        return bool(self.differentials.bars)

    def between_bars(self) -> AbstractContextManager[None]:
        """Reads what stands between two bars."""
        return self.differentials.between_bars()

    def _quantity(self) -> sp.Expr:
        found = self.quantities.reading()
        if found is not None:
            return self.quantities.taken(found)
        other = self.quantities.index_as_number() or self.differentials.slope()
        if other is None:
            raise self.quantities.unknown(self.reader.token)
        return other

    def _among_indices(self) -> sp.Expr:
        token = self.reader.token
        if token.kind == "name" and token.text in _OF_INDICES and self.reader.opens_after(token):
            return self.calls.applied(self.calls.vocabulary.functions[token.text])
        if token.kind != "name":
            raise self.reader.complaint(f"{self.reader.shown()} does not fit here", "expected          an index")
        return self.quantities.index()
