"""Routes: how a name depends on another one further from the loss, path by path."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.calculus.ledger import Ledger
from symbackprop.calculus.local_partials import LocalPartial, local_partials, together
from symbackprop.calculus.paths import Segment, local, segments
from symbackprop.calculus.steps import Step
from symbackprop.calculus.sweep import Adjoint
from symbackprop.errors import NetworkError
from symbackprop.network.indices import head

MOST_ROUTES = 64
"""With more paths than this from one name to another, their derivatives are not written out."""


@dataclass(frozen=True, eq=False)
class Routes:
    """Which names of a network depend on which, and by which paths.

    A path may end at a name that the loss does not read: an output z beside a loss that is a
    function of its preactivation. An array is known by its label.
    """

    ledger: Ledger

    def sources(self, symbol: sp.Symbol) -> frozenset[sp.Symbol]:
        """Returns everything that a name depends on.

        >>> from symbackprop.calculus import derive
        >>> from symbackprop.network import name, two_layer
        >>> sorted(map(str, Routes(derive(two_layer()).ledger).sources(name("y_1"))))
        ['b_1', 'u_1', 'w_11', 'w_12', 'x_1', 'x_2']
        """
        return self._sources.get(symbol, frozenset())

    def between(self, start: sp.Symbol, goal: sp.Symbol) -> Iterator[Segment]:
        """Returns the paths from the name `start` to the name `goal`, which depends on it.

        Raises NetworkError if there are more than MOST_ROUTES.
        """
        on_the_way = self.sources(goal) | {goal}
        pending = [Segment(up, (hop,), hop.limits) for up, hop in self._next(start, on_the_way)]
        count = 0
        while pending:
            segment = pending.pop()
            if head(segment.start.of) == goal:
                count += 1
                yield segment
            else:
                pending += [segment.before(*step) for step in self._next(head(segment.start.of), on_the_way)]
            if count + len(pending) > MOST_ROUTES:
                raise too_many(start, goal)

    def to_named(self, start: sp.Symbol, of: sp.Symbol) -> tuple[Segment, ...] | None:
        """Returns the paths from the name `start` to the nearest names with a delta.

        None if one of those depends on `of`, or is the loss: then the delta of `of` depends
        on the start in more ways than through them.
        """
        found = tuple(segments(self.ledger.adjoints[start]))
        past = any(segment.start.delta is None or of in self.sources(head(segment.start.of)) for segment in found)
        return None if past else found

    def partial(self, hop: LocalPartial) -> Step:
        """Returns the step of a local partial, whether the loss reads the name or not."""
        pair = head(hop.of), head(hop.wrt)
        if pair in self.ledger.hops:
            return self.ledger.partial(hop)
        lhs = local(hop.of, hop.wrt, self.ledger.network)
        return Step(f"partial {pair[0]} {pair[1]}", lhs, hop.rule, (self.ledger.equations[pair[0]],))

    def _next(self, symbol: sp.Symbol, on_the_way: frozenset[sp.Symbol]) -> list[tuple[Adjoint, LocalPartial]]:
        """Returns the readers of a name that are on the way, the last one first."""
        return [(up, hop) for up, hop in reversed(self._readers.get(symbol, ())) if head(up.of) in on_the_way]

    @cached_property
    def _sources(self) -> Mapping[sp.Symbol, frozenset[sp.Symbol]]:
        found: dict[sp.Symbol, frozenset[sp.Symbol]] = {}
        for line in self.ledger.network:
            read = frozenset(line.reads)
            found[line.symbol] = read.union(*(found.get(symbol, frozenset()) for symbol in line.reads))
        return found

    @cached_property
    def _readers(self) -> Mapping[sp.Symbol, tuple[tuple[Adjoint, LocalPartial], ...]]:
        network = self.ledger.network
        found: dict[sp.Symbol, list[tuple[Adjoint, LocalPartial]]] = defaultdict(list)
        for symbol, adjoint in self.ledger.adjoints.items():
            found[symbol] += adjoint.readers
        for line in network:
            if line.symbol not in self.ledger.adjoints:
                beside = Adjoint(line.name, None, ())
                hops: dict[sp.Symbol, list[LocalPartial]] = defaultdict(list)
                for hop in local_partials(line, network):
                    hops[head(hop.wrt)].append(hop)
                for symbol, patterns in hops.items():
                    found[symbol].append((beside, together(patterns)))
        return {symbol: tuple(readers) for symbol, readers in found.items()}


def too_many(start: sp.Symbol, goal: sp.Symbol) -> NetworkError:
    """Returns the error for a name that depends on another one by too many paths."""
    return NetworkError(
        f"{goal} depends on {start} by more than {MOST_ROUTES} paths\n"
        "    its derivatives of second order would not be readable\n"
        "    use instead       the Hessian times a direction, derive(network, order=2).second.hvp,\n"
        "                      whose lines grow linearly with the network"
    )
