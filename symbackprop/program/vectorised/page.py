"""The page: the pieces of a program on arrays as text, which a template puts in their places."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.calculus.partial import Partial
from symbackprop.network.indices import head, heads
from symbackprop.notation import equation, write
from symbackprop.program.identifiers import escaped, identifiers, literal
from symbackprop.program.text import INDENT, WIDTH
from symbackprop.program.vectorised.helpers import helpers_for
from symbackprop.program.vectorised.lowering import Lowering
from symbackprop.program.vectorised.measures import measured
from symbackprop.program.vectorised.passing import seen_in
from symbackprop.program.vectorised.plan import ITEMS, ArrayLine, ArrayPlan, ArrayTotal
from symbackprop.program.vectorised.scope import Scope
from symbackprop.program.vectorised.spelling import ARRAYS, LARGEST_EXPONENT
from symbackprop.program.vectorised.statements import statements
from symbackprop.program.vectorised.value import ITEM


@dataclass(frozen=True)
class ArrayPage:
    """What the template asks for."""

    plan: ArrayPlan

    @cached_property
    def identifiers(self) -> Mapping[sp.Symbol, str]:
        """Returns the identifier of every name, array and size."""
        names = [*self.plan.network.symbols, *(line.symbol for line in self.plan.lines)]
        taken = {symbol.name for symbol in names}
        sizes = {size: f"size_{size.name}" if size.name in taken else size.name for size in self.plan.network.sizes}
        vectors = {f"ones_{text}" for text in sizes.values()}
        words = identifiers([*(symbol.name for symbol in names), *sizes.values()], ARRAYS.reserved | vectors)
        known = {symbol: words[symbol.name] for symbol in names} | {size: words[text] for size, text in sizes.items()}
        return {**known, LARGEST_EXPONENT: "largest", ITEMS: "items"}

    @property
    def ones(self) -> str:
        """Returns the pattern of the names of vectors of ones."""
        sizes = "|".join(self.identifiers[size] for size in self.plan.network.sizes)
        return rf"ones_(\d+{'|' if sizes else ''}{sizes})"

    @cached_property
    def scope(self) -> Scope:
        """Returns what the names stand for, with no index in force."""
        return Scope(self.identifiers, self.plan.shapes, self.plan.varying)

    @property
    def title(self) -> str:
        """Returns the title of the network, safe inside a docstring, and what the program does."""
        text = escaped(self.plan.network.title)
        whole = f"{text[:1].upper()}{text[1:]}: forward pass, loss and gradient."
        return "\n".join(textwrap.wrap(whole, WIDTH - 3, break_long_words=False))

    @property
    def equations(self) -> list[str]:
        """Returns the equations of the network, wrapped."""
        return [line for item in self.plan.network for line in _wrapped(_formula(item.name, item.body), INDENT)]

    @property
    def backward_equations(self) -> list[str]:
        """Returns the deltas and gradients of one item, wrapped."""
        network = self.plan.network
        deltas = {head(line.name): (line.name, line.exact) for line in self.plan.lines if line.part == "backward"}
        shown = [pair for pair in deltas.values() if pair[1] is not None and head(pair[0]) in self.plan.deltas]
        shown += [(Partial(network.loss.name, total.parameter), total.exact) for total in self.plan.totals]
        return [line for name, exact in shown for line in _wrapped(_formula(name, exact), INDENT)]

    @property
    def inputs(self) -> tuple[sp.Expr, ...]:
        """Returns the inputs of the network."""
        return self.plan.network.inputs

    @property
    def targets(self) -> tuple[sp.Expr, ...]:
        """Returns the targets of the network."""
        return self.plan.network.targets

    @property
    def forward_arguments(self) -> str:
        """Returns the arguments of a function that does not read the targets."""
        return "params, X" if self.inputs else "params"

    @property
    def arguments(self) -> str:
        """Returns the arguments of a function that reads the targets."""
        return f"{self.forward_arguments}, T" if self.targets else self.forward_arguments

    @property
    def parameters_line(self) -> str:
        """Returns the assignment of the parameters' names, in order."""
        words = [literal(head(parameter).name) for parameter in self.plan.network.parameters]
        line = f"PARAMETERS = ({', '.join(words)}{',' if len(words) == 1 else ''})"
        inside = "\n".join(f"{INDENT}{word}," for word in words)
        return line if len(line) <= WIDTH else f"PARAMETERS = (\n{inside}\n)"

    @property
    def renamed(self) -> tuple[tuple[str, str], ...]:
        """Returns (name, identifier) for the names that could not stay as they are."""
        symbols = self.plan.network.symbols
        pairs = [(symbol.name, self.identifiers[symbol]) for symbol in symbols]
        return tuple((escaped(text), word) for text, word in pairs if text != word)

    @property
    def returned(self) -> tuple[tuple[str, str], ...]:
        """Returns (literal, identifier) for each name that the forward pass returns."""
        return tuple((literal(symbol.name), self.identifiers[symbol]) for symbol in self.plan.without_targets)

    @cached_property
    def helpers(self) -> tuple[str, ...]:
        """Returns the definitions of the functions that NumPy lacks, if they are used."""
        return helpers_for((*self.value_and_grad, *self.forward))

    @property
    def needs_math(self) -> bool:
        """Returns whether the standard library's mathematics is used."""
        return any("math." in text for text in (*self.value_and_grad, *self.forward, *self.helpers))

    def described(self, quantities: Iterable[sp.Expr]) -> list[str]:
        """Returns a line for each array: its name and its shape, of one item."""
        shapes = [(escaped(head(item).name), self.plan.network.shape(item)) for item in quantities]
        width = max((len(text) for text, _ in shapes), default=0)
        return [f"{INDENT * 2}{text:<{width}}  {_shape(shape)}" for text, shape in shapes]

    @cached_property
    def forward(self) -> list[str]:
        """Returns the body of the forward pass."""
        return self._body_of("forward")

    @cached_property
    def loss(self) -> list[str]:
        """Returns the body of the loss."""
        return self._body_of("loss")

    @cached_property
    def value_and_grad(self) -> list[str]:
        """Returns the body of the loss and gradient."""
        return self._body_of("value_and_grad")

    def _body_of(self, function: str) -> list[str]:
        body, given = _BODIES[function](self)
        unpacked = list(self._unpacked("\n".join(body), given))
        return [*unpacked, *measured(self, "\n".join(body)), *body]

    def _unpacked(self, body: str, given: Iterable[tuple[str, tuple[sp.Expr, ...]]]) -> Iterator[str]:
        read = set(re.findall(r"\w+", body))
        for parameter in self.plan.network.parameters:
            if (word := self.identifiers[head(parameter)]) in read or parameter is self.plan.network.parameters[0]:
                yield f"{INDENT}{word} = params[{literal(head(parameter).name)}]"
        for label, quantities in given:
            words = [self.identifiers[head(quantity)] for quantity in quantities]
            if len(words) == 1:
                yield f"{INDENT}{words[0]} = {label}"
            elif words:
                values = ", ".join(f"{label}[{literal(head(quantity).name)}]" for quantity in quantities)
                yield f"{INDENT}{', '.join(words)} = {values}"

    def forward_body(self) -> tuple[list[str], list[tuple[str, tuple[sp.Expr, ...]]]]:
        """Returns the lines of the forward pass and what it reads."""
        lines = self.plan.needed_for(self.plan.without_targets)
        return self._lines(lines, self._overflowing), [("X", self.inputs)]

    def loss_body(self) -> tuple[list[str], list[tuple[str, tuple[sp.Expr, ...]]]]:
        """Returns the lines of the loss and what it reads."""
        lines = self.plan.needed_for([self.plan.network.loss.symbol])
        return [*self._lines(lines[:-1], self._unseen), *self._loss], [("X", self.inputs), ("T", self.targets)]

    def gradient_body(self) -> tuple[list[str], list[tuple[str, tuple[sp.Expr, ...]]]]:
        """Returns the lines of loss and gradient and what they read."""
        lines = self.plan.for_gradient
        place = next(at for at, line in enumerate(lines) if line.symbol == self.plan.network.loss.symbol)
        forward = [line for line in lines[:place] if line.part == "forward"]
        rest = [line for line in lines if line not in forward and line is not lines[place]]
        body = [f"{INDENT}# forward pass", *self._lines(forward, self._unseen), *self._loss]
        if rest:
            body += ["", f"{INDENT}# backward pass", *self._lines(rest, self._unseen)]
        how = ", summed over the items" if self.plan.varying else ""
        body += ["", f"{INDENT}# gradients{how}", f"{INDENT}gradient = {{}}"]
        for total in self.plan.totals:
            body += self._total(total)
        return body, [("X", self.inputs), ("T", self.targets)]

    def _lines(self, lines: Iterable[ArrayLine], checked: Container[sp.Symbol]) -> list[str]:
        """Returns the text of the lines, with a check behind each of those that are to be checked."""
        found = []
        for line in lines:
            found += self._written[line.symbol]
            if line.symbol in checked:
                found.append(f"{INDENT}finite({self.identifiers[line.symbol]})")
        return found

    @cached_property
    def _overflowing(self) -> frozenset[sp.Symbol]:
        """Returns the arrays in which an overflow would pass without a word."""
        return frozenset(line.symbol for line in self.plan.lines if self._may_overflow(line))

    @cached_property
    def _unseen(self) -> frozenset[sp.Symbol]:
        """Returns those of them whose overflow the loss may not show."""
        return self._overflowing - seen_in(self.plan.network.loss.symbol, self.plan.lines)

    @cached_property
    def _written(self) -> Mapping[sp.Symbol, list[str]]:
        """Returns the text of every line, by the name it assigns; the loss is that of each item."""
        return {line.symbol: self._line(line) for line in self.plan.lines}

    @cached_property
    def _loss(self) -> list[str]:
        """Returns the lines of the loss of the whole set."""
        line = next(line for line in self.plan.lines if line.symbol == self.plan.network.loss.symbol)
        value = self.plan.share(self._over_items(line.value))
        word = self.identifiers[line.symbol]
        lines = list(statements(word, value, (), Lowering(self.scope)))
        return lines if self._unseen == self._overflowing else [*lines, *_check_of(word)]

    def _line(self, line: ArrayLine) -> list[str]:
        items = [(ITEM, sp.S.One, ITEMS)] if line.symbol in self.plan.varying else []
        scope = self.scope.within([*items, *((letter, sp.S.One, last) for letter, last in line.ranges)])
        order = (*self.scope.axes(line.symbol), *(letter for letter, _ in line.ranges))
        return list(statements(self.identifiers[line.symbol], line.value, order, Lowering(scope)))

    def _may_overflow(self, line: ArrayLine) -> bool:
        """Returns whether the line multiplies given arrays: matrix products overflow without a word."""
        given = set(map(head, (*self.plan.network.parameters, *self.plan.network.inputs)))
        is_product = bool(line.ranges) and line.value.has(sp.Sum)
        return line.part == "forward" and is_product and bool(given & line.value.free_symbols)

    def _total(self, total: ArrayTotal) -> list[str]:
        scope = self.scope.within([(letter, sp.S.One, last) for letter, last in total.ranges])
        order = tuple(letter for letter, _ in total.ranges)
        target = f"gradient[{literal(head(total.parameter).name)}]"
        value = self._over_items(total.value)
        lines = list(statements(target, value, order, Lowering(scope)))
        return [f"{line}.copy()" for line in lines] if order and value.is_symbol else lines

    def _over_items(self, value: sp.Expr) -> sp.Expr:
        """Returns the sum over the items."""
        if not self.plan.varying:
            return value
        return sp.Add(*(self._term(term) for term in sp.Add.make_args(value)))

    def _term(self, term: sp.Expr) -> sp.Expr:
        if not set(heads(term)) & self.plan.varying:
            return ITEMS * term
        return sp.Sum(term, (ITEM, 1, ITEMS))


def _check_of(loss: str) -> list[str]:
    return [
        f"{INDENT}if not math.isfinite({loss}):",
        f'{INDENT * 2}raise FloatingPointError("overflow in a product of matrices")',
    ]


def _formula(name: sp.Expr, body: sp.Expr) -> str:
    return escaped(write(equation(name, body), "ascii"))


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent * 2, break_long_words=False)


def _shape(shape: tuple[sp.Expr, ...]) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


_BODIES = {
    "forward": ArrayPage.forward_body,
    "loss": ArrayPage.loss_body,
    "value_and_grad": ArrayPage.gradient_body,
}
