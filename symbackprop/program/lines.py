"""Lines under construction: accurate spellings get a line the first time they are needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import sympy as sp

from symbackprop.network import Equation, Network, name
from symbackprop.network.activation import Activation, T, U, Y
from symbackprop.network.activations import activation_of
from symbackprop.network.spelling import Spelling
from symbackprop.program.fresh import fresh
from symbackprop.program.plan import Line, Part
from symbackprop.program.wording import wording


@dataclass
class _Activated:
    """One activation y = f(u) of the network, with the lines that its spelling has got so far."""

    equation: Equation
    row: Activation
    spelling: Spelling
    group: list[Line]
    part: Part
    names: dict[sp.Expr, sp.Expr]
    written: dict[tuple[sp.Expr, sp.Symbol], sp.Symbol] = field(default_factory=dict)

    def put_in(self, expression: sp.Expr, target: sp.Symbol = T) -> sp.Expr:
        """Returns an expression of the row with the names of this activation, all at once."""
        return expression.xreplace({**self.names, T: target})

    @property
    def valid_where(self) -> tuple[sp.Expr, ...]:
        """Returns where the spelling is exact."""
        return tuple(self.put_in(condition) for condition in self.spelling.valid_where)


def spelling_of(row: Activation) -> Spelling:
    """Returns the row's spelling; a row without one is computed as it is written."""
    return row.spelling or Spelling(value=row.value, slope=row.slope)


class Lines:
    """The lines of a program in the making, in groups: one for each equation and each delta."""

    def __init__(self, network: Network, taken: set[str]) -> None:
        self.network = network
        self.taken = taken
        self.groups: list[list[Line]] = []
        self.part: Part = "forward"
        self.known: dict[sp.Expr, Callable[[], sp.Expr]] = {}
        self.sums: dict[sp.Expr, list[sp.Expr]] = defaultdict(list)
        self.activations: dict[sp.Symbol, _Activated] = {}

    def all(self) -> tuple[Line, ...]:
        """Returns the lines of all groups in order."""
        return tuple(line for group in self.groups for line in group)

    def open_group(self, part: Part) -> None:
        """Begins the group of the next equation or delta."""
        self.part = part
        self.groups.append([])

    def add(self, symbol: sp.Symbol, value: sp.Expr, exact: sp.Expr | None, given: tuple[sp.Expr, ...] = ()) -> None:
        """Appends a line to the last group."""
        self.groups[-1].append(Line(symbol, value, exact, self.part, given))

    def activate(self, equation: Equation, row: Activation) -> None:
        """Appends the lines that compute an activation; its slope and its rewrites come when they are needed."""
        names: dict[sp.Expr, sp.Expr] = {U: equation.preactivation, Y: equation.name}
        activated = _Activated(equation, row, spelling_of(row), self.groups[-1], self.part, names)
        self.activations[equation.name] = activated
        value = self._spelled(activated, activated.spelling.value)
        self.add(equation.name, value, equation.body, activated.valid_where)
        for pattern, accurate in activated.spelling.rewrites:
            self._offer(activated, pattern, accurate)
        if row.slope.is_Add:
            self.known[activated.put_in(row.slope)] = lambda: self.slope(equation.name)

    def slope(self, output: sp.Symbol) -> sp.Expr:
        """Returns the accurate slope of the activation that computes `output`."""
        activated = self.activations[output]
        accurate = activated.spelling.slope
        if not accurate.has(sp.Add):
            return self._spelled(activated, accurate)
        return self._line(activated, f"slope_{output}", activated.row.slope, accurate)

    def rewrite(self, expression: sp.Expr) -> sp.Expr:
        """Returns an equal expression in which nothing cancels that a row of ACTIVATIONS has a spelling for."""
        return self._replace(self._name_activations(expression))

    def _offer(self, activated: _Activated, pattern: sp.Expr, accurate: sp.Expr) -> None:
        """Notes that `accurate` is the spelling of `pattern`, for every target that can stand in it."""
        given = (self.network.targets or self.network.inputs) if T in pattern.free_symbols else (T,)
        for target in given:
            exact = activated.put_in(pattern, target)
            self.known[exact] = partial(self._line, activated, wording(exact), pattern, accurate, target)
            if exact.is_Add:
                self.sums[activated.equation.name].append(exact)

    def _line(
        self, activated: _Activated, wish: str, pattern: sp.Expr, accurate: sp.Expr, target: sp.Symbol = T
    ) -> sp.Expr:
        """Returns the name of an accurate spelling; its line is written the first time."""
        computed = self._spelled(activated, accurate, target)
        if computed.is_Symbol:
            return computed
        key = accurate, target
        if key not in activated.written:
            activated.written[key] = name(fresh(wish, self.taken))
            line = activated.written[key], computed, activated.put_in(pattern, target)
            if T in pattern.free_symbols:
                self.add(*line, activated.valid_where)
            else:
                activated.group.append(Line(*line, activated.part, activated.valid_where))
        return activated.written[key]

    def _spelled(self, activated: _Activated, expression: sp.Expr, target: sp.Symbol = T) -> sp.Expr:
        """Returns the expression in this activation's names; lines for missing auxiliaries are written."""
        reused = self._reuse_output(activated, expression)
        for symbol, value in activated.spelling.auxiliaries:
            if symbol in reused.free_symbols and symbol not in activated.names:
                self._auxiliary(activated, symbol, value)
        return activated.put_in(reused, target)

    def _auxiliary(self, activated: _Activated, symbol: sp.Symbol, value: sp.Expr) -> None:
        computed = self._spelled(activated, value)
        stands_for = next((pattern for pattern, accurate in activated.spelling.rewrites if accurate == symbol), None)
        exact = None if stands_for is None else activated.put_in(stands_for)
        output = activated.equation.name
        wish = f"{symbol}_{output}" if exact is None else wording(exact)
        activated.names[symbol] = name(fresh(wish, self.taken))
        line = Line(activated.names[symbol], computed, exact, activated.part, activated.valid_where)
        activated.group.append(line)

    def _reuse_output(self, activated: _Activated, expression: sp.Expr) -> sp.Expr:
        value = activated.spelling.value
        is_ready = any(line.name == activated.equation.name for line in activated.group)
        return expression.xreplace({value: Y}) if is_ready and not value.is_Atom else expression

    def _name_activations(self, expression: sp.Expr) -> sp.Expr:
        if expression.is_Atom:
            return expression
        rebuilt = expression.func(*map(self._name_activations, expression.args))
        row = activation_of(rebuilt) if isinstance(rebuilt, sp.Function) else None
        if row is None or not spelling_of(row).auxiliaries or not rebuilt.args[0].is_Symbol:
            return rebuilt
        return self._activation_named(rebuilt, row)

    def _activation_named(self, applied: sp.Expr, row: Activation) -> sp.Symbol:
        for activated in self.activations.values():
            if activated.equation.body == applied:
                return activated.equation.name
        symbol = name(fresh(f"{applied.func.__name__}_{applied.args[0]}", self.taken))
        self.activate(Equation(symbol, applied), row)
        return symbol

    def _replace(self, expression: sp.Expr) -> sp.Expr:
        if expression.is_Atom:
            return expression
        factor, primitive = expression.primitive() if expression.is_Add else (sp.S.One, expression)
        for sign in (1, -1):
            if (found := self.known.get(sign * primitive)) is not None:
                return sign * factor * found()
        if expression.is_Add:
            expression = self._replace_within(expression)
        return expression.func(*map(self._replace, expression.args))

    def _replace_within(self, expression: sp.Add) -> sp.Expr:
        """Returns the sum with z - t, or another such pair of its terms, computed accurately."""
        coefficients = expression.as_coefficients_dict()
        for symbol in (term for term in list(coefficients) if term in self.sums):
            for pattern in self.sums[symbol]:
                pair = pattern.as_coefficients_dict()
                ratios = {coefficients.get(term, 0) / coefficient for term, coefficient in pair.items()}
                if len(ratios) == 1 and (ratio := ratios.pop()) != 0:
                    return self._replace(expression - ratio * pattern) + ratio * self.known[pattern]()
        return expression
