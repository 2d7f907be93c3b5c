"""The network: an ordered tuple of named equations, the loss last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.errors import unknown
from symbackprop.network import shapes, validation
from symbackprop.network.equation import Equation
from symbackprop.network.indices import element, free_indices, head, key_of
from symbackprop.network.losses import Loss
from symbackprop.network.names import as_names


@dataclass(frozen=True, init=False, eq=False)
class Network:
    """An ordered tuple of equations, each of which reads only earlier names; the loss is last.

    equations   `Equation` or SymPy `Eq(name, body)`, in the order of the forward pass
    parameters  what to differentiate with respect to, in the order they are listed: symbols,
                arrays as `w` or as `w[j, i]`
    targets     what the loss compares with
    loss_row    the row of LOSSES the last equation comes from, if it comes from one
    title       what documents call the network
    hypotheses  equations (left, right) that the author vouches for: (Sum(t[k], (k, 1, K)), 1)
    constants   those of the inputs that are the same for every item: a rate, an epsilon
    items       (p, N) where the network is already that of N items, with p the index of an item

    Whatever else the equations read is an input. Symbols are matched by name, whatever
    their SymPy assumptions. Raises NetworkError when an equation reads a name that is not
    defined yet, defines a name twice, when the loss does not depend on a parameter, or is
    no scalar expression.

    >>> from sympy import Eq, symbols
    >>> x, w, y, t, E = symbols("x w y t E")
    >>> network = Network([Eq(y, w * x), Eq(E, (y - t) ** 2)], parameters=[w], targets=[t])
    >>> network.inputs, network.loss.name
    ((x,), E)
    """

    equations: tuple[Equation, ...]
    parameters: tuple[sp.Expr, ...]
    targets: tuple[sp.Expr, ...]
    loss_row: Loss | None
    title: str
    hypotheses: tuple[tuple[sp.Expr, sp.Expr], ...]
    constants: tuple[sp.Symbol, ...]
    items: tuple[sp.Symbol, sp.Expr] | None
    arrays: Mapping[sp.Symbol, shapes.Ranges]

    def __init__(  # noqa: PLR0913  (a network is made of these)
        self,
        equations: Iterable[Equation | sp.Eq],
        *,
        parameters: Iterable[sp.Expr | str],
        targets: Iterable[sp.Expr | str] = (),
        loss_row: Loss | None = None,
        title: str = "",
        hypotheses: Iterable[tuple[sp.Expr, sp.Expr]] = (),
        constants: Iterable[sp.Symbol | str] = (),
        items: tuple[sp.Symbol, sp.Expr] | None = None,
    ) -> None:
        lines = tuple(_equation(item) for item in equations)
        arrays = shapes.infer(lines)
        fields = {
            "equations": lines,
            "arrays": arrays,
            "parameters": tuple(_canonical(given, arrays) for given in parameters),
            "targets": tuple(_canonical(given, arrays) for given in targets),
            "loss_row": loss_row,
            "title": title or f"a network of {len(lines)} equations",
            "hypotheses": tuple((as_names(left), sp.sympify(right, strict=True)) for left, right in hypotheses),
            "constants": tuple(map(key_of, constants)),
            "items": items,
        }
        for field, value in fields.items():
            object.__setattr__(self, field, value)
        validation.validate(self)

    def titled(self, title: str) -> Network:
        """Returns the same network under another title."""
        copied = copy(self)
        object.__setattr__(copied, "title", title)
        return copied

    @property
    def is_indexed(self) -> bool:
        """Returns whether any of its names is an array."""
        return bool(self.arrays)

    @cached_property
    def sizes(self) -> tuple[sp.Symbol, ...]:
        """Returns the symbolic sizes, of arrays and in bodies, in alphabetical order."""
        found = {symbol for ranges in self.arrays.values() for _, last in ranges for symbol in last.free_symbols}
        if self.is_indexed:
            found |= {symbol for line in self.equations for symbol in free_indices(line.body) if symbol.is_positive}
        return tuple(sorted(found, key=lambda symbol: symbol.name))

    def ranges(self, quantity: sp.Expr) -> shapes.Ranges:
        """Returns the canonical indices of an array and how far each runs, () for a symbol."""
        return self.arrays.get(head(quantity), ())

    def shape(self, quantity: sp.Expr) -> tuple[sp.Expr, ...]:
        """Returns the sizes of an array, () for a symbol."""
        return tuple(last for _, last in self.ranges(quantity))

    def element(self, quantity: sp.Expr) -> sp.Expr:
        """Returns the element of an array at its canonical indices; a symbol as it is."""
        return element(head(quantity), (letter for letter, _ in self.ranges(quantity)))

    @property
    def loss(self) -> Equation:
        """Returns the last equation, whose name is the loss."""
        return self.equations[-1]

    @cached_property
    def definitions(self) -> Mapping[sp.Symbol, sp.Expr]:
        """Returns the body of every defined name, in the order of the forward pass."""
        return {equation.name: equation.body for equation in self.equations}

    @cached_property
    def inputs(self) -> tuple[sp.Expr, ...]:
        """Returns what is read but neither defined, nor a parameter, nor a target."""
        known = {head(quantity) for quantity in (*self.definitions, *self.parameters, *self.targets)}
        read = {symbol for equation in self.equations for symbol in equation.reads}
        return tuple(map(self.element, sorted(read - known, key=lambda symbol: symbol.name)))

    @cached_property
    def differentiable(self) -> frozenset[sp.Symbol]:
        """Returns what is differentiated by, arrays by their labels: defined names and parameters."""
        return frozenset(map(head, (*self.definitions, *self.parameters)))

    @cached_property
    def readers(self) -> Mapping[sp.Symbol, tuple[Equation, ...]]:
        """Returns, for each symbol or array label, the equations that read it, in the order of the forward pass."""
        readers: dict[sp.Symbol, list[Equation]] = {}
        for equation in self.equations:
            for symbol in equation.reads:
                readers.setdefault(symbol, []).append(equation)
        return {symbol: tuple(found) for symbol, found in readers.items()}

    @cached_property
    def activation_names(self) -> Mapping[sp.Expr, sp.Symbol]:
        """Returns the name of every activation the network computes: {sigmoid(s): z, ...}."""
        return {equation.body: equation.name for equation in self.equations if equation.activation is not None}

    @cached_property
    def activated(self) -> Mapping[sp.Symbol, tuple[Equation, ...]]:
        """Returns the activation equations by what they are applied to, arrays by their labels."""
        found: dict[sp.Symbol, tuple[Equation, ...]] = {}
        for line in self.equations:
            if (argument := line.preactivation) is not None:
                found[head(argument)] = (*found.get(head(argument), ()), line)
        return found

    @cached_property
    def depth(self) -> Mapping[sp.Symbol, int]:
        """Returns how many equations the longest way down to what is given passes, for every defined name."""
        depth: dict[sp.Symbol, int] = {}
        for equation in self.equations:
            depth[equation.symbol] = 1 + max((depth.get(symbol, 0) for symbol in equation.reads), default=0)
        return depth

    @cached_property
    def place(self) -> Mapping[sp.Symbol, tuple[int, int]]:
        """Returns a sort key for every defined name: from the loss inwards, equals in the order of the equations."""
        return {line.symbol: (-self.depth[line.symbol], position) for position, line in enumerate(self.equations)}

    @cached_property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """Returns every symbol of the network, arrays by their labels: inputs, parameters, targets, defined names."""
        return tuple(map(head, (*self.inputs, *self.parameters, *self.targets, *self.definitions)))

    @cached_property
    def _by_name(self) -> Mapping[sp.Symbol, Equation]:
        return {equation.symbol: equation for equation in self.equations}

    def defines(self, quantity: sp.Expr) -> bool:
        """Returns whether an equation defines the symbol, or the array it is an element of."""
        return head(quantity) in self._by_name

    def defined_in(self, expression: sp.Expr) -> tuple[sp.Expr, ...]:
        """Returns the defined names that the expression reads, in the order of the forward pass."""
        return tuple(quantity for quantity in self.definitions if head(quantity) in expression.free_symbols)

    def equation(self, quantity: sp.Expr | str) -> Equation:
        """Returns the equation that defines the symbol or the array.

        Raises UnknownName if no equation does.
        """
        if (key := key_of(quantity)) in self._by_name:
            return self._by_name[key]
        raise unknown("defined name", quantity, map(str, self.definitions))

    def parameter(self, quantity: sp.Expr | str) -> sp.Expr:
        """Returns the parameter called so; an array may be named with or without its subscripts.

        Raises UnknownName if the network has no such parameter.
        """
        for parameter in self.parameters:
            if head(parameter) == key_of(quantity):
                return parameter
        raise unknown("parameter", quantity, map(str, self.parameters))

    def __iter__(self) -> Iterator[Equation]:
        return iter(self.equations)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Network) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _repr_latex_(self) -> str:
        from symbackprop.notation import display, equation  # noqa: PLC0415  (notation comes after network)

        return display(*(equation(line.name, line.body) for line in self.equations))

    def _key(self) -> tuple[object, ...]:
        return self.equations, self.parameters, self.targets, self.loss_row, self.hypotheses

    def __str__(self) -> str:
        return "\n".join(str(equation) for equation in self.equations)


def _canonical(given: sp.Expr | str, arrays: Mapping[sp.Symbol, shapes.Ranges]) -> sp.Expr:
    key = key_of(given)
    written = as_names(given) if isinstance(given, sp.Indexed) else None
    letters = [letter for letter, _ in arrays.get(key, ())]
    return written if written is not None and len(written.indices) == len(letters) else element(key, letters)


def _equation(item: Equation | sp.Eq) -> Equation:
    if isinstance(item, Equation):
        return item
    left, right = validation.sides(item)
    return Equation(as_names(left), as_names(right))
