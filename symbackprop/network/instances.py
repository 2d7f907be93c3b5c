"""Instances: an indexed network with numbers for its sizes, written out in scalars.

`w[1, 2]` becomes the symbol `w_12`, and every sum its terms. The network of the notes is
the instance n = m = 2 of the network with n inputs and m hidden units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import groupby, product
from math import prod

import sympy as sp

from symbackprop.errors import NetworkError, unknown
from symbackprop.network.equation import Equation
from symbackprop.network.indices import free_indices, head, subscripts
from symbackprop.network.names import name
from symbackprop.network.network import Network
from symbackprop.network.shapes import Ranges

Places = Mapping[sp.Symbol, sp.Expr]
"""Numbers for indices and sizes."""
_DIGITS = "0123456789_"
MOST_TERMS = 100_000
"""The most terms a sum, or elements an array, may have when it is written out."""


@lru_cache(maxsize=MOST_TERMS)
def _scalar_name(label: sp.Symbol, numbers: tuple[int, ...]) -> sp.Symbol:
    if not numbers:
        return label
    base, caret, superscript = label.name.partition("^")
    glue = "" if all(number < 10 for number in numbers) else "_"
    return name(f"{base}_{glue.join(map(str, numbers))}{caret}{superscript}")


def _name_in_brackets(label: sp.Symbol, numbers: tuple[int, ...]) -> sp.Symbol:
    return name(f"{label.name}[{', '.join(map(str, numbers))}]") if numbers else label


@dataclass(frozen=True, eq=False)
class Instance:
    """A network at given sizes.

    indexed  the network it is an instance of
    sizes    the number for every symbolic size
    spell    what the element of an array at some subscripts is called
    """

    indexed: Network
    sizes: Mapping[sp.Symbol, sp.Expr]
    spell: Callable[[sp.Symbol, tuple[int, ...]], sp.Symbol] = _scalar_name

    @cached_property
    def network(self) -> Network:
        """Returns the scalar network: one equation for every element of every array.

        Parameters that the loss does not read at these sizes are left out.
        """
        network = self.indexed
        self._check_distinct()
        equations = [scalar for equation in network for scalar in self._scalars(equation)]
        read = _read_by_the_loss(equations)
        return Network(
            equations,
            parameters=[s for s in self._together(network.parameters) if s in read],
            targets=[symbol for target in network.targets for symbol in self.elements(target)],
            loss_row=network.loss_row,
            title=network.title,
            hypotheses=[pair for granted in network.hypotheses for pair in self._granted(*granted)],
            constants=network.constants,
            items=network.items,
        )

    @property
    def distinct(self) -> Instance:
        """Returns the instance with names that are all different: w[1, 2] for w_12 where that is a name already.

        >>> from symbackprop.network.indices import array, index, size
        >>> i, n, w, other = index("i"), size("n"), array("w"), name("w_2")
        >>> line = Equation(name("E"), sp.Sum(other * w[i], (i, 1, n)))
        >>> made = instance(Network([line], parameters=["w"]), {n: 2}).distinct
        >>> made.of(line.body)
        w[1]*w_2 + w[2]*w_2
        """
        return replace(self, spell=_name_in_brackets) if any(self._shared()) else self

    def _check_distinct(self) -> None:
        """Raises NetworkError where two elements would have the same name: w[1] and the symbol w_1."""
        for symbol, other, shared in self._shared():
            raise NetworkError(
                f"written out in scalars, {symbol} and {other} would both have a {min(map(str, shared))}\n"
                f"    from              {self.indexed.element(symbol)} and {self.indexed.element(other)}\n"
                "    give one of them another name"
            )

    def _shared(self) -> Iterator[tuple[sp.Symbol, sp.Symbol, set[sp.Symbol]]]:
        """Yields two quantities and the names that elements of both would have."""
        texts = {symbol.name: symbol for symbol in self.indexed.symbols}
        for text, symbol in texts.items():
            base, caret, superscript = text.partition("^")
            stems = {base[:end] + caret + superscript for end in range(1, len(base)) if base[end] in _DIGITS}
            for other in (texts[stem] for stem in sorted(stems & texts.keys())):
                if other in self.indexed.arrays and (both := {*self.elements(symbol)} & {*self.elements(other)}):
                    yield symbol, other, both

    def of(self, expression: sp.Expr, places: Places | None = None) -> sp.Expr:
        """Returns the expression in scalars; `places` gives numbers to its free indices.

        An element out of the range of its array raises NetworkError, unless it stands under
        a sum without terms.

        >>> from symbackprop.network.indices import array, index, size
        >>> i, n = index("i"), size("n")
        >>> line = Equation(name("u"), sp.Sum(array("w")[i] * array("x")[i], (i, 1, n)))
        >>> instance(Network([line], parameters=["w"]), {n: 2}).of(line.body)
        w_1*x_1 + w_2*x_2
        """
        return self._written(sp.sympify(expression, strict=True), {**self.sizes, **(places or {})})

    def elements(self, quantity: sp.Expr) -> tuple[sp.Symbol, ...]:
        """Returns the scalars of an array, the last subscript running fastest; a symbol alone."""
        label, ranges = head(quantity), self.indexed.ranges(quantity)
        return tuple(self.spell(label, numbers) for numbers in self._numbers(ranges))

    def places(self, ranges: Ranges) -> Iterator[Places]:
        """Returns every way to give numbers to the indices of the ranges."""
        letters = [letter for letter, _ in ranges]
        for numbers in self._numbers(ranges):
            yield dict(zip(letters, map(sp.Integer, numbers), strict=True))

    def _numbers(self, ranges: Ranges) -> Iterator[tuple[int, ...]]:
        lengths = [int(last.xreplace(dict(self.sizes))) for _, last in ranges]
        _bounded(prod(lengths), "elements")
        return product(*(range(1, length + 1) for length in lengths))

    def _together(self, parameters: Iterable[sp.Expr]) -> Iterator[sp.Symbol]:
        """Yields the scalars of the parameters, those of one unit side by side: w_11, w_12, b_1, w_21, w_22, b_2."""
        for leading, group in groupby(parameters, lambda parameter: self.indexed.ranges(parameter)[:1]):
            arrays = tuple(group)
            for unit in self._numbers(leading):
                for parameter in arrays:
                    for others in self._numbers(self.indexed.ranges(parameter)[1:]):
                        yield self.spell(head(parameter), (*unit, *others))

    def _granted(self, left: sp.Expr, right: sp.Expr) -> Iterator[tuple[sp.Expr, sp.Expr]]:
        """Yields a hypothesis in scalars, once for each value of the indices that are free in it."""
        scope = {letter: last for node in left.atoms(sp.Indexed) for letter, last in self._alone(node)}
        free = [(letter, scope[letter]) for letter in free_indices(left) if letter in scope]
        for places in self.places(tuple(free)):
            yield self.of(left, places), self.of(right, places)

    def _alone(self, node: sp.Indexed) -> Iterator[tuple[sp.Symbol, sp.Expr]]:
        shape = self.indexed.shape(node)
        yield from ((place, last) for place, last in zip(node.indices, shape, strict=True) if place.is_Symbol)

    def _scalars(self, equation: Equation) -> Iterator[Equation]:
        for places in self.places(equation.ranges):
            delta = None if equation.delta is None else self._delta(equation.delta, places)
            body = self.of(equation.body, places)
            yield Equation(self.of(equation.name, places), body, delta, equation.ordinary, equation.row)

    def _delta(self, delta: sp.Expr, places: Places) -> sp.Symbol:
        return self.spell(head(delta), tuple(int(places[letter]) for letter in subscripts(delta)))

    def _written(self, node: sp.Expr, places: Places) -> sp.Expr:
        for kind in type(node).__mro__:
            if kind in _RULES:
                return _RULES[kind](self, node, places)
        if not node.args:
            return places.get(node, node)
        return node.func(*(self._written(argument, places) for argument in node.args))

    def _element(self, node: sp.Indexed, places: Places) -> sp.Symbol:
        label = head(node)
        found = [places[place] if place in places else place.xreplace(dict(places)) for place in node.indices]
        if not all(number.is_Integer for number in found):
            raise NetworkError(f"{node} has no number for each of its subscripts\n    give one in `places`")
        numbers = tuple(map(int, found))
        lengths = self._lengths.get(label, ())
        if any(not 1 <= number <= last for number, last in zip(numbers, lengths, strict=False)):
            shown = ", ".join(map(str, numbers))
            raise NetworkError(
                f"{label}[{shown}] is out of range\n"
                f"    from              {node}\n"
                f"    {label} has shape     {', '.join(map(str, lengths))}"
            )
        return self.spell(label, numbers)

    @cached_property
    def _lengths(self) -> Mapping[sp.Symbol, tuple[int, ...]]:
        sizes = dict(self.sizes)
        return {
            label: tuple(int(last.xreplace(sizes)) for _, last in ranges)
            for label, ranges in self.indexed.arrays.items()
        }

    def _sum(self, node: sp.Sum, places: Places) -> sp.Expr:
        *inner, (letter, low, high) = node.limits
        rest = sp.Sum(node.function, *inner) if inner else node.function
        ends = [self._written(end, places) for end in (low, high)]
        if not all(end.is_Integer for end in ends):
            raise NetworkError(f"{node} has no number for each of its ends\n    give one in `places`")
        first, last = map(int, ends)
        _bounded(last - first + 1, "terms")
        return sp.Add(*(self._written(rest, {**places, letter: sp.Integer(k)}) for k in range(first, last + 1)))


def _read_by_the_loss(equations: Sequence[Equation]) -> set[sp.Symbol]:
    read = {equations[-1].symbol}
    for equation in reversed(equations):
        if equation.symbol in read:
            read.update(equation.reads)
    return read


def _bounded(count: int, what: str) -> None:
    if count > MOST_TERMS:
        raise NetworkError(
            f"written out in scalars, this has {count} {what}\n    the limit is      {MOST_TERMS}\n"
            "    keep the indexed form, whose cost does not depend on the sizes"
        )


def instance(network: Network, sizes: Mapping[sp.Expr | str, int] | None = None) -> Instance:
    """Returns the network at the given sizes, whose scalars are made when asked for.

    Raises NetworkError if a symbolic size has no number, or one that is not positive, UnknownName
    for a size that the network does not have.

    >>> from symbackprop.network.indices import array, index, size
    >>> i, n = index("i"), size("n")
    >>> line = Equation(name("E"), sp.Sum(array("w")[i] * array("x")[i], (i, 1, n)))
    >>> print(instance(Network([line], parameters=["w"]), {"n": 3}).network)
    E = w_1*x_1 + w_2*x_2 + w_3*x_3
    """
    by_name = {str(symbol): number for symbol, number in (sizes or {}).items()}
    names = [symbol.name for symbol in network.sizes]
    for text, number in by_name.items():
        if isinstance(number, bool) or not isinstance(number, int | sp.Integer) or number < 1:
            raise NetworkError(
                f"the size {text} needs a positive whole number, and has {number!r}\n"
                f"    write             {{'{text}': 2}}"
            )
        if text not in names:
            raise unknown("size", text, names)
    missing = [text for text in names if text not in by_name]
    if missing:
        raise NetworkError(
            f"{_named(missing)} no number\n    sizes             {', '.join(names)}\n"
            f"    write             instance(network, {{{', '.join(f'{text!r}: 2' for text in names)}}})"
        )
    made = Instance(network, {symbol: sp.Integer(by_name[symbol.name]) for symbol in network.sizes})
    for label, ranges in network.arrays.items():
        for position, (_, last) in enumerate(ranges, 1):
            length = last.xreplace(dict(made.sizes))
            if length < 1:
                chosen = ", ".join(f"{symbol} = {number}" for symbol, number in made.sizes.items())
                raise NetworkError(
                    f"{label} has no elements: its subscript {position} runs from 1 to {last}, which is {length}\n"
                    f"    sizes             {chosen}\n"
                    "    choose larger or smaller ones"
                )
    return made


def _named(missing: list[str]) -> str:
    return f"the size {missing[0]} has" if len(missing) == 1 else f"the sizes {', '.join(missing)} have"


_RULES: Mapping[type, Callable[[Instance, sp.Expr, Places], sp.Expr]] = {
    sp.Indexed: Instance._element,  # noqa: SLF001
    sp.Sum: Instance._sum,  # noqa: SLF001
}
