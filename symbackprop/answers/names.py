"""Names in a formula: quantities, functions applied, derivatives; each looked up, none made up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches

import sympy as sp

from symbackprop.answers.complaint import complaint
from symbackprop.answers.constructs import CONSTRUCTS
from symbackprop.answers.functions import Function
from symbackprop.answers.reader import Reader
from symbackprop.answers.tokens import Token
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.calculus import Partial
from symbackprop.errors import FormulaError
from symbackprop.network.functions import PRIME

_MOST_LISTED = 24


class Names:
    """Reads what begins with a name.

    reader      the tokens
    vocabulary  what the names mean
    expression  reads an expression: an argument, an index
    """

    def __init__(self, reader: Reader, vocabulary: Vocabulary, expression: Callable[[], sp.Expr]) -> None:
        self.reader = reader
        self.vocabulary = vocabulary
        self.expression = expression
        self.bars = 0

    @contextmanager
    def between_bars(self) -> Iterator[None]:
        """Reads what stands between two bars, where a bar ends an absolute value."""
        self.bars += 1
        yield
        self.bars -= 1

    def read(self) -> sp.Expr:
        """Returns the quantity, derivative or function applied that begins here."""
        token = self.reader.token
        derivative = self._derivative()
        if derivative is not None:
            return derivative
        if token.kind == "name" and token.text in CONSTRUCTS and self.reader.opens_after(token):
            self.reader.take()
            item = self.vocabulary.derivation.training_set.letters.item
            return CONSTRUCTS[token.text](self.reader, self.expression, item)
        function = self._function(token)
        if function is not None:
            return self._applied(function)
        return self._quantity()

    def held(self, derivative: sp.Expr) -> sp.Expr:
        """Returns a derivative in brackets with the names held fixed: (∂u/∂x)_(a, b)."""
        if not isinstance(derivative, Partial):
            raise self.reader.complaint("_ stands only after a derivative in brackets")
        self.reader.expect("_")
        self.reader.expect("(")
        found = [self._quantity()]
        while self.reader.accept(","):
            found.append(self._quantity())
        self.reader.expect(")")
        return Partial(derivative.of, derivative.wrt, *found)

    # ---- quantities

    def _quantity(self) -> sp.Expr:
        token = self.reader.token
        if token.kind not in ("name", "quoted"):
            raise self.reader.complaint(f"{self.reader.shown()} does not fit here", "expected          a name")
        if token.text not in self.vocabulary.quantities:
            return self._slope_of_quantity(token)
        self.reader.take()
        return self._entry(self.vocabulary.quantities[token.text], token)

    def _entry(self, quantity: sp.Expr, token: Token) -> sp.Expr:
        if not self.reader.accept("["):
            return quantity
        if not self.vocabulary.varies(quantity):
            fact = f"{token.text} is the same for every training item"
            raise complaint(
                fact, self.reader.text, token.position, [f"write             {token.text} without an index"]
            )
        index = self.expression()
        self.reader.expect("]")
        return sp.IndexedBase(quantity.name, real=True)[index]

    def _slope_of_quantity(self, token: Token) -> sp.Expr:
        """Returns z'(s), which the notes write for dz/ds."""
        base = token.text.removesuffix(PRIME)
        if base == token.text or base not in self.vocabulary.quantities or not self.reader.opens_after(token):
            raise self._unknown(token)
        self.reader.take()
        self.reader.expect("(")
        wrt = self._quantity()
        self.reader.expect(")")
        return Partial(self.vocabulary.quantities[base], wrt)

    def _unknown(self, token: Token, text: str = "") -> FormulaError:
        wanted = text or token.text
        quantities, functions = list(self.vocabulary.quantities), list(self.vocabulary.functions)
        known = functions if self.reader.opens_after(token) else quantities
        near = get_close_matches(wanted, [*quantities, *functions], n=1, cutoff=0.5)
        hint = [f"did you mean {near[0]}?"] if near else []
        kind = "function" if known is functions else "quantity"
        listed = [f"available         {_listed(known)}", *hint]
        return complaint(f"there is no {kind} named {wanted!r}", self.reader.text, token.position, listed)

    # ---- functions

    def _function(self, token: Token) -> Function | None:
        """Returns the function with as many primes as typed, unless the name is a quantity."""
        if token.kind != "name":
            return None
        base = token.text.rstrip(PRIME)
        order = len(token.text) - len(base)
        row = self.vocabulary.functions.get(base)
        if row is None:
            return None
        if token.text in self.vocabulary.quantities:
            if self.reader.opens_after(token):
                further = [f"write             {token.text}*(...) for the product"]
                raise self.reader.complaint(f"{token.text} is a quantity here, and a function", *further)
            return None
        if order > len(row.slopes):
            fact = f"the derivative of order {order} of {base} is not in the table"
            raise self.reader.complaint(fact, "write             it in elementary functions")
        return Function(token.text, row.slopes[order - 1]) if order else row

    def _applied(self, function: Function) -> sp.Expr:
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
        argument = self._quantity()
        if self.reader.starts_operand() or self.reader.at("^", "**") or self.reader.token.kind == "superscript":
            fact = f"where the argument of {function.name} ends can be read in two ways"
            raise self.reader.complaint(fact, f"write             {function.name}(...)")
        return argument

    # ---- derivatives

    def _derivative(self) -> sp.Expr | None:
        """Returns dE/dw or ∂E/∂w, if one begins here; what could as well be a quotient is refused."""
        reader, start = self.reader, self.reader.place
        token, is_name = reader.token, reader.token.text in self.vocabulary.quantities
        of = self._differential()
        if of is None:
            return None
        if not reader.accept("/"):
            reader.place = start
            if is_name:
                return None
            raise reader.complaint("half of a derivative stands alone", "write             dE/dw_11 or ∂E/∂w_11")
        below = reader.token
        wrt = self._differential()
        if wrt is None and is_name:
            reader.place = start
            return None
        if wrt is None:
            raise self._no_variable(below)
        if is_name and below.text in self.vocabulary.quantities:
            quotient, derivative = f"({token.text})/{below.text}", f"∂{token.text[1:]}/∂{below.text[1:]}"
            fact = f"{token.text}/{below.text} is a quotient or a derivative"
            further = [f"write             {quotient} for the quotient, {derivative} for the derivative"]
            raise complaint(fact, reader.text, token.position, further)
        return Partial(of, wrt, *self._held())

    def _held(self) -> Iterator[sp.Expr]:
        while not self.bars and self.reader.accept("|"):
            yield self._quantity()

    def _differential(self) -> sp.Expr | None:
        """Returns what stands after d or ∂, if a quantity or a function applied does."""
        reader, token = self.reader, self.reader.token
        if reader.accept("∂"):
            function = self._function(reader.token)
            return self._quantity() if function is None else self._applied(function)
        if token.kind != "name" or not token.text.startswith("d"):
            return None
        if token.text == "d" and reader.following.kind == "quoted" and reader.following.position == token.end:
            reader.take()
            return self._quantity()
        text = token.text[1:]
        if text in self.vocabulary.quantities:
            reader.take()
            return self._entry(self.vocabulary.quantities[text], token)
        row = self.vocabulary.functions.get(text)
        return self._applied(row) if row is not None and self.reader.opens_after(token) else None

    def _no_variable(self, token: Token) -> FormulaError:
        if token.kind == "name" and token.text.startswith("d") and len(token.text) > 1:
            return self._unknown(token, token.text[1:])
        return complaint("a derivative has d or ∂ above and below", self.reader.text, token.position)


def _listed(names: Iterable[str]) -> str:
    found = list(names)
    more = f", and {len(found) - _MOST_LISTED} more" if len(found) > _MOST_LISTED else ""
    return ", ".join(found[:_MOST_LISTED]) + more
