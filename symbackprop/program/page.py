"""The page: the pieces of a program as text, which a template puts in their places."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.network import name
from symbackprop.program.identifiers import escaped, identifiers, literal
from symbackprop.program.plan import Line, Part, Plan
from symbackprop.program.printing import Printer
from symbackprop.program.target import Target
from symbackprop.program.text import INDENT, WIDTH, Text, assignment
from symbackprop.program.totals import counts_items, loss_total, total


@dataclass(frozen=True)
class Page:
    """What a template asks for."""

    plan: Plan
    target: Target

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Returns the identifier of every name."""
        symbols = (*self.plan.network.symbols, *(line.name for line in self.plan.lines))
        return identifiers((symbol.name for symbol in symbols), self.target.reserved)

    @cached_property
    def printer(self) -> Printer:
        """Returns the printer of this program's expressions."""
        written = {name(text): identifier for text, identifier in self.names.items()}
        for parameter in self.plan.network.parameters:
            key, identifier = literal(parameter.name), self.names[parameter.name]
            written[parameter] = self.target.parameter.format(key=key, name=identifier)
        return Printer(self.target, written, frozenset(self.plan.network.targets))

    @property
    def title(self) -> str:
        """Returns the title of the network, safe inside a docstring."""
        text = escaped(self.plan.network.title)
        return text[:1].upper() + text[1:]

    @property
    def helpers(self) -> tuple[str, ...]:
        """Returns the definitions of the functions that the language lacks, if they are used."""
        computed = [line.value for line in self.plan.lines] + [total.value for total in self.plan.totals]
        helpers = self.target.helpers
        return tuple(text for head, text in helpers.items() if any(value.has(head) for value in computed))

    @property
    def inputs(self) -> tuple[str, ...]:
        """Returns the names of the columns of X."""
        return tuple(self.names[symbol.name] for symbol in self.plan.network.inputs)

    @property
    def targets(self) -> tuple[str, ...]:
        """Returns the names of the columns of T."""
        return tuple(self.names[symbol.name] for symbol in self.plan.network.targets)

    @property
    def arguments(self) -> str:
        """Returns the arguments of a function that reads the targets."""
        return f"{self.forward_arguments}, T" if self.targets else self.forward_arguments

    @property
    def forward_arguments(self) -> str:
        """Returns the arguments of a function that does not."""
        return "p, X" if self.inputs else "p"

    @property
    def described_parameters(self) -> tuple[str, ...]:
        """Returns the names of the parameters, safe inside a docstring."""
        return tuple(escaped(parameter.name) for parameter in self.plan.network.parameters)

    @property
    def parameters_line(self) -> str:
        """Returns the assignment of the parameters' names, in order."""
        words = [literal(parameter.name) for parameter in self.plan.network.parameters]
        line = f"PARAMETERS = ({', '.join(words)}{',' if len(words) == 1 else ''})"
        inside = "\n".join(f"{INDENT}{word}," for word in words)
        return line if len(line) <= WIDTH else f"PARAMETERS = (\n{inside}\n)"

    @property
    def has_kinks(self) -> bool:
        """Returns whether a line of the network has points without a slope."""
        rows = [equation.activation for equation in self.plan.spelled if equation.activation is not None]
        bodies = [equation.body for equation in self.plan.network]
        return any(row.kinks for row in rows) or any(body.has(sp.Abs, sp.Max, sp.Min, sp.sign) for body in bodies)

    @property
    def renamed(self) -> tuple[tuple[str, str], ...]:
        """Returns (name, identifier) for the names that could not stay as they are."""
        parameters = {parameter.name for parameter in self.plan.network.parameters}
        others = {text: word for text, word in self.names.items() if text not in parameters}
        return tuple((escaped(text), word) for text, word in others.items() if text != word)

    @property
    def returned(self) -> tuple[tuple[str, str], ...]:
        """Returns (literal, identifier) for each name that the forward pass returns."""
        return tuple((literal(symbol.name), self.names[symbol.name]) for symbol in self.plan.without_targets)

    @property
    def forward(self) -> list[str]:
        """Returns the lines that the forward pass takes."""
        return self._assignments(self.plan.needed_for(self.plan.without_targets))

    @property
    def loss(self) -> list[str]:
        """Returns the lines that the loss takes."""
        return self._assignments(self.plan.needed_for([self.plan.network.loss.name]))

    def part(self, part: Part) -> list[str]:
        """Returns the lines of the forward or of the backward pass, as value and gradient need them."""
        return self._assignments(line for line in self.plan.for_gradient if line.part == part)

    @property
    def loss_total(self) -> str:
        """Returns the loss of a set from the losses of its items."""
        return loss_total(self.plan, self.names[self.plan.network.loss.name.name])

    @property
    def gradients(self) -> list[str]:
        """Returns the entries of the gradient: a literal and the sum over the items."""
        return [
            assignment(f"{literal(item.parameter.name)}:", total(item, self.plan, self.printer), indent=2, ending=",")
            for item in self.plan.totals
        ]

    @property
    def counts_items(self) -> bool:
        """Returns whether the number of items is asked for."""
        return counts_items(self.plan)

    def unpacked(self, columns: tuple[str, ...], value: str) -> str:
        """Returns the assignment of a matrix to the names of its columns."""
        listed = f"({columns[0]},)" if len(columns) == 1 else ", ".join(columns)
        line = f"{INDENT}{listed} = {value}"
        if len(line) <= WIDTH:
            return line
        inside = "\n".join(f"{INDENT * 2}{column}," for column in columns)
        return f"{INDENT}(\n{inside}\n{INDENT}) = {value}"

    def listing(self, introduction: str, words: Iterable[str], indent: str) -> str:
        """Returns an indented line of the docstring: the introduction and the words, wrapped."""
        text = f"{introduction} {', '.join(words)}"
        return textwrap.fill(
            text, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT + indent, break_long_words=False
        )

    def _assignments(self, lines: Iterable[Line]) -> list[str]:
        return [assignment(f"{self.names[line.name.name]} =", self._value(line)) for line in lines]

    def _value(self, line: Line) -> Text:
        return self.printer.text(line.value)
