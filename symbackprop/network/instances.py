"""Instances: an indexed network with numbers for its sizes, written out in scalars.

`w[1, 2]` becomes the symbol `w_12`, and every sum its terms. The network of the notes is
the instance n = m = 2 of the network with n inputs and m hidden units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network.equation import Equation
from symbackprop.network.indices import head
from symbackprop.network.names import name
from symbackprop.network.network import Network
from symbackprop.network.shapes import Ranges

Places = Mapping[sp.Symbol, sp.Expr]
"""Numbers for indices and sizes."""
MOST_TERMS = 100_000
"""The most terms a sum, or elements an array, may have when it is written out."""


@dataclass(frozen=True, eq=False)
class Instance:
    """A network at given sizes.

    indexed  the network it is an instance of
    sizes    the number for every symbolic size
    """

    indexed: Network
    sizes: Mapping[sp.Symbol, sp.Expr]

    @cached_property
    def network(self) -> Network:
        """Returns the scalar network: one equation for every element of every array.

        Parameters that the loss does not read at these sizes are left out.
        """
        network = self.indexed
        equations = [scalar for equation in network for scalar in self._scalars(equation)]
        read = _read_by_the_loss(equations)
        return Network(
            equations,
            parameters=[s for parameter in network.parameters for s in self.elements(parameter) if s in read],
            targets=[symbol for target in network.targets for symbol in self.elements(target)],
            loss_row=network.loss_row,
            title=network.title,
        )

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
        return tuple(self.of(quantity, places) for places in self.places(self.indexed.ranges(quantity)))

    def places(self, ranges: Ranges) -> Iterator[Places]:
        """Returns every way to give numbers to the indices of the ranges."""
        letters = [letter for letter, _ in ranges]
        lengths = [int(last.xreplace(dict(self.sizes))) for _, last in ranges]
        _bounded(int(sp.prod(lengths)), "elements")
        for numbers in product(*(range(1, length + 1) for length in lengths)):
            yield dict(zip(letters, map(sp.Integer, numbers), strict=True))

    def _scalars(self, equation: Equation) -> Iterator[Equation]:
        for places in self.places(equation.ranges):
            delta = None if equation.delta is None else self._delta(equation.delta, places)
            body = self.of(equation.body, places)
            yield Equation(self.of(equation.name, places), body, delta, equation.ordinary, equation.row)

    def _delta(self, delta: sp.Expr, places: Places) -> sp.Symbol:
        return _scalar_name(head(delta), [place.xreplace(dict(places)) for place in getattr(delta, "indices", ())])

    def _written(self, node: sp.Expr, places: Places) -> sp.Expr:
        for kind in type(node).__mro__:
            if kind in _RULES:
                return _RULES[kind](self, node, places)
        if not node.args:
            return places.get(node, node)
        return node.func(*(self._written(argument, places) for argument in node.args))

    def _element(self, node: sp.Indexed, places: Places) -> sp.Symbol:
        numbers = [place.xreplace(dict(places)) for place in node.indices]
        lengths = [last.xreplace(dict(self.sizes)) for last in self.indexed.shape(node)]
        if lengths and not all(number.is_Integer for number in numbers):
            raise NetworkError(f"{node} has no number for each of its subscripts\n    give one in `places`")
        if any(not 1 <= number <= last for number, last in zip(numbers, lengths, strict=False)):
            shown = ", ".join(map(str, numbers))
            raise NetworkError(
                f"{head(node)}[{shown}] is out of range\n"
                f"    from              {node}\n"
                f"    {head(node)} has shape     {', '.join(map(str, lengths))}"
            )
        return _scalar_name(head(node), numbers)

    def _sum(self, node: sp.Sum, places: Places) -> sp.Expr:
        *inner, (letter, low, high) = node.limits
        rest = sp.Sum(node.function, *inner) if inner else node.function
        first, last = (int(self._written(end, places)) for end in (low, high))
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


def _scalar_name(label: sp.Symbol, numbers: list[sp.Expr]) -> sp.Symbol:
    if not numbers:
        return label
    base, caret, superscript = label.name.partition("^")
    glue = "" if all(number < 10 for number in numbers) else "_"
    return name(f"{base}_{glue.join(map(str, numbers))}{caret}{superscript}")


def instance(network: Network, sizes: Mapping[sp.Expr | str, int] | None = None) -> Instance:
    """Returns the network at the given sizes, whose scalars are made when asked for.

    Raises NetworkError if a symbolic size has no number, or one that is not positive.

    >>> from symbackprop.network.indices import array, index, size
    >>> i, n = index("i"), size("n")
    >>> line = Equation(name("E"), sp.Sum(array("w")[i] * array("x")[i], (i, 1, n)))
    >>> print(instance(Network([line], parameters=["w"]), {"n": 3}).network)
    E = w_1*x_1 + w_2*x_2 + w_3*x_3
    """
    by_name = {str(symbol): number for symbol, number in (sizes or {}).items()}
    for symbol in network.sizes:
        number = by_name.get(symbol.name)
        if number is None or not number > 0:
            raise NetworkError(
                f"the size {symbol} needs a positive whole number, and has {number}\n"
                f"    sizes             {', '.join(map(str, network.sizes))}"
            )
    return Instance(network, {symbol: sp.Integer(by_name[symbol.name]) for symbol in network.sizes})


_RULES: Mapping[type, Callable[[Instance, sp.Expr, Places], sp.Expr]] = {
    sp.Indexed: Instance._element,  # noqa: SLF001
    sp.Sum: Instance._sum,  # noqa: SLF001
}
