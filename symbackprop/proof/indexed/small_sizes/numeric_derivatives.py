"""Derivatives at one point, as balls, at a cost that the depth of a network does not multiply.

The derivatives of the loss by all scalars come from one pass backwards over the equations,
local partial by local partial. Any other derivative looks only at the equations between the
two names. The rules of differentiation are the scalar kernel's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sympy as sp

from symbackprop.calculus.partial import Partial
from symbackprop.proof.balls import Unclear, working_precision
from symbackprop.proof.derivation import Derivation
from symbackprop.proof.limits import OutOfReach, Undefined
from symbackprop.proof.reader import Reader
from symbackprop.proof.witnesses import Site


class Graph:
    """The equations of a scalar network, as seen by derivatives.

    names   the defined names, each after what it reads
    bodies  what they stand for
    """

    def __init__(self, names: Sequence[sp.Expr], bodies: Mapping[sp.Expr, sp.Expr]) -> None:
        self.names, self.bodies = names, bodies
        self._place = {name: place for place, name in enumerate(names)}
        self._readers: dict[sp.Expr, list[sp.Expr]] = defaultdict(list)
        for name in names:
            for read in bodies[name].free_symbols:
                self._readers[read].append(name)

    def note_adjoints(self, site: Site, loss: sp.Expr) -> None:
        """Lets the site know dE/dx for every scalar x; nothing where some local partial is not certain."""
        algebra = site.reader.algebra
        adjoints: dict[sp.Expr, Any] = defaultdict(lambda: algebra.number(sp.S.Zero))
        adjoints[loss] = algebra.number(sp.S.One)
        with working_precision(site.bits):
            try:
                for name in reversed(self.names):
                    if name in adjoints:
                        for read, local in self._local_partials(site, name):
                            adjoints[read] = adjoints[read] + adjoints[name] * local
            except (Unclear, OutOfReach, Undefined):
                return
        site.reader.memo.update({Partial(loss, name): ball for name, ball in adjoints.items()})

    def note(self, site: Site, node: Partial) -> None:
        """Lets the site know a derivative by way of the equations between its two names, if it is certain."""
        if node in site.reader.memo or node.of not in self._place:
            return
        with working_precision(site.bits):
            try:
                site.reader.read(node.of)
                slope = Between(site.reader, (node.wrt, *node.held), self._between(node)).of(node.of)
            except (Unclear, OutOfReach, Undefined):
                return
        site.reader.memo[node] = site.reader.algebra.number(sp.S.Zero) if slope is None else slope

    def _between(self, node: Partial) -> set[sp.Expr]:
        """Returns the names that depend on `wrt` and stand no later than `of`."""
        found: set[sp.Expr] = set()
        last, todo = self._place[node.of], [node.wrt]
        while todo:
            for reader in self._readers[todo.pop()]:
                if reader not in found and self._place[reader] <= last and reader not in node.held:
                    found.add(reader)
                    todo.append(reader)
        return found

    def _local_partials(self, site: Site, name: sp.Expr) -> Iterator[tuple[sp.Expr, Any]]:
        """Yields the derivatives of the terms of an equation by what they read, all else held fixed."""
        for term in sp.Add.make_args(self.bodies[name]):
            reads = sorted(term.free_symbols, key=str)
            for read in reads:
                others = tuple(other for other in reads if other != read)
                local = Derivation(site.reader, (read, *others)).of(term)
                if local is not None:
                    yield read, local


class Between(Derivation):
    """A derivative for which it is known what depends on the variable: any other defined name has slope 0."""

    def __init__(self, reader: Reader, cut: tuple[sp.Expr, ...], moving: set[sp.Expr]) -> None:
        super().__init__(reader, cut)
        self.moving = moving
        self.memo = {}

    def _needs(self, node: sp.Expr) -> tuple[sp.Expr, ...]:
        return () if self._rests(node) else super()._needs(node)

    def _make(self, node: sp.Expr) -> Any:
        return None if self._rests(node) else super()._make(node)

    def _rests(self, node: sp.Expr) -> bool:
        return node in self.reader.graph and node not in self.moving and node not in self.cut
