"""The program of an indexed network: the same verbs as the scalar program, on arrays."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from symbackprop.network.indices import head
from symbackprop.program.failures import not_finite, range_error
from symbackprop.program.identifiers import identifiers
from symbackprop.program.parameters import Parameters
from symbackprop.program.program import Program
from symbackprop.program.vectorised.blocks import in_blocks
from symbackprop.program.vectorised.conversion import not_finite_among
from symbackprop.program.vectorised.given import ArrayItems, Intake
from symbackprop.program.vectorised.parameters import ArrayParameters
from symbackprop.program.vectorised.plan import ArrayPlan
from symbackprop.program.vectorised.spelling import ARRAYS

CHECKED = 2**14
"""Gradients of more numbers are not looked through: that would take a few percent of the time.

They are products of arrays that were.
"""


class ArrayProgram(Program):
    """The forward pass, loss and gradient of an indexed network, on arrays.

    array_plan  the lines it consists of, in no language
    source      the same in NumPy: readable, importable on its own
    parameters  the names of the parameters, in the order of the network
    inputs      the names of the inputs; constants are among them
    targets     the names of the targets
    Parameters  a named tuple type whose fields are the parameters' identifiers: W^(1) is W1

    Parameters are a mapping from names to arrays, a named tuple, or, where all sizes are
    numbers, a flat vector, one array behind the other; a gradient has the same shape. X is an
    array, or a mapping from names to arrays where there are several inputs; the same for T.
    Items are rows: each array of a set has the items as its first axis, constants do not, and
    a single item is given without it. A network whose equations run over the items themselves
    (`network.items`) takes the arrays as its equations have them, and is one item.

    Symbolic sizes are read off the arrays. The precision, single or double, is that of the
    parameters; where these are no arrays of floating point, that of the inputs. Large sets are
    worked through in blocks.

    Every function raises ShapeError for arrays that contradict the sizes or one another, and
    RangeError where a value leaves the range of floating point. At a kink the slope is that
    of the left side where the activation's row says so (step(0) = 0).

    >>> from symbackprop.network import mlp
    >>> from symbackprop.program import lambdify
    >>> f = lambdify(mlp(["n", "m", "K"], loss="cross_entropy"))
    >>> zeros = f.Parameters(np.zeros((2, 3)), np.zeros(2), np.zeros((3, 4)), np.zeros(3))
    >>> round(f.loss(zeros, np.ones((5, 4)), np.eye(2)[[0, 1, 1, 0, 1]]), 6) == round(5 * math.log(2), 6)
    True
    >>> f.grad(zeros, np.ones((5, 4)), np.eye(2)[[0, 1, 1, 0, 1]]).c
    array([ 0.5, -0.5])
    """

    def __init__(self, plan: ArrayPlan, source: str) -> None:
        network = plan.network
        self.network = network
        self.array_plan = plan
        self.source = source
        self._numbers = tuple(head(item).name for item in network.parameters if not network.shape(item))
        self._varying = frozenset(symbol.name for symbol in plan.varying)
        self.intake = Intake(plan)
        self.parameters = self.intake.parameters
        self.inputs = self.intake.inputs
        self.targets = self.intake.targets
        words = identifiers(self.parameters, ARRAYS.reserved)
        shapes = [network.shape(item) for item in network.parameters]
        known = [tuple(map(int, shape)) if all(s.is_Integer for s in shape) else None for shape in shapes]
        self._reader = ArrayParameters(self.parameters, tuple(words[name] for name in self.parameters), tuple(known))
        self.Parameters = self._reader.field_type()

    def forward(self, params: Parameters, X: ArrayLike | None = None) -> Mapping[str, Any]:
        """Returns every name that can be computed without the targets, by name: arrays, or floats."""
        values, _ = self._reader.read(params)
        items = self.intake.items(values, X, None, ())
        found = self._called(self.module.forward, items)
        for text, value in found.items():
            if not np.isfinite(value).all():
                raise self._diagnosis(items) or not_finite(text, _first_wrong(value))
        single = self._varying if items.single else frozenset()
        return {text: _result(value[0] if text in single else value) for text, value in found.items()}

    def loss(self, params: Parameters, X: ArrayLike | None = None, T: ArrayLike | None = None) -> float:
        """Returns the loss of the set: the sum or the mean of the losses of its items."""
        values, _ = self._reader.read(params)
        items = self.intake.items(values, X, T, self.targets)
        loss, _ = in_blocks(self._loss_of_block, items, is_mean=self.array_plan.is_mean)
        return self._checked_loss(loss, items)

    def value_and_grad(
        self, params: Parameters, X: ArrayLike | None = None, T: ArrayLike | None = None
    ) -> tuple[float, Any]:
        """Returns the loss and its derivative by each parameter, the latter in the shape of `params`."""
        values, shape_like = self._reader.read(params)
        items = self.intake.items(values, X, T, self.targets)
        loss, gradient = in_blocks(self._gradient_of_block, items, is_mean=self.array_plan.is_mean)
        value = self._checked_loss(loss, items)
        for slope in gradient.values():
            if slope.size <= CHECKED:
                flat = slope.ravel(order="K")
                if not math.isfinite(flat.dot(flat)) and not np.isfinite(flat).all():
                    raise self._not_finite(gradient, items)
        for name in self._numbers:
            gradient[name] = float(gradient[name])
        return value, shape_like(gradient)

    def _not_finite(self, gradient: Mapping[str, Any], items: ArrayItems) -> Exception:
        """Returns the error for a gradient with a number that is not finite."""
        name, slope = next((name, slope) for name, slope in gradient.items() if not np.isfinite(slope).all())
        return self._diagnosis(items) or not_finite(f"d{self.network.loss.symbol}/d{name}", _first_wrong(slope))

    def _loss_of_block(self, items: ArrayItems) -> Any:
        return self._called(self.module.loss, items), {}

    def _gradient_of_block(self, items: ArrayItems) -> Any:
        return self._called(self.module.value_and_grad, items)

    def _called(self, function: Callable[..., Any], items: ArrayItems) -> Any:
        try:
            return function(*items.arguments)
        except ArithmeticError as error:
            raise self._diagnosis(items) or range_error(error, str(self.module.__file__)) from error

    def _checked_loss(self, loss: Any, items: ArrayItems) -> float:
        value = float(loss)
        if not math.isfinite(value):
            raise self._diagnosis(items) or not_finite(self.network.loss.symbol.name, value)
        return value

    def _diagnosis(self, items: ArrayItems) -> Exception | None:
        """Returns the error for a given array that is not finite itself."""
        return not_finite_among(self._labelled(items))

    def _labelled(self, items: ArrayItems) -> Iterator[tuple[str, Any]]:
        for name, array in items.parameters.items():
            yield f"the parameter {name}", array
        for label, names, given in (("X", self.inputs, items.X), ("T", self.targets, items.T)):
            arrays = given if isinstance(given, Mapping) or given is None else {names[0]: given}
            for name, array in (arrays or {}).items():
                shown = label if len(names) == 1 else f'{label}["{name}"]'
                yield shown, array[0] if items.single and name in self._varying else array


def _first_wrong(array: Any) -> float:
    flat = np.ravel(array)
    return float(flat[~np.isfinite(flat)][0])


def _result(value: Any) -> Any:
    return value if value.ndim else float(value)
