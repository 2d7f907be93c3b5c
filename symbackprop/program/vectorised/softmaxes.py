"""Softmaxes: exponentials over their sum, without overflow and without cancellation.

With M the largest of the a_l and e_k = exp(a_k - M),

    exp(a_k) / sum_l exp(a_l) = e_k / sum_l e_l,    log of it = (a_k - M) - log(sum_l e_l):

the factor exp(-M) cancels, for every M, so M may be any number and is not differentiated.
One of the e_l is exactly 1. Where a logarithm or a difference p_k - t_k is asked for, the
others are summed by themselves: with R that sum, log(sum_l e_l) = log1p(R), and

    c p_k + r = ((c e_k + r) + r R) / (1 + R)

keeps its digits where p_k is next to 1: there e_k = 1, and c + r is exact for c = 1, r = -1.
"""

from __future__ import annotations

import sympy as sp
from sympy.codegen.cfunctions import log1p

from symbackprop.calculus.folding import matched
from symbackprop.network import Equation
from symbackprop.network.indices import head, renamed, subscripts
from symbackprop.program.vectorised.lines import ArrayLines
from symbackprop.program.vectorised.nodes import ArgMax, At, Largest, Others
from symbackprop.program.vectorised.plan import ArrayLine, Ranges
from symbackprop.program.vectorised.softmax import (
    Letters,
    Softmax,
    is_element,
    letter_of,
    parts_of,
    sum_of_exponentials,
)
from symbackprop.program.vectorised.wording import worded


class Softmaxes:
    """The softmaxes of a program in the making."""

    def __init__(self, lines: ArrayLines) -> None:
        self.lines = lines
        self.found: list[Softmax] = []

    def defines(self, equation: Equation, body: sp.Expr) -> bool:
        """Returns whether the equation is a softmax by itself, after its lines are written."""
        parts = parts_of(body)
        letters = dict(equation.ranges)
        if parts is None or not set(letters) >= {letter for letter in parts[1].free_symbols if letter in letters}:
            return False
        numerator, total = parts
        letter = letter_of(numerator, total, letters)
        if letter is None:
            return False
        softmax = Softmax(equation.name, equation.ranges, letter, numerator.exp, self.lines.groups[-1])
        self._begin(softmax)
        self.lines.add(equation.name, equation.ranges, self._ratio(softmax), equation.body)
        return True

    def put_in(self, node: sp.Expr, ranges: Letters) -> sp.Expr:
        """Returns the expression with the names of softmaxes for the quotients and logarithms that they are."""
        if not node.args or isinstance(node, sp.Indexed) or not node.has(sp.exp):
            return node
        if isinstance(node, sp.Sum):
            inner = {**ranges, **{letter: high for letter, low, high in node.limits if low == 1}}
            return node.func(self.put_in(node.function, inner), *node.limits)
        rule = _SHAPES.get(node.func)
        found = rule(self, node, ranges) if rule else None
        return found if found is not None else node.func(*(self.put_in(part, ranges) for part in node.args))

    def rewrite(self, node: sp.Expr) -> sp.Expr:
        """Returns an equal expression in which no difference c*p_k + r cancels and no log(p_k) is taken."""
        if not node.args or isinstance(node, sp.Indexed):
            return node
        for softmax in self.found:
            done = self._logarithm(node, softmax) if isinstance(node, sp.log) else self._difference(node, softmax)
            if done is not None:
                return done
        if isinstance(node, sp.Sum):
            return node.func(self.rewrite(node.function), *node.limits)
        return node.func(*(self.rewrite(argument) for argument in node.args))

    def quotient(self, node: sp.Mul, ranges: Letters) -> sp.Expr | None:
        """Returns the product with a softmax in it named."""
        for total in node.args:
            sums = sum_of_exponentials(1 / total)
            if sums is None:
                continue
            for numerator in node.args:
                letter = letter_of(numerator, sums, ranges) if isinstance(numerator, sp.exp) else None
                if letter is not None:
                    softmax = self._of(numerator.exp, letter, ranges)
                    rest = [factor for factor in node.args if factor not in (numerator, total)]
                    return sp.Mul(softmax, *(self.put_in(factor, ranges) for factor in rest))
        return None

    def logarithm(self, node: sp.log, ranges: Letters) -> sp.Expr | None:
        """Returns the logarithm of a sum of exponentials as the largest exponent plus what is left."""
        sums = sum_of_exponentials(node.args[0])
        if sums is None:
            return None
        letter, _, size = sums.limits[0]
        quantity = self._of(sums.function.exp, letter, {**ranges, letter: size})
        softmax = next(found for found in self.found if head(found.name) == head(quantity))
        places = {x: place for x, place in softmax.places(quantity).items() if x != softmax.letter}
        return renamed(self._largest(softmax) + log1p(self._rest(softmax)), places)

    def _of(self, exponent: sp.Expr, letter: sp.Symbol, ranges: Letters) -> sp.Expr:
        """Returns the softmax of an exponent as an element; its lines are written if there are none."""
        free = [own for own in ranges if own in exponent.free_symbols]
        for softmax in self.found:
            places = matched(softmax.exponent, exponent, {own for own, _ in softmax.ranges})
            if places is not None and places.get(softmax.letter) == letter:
                return renamed(softmax.name, places)
        quantity = self.lines.fresh("softmax", tuple(free))
        softmax = Softmax(quantity, tuple((own, ranges[own]) for own in free), letter, exponent, self.lines.groups[-1])
        self._begin(softmax)
        self.lines.add(quantity, softmax.ranges, self._ratio(softmax), sp.exp(exponent) / softmax.partition)
        return quantity

    def _begin(self, softmax: Softmax) -> None:
        label = head(softmax.name)
        self.found.append(softmax)
        shifted = self.lines.fresh(f"shifted_{label}", subscripts(softmax.name))
        softmax.known["shifted"] = shifted
        self._add(softmax, shifted, softmax.ranges, softmax.exponent - self._largest(softmax))
        softmax.known["e"] = self.lines.fresh(f"e_{label}", subscripts(softmax.name))
        self._add(softmax, softmax.known["e"], softmax.ranges, sp.exp(shifted))
        softmax.known["sum"] = self.lines.fresh(f"sum_{label}", tuple(letter for letter, _ in softmax.rows))
        exponentials = sp.Sum(softmax.known["e"], (softmax.letter, 1, softmax.size))
        self._add(softmax, softmax.known["sum"], softmax.rows, exponentials)

    def _add(self, softmax: Softmax, quantity: sp.Expr, ranges: Ranges, value: sp.Expr) -> None:
        softmax.group.append(ArrayLine(quantity, ranges, value, None, "forward"))

    def _ratio(self, softmax: Softmax) -> sp.Expr:
        return softmax.known["e"] / softmax.known["sum"]

    def _largest(self, softmax: Softmax) -> sp.Expr:
        if "largest" not in softmax.known:
            quantity = self.lines.fresh(f"largest_{head(softmax.name)}", tuple(letter for letter, _ in softmax.rows))
            softmax.known["largest"] = quantity
            value = Largest(softmax.exponent, sp.Tuple(softmax.letter, 1, softmax.size))
            self._add(softmax, quantity, softmax.rows, value)
        return softmax.known["largest"]

    def _rest(self, softmax: Softmax) -> sp.Expr:
        """Returns the sum of the exponentials but for the largest; the sum of all becomes 1 plus that."""
        if "rest" in softmax.known:
            return softmax.known["rest"]
        label, places = head(softmax.name), tuple(letter for letter, _ in softmax.rows)
        top, rest = self.lines.fresh(f"top_{label}", places), self.lines.fresh(f"rest_{label}", places)
        softmax.known["rest"] = rest
        limits = sp.Tuple(softmax.letter, 1, softmax.size)
        others = Others(softmax.known["e"], softmax.letter, top)
        largest = self._largest(softmax)
        self._replace(
            softmax,
            largest,
            ArrayLine(top, softmax.rows, ArgMax(softmax.exponent, limits), None, "forward"),
            ArrayLine(largest, softmax.rows, At(softmax.exponent, limits, top), None, "forward"),
        )
        self._replace(
            softmax,
            softmax.known["sum"],
            ArrayLine(rest, softmax.rows, sp.Sum(others, limits), None, "forward"),
            ArrayLine(softmax.known["sum"], softmax.rows, 1 + rest, None, "forward"),
        )
        return rest

    def _replace(self, softmax: Softmax, quantity: sp.Expr, *lines: ArrayLine) -> None:
        place = next(at for at, line in enumerate(softmax.group) if line.name == quantity)
        softmax.group[place : place + 1] = lines

    def _logarithm(self, node: sp.log, softmax: Softmax) -> sp.Expr | None:
        quantity = node.args[0]
        if not is_element(quantity, softmax):
            return None
        if "log" not in softmax.known:
            value = softmax.known["shifted"] - log1p(self._rest(softmax))
            softmax.known["log"] = self.lines.fresh(f"log_{head(softmax.name)}", subscripts(softmax.name))
            line = ArrayLine(softmax.known["log"], softmax.ranges, value, sp.log(softmax.name), "forward")
            softmax.group.append(line)
        return renamed(softmax.known["log"], softmax.places(quantity))

    def _difference(self, node: sp.Expr, softmax: Softmax) -> sp.Expr | None:
        if not node.is_Add:
            return None
        terms = [term for term in node.args if any(is_element(f, softmax) for f in sp.Mul.make_args(term))]
        if len(terms) != 1:
            return None
        quantity = next(factor for factor in sp.Mul.make_args(terms[0]) if is_element(factor, softmax))
        rest, slope = node - terms[0], terms[0] / quantity
        given = {head(item) for item in self.lines.network.targets}
        places = softmax.places(quantity)
        back = {place: letter for letter, place in places.items() if place.is_Symbol}
        if len(back) < len(places) or head(quantity) in slope.free_symbols:
            return None
        if {symbol for symbol in rest.free_symbols if symbol.is_Symbol and not symbol.is_integer} - given:
            return None
        free = {symbol for symbol in (slope + rest).free_symbols if symbol.is_Symbol and symbol.is_integer}
        if free - {*self.lines.sizes, *back}:
            return None
        slope, rest = renamed(slope, back), renamed(rest, back)
        if (slope, rest) not in softmax.words:
            softmax.words[slope, rest] = self._difference_lines(softmax, slope, rest)
        return renamed(softmax.words[slope, rest], places)

    def _difference_lines(self, softmax: Softmax, slope: sp.Expr, rest: sp.Expr) -> sp.Expr:
        others = self._rest(softmax)
        wish = worded(softmax.name + rest)
        places = subscripts(softmax.name)
        gap, whole = self.lines.fresh(f"e_{wish.partition('_')[2]}", places), self.lines.fresh(wish, places)
        self.lines.add(gap, softmax.ranges, slope * softmax.known["e"] + rest, None)
        value = (gap + rest * others) / softmax.known["sum"]
        self.lines.add(whole, softmax.ranges, value, slope * softmax.name + rest)
        return whole


_SHAPES = {sp.Mul: Softmaxes.quotient, sp.log: Softmaxes.logarithm}
