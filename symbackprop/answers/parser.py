"""The parser: from the tokens of a formula to SymPy expressions, by precedence climbing.

Its grammar is the one documented in `symbackprop.notation.ascii`, with what people write
besides: a product without a sign (delta_1 x_1, y_1(1 - y_1)), which binds more tightly than
`*`, and the Unicode of the terminal output. What can be read in two ways is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sympy as sp

from symbackprop.answers.building import TooLarge, inverted, multiplied, negated, number, raised, summed
from symbackprop.answers.complaint import complaint
from symbackprop.answers.constructs import SIGMA
from symbackprop.answers.names import Names
from symbackprop.answers.precedence import JUXTAPOSED, POWER, PRODUCT, SUM
from symbackprop.answers.reader import Reader
from symbackprop.answers.scope import Scope
from symbackprop.answers.subscripts import check
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.errors import FormulaError

DEEPEST = 100
"""How deep brackets, exponents and signs may be nested."""

_EQUAL = ("=", "==", ":=")
_REFUSED: Mapping[str, str] = {
    "<-": "is an update rule: it defines a method and claims nothing",
    **dict.fromkeys(("<", ">", "<=", ">="), "is an inequality: only equations are judged"),
    "!=": "is an inequality: only equations are judged",
    "~": "is an approximation: only equations are judged",
    "->": "is no equation: only equations are judged",
}


class Parser:
    """Reads one formula."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.reader = Reader(text)
        self.scope = Scope(text, vocabulary)
        self.names = Names(self.reader, self.scope, self.expression)
        self.depth = 0

    def sides(self) -> tuple[sp.Expr, ...]:
        """Returns the sides of an equation or of a chain a = b = c."""
        reader = self.reader
        found = [self.expression()]
        while reader.accept(*_EQUAL):
            found.append(self.expression())
        if reader.token.kind == "end":
            check(self.scope.notes, self.scope.vocabulary.sizes, reader.text)
            return tuple(found)
        if reader.token.kind == "sign" and reader.token.text in _REFUSED:
            raise reader.complaint(
                f"{reader.token.text} {_REFUSED[reader.token.text]}", "write             left = right"
            )
        raise reader.complaint(f"{reader.shown()} does not fit here", "write             an operator or = before it")

    def expression(self, binding: int = 0) -> sp.Expr:
        """Returns what stands from here on and binds more tightly than `binding`."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.reader.complaint(f"a formula is nested at most {DEEPEST} deep")
        left = self._prefix(binding)
        while (infix := self._infix()) is not None and infix[0] > binding:
            left = infix[1](left)
        self.depth -= 1
        return left

    def _prefix(self, binding: int) -> sp.Expr:
        reader = self.reader
        if reader.token.kind == "number":
            return number(reader.take().value)
        if reader.token.kind in ("name", "quoted") or reader.at("∂"):
            return self.names.read()
        begin = _BEGINNINGS.get(reader.token.text) if reader.token.kind == "sign" else None
        if begin is None:
            end = reader.token.kind == "end"
            fact = "the formula ends too early" if end else f"{reader.shown()} does not fit here"
            raise reader.complaint(fact, "expected          a number, a name, a function or a bracket")
        return begin(self, binding)

    def _negative(self, binding: int) -> sp.Expr:
        self.reader.expect("-")
        return negated(self.expression(max(binding, SUM)))

    def _group(self, binding: int) -> sp.Expr:
        self.reader.expect("(")
        inside = self.expression()
        self.reader.expect(")")
        if self.reader.at("_"):
            return self.names.held(inside)
        return inside

    def _absolute(self, binding: int) -> sp.Expr:
        self.reader.expect("|")
        with self.names.between_bars():
            inside = self.expression()
        self.reader.expect("|")
        return sp.Abs(inside, evaluate=False)

    def _root(self, binding: int) -> sp.Expr:
        self.reader.expect("√")
        return sp.Pow(self.expression(JUXTAPOSED), sp.S.Half, evaluate=False)

    def _condition(self, binding: int) -> sp.Expr:
        return self.names.condition()

    def _infix(self) -> tuple[int, Callable[[sp.Expr], sp.Expr]] | None:
        reader = self.reader
        if reader.at("+", "-"):
            return SUM, self._sum
        if reader.at("*", "/"):
            return PRODUCT, self._product
        if reader.at("^", "**") or reader.token.kind == "superscript":
            return POWER, self._power
        return (JUXTAPOSED, self._juxtaposed) if self._operand_follows() else None

    def _operand_follows(self) -> bool:
        return (
            self.names.condition_follows()
            or self.reader.starts_operand()
            or (self.reader.at("|") and not self.names.in_bars)
        )

    def _sum(self, first: sp.Expr) -> sp.Expr:
        terms = [first]
        while self.reader.at("+", "-"):
            minus = self.reader.take().text == "-"
            term = self.expression(SUM)
            terms.append(negated(term) if minus else term)
        return summed(terms)

    def _product(self, first: sp.Expr) -> sp.Expr:
        factors = [first]
        while self.reader.at("*", "/"):
            if self.reader.take().text == "*":
                factors.append(self.expression(PRODUCT))
                continue
            last, divisor = factors[-1], self._divisor(factors[-1])
            if last.is_Rational and divisor.is_Rational and divisor != 0:
                factors[-1] = last / divisor
            elif last == 1:
                factors[-1] = inverted(divisor)
            else:
                factors.append(inverted(divisor))
        return multiplied(factors) if len(factors) > 1 else factors[0]

    def _divisor(self, dividend: sp.Expr) -> sp.Expr:
        reader = self.reader
        divisor = self.expression(JUXTAPOSED)
        fraction = dividend.is_Integer and divisor.is_Integer and reader.after_space()
        if self._operand_follows() and not fraction and not reader.token.text.startswith(SIGMA):
            raise reader.complaint(
                "a/b c can be read in two ways", "write             a/(b*c) or (a/b)*c, whichever is meant"
            )
        return divisor

    def _juxtaposed(self, first: sp.Expr) -> sp.Expr:
        factors = [first]
        while self._operand_follows():
            if self.reader.token.kind == "number":
                raise self.reader.complaint(
                    "a number stands after a factor without a sign",
                    "write             2*x, x_2 or x^2, whichever is meant",
                )
            factors.append(self.expression(JUXTAPOSED))
        return multiplied(factors)

    def _power(self, base: sp.Expr) -> sp.Expr:
        sign = self.reader.take()
        exponent = number(sign.value) if sign.kind == "superscript" else self.expression(POWER - 1)
        try:
            return raised(base, exponent)
        except TooLarge as limit:
            raise complaint(str(limit), self.reader.text, sign.position) from None


_BEGINNINGS: Mapping[str, Callable[[Parser, int], sp.Expr]] = {
    "-": Parser._negative,  # noqa: SLF001
    "(": Parser._group,  # noqa: SLF001
    "|": Parser._absolute,  # noqa: SLF001
    "√": Parser._root,  # noqa: SLF001
    "[": Parser._condition,  # noqa: SLF001
}


def parse(text: str, vocabulary: Vocabulary) -> tuple[sp.Expr, ...]:
    """Returns the sides of the formula `text`, in the names of a vocabulary, as they are written.

    Raises FormulaError, with the position, for what the grammar or the vocabulary does not have.

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> parse("dE/dw_11 = δ_1 x_1", vocabulary(two_layer()))
    (dE/dw_11, delta_1*x_1)
    """
    if not text.strip():
        raise FormulaError(
            "the formula is empty\n    write             left = right, for instance dE/dw_11 = delta_1*x_1"
        )
    return Parser(text, vocabulary).sides()
