"""Derivatives in a formula: dE/dw, ∂E/∂w, what is held fixed, d^2E/(dv dw)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sympy as sp

from symbackprop.answers.calls import Calls
from symbackprop.answers.complaint import complaint
from symbackprop.answers.higher import higher, order
from symbackprop.answers.quantities import Quantities
from symbackprop.answers.token import Token
from symbackprop.calculus import Partial
from symbackprop.errors import FormulaError
from symbackprop.network.functions import PRIME


class Differentials:
    """Reads derivatives.

    quantities  reads names
    calls       reads functions applied
    """

    def __init__(self, quantities: Quantities, calls: Calls) -> None:
        self.reader = quantities.reader
        self.quantities = quantities
        self.calls = calls
        self.bars = 0

    @contextmanager
    def between_bars(self) -> Iterator[None]:
        """Reads what stands between two bars, where a bar ends an absolute value."""
        self.bars += 1
        yield
        self.bars -= 1

    def held(self, derivative: sp.Expr) -> sp.Expr:
        """Returns a derivative in brackets with the names held fixed: (∂u/∂x)_(a, b)."""
        if not isinstance(derivative, Partial):
            raise self.reader.complaint("_ stands only after a derivative in brackets")
        self.reader.expect("_")
        self.reader.expect("(")
        found = [self.quantities.read()]
        while self.reader.accept(","):
            found.append(self.quantities.read())
        self.reader.expect(")")
        return Partial(derivative.of, derivative.wrt, *found)

    def read(self) -> sp.Expr | None:
        """Returns dE/dw or ∂E/∂w, if one begins here; what could as well be a quotient is refused."""
        reader, token = self.reader, self.reader.token
        start, is_name = self.quantities.mark(), self.quantities.reading() is not None
        if not is_name and (written := self._higher()) is not None:
            return written
        if is_name and token.text.startswith("d") and self.calls.named(token.text[1:]) and reader.opens_after(token):
            further = [
                f"write             {token.text}*(...) for the product, ∂{token.text[1:]}(...) for the derivative"
            ]
            raise reader.complaint(f"{token.text} is a quantity here, and may begin a derivative", *further)
        of = self._differential()
        if of is None:
            return None
        if not reader.accept("/"):
            self.quantities.back(start)
            if is_name:
                return None
            raise reader.complaint("half of a derivative stands alone", "write             dE/dw_11 or ∂E/∂w_11")
        below, below_is_name = reader.token, self.quantities.reading() is not None
        wrt = self._differential()
        if wrt is None and is_name:
            self.quantities.back(start)
            return None
        if wrt is None:
            raise self._no_variable(below)
        if is_name and below_is_name:
            quotient, derivative = f"({token.text})/{below.text}", f"∂{token.text[1:]}/∂{below.text[1:]}"
            fact = f"{token.text}/{below.text} is a quotient or a derivative"
            further = [f"write             {quotient} for the quotient, {derivative} for the derivative"]
            raise complaint(fact, reader.text, token.position, further)
        return Partial(of, wrt, *self._fixed())

    def _higher(self) -> sp.Expr | None:
        """Returns a derivative of order two or more, or one of an expression in brackets, if one begins here."""
        reader, start = self.reader, self.quantities.mark()
        sign = reader.take()
        if sign.text in ("d", "∂"):
            count = order(reader)
            if count:
                return higher(reader, self._differentiated(), count, self._differential)
            if sign.end == reader.token.position and reader.accept("("):
                of = self.quantities.expression()
                reader.expect(")")
                if reader.at("/"):
                    return higher(reader, of, 1, self._differential)
        self.quantities.back(start)
        return None

    def _differentiated(self) -> sp.Expr:
        function = self.calls.function(self.reader.token)
        return self.quantities.read() if function is None else self.calls.applied(function)

    def slope(self) -> sp.Expr | None:
        """Returns z'(s), which the notes write for dz/ds, if it begins here."""
        token, known = self.reader.token, self.quantities.vocabulary
        base = token.text.removesuffix(PRIME)
        if base == token.text or base not in known.quantities or base in known.shapes:
            return None
        if not self.reader.opens_after(token):
            return None
        self.reader.take()
        self.reader.expect("(")
        wrt = self.quantities.read()
        self.reader.expect(")")
        return Partial(known.quantities[base], wrt)

    def _fixed(self) -> Iterator[sp.Expr]:
        while not self.bars and self.reader.accept("|"):
            yield self.quantities.read()

    def _differential(self) -> sp.Expr | None:
        """Returns what stands after d or ∂, if a quantity or a function applied does."""
        reader, token = self.reader, self.reader.token
        if reader.accept("∂"):
            return self._in_brackets() if reader.at("(") else self._differentiated()
        if token.kind != "name" or not token.text.startswith("d"):
            return None
        if token.text == "d" and reader.following.position == token.end:
            if reader.following.kind == "quoted":
                reader.take()
                return self.quantities.read()
            if reader.following.text == "(" and self.quantities.reading() is None:
                reader.take()
                return self._in_brackets()
        found = self.quantities.reading(token.text[1:]) if token.text != "d" else None
        if found is not None:
            return self.quantities.taken(found)
        row = self.calls.named(token.text[1:])
        return self.calls.applied(row) if row is not None and reader.opens_after(token) else None

    def _in_brackets(self) -> sp.Expr:
        """Returns the name in brackets: (W^(2)[k, j])."""
        self.reader.expect("(")
        found = self.quantities.read()
        self.reader.expect(")")
        return found

    def _no_variable(self, token: Token) -> FormulaError:
        if token.kind == "name" and token.text.startswith("d") and len(token.text) > 1:
            return self.quantities.unknown(token, token.text[1:])
        return complaint("a derivative has d or ∂ above and below", self.reader.text, token.position)
