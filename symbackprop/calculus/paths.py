"""Paths: how a name reaches the loss, and the chains of partials on the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import sympy as sp

from symbackprop.calculus.local_partials import LocalPartial
from symbackprop.calculus.partial import Partial
from symbackprop.calculus.sweep import Adjoint
from symbackprop.network import Network


def count_paths(adjoint: Adjoint) -> int:
    """Returns how many paths lead from a name to the loss, without walking them."""
    counts: dict[sp.Symbol, int] = {}
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


def local(reader: sp.Symbol, symbol: sp.Symbol, network: Network) -> Partial:
    """Returns ∂reader/∂symbol with every other name that `reader` reads held fixed.

    Names that do not depend on `symbol` are fixed anyhow and are not listed.
    """
    depth = network.depth
    if len(network.readers.get(symbol, ())) < 2 or depth[reader] <= depth.get(symbol, 0) + 1:
        return Partial(reader, symbol)
    others = [other for other in network.equation(reader).reads if depth.get(other, 0) > depth.get(symbol, 0)]
    return Partial(reader, symbol, *(other for other in others if _depends(other, symbol, network)))


def _depends(symbol: sp.Symbol, on: sp.Symbol, network: Network) -> bool:
    seen = {symbol}
    pending = [symbol]
    while pending:
        body = network.definitions.get(pending.pop())
        fresh = (body.free_symbols - seen) if body is not None else set()
        seen |= fresh
        pending += fresh
    return on in seen


@dataclass(frozen=True)
class Segment:
    """A way back from a name to the nearest adjoint with a name of its own, or to the loss.

    start  the adjoint it begins with
    hops   the local partials from there to the name, from the loss inwards
    """

    start: Adjoint
    hops: tuple[LocalPartial, ...]

    def partials(self, network: Network) -> tuple[Partial, ...]:
        """Returns the chain of partials along it, beginning with ∂loss/∂start."""
        loss = network.loss.name
        head = () if self.start.of == loss else (Partial(loss, self.start.of),)
        return (*head, *(local(hop.of, hop.wrt, network) for hop in self.hops))

    @property
    def start_reference(self) -> tuple[sp.Expr, ...]:
        """Returns what stands for the start in a product: its delta, or nothing for the loss."""
        return () if self.start.delta is None else (self.start.delta,)


def segments(adjoint: Adjoint) -> Iterator[Segment]:
    """Returns the segments that lead to a name from the nearest named adjoints."""
    return _walk(adjoint, lambda upstream: upstream.delta is not None or not upstream.terms)


def full_segments(adjoint: Adjoint) -> Iterator[Segment]:
    """Returns the segments that lead to a name all the way from the loss: its paths."""
    return _walk(adjoint, lambda upstream: not upstream.terms)


def _walk(adjoint: Adjoint, is_start: Callable[[Adjoint], bool]) -> Iterator[Segment]:
    pending: list[Segment] = [Segment(upstream, (hop,)) for upstream, hop in reversed(adjoint.terms)]
    while pending:
        segment = pending.pop()
        if is_start(segment.start):
            yield segment
        else:
            further = reversed(segment.start.terms)
            pending += [Segment(upstream, (hop, *segment.hops)) for upstream, hop in further]
