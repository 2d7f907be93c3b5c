"""Printing: an expression as the text of a target language, in the order of the textbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.program.target import Target
from symbackprop.program.text import ATOM, MATRIX, POWER, PRODUCT, SIGNED, SUM, Text, call, chain

_SIMPLE = re.compile(r"[\w.]+")
_EXACT_INTEGERS = 2**53


@dataclass(frozen=True)
class Printer:
    """Writes expressions in one target language.

    target   the language
    spelled  how each symbol is written
    leading  symbols that stand first in a product (the targets: t * log_z)
    """

    target: Target
    spelled: Mapping[sp.Symbol, str]
    leading: frozenset[sp.Symbol] = frozenset()

    def text(self, expression: sp.Expr) -> Text:
        """Returns the expression as text.

        Raises NetworkError for a function the language has no spelling for.
        """
        for kind in type(expression).__mro__:
            if kind in _KINDS:
                return _KINDS[kind](self, expression)
        if expression.func in self.target.calls:
            template = self.target.calls[expression.func]
            return self._call(template, expression.args)
        raise self._no_spelling(expression)

    def symbol(self, symbol: sp.Symbol) -> Text:
        """Returns the symbol as text."""
        return Text(self.spelled[symbol])

    def product(self, factors: Iterable[sp.Expr]) -> Text:
        """Returns the product of the factors, in the order given."""
        numerator: list[sp.Expr] = []
        denominator: list[sp.Expr] = []
        number = sp.S.One
        for factor in factors:
            if factor.is_Rational:
                number *= factor
            elif _divides(factor):
                denominator.append(1 / factor)
            else:
                numerator.append(factor)
        return self._quotient(number, numerator, denominator)

    def _quotient(self, number: sp.Rational, numerator: list[sp.Expr], denominator: list[sp.Expr]) -> Text:
        above = [self.text(factor).within(PRODUCT) for factor in numerator]
        below = [self.text(factor) for factor in denominator]
        if abs(number.p) != 1 or not above:
            above.insert(0, _integer(abs(number.p)))
        if number.q != 1:
            below.insert(0, _integer(number.q))
        operands = [("*" if position else "", text) for position, text in enumerate(above)]
        if below:
            whole = chain(PRODUCT, [("*" if place else "", text.within(SIGNED)) for place, text in enumerate(below)])
            operands.append(("/", whole.within(SIGNED)))
        if number >= 0:
            return chain(PRODUCT, operands)
        first = operands[0][1]
        first = first.within(ATOM) if first.level == POWER else first.within(SIGNED)
        operands[0] = ("", Text(f"-{first.text}", SIGNED, first.operands, f"-{first.opening}" if first.opening else ""))
        return chain(PRODUCT, operands)

    def _call(self, template: str, arguments: Iterable[sp.Expr]) -> Text:
        opening, _, ending = template.partition("{}")
        texts = [self.text(argument) for argument in arguments]
        if not opening:
            return texts[0]
        inner = call(opening, texts)
        return inner if ending == ")" else call(opening, [*texts, *map(Text, ending[2:-1].split(", "))])

    def _no_spelling(self, expression: sp.Expr) -> NetworkError:
        heads = sorted({head.__name__ for head in (*self.target.calls, *self.target.folds)})
        return NetworkError(
            f"{self.target.name} has no spelling for {expression.func.__name__}\n"
            f"    in                {expression}\n"
            f"    available         {', '.join(heads)}\n"
            "    write it out      in these functions"
        )


def _divides(factor: sp.Expr) -> bool:
    return factor.is_Pow and factor.exp.is_Rational and bool(factor.exp < 0)


def _integer(number: int) -> Text:
    return Text(str(number) if abs(number) <= _EXACT_INTEGERS else _float_text(sp.Integer(number)))


def _float_text(number: sp.Expr) -> str:
    value = float(number)
    if value in (float("inf"), float("-inf")):
        raise NetworkError(
            f"a number of the network leaves the range of floating point: about 10^{int(sp.log(abs(number), 10))}\n"
            "    largest           about 1.8e308\n"
            "    rescale           the equation that contains it"
        )
    return repr(value)


def _symbol(printer: Printer, symbol: sp.Symbol) -> Text:
    return printer.symbol(symbol)


def _rational(printer: Printer, number: sp.Rational) -> Text:
    return printer.product([number])


def _float(printer: Printer, number: sp.Float) -> Text:
    text = _float_text(abs(number))
    return Text(f"-{text}", SIGNED) if number < 0 else Text(text)


def _constant(printer: Printer, number: sp.Expr) -> Text:
    return Text(printer.target.constants.get(number) or _float_text(number))


def _sum(printer: Printer, expression: sp.Add) -> Text:
    operands: list[tuple[str, Text]] = []
    for term in sorted(expression.args, key=_term_key):
        negative = _is_negative(term)
        if negative and operands:
            operands.append(("-", printer.text(-term).within(MATRIX)))
        else:
            operands.append(("+" if operands else "", printer.text(term).within(MATRIX)))
    return chain(SUM, operands)


def _term_key(term: sp.Expr) -> tuple[object, ...]:
    """Returns the place of a term: pluses first, a number before a name, a name before a product."""
    symbols = sorted((symbol.name for symbol in term.free_symbols), key=_natural)
    return _is_negative(term), min(len(symbols), 2), [_natural(text) for text in symbols], str(term)


def _natural(text: str) -> list[tuple[int, int, str]]:
    parts = re.split("([0-9]+)", text)
    return [(1, int(part), "") if part.isdecimal() and part.isascii() else (0, 0, part) for part in parts]


def _is_negative(term: sp.Expr) -> bool:
    return bool(term.as_coeff_Mul()[0] < 0)


def _mul(printer: Printer, expression: sp.Mul) -> Text:
    return printer.product(sorted(expression.args, key=lambda factor: not factor.free_symbols & printer.leading))


def _power(printer: Printer, expression: sp.Pow) -> Text:
    base, exponent = expression.args
    if _divides(expression):
        return printer.product([expression])
    if exponent == sp.Rational(1, 2):
        return call(f"{printer.target.root}(", [printer.text(base)])
    left, right = printer.text(base).within(ATOM), printer.text(exponent).within(SIGNED)
    is_simple = all(_SIMPLE.fullmatch(side.text) for side in (left, right))
    return Text(f"{left.text}**{right.text}" if is_simple else f"{left.text} ** {right.text}", POWER)


def _fold(printer: Printer, expression: sp.Expr) -> Text:
    head = printer.target.folds[expression.func]
    first, *rest = (printer.text(part) for part in sorted(expression.args, key=lambda part: part.is_number))
    for other in rest:
        first = call(f"{head}(", [first, other])
    return first


def _choice(printer: Printer, expression: sp.Piecewise) -> Text:
    *rows, last = expression.args
    text = printer.text(last.expr)
    for value, condition in reversed(rows):
        text = call(f"{printer.target.choice}(", [printer.text(condition), printer.text(value), text])
    return text


def _comparison(printer: Printer, expression: sp.core.relational.Relational) -> Text:
    left, right = (printer.text(side) for side in expression.args)
    return Text(f"{left.text} {printer.target.comparisons[expression.func]} {right.text}", SUM)


_KINDS: Mapping[type, Callable[[Printer, sp.Expr], Text]] = {
    sp.Symbol: _symbol,
    sp.Float: _float,
    sp.Rational: _rational,
    sp.NumberSymbol: _constant,
    sp.Add: _sum,
    sp.Mul: _mul,
    sp.Pow: _power,
    sp.Max: _fold,
    sp.Min: _fold,
    sp.Piecewise: _choice,
    sp.core.relational.Relational: _comparison,
}
