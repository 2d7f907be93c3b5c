"""The network: an ordered tuple of named equations, the loss last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.errors import unknown
from symbackprop.network import validation
from symbackprop.network.equation import Equation
from symbackprop.network.losses import Loss
from symbackprop.network.names import as_names, name


@dataclass(frozen=True, init=False, eq=False)
class Network:
    """An ordered tuple of equations, each of which reads only earlier names; the loss is last.

    equations   `Equation` or SymPy `Eq(name, body)`, in the order of the forward pass
    parameters  the symbols to differentiate with respect to, in the order they are listed
    targets     the symbols the loss compares with
    loss_row    the row of LOSSES the last equation comes from, if it comes from one
    title       what documents call the network

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
    parameters: tuple[sp.Symbol, ...]
    targets: tuple[sp.Symbol, ...]
    loss_row: Loss | None
    title: str

    def __init__(
        self,
        equations: Iterable[Equation | sp.Eq],
        *,
        parameters: Iterable[sp.Symbol | str],
        targets: Iterable[sp.Symbol | str] = (),
        loss_row: Loss | None = None,
        title: str = "",
    ) -> None:
        lines = tuple(_equation(item) for item in equations)
        fields = {
            "equations": lines,
            "parameters": tuple(name(str(symbol)) for symbol in parameters),
            "targets": tuple(name(str(symbol)) for symbol in targets),
            "loss_row": loss_row,
            "title": title or f"a network of {len(lines)} equations",
        }
        for field, value in fields.items():
            object.__setattr__(self, field, value)
        validation.validate(self)

    @property
    def loss(self) -> Equation:
        """Returns the last equation, whose name is the loss."""
        return self.equations[-1]

    @cached_property
    def definitions(self) -> Mapping[sp.Symbol, sp.Expr]:
        """Returns the body of every defined name, in the order of the forward pass."""
        return {equation.name: equation.body for equation in self.equations}

    @cached_property
    def inputs(self) -> tuple[sp.Symbol, ...]:
        """Returns the symbols that are read but neither defined, nor parameters, nor targets."""
        known = {*self.definitions, *self.parameters, *self.targets}
        read = {symbol for equation in self.equations for symbol in equation.reads}
        return tuple(sorted(read - known, key=lambda symbol: symbol.name))

    @cached_property
    def readers(self) -> Mapping[sp.Symbol, tuple[Equation, ...]]:
        """Returns, for each symbol, the equations that read it, in the order of the forward pass."""
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
    def depth(self) -> Mapping[sp.Symbol, int]:
        """Returns how many equations the longest way down to what is given passes, for every defined name."""
        depth: dict[sp.Symbol, int] = {}
        for equation in self.equations:
            depth[equation.name] = 1 + max((depth.get(symbol, 0) for symbol in equation.reads), default=0)
        return depth

    @cached_property
    def place(self) -> Mapping[sp.Symbol, tuple[int, int]]:
        """Returns a sort key for every defined name: from the loss inwards, equals in the order of the equations."""
        return {equation.name: (-self.depth[equation.name], index) for index, equation in enumerate(self.equations)}

    @cached_property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """Returns every symbol of the network: inputs, parameters, targets, defined names."""
        return (*self.inputs, *self.parameters, *self.targets, *self.definitions)

    @cached_property
    def _by_name(self) -> Mapping[sp.Symbol, Equation]:
        return {equation.name: equation for equation in self.equations}

    def defined_in(self, expression: sp.Expr) -> tuple[sp.Symbol, ...]:
        """Returns the defined names that the expression reads, in the order of the forward pass."""
        return tuple(symbol for symbol in self.definitions if symbol in expression.free_symbols)

    def equation(self, symbol: sp.Symbol | str) -> Equation:
        """Returns the equation that defines `symbol`.

        Raises UnknownName if no equation does.
        """
        if (key := name(str(symbol))) in self._by_name:
            return self._by_name[key]
        raise unknown("defined name", symbol, map(str, self.definitions))

    def parameter(self, symbol: sp.Symbol | str) -> sp.Symbol:
        """Returns the parameter called `symbol`.

        Raises UnknownName if the network has no such parameter.
        """
        for parameter in self.parameters:
            if parameter.name == str(symbol):
                return parameter
        raise unknown("parameter", symbol, map(str, self.parameters))

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
        return self.equations, self.parameters, self.targets, self.loss_row

    def __str__(self) -> str:
        return "\n".join(str(equation) for equation in self.equations)


def _equation(item: Equation | sp.Eq) -> Equation:
    if isinstance(item, Equation):
        return item
    left, right = validation.sides(item)
    return Equation(as_names(left), as_names(right))
