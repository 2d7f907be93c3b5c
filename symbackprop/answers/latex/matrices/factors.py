"""Factors of matrices: names of whole arrays, functions of each element, derivatives by an array."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

import sympy as sp

from symbackprop.answers.functions import Function
from symbackprop.answers.latex.arguments import listed
from symbackprop.answers.latex.context import Context
from symbackprop.answers.latex.factors import Factors, Taken
from symbackprop.answers.latex.heads import Head, begins_name, group_of, heads
from symbackprop.answers.latex.matrices.arrays import MOST_SUBSCRIPTS, is_name, matrix_of, subscripts_of
from symbackprop.answers.latex.matrices.calls import ARRAY_FUNCTIONS
from symbackprop.answers.latex.matrices.expressions import Jacobian, as_value, at_each_place, is_array
from symbackprop.answers.latex.matrices.parts import alike
from symbackprop.answers.latex.matrices.powers import MatrixPowers
from symbackprop.answers.latex.names import Names
from symbackprop.answers.latex.symbols import ArrayTable
from symbackprop.answers.latex.tree import Factor, Group, Node
from symbackprop.answers.latex.wholes import Whole
from symbackprop.calculus import Partial
from symbackprop.calculus.matrices import Transposed, shape

MOST_CALLS = 4
"""How often one formula may call functions of whole arrays: each writes its argument several times."""

_Way: TypeAlias = tuple[str, Callable[[], Taken]]


class MatrixFactors(Factors):
    """Reads what begins with a name, of an array or of a number.

    context  the formula, the choices
    table    what the names of arrays mean
    names    gives names of numbers their values
    value    gives a node its value
    first    gives the first of some factors its value
    """

    def __init__(
        self,
        context: Context,
        table: ArrayTable,
        names: Names,
        value: Callable[[Node], sp.Expr],
        first: Callable[[Sequence[Factor]], Taken],
    ) -> None:
        super().__init__(context, names, value, first)
        self.table = table
        self._powers = MatrixPowers(context, value)
        self.powers = self._powers
        self._calls = 0

    def whole(self, found: Whole, node: Node) -> sp.Expr:
        """Returns the matrix that a name at a node means."""
        vocabulary = self.context.table.vocabulary
        if subscripts_of(found, vocabulary) > MOST_SUBSCRIPTS:
            raise self.context.refusal(f"{found} is neither a vector nor a matrix", node)
        if found.item is None:
            return as_value(matrix_of(found, vocabulary))
        item = self.names.place(found.item, node)
        self.context.scope.note(item, node.position, found.name, 1, vocabulary.shapes[found.name][0])
        column = as_value(matrix_of(found, vocabulary, item))
        as_row = self.context.choices.choose(
            "items", [("the values of one item are a column", False), ("the values of one item are a row", True)]
        )
        return Transposed(column) if as_row and is_array(column) else column

    def derivative(self, of: sp.Expr, wrt: sp.Expr, node: Node) -> sp.Expr:
        """Returns the derivative by an array or a number; of an array, that of each of its entries."""
        if not is_array(wrt) and not is_array(of):
            return super().derivative(of, wrt, node)
        if isinstance(of, Partial | Jacobian):
            raise self.context.refusal("a second derivative of arrays is not read", node)
        if is_array(wrt) and not is_name(wrt):
            raise self.context.refusal("a derivative is by a name of the network", node)
        if not is_array(wrt):
            super().derivative(sp.S.Zero, wrt, node)
        return Jacobian(of, wrt) if is_array(of) else Partial(of, wrt)

    # ---- ways to read a name

    def _is_argument(self, head: Head, group: Group) -> bool:
        """Returns whether brackets hold just what the definition of a quantity reads, arrays among it: L(y, t)."""
        if super()._is_argument(head, group):
            return True
        body, arrays, items = self._body(head), self.context.table.vocabulary.shapes, listed(group)
        named = [next((found.name for found in self._wholes(item)), None) for item in items]
        read = set() if body is None else set(map(str, body.free_symbols)) & {*arrays}
        return bool(read) and None not in named and len(named) == len(read) and read == set(named)

    def _names_of(self, item: Node) -> set[str]:
        return super()._names_of(item) | {found.name for found in self._wholes(item) if not found.of}

    def _ways(self, head: Head, factors: Sequence[Factor]) -> Iterator[_Way]:
        group = group_of(factors, head.count)
        called = ARRAY_FUNCTIONS.get(head.name.text)
        if called is not None and group is not None and head.power is None and not head.primes:
            yield f"{head.name.text} is a function", lambda: self._of_arrays(*called, head, *group)
        if not head.primes:
            wholes = self.table.wholes(head.name)
            if group is not None and head.power is None:
                there = [found for found in wholes if self._is_called(found, group[0])]
                yield from (self._array_there(found, head, *group) for found in there)
            yield from (self._way(found, head) for found in wholes)
        yield from super()._ways(head, factors)

    def _wholes(self, node: Node) -> Iterator[Whole]:
        for head in heads([Factor("", node)]) if begins_name(node) else ():
            yield from self.table.wholes(head.name) if head.power is None and not head.primes else ()

    def _way(self, found: Whole, head: Head) -> _Way:
        shown = head.name.text or head.name.base
        return f"{shown} is {found}", lambda: (self.powers.of(self.whole(found, head.node), head.power), head.count)

    def _is_called(self, found: Whole, group: Group) -> bool:
        """Returns whether brackets behind an array hold what it depends on: h(x)."""
        quantity = self.context.table.vocabulary.quantities[found.name]
        return not found.of and self._depends([quantity], listed(group))

    def _array_there(self, found: Whole, head: Head, group: Group, above: Node | None) -> _Way:
        shown = head.name.text or head.name.base
        value = partial(self.whole, found, head.node)
        return f"{shown} in front of brackets is its value there", lambda: (
            self.powers.of(value(), above),
            head.count + 1,
        )

    def _of_arrays(
        self, count: int, function: Callable[..., sp.Expr | None], head: Head, group: Group, above: Node | None
    ) -> Taken:
        items = listed(group)
        arguments = [self.value(item) for item in items]
        about = self.context.table.vocabulary.network.items
        self._calls += 1
        if self._calls > MOST_CALLS:
            raise self.context.refusal(f"functions of whole arrays are called at most {MOST_CALLS} times", head.node)
        value = function(about and about[1], *arguments) if len(arguments) == count else None
        if value is None:
            raise self.context.refusal(f"{head.name.text} takes other arguments than these", head.node)
        return self.powers.of(as_value(value), above), head.count + 1

    def _function(self, function: Function, head: Head) -> Callable[..., sp.Expr]:
        """Returns the function, taken of each element of an array."""
        apply = super()._function(function, head)

        def of_each(*arguments: sp.Expr) -> sp.Expr:
            arrays = [argument for argument in arguments if is_array(argument)]
            if not arrays:
                return apply(*arguments)
            if not all(alike(shape(arrays[0]), shape(other)) for other in arrays[1:]):
                raise self.context.refusal(f"the arguments of {function.name} differ in shape", head.node)
            return at_each_place(apply, *arguments)

        return of_each

    def _raised(self, value: sp.Expr, head: Head) -> sp.Expr:
        r"""Returns \tanh^2 z, the square of each element."""
        if head.power is None or not is_array(value):
            return super()._raised(value, head)
        return self._powers.each(value, head.power)
