"""Lines under construction: accurate spellings get an array the first time they are needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import sympy as sp

from symbackprop.network import Equation, Network
from symbackprop.network.activation import Activation, T, U, Y
from symbackprop.network.indices import element, head, renamed, subscripts
from symbackprop.network.names import name
from symbackprop.network.spelling import Spelling
from symbackprop.program.fresh import fresh
from symbackprop.program.plan import Part
from symbackprop.program.vectorised.activation import array_spelling
from symbackprop.program.vectorised.plan import ArrayLine, Ranges
from symbackprop.program.vectorised.wording import worded

Places = Mapping[sp.Symbol, sp.Expr]


@dataclass
class Activated:
    """One activation y = f(u) of the network, with the lines that its spelling has got so far.

    `names` says what stands for the placeholders of the row: elements at the canonical indices of y.
    """

    equation: Equation
    row: Activation
    spelling: Spelling
    group: list[ArrayLine]
    part: Part
    names: dict[sp.Expr, sp.Expr]
    written: dict[tuple[sp.Expr, sp.Expr], sp.Expr] = field(default_factory=dict)

    def put_in(self, expression: sp.Expr, target: sp.Expr = T) -> sp.Expr:
        """Returns an expression of the row with the names of this activation, all at once."""
        return expression.xreplace({**self.names, T: target})

    def places(self, quantity: sp.Expr) -> Places:
        """Returns what the canonical indices are at an element of the output."""
        return dict(zip(subscripts(self.equation.name), subscripts(quantity), strict=True))


class ArrayLines:
    """The lines of a program in the making, in groups: one for each equation and each delta."""

    def __init__(self, network: Network, taken: set[str]) -> None:
        self.network = network
        self.taken = taken
        self.groups: list[list[ArrayLine]] = []
        self.part: Part = "forward"
        self.activations: dict[sp.Symbol, Activated] = {}
        self.outputs: dict[sp.Symbol, list[sp.Symbol]] = {}
        self.sizes = network.sizes
        self.ranges: dict[sp.Symbol, Ranges] = {symbol: network.ranges(symbol) for symbol in network.symbols}

    def all(self) -> tuple[ArrayLine, ...]:
        """Returns the lines of all groups in order."""
        return tuple(line for group in self.groups for line in group)

    def open_group(self, part: Part) -> None:
        """Begins the group of the next equation or delta."""
        self.part = part
        self.groups.append([])

    def add(self, quantity: sp.Expr, ranges: Ranges, value: sp.Expr, exact: sp.Expr | None) -> None:
        """Appends a line to the last group."""
        self.ranges[head(quantity)] = ranges
        self.groups[-1].append(ArrayLine(quantity, ranges, value, exact, self.part))

    def canonical(self, quantity: sp.Expr) -> sp.Expr:
        """Returns the element at the canonical indices of its array."""
        return element(head(quantity), (letter for letter, _ in self.ranges[head(quantity)]))

    def fresh(self, wish: str, places: tuple[sp.Expr, ...]) -> sp.Expr:
        """Returns an element of a new array, or a new symbol if there are no subscripts."""
        return element(name(fresh(wish, self.taken)), places)

    def activate(self, equation: Equation, row: Activation) -> None:
        """Appends the lines that compute an activation; its slope and its rewrites come when they are needed."""
        names: dict[sp.Expr, sp.Expr] = {U: equation.body.args[0], Y: equation.name}
        spelling = array_spelling(row)
        activated = Activated(equation, row, spelling, self.groups[-1], self.part, names)
        self.activations[equation.symbol] = activated
        self.outputs.setdefault(head(names[U]), []).append(equation.symbol)
        value = self._spelled(activated, spelling.value)
        self.add(equation.name, equation.ranges, value, equation.body)

    def rewrite(self, expression: sp.Expr) -> sp.Expr:
        """Returns an equal expression in which nothing cancels that a row of ACTIVATIONS has a spelling for."""
        if not expression.args or isinstance(expression, sp.Indexed):
            return expression
        found = self._known(expression)
        if found is not None:
            return found
        if isinstance(expression, sp.Sum):
            return expression.func(self.rewrite(expression.function), *expression.limits)
        return expression.func(*(self.rewrite(argument) for argument in expression.args))

    def _known(self, expression: sp.Expr) -> sp.Expr | None:
        """Returns the accurate spelling of the expression, or of two terms of it, if a row has one."""
        rule = self._within_sum if expression.is_Add else self._whole
        for quantity in self._outputs_in(expression):
            found = rule(expression, self.activations[head(quantity)], quantity)
            if found is not None:
                return found
        return None

    def _outputs_in(self, expression: sp.Expr) -> Iterator[sp.Expr]:
        """Returns the outputs of activations in the expression, and those whose argument is in it."""
        found: dict[sp.Expr, None] = {}
        for quantity in sorted(expression.atoms(sp.Symbol, sp.Indexed), key=str):
            activated = self.activations.get(head(quantity))
            if activated is not None and bool(subscripts(quantity)) == bool(activated.equation.ranges):
                found[quantity] = None
            for output in self.outputs.get(head(quantity), ()):
                argument = self.activations[output].names[U]
                if len(subscripts(argument)) == len(subscripts(quantity)):
                    places = dict(zip(subscripts(argument), subscripts(quantity), strict=True))
                    found[self.activations[output].equation.name.xreplace(places)] = None
        yield from found

    def _whole(self, expression: sp.Expr, activated: Activated, quantity: sp.Expr) -> sp.Expr | None:
        for pattern, accurate in self._patterns(activated):
            if T not in pattern.free_symbols and self._at(activated, pattern, quantity) == expression:
                return self._line(activated, pattern, accurate, quantity)
        return None

    def _within_sum(self, expression: sp.Expr, activated: Activated, quantity: sp.Expr) -> sp.Expr | None:
        coefficients = expression.as_coefficients_dict()
        for pattern, accurate in self._patterns(activated):
            for target in self._targets(pattern, expression):
                exact = self._at(activated, pattern, quantity, target)
                if not exact.is_Add:
                    continue
                pair = exact.as_coefficients_dict()
                ratios = {coefficients.get(term, 0) / coefficient for term, coefficient in pair.items()}
                if len(ratios) == 1 and (ratio := ratios.pop()) != 0:
                    computed = self._line(activated, pattern, accurate, quantity, target)
                    return self.rewrite(expression - ratio * exact) + ratio * computed
        return None

    def _patterns(self, activated: Activated) -> Iterator[tuple[sp.Expr, sp.Expr]]:
        yield from activated.spelling.rewrites
        if activated.row.slope.is_Add:
            yield activated.row.slope, activated.spelling.slope

    def _targets(self, pattern: sp.Expr, expression: sp.Expr) -> list[sp.Expr]:
        """Returns what can stand for the target of a pattern: targets that are terms of the expression."""
        if T not in pattern.free_symbols:
            return [T]
        given = {head(quantity) for quantity in (self.network.targets or self.network.inputs)}
        leaves = [leaf for term in expression.args for leaf in (term, *term.args)]
        return [leaf for leaf in dict.fromkeys(leaves) if leaf.is_symbol and head(leaf) in given]

    def _at(self, activated: Activated, pattern: sp.Expr, quantity: sp.Expr, target: sp.Expr = T) -> sp.Expr:
        """Returns the pattern at an element of the output."""
        stand_in = sp.Dummy("target", real=True)
        moved = renamed(activated.put_in(pattern, stand_in), activated.places(quantity))
        return moved.xreplace({stand_in: target})

    def _line(
        self, activated: Activated, pattern: sp.Expr, accurate: sp.Expr, quantity: sp.Expr, target: sp.Expr = T
    ) -> sp.Expr:
        """Returns an element of the array of an accurate spelling; its line is written the first time."""
        places = activated.places(quantity)
        back = {place: letter for letter, place in places.items()}
        canonical = renamed(target, back) if subscripts(target) else target
        computed = self._spelled(activated, accurate, canonical)
        if computed.is_symbol or (1 / computed).is_symbol:
            return renamed(computed, places)
        key = accurate, canonical
        if key not in activated.written:
            exact = activated.put_in(pattern, canonical)
            wish = f"slope_{activated.equation.symbol}" if pattern == activated.row.slope else worded(exact)
            activated.written[key] = self.fresh(wish, subscripts(activated.equation.name))
            line = ArrayLine(activated.written[key], activated.equation.ranges, computed, exact, self.part)
            if T in pattern.free_symbols:
                self.groups[-1].append(line)
            else:
                activated.group.append(line)
        return renamed(activated.written[key], places)

    def _spelled(self, activated: Activated, expression: sp.Expr, target: sp.Expr = T) -> sp.Expr:
        """Returns the expression in this activation's names; lines for missing auxiliaries are written."""
        reused = self._reuse_output(activated, expression)
        for symbol, value in activated.spelling.auxiliaries:
            if symbol in reused.free_symbols and symbol not in activated.names:
                self._auxiliary(activated, symbol, value)
        return activated.put_in(reused, target)

    def _auxiliary(self, activated: Activated, symbol: sp.Symbol, value: sp.Expr) -> None:
        computed = self._spelled(activated, value)
        stands_for = next((pattern for pattern, accurate in activated.spelling.rewrites if accurate == symbol), None)
        exact = None if stands_for is None else activated.put_in(stands_for)
        equation = activated.equation
        wish = f"{symbol}_{equation.symbol}" if exact is None else worded(exact)
        activated.names[symbol] = self.fresh(wish, subscripts(equation.name))
        line = ArrayLine(activated.names[symbol], equation.ranges, computed, exact, activated.part)
        activated.group.append(line)

    def _reuse_output(self, activated: Activated, expression: sp.Expr) -> sp.Expr:
        value = activated.spelling.value
        is_ready = any(line.name == activated.equation.name for line in activated.group)
        return expression.xreplace({value: Y}) if is_ready and not value.is_Atom else expression
