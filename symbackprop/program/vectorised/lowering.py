"""Lowering: an expression in indexed names becomes an expression in arrays.

The axes of the array are the free indices of the expression; elementwise operations
broadcast. What is not elementwise (an element of an array, a sum, a comparison of
indices) has a rule of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import sympy as sp

from symbackprop.network.heads import step
from symbackprop.network.indices import is_index
from symbackprop.program.text import ATOM, Text
from symbackprop.program.vectorised import choices, subscripts, sums
from symbackprop.program.vectorised.nodes import ArgMax, At, Holds, Largest, Others
from symbackprop.program.vectorised.scope import Scope
from symbackprop.program.vectorised.spelling import ARRAYS, ArrayPrinter, python_text
from symbackprop.program.vectorised.value import Axes, Value, aligned, union

Rule = Callable[["Lowering", sp.Expr, Axes], Value]


@dataclass(frozen=True)
class Lowering:
    """Turns expressions into arrays at one place of a program."""

    scope: Scope

    def value(self, expression: sp.Expr, wanted: Axes = ()) -> Value:
        """Returns the array of the expression's values; `wanted` is an order of axes that suits the reader.

        Raises NetworkError for a function that NumPy has no spelling for.
        """
        rule = self.rule(expression)
        return rule(self, expression, wanted) if rule else self.elementwise(expression, wanted)

    def text(self, expression: sp.Expr, order: Axes) -> Text:
        """Returns the text of the expression as it broadcasts against axes in this order."""
        return aligned(self.value(expression, order), order)

    def length(self, letter: sp.Symbol) -> str:
        """Returns how the number of values of an index is written."""
        return self.size(self.scope.count(letter))

    def size(self, expression: sp.Expr) -> str:
        """Returns how a size is written."""
        return python_text(expression, self.scope.identifiers).text

    def places(self, letter: sp.Symbol) -> str:
        """Returns the values of an index as the arguments of a range."""
        first, last = self.scope.spans[letter]
        beyond = str(last + 1) if last.is_Integer else f"{self.size(last)} + 1"
        return f"{self.size(first)}, {beyond}"

    def rule(self, expression: sp.Expr) -> Rule | None:
        """Returns the rule of an expression that is not elementwise."""
        if expression.func in _RULES:
            return _RULES[expression.func]
        if self._is_python(expression):
            return _python
        return None

    def elementwise(self, expression: sp.Expr, wanted: Axes) -> Value:
        """Returns an elementwise expression of arrays that broadcast against one another."""
        below = self._roots_below(expression)
        if below:
            scope = self.scope
            for stand_in, root in below.items():
                scope = scope.having(stand_in, _python(self, root, ()))
            places = {1 / root: 1 / stand_in for stand_in, root in below.items()}
            return replace(self, scope=scope).elementwise(expression.xreplace(places), wanted)
        leaves = {leaf: self.value(leaf, wanted) for leaf in dict.fromkeys(self.leaves(expression))}
        order = union(leaves.values(), wanted)
        symbols: dict[sp.Expr, sp.Symbol] = {}
        texts: dict[sp.Symbol, Text] = {}
        numbers = [leaf for leaf in leaves if leaf in expression.args and not leaves[leaf].is_truth]
        keeps_truth = expression.is_Mul and expression.as_coeff_Mul()[0] == 1 and bool(numbers)
        for leaf, value in leaves.items():
            text = aligned(value, order)
            if value.is_truth and not keeps_truth:
                text = Text(f"{text.within(ATOM).text}.astype(dtype)")
            symbols[leaf] = sp.Symbol(text.text, real=True)
            texts[symbols[leaf]] = text
        printer = ArrayPrinter(ARRAYS, self.scope.identifiers, texts=texts)
        return Value(printer.text(expression.xreplace(symbols)), order, is_new=True)

    def leaves(self, expression: sp.Expr) -> Iterator[sp.Expr]:
        """Returns the largest parts of the expression that are not elementwise, from left to right."""
        if self.rule(expression):
            yield expression
            return
        for argument in expression.args:
            yield from self.leaves(argument)

    def _roots_below(self, expression: sp.Expr) -> dict[sp.Dummy, sp.Expr]:
        """Returns the roots of numbers and sizes that the expression divides by, each with a symbol for it."""
        powers = sorted(
            (factor for factor in expression.args if factor.is_Pow and factor.exp.is_negative), key=sp.default_sort_key
        )
        return {sp.Dummy("root", positive=True): 1 / power for power in powers if self._is_python(power)}

    def _is_python(self, expression: sp.Expr) -> bool:
        """Returns whether it is made of numbers and sizes, with a root or a function in it."""
        is_more = expression.has(sp.Function) or any(not power.exp.is_Integer for power in expression.atoms(sp.Pow))
        return is_more and self.scope.is_static(expression)


def _symbol(lowering: Lowering, symbol: sp.Symbol, wanted: Axes) -> Value:
    scope = lowering.scope
    if symbol in scope.given:
        return scope.given[symbol]
    if symbol in scope.spans:
        return Value(Text(f"np.arange({lowering.places(symbol)}, dtype=dtype)"), (symbol,))
    if is_index(symbol):
        return _python(lowering, symbol, wanted)
    return Value(Text(scope.identifiers[symbol]), scope.axes(symbol))


def _python(lowering: Lowering, expression: sp.Expr, _: Axes) -> Value:
    return Value(python_text(expression, lowering.scope.identifiers))


_RULES: Mapping[type, Rule] = {
    sp.Symbol: _symbol,
    sp.Dummy: _symbol,
    sp.Indexed: subscripts.element,
    sp.Sum: sums.total,
    Largest: sums.largest,
    ArgMax: sums.place_of_largest,
    At: sums.picked,
    Others: sums.others,
    sp.KroneckerDelta: choices.equal,
    sp.Piecewise: choices.choice,
    step: choices.positive,
    Holds: choices.holds,
    **dict.fromkeys(choices.SIGNS, choices.compared),
}
