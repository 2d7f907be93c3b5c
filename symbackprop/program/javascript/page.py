"""The page of a JavaScript program: the pieces that its template puts in their places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sympy as sp

from symbackprop.program.javascript.literal import escaped, literal
from symbackprop.program.page import Page
from symbackprop.program.plan import Part, Term
from symbackprop.program.text import INDENT, SUM, WIDTH, Text, assignment, chain

_PROTOTYPE = "__proto__"


@dataclass(frozen=True)
class JavaScriptPage(Page):
    """What the template asks for; names and the title are escaped, whatever they contain."""

    @property
    def title(self) -> str:
        """Returns the title of the network, safe in a comment."""
        text = escaped(self.plan.network.title)
        return text[:1].upper() + text[1:]

    @property
    def helpers(self) -> tuple[str, ...]:
        """Returns the definitions of the functions that Math lacks, if they are used."""
        computed = [line.value for line in self.plan.lines] + [total.value for total in self.plan.totals]
        used = {head for head in self.target.helpers if any(value.has(head) for value in computed)}
        needed = used | ({sp.erfc} if sp.erf in used else set())
        return tuple(text for head, text in self.target.helpers.items() if head in needed)

    @property
    def tables(self) -> list[str]:
        """Returns the arrays of the names of the parameters, inputs and targets."""
        network = self.plan.network
        rows = {"PARAMETERS": network.parameters, "INPUTS": network.inputs, "TARGETS": network.targets}
        return [_array(name, [literal(symbol.name) for symbol in symbols]) for name, symbols in rows.items()]

    @property
    def renamed(self) -> tuple[tuple[str, str], ...]:
        """Returns (name, identifier) for the names that could not stay as they are, safe in a comment."""
        return tuple((escaped(text), word) for text, word in self.names.items() if text != word)

    @property
    def given(self) -> list[tuple[str, str]]:
        """Returns (identifier, literal) for everything that is not computed."""
        network = self.plan.network
        symbols = (*network.inputs, *network.targets, *network.parameters)
        return [(self.names[symbol.name], literal(symbol.name)) for symbol in symbols]

    def lines(self, part: Part) -> list[str]:
        """Returns the lines of the forward or of the backward pass."""
        return [
            assignment(f"const {self.names[line.name.name]} =", self._value(line), ending=";")
            for line in self.plan.lines
            if line.part == part
        ]

    @property
    def loss_name(self) -> str:
        """Returns the identifier of the loss."""
        return self.names[self.plan.network.loss.name.name]

    @property
    def values(self) -> list[str]:
        """Returns the entries of the object of all that is computed."""
        return [f"{_key(line.name.name)}: {self.names[line.name.name]}," for line in self.plan.lines]

    @property
    def gradients(self) -> list[str]:
        """Returns the entries of the gradient of one item."""
        return [
            assignment(f"{_key(total.parameter.name)}:", self._joined(total.terms), indent=3, ending=",")
            for total in self.plan.totals
        ]

    def _joined(self, terms: Iterable[Term]) -> Text:
        """Returns the sum of products; nothing is left out of what the NumPy program computes."""
        operands: list[tuple[str, Text]] = []
        for term in terms:
            text = self.printer.product(term)
            if operands and text.text.startswith("-"):
                operands.append(("-", self.printer.product((-sp.S.One, *term)).within(SUM + 1)))
            else:
                operands.append(("+" if operands else "", text.within(SUM + 1)))
        return chain(SUM, operands) if operands else Text("0")


def _key(text: str) -> str:
    """Returns the text as the key of an object; the one that would set its prototype is computed."""
    return f"[{literal(text)}]" if text == _PROTOTYPE else literal(text)


def _array(name: str, words: list[str]) -> str:
    line = f"const {name} = [{', '.join(words)}];"
    inside = "\n".join(f"{INDENT}{word}," for word in words)
    return line if len(line) <= WIDTH else f"const {name} = [\n{inside}\n];"
