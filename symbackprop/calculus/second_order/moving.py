"""Moving: a path of local partials at letters that are its own, whatever stands beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sympy as sp

from symbackprop.calculus.local_partials import LocalPartial
from symbackprop.calculus.paths import Segment, local
from symbackprop.calculus.second_order.places import primed
from symbackprop.network import Network
from symbackprop.network.indices import Limits, renamed, subscripts


@dataclass(frozen=True)
class Path:
    """A path from an element of a name to a name nearer to the loss.

    end       the element it leads to
    partials  its local partials, from the end to the start
    values    their values
    limits    the indices it is summed over
    hops      the local partials as the ledger has them
    """

    end: sp.Expr
    partials: tuple[sp.Expr, ...]
    values: tuple[sp.Expr, ...]
    limits: Limits
    hops: tuple[LocalPartial, ...]


def path(segment: Segment, start: sp.Expr, taken: Iterable[sp.Symbol], network: Network) -> Path:
    """Returns the path that begins at the element `start`, with none of the letters `taken` summed over."""
    used = {*taken, *(symbol for place in subscripts(start) for symbol in place.free_symbols)}
    places = dict(zip(subscripts(segment.hops[-1].wrt), subscripts(start), strict=True))
    for letter, _, _ in segment.limits:
        places[letter] = primed(letter, used)
        used.add(places[letter])
    return Path(
        renamed(segment.hops[0].of, places),
        tuple(renamed(local(hop.of, hop.wrt, network), places) for hop in segment.hops),
        tuple(renamed(hop.value, places) for hop in segment.hops),
        tuple((places[letter], renamed(low, places), renamed(high, places)) for letter, low, high in segment.limits),
        segment.hops,
    )
