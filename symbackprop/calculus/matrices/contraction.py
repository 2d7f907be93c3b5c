"""Contraction: a product of vectors and matrices, summed over indices, as a product of matrices.

The indices are the nodes of a graph, each matrix joins its two indices, each vector stands at
its one. An index that is summed over is taken out of the graph: between two others it leaves
their product, beside one other a vector, alone a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import sympy as sp

from symbackprop.calculus.matrices.chains import Chain, applied, chain_of, flipped, scaled, transposes, written
from symbackprop.calculus.matrices.expression import has_matrices, shape
from symbackprop.calculus.matrices.names import Ones
from symbackprop.calculus.matrices.products import Hadamard, Outer


class NoForm(Exception):
    """An index expression, or a part of it, has no matrix form."""


@dataclass(frozen=True)
class Vector:
    """A vector at one index; `place` orders the factors as they were written."""

    at: sp.Symbol
    value: sp.Expr
    place: int


@dataclass(frozen=True)
class Edge:
    """A product of matrices from the first of its ends to the second."""

    ends: tuple[sp.Symbol, sp.Symbol]
    chain: Chain
    place: int

    def other(self, end: sp.Symbol) -> sp.Symbol:
        """Returns the end that is not the given one."""
        return self.ends[1] if end == self.ends[0] else self.ends[0]

    def leading_from(self, end: sp.Symbol) -> Chain:
        """Returns the product whose rows are numbered by the given end."""
        return self.chain if end == self.ends[0] else flipped(self.chain)


@dataclass
class Contraction:
    """The factors of a product, by the indices they have.

    scalars  factors that have none of the indices
    vectors  factors with one
    edges    factors with two
    """

    scalars: list[sp.Expr] = field(default_factory=list)
    vectors: list[Vector] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    def sum_over(self, indices: Sequence[tuple[sp.Symbol, sp.Expr]]) -> None:
        """Returns nothing; sums over the indices, given with their sizes, those that join the fewest matrices first.

        Raises NoForm for an index that joins more than two matrices.
        """
        pending = dict(indices)
        while pending:
            letter = min(pending, key=lambda own: len(self._neighbours(own)))
            self._take_out(letter, pending.pop(letter))

    def number(self) -> sp.Expr:
        """Returns the product of the factors that have no index."""
        plain = sp.Mul(*(factor for factor in self.scalars if not has_matrices(factor)))
        others = [factor for factor in self.scalars if has_matrices(factor)]
        return scaled(plain, others[0]) if len(others) == 1 else sp.Mul(plain, *others)

    def column(self, letter: sp.Symbol, size: sp.Expr) -> sp.Expr:
        """Returns the product, element by element, of the vectors at an index; ones if there are none."""
        found = [vector for vector in self.vectors if vector.at == letter]
        return _elementwise(found) if found else Ones(size)

    def matrix(self, rows: tuple[sp.Symbol, sp.Expr], columns: tuple[sp.Symbol, sp.Expr]) -> sp.Expr:
        """Returns the product of everything between two indices; a bᵀ where there are only vectors.

        rows, columns  the index and its size
        """
        across = list(self.edges)
        if self.vectors or not self.edges:
            place = min((vector.place for vector in self.vectors), default=0)
            outer = Outer(self.column(*rows), self.column(*columns))
            across.append(Edge((rows[0], columns[0]), chain_of(outer), place))
        return _hadamard(edge_written(edge, rows[0]) for edge in sorted(across, key=lambda edge: edge.place))

    def _neighbours(self, letter: sp.Symbol) -> list[sp.Symbol]:
        return list(dict.fromkeys(edge.other(letter) for edge in self.edges if letter in edge.ends))

    def _take_out(self, letter: sp.Symbol, size: sp.Expr) -> None:
        neighbours = self._neighbours(letter)
        here = [vector for vector in self.vectors if vector.at == letter]
        touching = [edge for edge in self.edges if letter in edge.ends]
        self.vectors = [vector for vector in self.vectors if vector.at != letter]
        self.edges = [edge for edge in self.edges if letter not in edge.ends]
        place = min([*(vector.place for vector in here), *(edge.place for edge in touching)], default=0)
        if not neighbours:
            self.scalars.append(_inner(here, size))
        elif len(neighbours) == 1:
            weight = _elementwise(here) if here else Ones(size)
            chain = _parallel(touching, neighbours[0])
            self.vectors.append(Vector(neighbours[0], applied(chain, weight), place))
        elif len(neighbours) == 2:
            self.edges.append(_through(letter, neighbours, touching, here))
        else:
            raise NoForm


def edge_written(edge: Edge, rows: sp.Symbol) -> sp.Expr:
    """Returns the product of an edge with the given end for its rows."""
    return written(edge.leading_from(rows))


def _through(letter: sp.Symbol, ends: Sequence[sp.Symbol], touching: Sequence[Edge], here: Sequence[Vector]) -> Edge:
    """Returns the product that leads through an index from one end to the other, with few transposes."""
    ways = []
    for first, last in (ends, ends[::-1]):
        into = _parallel([edge for edge in touching if first in edge.ends], first)
        out = _parallel([edge for edge in touching if last in edge.ends], letter)
        ways.append(((first, last), into, out))
    joined, into, out = min(ways, key=lambda way: transposes((*way[1], *way[2])))
    return Edge(joined, (*into, *_weighted(out, here)), min(edge.place for edge in touching))


def _parallel(edges: Sequence[Edge], start: sp.Symbol) -> Chain:
    """Returns the product, element by element, of all edges between two indices."""
    if len(edges) == 1:
        return edges[0].leading_from(start)
    ordered = sorted(edges, key=lambda edge: edge.place)
    rows = ordered[0].ends[0]
    product = chain_of(_hadamard(edge_written(edge, rows) for edge in ordered))
    return product if rows == start else flipped(product)


def _weighted(chain: Chain, vectors: Sequence[Vector]) -> Chain:
    """Returns the product with its rows weighted by vectors: (v 1ᵀ) ⊙ A."""
    if not vectors:
        return chain
    matrix = written(chain)
    return chain_of(_hadamard([Outer(_elementwise(vectors), Ones(shape(matrix)[1])), matrix]))


def _inner(vectors: Sequence[Vector], size: sp.Expr) -> sp.Expr:
    """Returns the sum of the products of the vectors' elements: aᵀ b, 1ᵀ a, or the size for none."""
    if not vectors:
        return size
    first, *others = sorted(vectors, key=lambda vector: vector.place)
    left, right = (first.value, _elementwise(others)) if others else (Ones(size), first.value)
    chains = (*flipped(chain_of(left)), *chain_of(right)), (*flipped(chain_of(right)), *chain_of(left))
    return written(min(chains, key=transposes))


def _elementwise(vectors: Sequence[Vector]) -> sp.Expr:
    return _hadamard(vector.value for vector in sorted(vectors, key=lambda vector: vector.place))


def _hadamard(matrices: Iterable[sp.Expr]) -> sp.Expr:
    first, *others = matrices
    return Hadamard(first, *others) if others else first
