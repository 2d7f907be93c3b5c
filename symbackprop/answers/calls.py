"""Functions applied: each looked up in the vocabulary, with as many arguments as it takes."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from symbackprop.answers.complaint import complaint
from symbackprop.answers.functions import Function
from symbackprop.answers.quantities import Quantities
from symbackprop.answers.token import Token
from symbackprop.network.functions import PRIME


class Calls:
    """Reads functions with their arguments.

    quantities  reads names
    expression  reads an expression: an argument
    """

    def __init__(self, quantities: Quantities, expression: Callable[[], sp.Expr]) -> None:
        self.reader = quantities.reader
        self.vocabulary = quantities.vocabulary
        self.quantities = quantities
        self.expression = expression

    def named(self, text: str) -> Function | None:
        """Returns the function of that name."""
        return self.vocabulary.functions.get(text)

    def function(self, token: Token) -> Function | None:
        """Returns the function with as many primes as typed, unless the name is a quantity."""
        if token.kind != "name":
            return None
        base = token.text.rstrip(PRIME)
        order = len(token.text) - len(base)
        row = self.named(base)
        if row is None:
            return None
        if self.quantities.reading() is not None:
            if self.reader.opens_after(token):
                further = [f"write             {token.text}*(...) for the product"]
                raise self.reader.complaint(f"{token.text} is a quantity here, and a function", *further)
            return None
        if order > len(row.slopes):
            fact = f"the derivative of order {order} of {base} is not in the table"
            raise self.reader.complaint(fact, "write             it in elementary functions")
        return Function(token.text, row.slopes[order - 1]) if order else row

    def applied(self, function: Function) -> sp.Expr:
        """Returns the function at the arguments that follow."""
        reader = self.reader
        head = reader.take()
        power = reader.take().value if reader.token.kind == "superscript" else None
        if power is not None and power < 0:
            raise complaint("f⁻¹ can be read in two ways", reader.text, head.end, ["write             1/f(u)"])
        if reader.accept("("):
            value = function.apply(*self._arguments(function, head))
        elif reader.token.kind == "name" and function.most == 1:
            value = function.apply(self._bare_argument(function))
        else:
            raise reader.complaint(f"{function.name} is a function", f"write             {function.name}(...)")
        return value if power is None else sp.Pow(value, sp.Integer(int(power)), evaluate=False)

    def _arguments(self, function: Function, head: Token) -> list[sp.Expr]:
        found = [self.expression()]
        while self.reader.accept(","):
            found.append(self.expression())
        self.reader.expect(")")
        if len(found) < function.least or (function.most is not None and len(found) > function.most):
            wanted = f"{function.least}" if function.most == function.least else f"{function.least} or more"
            fact = f"{function.name} takes {wanted} argument{'' if wanted == '1' else 's'}, not {len(found)}"
            raise complaint(fact, self.reader.text, head.position)
        return found

    def _bare_argument(self, function: Function) -> sp.Expr:
        argument = self.quantities.read()
        if self.reader.starts_operand() or self.reader.at("^", "**") or self.reader.token.kind == "superscript":
            fact = f"where the argument of {function.name} ends can be read in two ways"
            raise self.reader.complaint(fact, f"write             {function.name}(...)")
        return argument
