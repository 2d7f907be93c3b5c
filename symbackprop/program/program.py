"""The program: a network's forward pass, loss and gradient as functions of arrays."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from symbackprop.calculus import Derivation
from symbackprop.files import write_whole
from symbackprop.network import Network
from symbackprop.program import parameters as shapes
from symbackprop.program.arrays import Floats, Items, items
from symbackprop.program.blocks import in_blocks
from symbackprop.program.execution import compiled
from symbackprop.program.failures import not_finite, range_error
from symbackprop.program.parameters import Parameters, Shaped, Values
from symbackprop.program.plan import Plan, network_of
from symbackprop.program.planning import plan
from symbackprop.program.source import source


class Program:
    """The forward pass, loss and gradient of a network, over a set of items.

    network     the network
    plan        the lines it consists of, in no language
    source      the same in NumPy: readable, importable on its own
    parameters  the names of the parameters, in the order of a flat vector
    inputs      the names of the columns of X
    targets     the names of the columns of T
    Parameters  a named tuple type with the parameters as fields (None if a name is no field)

    X has shape (items, n_inputs), T has shape (items,), or (items, n_targets) for more than
    one target. A single item may be given without its first axis. Parameters are a mapping
    from names to numbers, a named tuple, or a flat vector; a gradient has the same shape.

    Every function raises ShapeError for inputs or parameters it cannot take (wrong shape,
    dtype or name, NaN, infinity) and RangeError where a value leaves the range of floating
    point. At a kink the slope is that of the left side where the activation's row says so
    (step(0) = 0).

    >>> from symbackprop.network import two_layer
    >>> f = lambdify(two_layer())
    >>> f.loss(np.zeros(9), [[1, 0], [0, 1]], [0, 1])
    0.25
    >>> f.grad(f.Parameters(*np.zeros(9)), [1, 0], 1).c
    -0.125
    """

    def __init__(self, plan: Plan, source: str) -> None:
        network = plan.network
        self.network = network
        self.plan = plan
        self.source = source
        self.parameters = tuple(symbol.name for symbol in network.parameters)
        self.inputs = tuple(symbol.name for symbol in network.inputs)
        self.targets = tuple(symbol.name for symbol in network.targets)
        self.Parameters = shapes.field_type(self.parameters)

    @cached_property
    def module(self) -> ModuleType:
        """Returns the module that `source` defines."""
        return compiled(self.source)

    def forward(self, params: Parameters, X: ArrayLike | None = None) -> Mapping[str, Floats | float]:
        """Returns every name that can be computed without the targets: arrays (items,), or floats for one item."""
        set_ = items(X, None, self.inputs, ())
        values = {name: np.float64(value) for name, value in shapes.read(params, self.parameters).values.items()}
        with self._errors_with_lines():
            found = self.module.forward(values, *set_.arguments)
        single = set_.single or set_.X is None
        columns = {text: np.broadcast_to(value, (set_.count,)) for text, value in found.items()}
        for text, column in columns.items():
            if not np.isfinite(column).all():
                raise not_finite(text, float(column[~np.isfinite(column)][0]))
        return {text: float(value[0]) if single else np.array(value) for text, value in columns.items()}

    def loss(self, params: Parameters, X: ArrayLike | None = None, T: ArrayLike | None = None) -> float:
        """Returns the loss of the set: the sum or the mean of the losses of its items."""
        shaped, set_ = shapes.read(params, self.parameters), self._items(X, T)
        value, _ = self._run(self._loss_of_block, shaped, set_)
        return _checked(self.network.loss.name.name, value)

    def grad(self, params: Parameters, X: ArrayLike | None = None, T: ArrayLike | None = None) -> Any:
        """Returns the derivative of the loss by each parameter, in the shape of `params`."""
        return self.value_and_grad(params, X, T)[1]

    def value_and_grad(
        self, params: Parameters, X: ArrayLike | None = None, T: ArrayLike | None = None
    ) -> tuple[float, Any]:
        """Returns the loss and its derivative by each parameter, the latter in the shape of `params`."""
        shaped = shapes.read(params, self.parameters)
        value, gradient = self._run(self.module.value_and_grad, shaped, self._items(X, T))
        loss = self.network.loss.name.name
        checked: Values = {text: _checked(f"d{loss}/d{text}", gradient[text]) for text in self.parameters}
        return _checked(loss, value), shaped.shape_like(checked)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Returns the path after writing `source` there; the file imports nothing but NumPy.

        Raises OutputError if the file cannot be written; what was there before is kept then.
        """
        return write_whole(path, self.source)

    def _items(self, X: ArrayLike | None, T: ArrayLike | None) -> Items:
        return items(X, T, self.inputs, self.targets)

    def _loss_of_block(self, *arguments: Any) -> tuple[Any, Values]:
        return self.module.loss(*arguments), {}

    def _run(self, function: Callable[..., Any], shaped: Shaped, set_: Items) -> Any:
        values = {name: np.float64(value) for name, value in shaped.values.items()}
        with self._errors_with_lines():
            return in_blocks(function, values, set_, is_mean=self.plan.is_mean)

    @contextmanager
    def _errors_with_lines(self) -> Iterator[None]:
        try:
            yield
        except ArithmeticError as error:
            raise range_error(error, str(self.module.__file__)) from error

    def _repr_markdown_(self) -> str:
        longest = max(map(len, re.findall("`+", self.source)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{fence}python\n{self.source.rstrip()}\n{fence}"

    def __repr__(self) -> str:
        return f"<program of {self.network.title}: {len(self.parameters)} parameters>"


def lambdify(network: Network | Derivation) -> Program:
    """Returns the program of a network, or of the network of a derivation.

    An indexed network has a program on arrays (`ArrayProgram`), with the same functions.

    Raises NetworkError for an unspecified activation and for a function that NumPy has no
    spelling for.

    >>> from symbackprop.network import two_layer
    >>> lambdify(two_layer("tanh")).parameters
    ('v_1', 'v_2', 'c', 'w_11', 'w_12', 'b_1', 'w_21', 'w_22', 'b_2')
    """
    given = network_of(network)
    if given.is_indexed:
        from symbackprop.program.vectorised import array_program  # noqa: PLC0415  (it derives from Program)

        return array_program(given)
    planned = plan(given)
    return Program(planned, source(planned))


def _checked(what: str, value: float) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise not_finite(what, number)
    return number
