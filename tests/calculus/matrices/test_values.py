"""Matrix forms and the entries of matrix expressions, measured against NumPy."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping

import pytest
import sympy as sp
from matrix_networks import ALL
from matrix_values import Values

from symbackprop.calculus import derive
from symbackprop.calculus.matrices import entry
from symbackprop.calculus.matrices.arrays import arrays_of
from symbackprop.calculus.matrices.steps import matrix_steps
from symbackprop.calculus.partial import Partial
from symbackprop.network.indices import head, subscripts


def places(letters: Iterable[sp.Symbol], lengths: Mapping[sp.Symbol, int]) -> Iterator[dict[sp.Symbol, sp.Expr]]:
    """Returns every way to give numbers to the letters."""
    for numbers in itertools.product(*(range(1, lengths[letter] + 1) for letter in letters)):
        yield dict(zip(letters, map(sp.Integer, numbers), strict=True))


@pytest.mark.parametrize("which", ALL)
def test_the_matrix_has_the_entries_of_the_index_expression_and_those_its_definitions_give(which: str) -> None:
    build, sizes = ALL[which]
    network = build()
    values, arrays = Values(network, sizes), arrays_of(network)
    for step in matrix_steps(derive(network)):
        rule, (premise,) = step.rule, step.premises
        about = premise.lhs.wrt if isinstance(premise.lhs, Partial) else premise.lhs
        lengths = dict(zip(subscripts(about), map(values.size, arrays.sizes.get(head(about), ())), strict=True))
        by_definition = entry(step.rhs, rule.letters)
        for held in places(rule.held, lengths):
            matrix = values.by_numpy(step.rhs, held)
            assert matrix.shape == tuple([*(lengths[letter] for letter in rule.letters), 1, 1][:2])
            for at in places(rule.letters, lengths):
                row, column = (*(int(number) - 1 for number in at.values()), 0, 0)[:2]
                expected = values.by_element(premise.rhs, {**held, **at})
                assert matrix[row, column] == pytest.approx(expected, rel=1e-10), step
                assert values.by_element(by_definition, {**held, **at}) == pytest.approx(expected, rel=1e-10), step
