"""Paths: how a name reaches the loss, and the chains of partials on the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import sympy as sp

from symbackprop.calculus.local_partials import LocalPartial
from symbackprop.calculus.partial import Partial
from symbackprop.calculus.products import product, sum_of_product
from symbackprop.calculus.sweep import Adjoint
from symbackprop.network import Network
from symbackprop.network.indices import Limits, free_indices, head, subscripts


def count_paths(adjoint: Adjoint) -> int:
    """Returns how many paths lead from a name to the loss, without walking them."""
    counts: dict[sp.Expr, int] = {}
    pending = [adjoint]
    while pending:
        readers = [upstream for upstream, _ in pending[-1].terms]
        missing = [reader for reader in readers if reader.of not in counts]
        if missing:
            pending += missing
        else:
            done = pending.pop()
            counts[done.of] = sum(counts[reader.of] for reader in readers) if readers else 1
    return counts[adjoint.of]


def local(of: sp.Expr, wrt: sp.Expr, network: Network) -> Partial:
    """Returns ∂of/∂wrt with every other name that the equation of `of` reads held fixed.

    Names that do not depend on `wrt` are fixed anyhow and are not listed.
    """
    depth, symbol = network.depth, head(wrt)
    if len(network.readers.get(symbol, ())) < 2 or depth[head(of)] <= depth.get(symbol, 0) + 1:
        return Partial(of, wrt)
    others = [other for other in network.equation(of).reads if depth.get(other, 0) > depth.get(symbol, 0)]
    return Partial(of, wrt, *(network.element(other) for other in others if _depends(other, symbol, network)))


def _depends(symbol: sp.Symbol, on: sp.Symbol, network: Network) -> bool:
    seen = {symbol}
    pending = [symbol]
    while pending:
        found = pending.pop()
        fresh = set(network.equation(found).reads) - seen if network.defines(found) else set()
        seen |= fresh
        pending += fresh
    return on in seen


@dataclass(frozen=True)
class Segment:
    """A way back from a name to the nearest adjoint with a name of its own, or to the loss.

    start   the adjoint it begins with
    hops    the local partials from there to the name, from the loss inwards
    limits  the indices its elements are summed over
    """

    start: Adjoint
    hops: tuple[LocalPartial, ...]
    limits: Limits = ()

    def partials(self, network: Network) -> tuple[Partial, ...]:
        """Returns the chain of partials along it, beginning with ∂loss/∂start."""
        loss = network.loss.name
        start = () if self.start.of == loss else (Partial(loss, self.hops[0].of),)
        return (*start, *(local(hop.of, hop.wrt, network) for hop in self.hops))

    @property
    def start_reference(self) -> tuple[sp.Expr, ...]:
        """Returns what stands for the start in a product: its delta, or nothing for the loss."""
        return () if self.start.delta is None else self.start.reference_at(self.hops[0].of)

    def before(self, upstream: Adjoint, hop: LocalPartial) -> Segment:
        """Returns the segment that begins one partial nearer to the loss."""
        sides = (side for own in self.hops for side in (own.of, own.wrt, own.value))
        taken = {letter for letter, _, _ in self.limits} | {letter for side in sides for letter in free_indices(side)}
        moved = hop.at(self.hops[0].of, taken) if subscripts(hop.of) or subscripts(hop.wrt) else hop
        return Segment(upstream, (moved, *self.hops), (*moved.limits, *self.limits))

    @property
    def value(self) -> sp.Expr:
        """Returns the product of the delta it starts with and the values of its partials, summed over its indices."""
        factors = (*self.start_reference, *(hop.value for hop in self.hops))
        return product(*sum_of_product(factors, self.limits))


def segments(adjoint: Adjoint) -> Iterator[Segment]:
    """Returns the segments that lead to a name from the nearest named adjoints."""
    return _walk(adjoint, lambda upstream: upstream.delta is not None or not upstream.terms)


def full_segments(adjoint: Adjoint) -> Iterator[Segment]:
    """Returns the segments that lead to a name all the way from the loss: its paths."""
    return _walk(adjoint, lambda upstream: not upstream.terms)


def _walk(adjoint: Adjoint, is_start: Callable[[Adjoint], bool]) -> Iterator[Segment]:
    pending = [Segment(upstream, (hop,), hop.limits) for upstream, hop in reversed(adjoint.readers)]
    while pending:
        segment = pending.pop()
        if is_start(segment.start):
            yield segment
        else:
            pending += [segment.before(upstream, hop) for upstream, hop in reversed(segment.start.readers)]
