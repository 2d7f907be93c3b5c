"""Readings of matrices: what a statement of vectors and matrices claims of their entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import TypeAlias

import sympy as sp

from symbackprop.answers.latex.choices import Choices, TooManyReadings, every
from symbackprop.answers.latex.context import ANOTHER_INDEX, Context
from symbackprop.answers.latex.heads import begins_name, heads
from symbackprop.answers.latex.limits import MOST_READINGS
from symbackprop.answers.latex.matrices.layers import AtLayers, at_layers
from symbackprop.answers.latex.matrices.parts import Mismatch, OneItem, Unclear
from symbackprop.answers.latex.matrices.sides import entries, nested
from symbackprop.answers.latex.matrices.transposes import unfolded
from symbackprop.answers.latex.matrices.updates import as_update
from symbackprop.answers.latex.matrices.values import MatrixValues
from symbackprop.answers.latex.reading import Reading
from symbackprop.answers.latex.refusal import NotUnderstood, OneItemOnly, ShapeMismatch, refusal
from symbackprop.answers.latex.rewriting import walk
from symbackprop.answers.latex.statement import FIRST, Statement
from symbackprop.answers.latex.symbols import ArrayTable
from symbackprop.answers.latex.token import Token
from symbackprop.answers.latex.tree import Factor, Node, Number, Rows
from symbackprop.answers.scope import MOST_NESTED
from symbackprop.answers.subscripts import check
from symbackprop.errors import FormulaError, ShapeError
from symbackprop.network.indices import head as head_of

_Sides: TypeAlias = tuple[sp.Expr | None, ...]


def read_matrices(statement: Statement, table: ArrayTable) -> tuple[Reading, ...]:
    r"""Returns the ways to read a statement of vectors and matrices, the likeliest first; at least one.

    The sides of a reading are one entry of each side, at free row and column: two matrices
    are equal if all their entries are. Where the document speaks of layer l, `further` has
    the sides for the other layers. Numbers and elements of arrays are read, too.

    Raises ShapeMismatch, with both shapes in words, if the shapes fit in no way to read it:
    then the statement is wrong. Raises OneItemOnly if they fit only for one item; NotUnderstood,
    with the token and its place, if it is not read, or if its shapes fit only under something else
    that is not said.

    >>> from symbackprop.answers.latex import Symbols, read_display
    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import mlp
    >>> table = Symbols(vocabulary(mlp(["n", "m", "K"])), {"W": "w"})
    >>> (statement,) = read_display(r"\frac{\partial E}{\partial W} = \delta x^T")
    >>> [reading.sides for reading in read_matrices(statement, table)]
    [(dE/dw[j, i], delta[j]*x[i])]
    >>> (statement,) = read_display(r"\delta = W x")
    >>> read_matrices(statement, Symbols(table.vocabulary, {"W": "w^T"}))
    Traceback (most recent call last):
    symbackprop.answers.latex.refusal.ShapeMismatch: W (n × m) and x (n) have no product: the inner sizes m and n differ
        in                \delta = W x
        here                         ^ character 12
    """
    sides = tuple(None if side is None else unfolded(side) for side in statement.sides)
    found = tuple(_each_layer(replace(statement, sides=sides), table))
    alternatives = [found]
    hidden = tuple(layer for layer in found if not layer.at.last)
    if len(found) > len(hidden) > 1:
        alternatives.append(hidden)
    made = [reading for layers in alternatives for reading in _together(statement, table, layers)]
    return tuple({(reading.sides, reading.further): reading for reading in made}.values())


@dataclass(frozen=True)
class _Way:
    """One way to read a statement at one layer: its sides, the choices, the numbers in it, more sides."""

    sides: _Sides
    words: tuple[str, ...]
    numerals: tuple[Number, ...]
    further: tuple[_Sides, ...]


@dataclass(frozen=True)
class _Layer:
    """A statement at one layer, the signs between its sides, and the ways to read it."""

    at: AtLayers
    relations: tuple[str, ...]
    ways: tuple[_Way, ...]


def _each_layer(statement: Statement, table: ArrayTable) -> Iterator[_Layer]:
    """Yields the statement at each layer at which all that it names is there."""
    left_out: NotUnderstood | None = None
    found = False
    for at in at_layers(statement, table.layers):
        try:
            plain, words = as_update(
                at.statement, lambda node: _is_parameter(node, table), lambda node: bool(_named_by(node, table))
            )
            yield _Layer(at, plain.relations, _ways(plain, table, words))
        except ShapeMismatch:
            raise
        except NotUnderstood as error:
            if not at.leaves:
                raise
            left_out = error
        else:
            found = True
    if not found:
        raise left_out or _refusal(statement, "the network has none of the layers that are meant")


def _together(statement: Statement, table: ArrayTable, layers: Sequence[_Layer]) -> Iterator[Reading]:
    """Yields each way to read the statement at all of the layers."""
    as_read = replace(statement, relations=layers[0].relations)
    said = [f"read for {'; '.join(_named(layer.at) for layer in layers)}"] if layers[0].at.layers else []
    for ways in islice(product(*(layer.ways for layer in layers)), MOST_READINGS):
        choices = dict.fromkeys([*(word for way in ways for word in way.words), *said])
        numerals = dict.fromkeys(number for way in ways for number in way.numerals)
        first, *others = (sides for way in ways for sides in (way.sides, *way.further))
        yield Reading(as_read, first, tuple(choices), tuple(numerals), table, tuple(others))


def _named(at: AtLayers) -> str:
    return ", ".join(f"{letter} = {number}" for letter, number in at.layers.items())


def _ways(statement: Statement, table: ArrayTable, said: str) -> tuple[_Way, ...]:
    """Returns the ways to read a statement at one layer; `said` is how its sign is read."""
    errors: list[FormulaError] = []

    def attempt(choices: Choices) -> tuple[tuple[_Sides, ...], tuple[Number, ...]]:
        try:
            return _read(statement, table, choices)
        except FormulaError as error:
            errors.append(error)
            raise

    found: dict[tuple[_Sides, ...], _Way] = {}
    try:
        for (claimed, numerals), words in every(attempt):
            sides, *further = claimed
            found.setdefault(claimed, _Way(sides, (*words, said) if said else words, numerals, tuple(further)))
    except TooManyReadings:
        raise _refusal(statement, f"the formula can be read in more than {MOST_READINGS} ways") from None
    except FormulaError:
        raise _worst(errors, statement) from None
    except (RecursionError, ZeroDivisionError):
        raise _refusal(statement, "this cannot be built") from None
    return tuple(found.values())


def _worst(errors: Sequence[FormulaError], statement: Statement) -> NotUnderstood:
    """Returns the error to raise: that of the shapes only if these do not fit in any way to read the formula."""
    others = [error for error in errors if not isinstance(error, ShapeMismatch)]
    error = (others or errors)[0]
    return error if isinstance(error, NotUnderstood) else _refusal(statement, str(error).partition("\n")[0])


def _read(statement: Statement, table: ArrayTable, choices: Choices) -> tuple[tuple[_Sides, ...], tuple[Number, ...]]:
    context = Context(statement.text, table, choices)
    values = MatrixValues(context, table)
    try:
        parts = [values.part(side) for side in statement.sides if side is not None]
        claimed = entries(parts, table.vocabulary.network, choices)
    except Mismatch as found:
        place = Node(position=found.part.start, end=found.part.end)
        if table.vocabulary.network.sizes and _is_written_out(statement):
            raise context.refusal(f"{found.fact}, unless the sizes are these numbers", place) from None
        raise ShapeMismatch(context.refusal(found.fact, place), found.shapes) from None
    except OneItem as found:
        place = Node(position=found.part.start, end=found.part.end)
        raise OneItemOnly(context.refusal(found.fact, place)) from None
    except Unclear as found:
        raise context.refusal(found.fact, Node(position=found.part.start, end=found.part.end)) from None
    except ShapeError as error:
        raise _refusal(statement, str(error).partition("\n")[0]) from None
    if max(nested(side) for sides in (claimed.sides, *claimed.further) for side in sides) > MOST_NESTED:
        raise _refusal(statement, f"written out, more than {MOST_NESTED} sums stand inside each other")
    check(context.scope.notes, table.vocabulary.sizes, statement.text)
    for words in claimed.words:
        choices.remark(words)
    for letter in context.used_twice():
        choices.remark(ANOTHER_INDEX.format(letter=letter))
    front = (None,) if statement.continues else ()
    return tuple((*front, *sides) for sides in (claimed.sides, *claimed.further)), tuple(context.numerals)


def _is_written_out(statement: Statement) -> bool:
    """Returns whether a matrix of the statement is given by its entries."""
    return any(isinstance(node, Rows) for side in statement.sides if side is not None for node in walk(side))


def _is_parameter(node: Node, table: ArrayTable) -> bool:
    """Returns whether a node names a parameter of the network, or a whole array of them."""
    names = _named_by(node, table)
    parameters = {head_of(parameter).name for parameter in table.vocabulary.network.parameters}
    return bool(names) and parameters.issuperset(names)


def _named_by(node: Node, table: ArrayTable) -> list[str]:
    """Returns the quantities that a node may name, a derivative as such: "dE/dW"; [] if it names none."""
    for head in heads([Factor("", node)]) if begins_name(node) else ():
        wholes = [str(found) if found.of else found.name for found in table.wholes(head.name)]
        names = [*wholes, *(meaning.name for meaning in table.meanings(head.name))]
        if head.power is None and not head.primes and names:
            return names
    return []


def _refusal(statement: Statement, fact: str) -> NotUnderstood:
    """Returns the error that a fact is the case of a statement as a whole, told at its first token."""
    place = statement.position
    found = FIRST.match(statement.text, place)
    token = found[0] if found is not None else ""
    return refusal(fact, statement.text, Token("sign", token, place, place + len(token)))
