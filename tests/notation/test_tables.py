"""The tables are complete: each node in each writer, each row of the network's tables in each format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sympy as sp

from symbackprop.calculus import partial
from symbackprop.network.activation import Activation
from symbackprop.network.activations import ACTIVATIONS
from symbackprop.network.losses import LOSSES, Loss
from symbackprop.network.names import name
from symbackprop.notation import WRITERS, Notation, tree, width, write
from symbackprop.notation.layout import RULES, layout

if TYPE_CHECKING:
    from symbackprop.notation.writer import Writer

NODES = {kind for kind in vars(tree).values() if isinstance(kind, type) and issubclass(kind, tree.Node)} - {tree.Node}

LATER = {
    "Elementwise",
    "Hadamard",
    "MatrixName",
    "MatrixProduct",
    "MatrixSum",
    "Ones",
    "Outer",
    "Scaled",
    "Softmax",
    "Transposed",
    "Numeral",
}
"""Types of later rooms: matrices, and the numbers of a document."""


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
def test_every_writer_writes_every_node(writer: Writer) -> None:
    assert set(writer.rules) == NODES


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("row", [*ACTIVATIONS.values(), *LOSSES.values()], ids=lambda row: row.name)
def test_every_row_of_the_tables_is_written_in_every_format(row: Activation | Loss, form: str) -> None:
    for expression in (row.value, row.slope):
        assert write(expression, form)
        assert width(layout(expression)) > 0


@pytest.mark.parametrize("row", ACTIVATIONS.values(), ids=ACTIVATIONS)
def test_the_formula_language_calls_a_function_by_the_name_it_is_typed_with(row: Activation) -> None:
    applied = row.function(name("u"))
    text = type(applied).__name__
    assert write(applied, "ascii") == f"{text}(u)"
    if text != "exp":
        assert write(applied, "unicode", Notation(activations={text: "h"})) == "h(u)"


def test_no_rule_is_named_after_a_type_that_does_not_exist() -> None:
    homes = (sp, partial, sp.core.function, sp.core.numbers, sp.core.relational, sp.logic.boolalg)
    assert set(RULES) <= {text for home in homes for text in dir(home)} | LATER


def test_a_layout_is_laid_out_already() -> None:
    node = layout(next(iter(ACTIVATIONS.values())).value)
    assert layout(node) is node
