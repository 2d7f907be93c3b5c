"""Naming: activations inside a body get arrays of their own, so that each can be computed accurately."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import sympy as sp
from sympy.core.function import AppliedUndef

from symbackprop.errors import NetworkError
from symbackprop.network import Equation
from symbackprop.network.activation import Activation, U
from symbackprop.network.activations import activation_of
from symbackprop.network.functions import NamedFunction
from symbackprop.network.indices import head, renamed, subscripts
from symbackprop.program.lines import spelling_of
from symbackprop.program.spelled import recognised
from symbackprop.program.vectorised.lines import ArrayLines
from symbackprop.program.vectorised.softmaxes import Softmaxes

Letters = Mapping[sp.Symbol, sp.Expr]
"""How far each index in force runs from 1."""


class Naming:
    """Puts names in place of activations and softmaxes; lines for them are written as they are met."""

    def __init__(self, lines: ArrayLines) -> None:
        self.lines = lines
        self.softmaxes = Softmaxes(lines)

    def equation(self, equation: Equation) -> None:
        """Appends the lines that compute one equation of the network."""
        for applied in sorted(equation.body.atoms(AppliedUndef), key=str):
            raise NetworkError(
                f"there is no program for {applied}: the function {applied.func.__name__} is not specified\n"
                f"    equation          {equation}\n"
                "    choose            a row of ACTIVATIONS, for instance activation='sigmoid'"
            )
        body = recognised(equation.body)
        row = equation.row or activation_of(body)
        ranges = dict(equation.ranges)
        if row is not None and has_own_line(row):
            argument = self._argument(body.args[0], ranges, f"u_{equation.symbol}")
            self.lines.activate(replace(equation, body=row(argument), row=row), row)
            return
        if self.softmaxes.defines(equation, body):
            return
        value = self.accurate(body, ranges)
        self.lines.add(equation.name, equation.ranges, value, equation.body)

    def accurate(self, expression: sp.Expr, ranges: Letters) -> sp.Expr:
        """Returns an equal expression in which nothing cancels or overflows that there is a spelling for."""
        named = self._walk(self.lines.rewrite(recognised(expression)), ranges)
        return self.softmaxes.rewrite(self.lines.rewrite(self.softmaxes.put_in(named, ranges)))

    def _walk(self, node: sp.Expr, ranges: Letters) -> sp.Expr:
        if not node.args or isinstance(node, sp.Indexed):
            return node
        if isinstance(node, sp.Sum):
            inner = {**ranges, **{letter: high for letter, low, high in node.limits if low == 1}}
            return node.func(self._walk(node.function, inner), *node.limits)
        row = activation_of(node) if isinstance(node, sp.Function) else None
        if row is None or not has_own_line(row):
            return node.func(*(self._walk(argument, ranges) for argument in node.args))
        return self._activation(row, self._argument(node.args[0], ranges, f"u_{row.name}"))

    def _activation(self, row: Activation, argument: sp.Expr) -> sp.Expr:
        """Returns the name of an activation of a name; its line is written if there is none."""
        whole = self.lines.canonical(argument)
        body = row(whole)
        places = dict(zip(subscripts(whole), subscripts(argument), strict=True))
        for activated in self.lines.activations.values():
            if activated.equation.body == body:
                return renamed(activated.equation.name, places)
        quantity = self.lines.fresh(f"{row.name}_{head(whole)}", subscripts(whole))
        self.lines.activate(Equation(quantity, body, ranges=self.lines.ranges[head(whole)]), row)
        return renamed(quantity, places)

    def _argument(self, argument: sp.Expr, ranges: Letters, wish: str) -> sp.Expr:
        """Returns a name for the argument of an activation."""
        inner = self._walk(argument, ranges)
        if inner.is_Symbol or isinstance(inner, sp.Indexed):
            return inner
        letters = [letter for letter in ranges if letter in inner.free_symbols]
        quantity = self.lines.fresh(wish, tuple(letters))
        value = self.softmaxes.rewrite(self.lines.rewrite(self.softmaxes.put_in(inner, ranges)))
        self.lines.add(quantity, tuple((letter, ranges[letter]) for letter in letters), value, inner)
        return quantity


def has_own_line(row: Activation) -> bool:
    """Returns whether the row's slope or value needs more than its SymPy head."""
    spelling = spelling_of(row)
    is_spelled_out = issubclass(row.function, NamedFunction) and spelling.value != row(U)
    return is_spelled_out or bool(spelling.auxiliaries)
