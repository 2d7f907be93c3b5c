"""Planning: from an indexed network and its sweep to the lines of a program on arrays."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

import sympy as sp

from symbackprop.calculus.sweep import Adjoint, sweep
from symbackprop.network import Network
from symbackprop.network.indices import head
from symbackprop.program.cancelling import cancelled
from symbackprop.program.vectorised.lines import ArrayLines
from symbackprop.program.vectorised.naming import Naming
from symbackprop.program.vectorised.plan import ArrayLine, ArrayPlan, ArrayTotal
from symbackprop.program.vectorised.sharing import Sharing


def plan_arrays(network: Network) -> ArrayPlan:
    """Returns the plan of an indexed network's program: forward pass, loss, backward pass, gradients.

    The backward pass is the sweep's: an array for each delta, in delta form. Raises
    NetworkError for an unspecified activation.

    >>> from symbackprop.network import mlp
    >>> print(plan_arrays(mlp(["n", "m", "K"])).lines[-1])
    delta[j] = one_minus_y[j]*y[j]*Sum(delta_out[k]*v[k, j], (k, 1, K))
    """
    adjoints = sweep(network)
    deltas = [adjoint for adjoint in adjoints.values() if adjoint.delta is not None]
    taken = {symbol.name for symbol in network.symbols} | {head(adjoint.delta).name for adjoint in deltas}
    lines = ArrayLines(network, taken)
    naming = Naming(lines)
    for equation in network:
        lines.open_group("forward")
        naming.equation(equation)
    for adjoint in sorted(deltas, key=lambda adjoint: network.place[head(adjoint.of)]):
        lines.open_group("backward")
        ranges = network.ranges(adjoint.of)
        lines.add(adjoint.delta, ranges, _accurate(adjoint, naming), adjoint.value)
    lines.open_group("backward")
    totals = tuple(_total(adjoints[head(parameter)], naming) for parameter in network.parameters)
    labels = frozenset(head(adjoint.delta) for adjoint in deltas)
    own = labels.union(network.symbols)
    plan = ArrayPlan(network, without_aliases(lines.all(), own), totals, labels)
    return _shared(_pruned(Sharing(_pruned(plan)).shared()))


def _accurate(adjoint: Adjoint, naming: Naming) -> sp.Expr:
    ranges = dict(naming.lines.network.ranges(adjoint.of))
    terms = cancelled(sp.Mul.make_args(adjoint.value)) if adjoint.value.is_Mul else None
    value = adjoint.value if terms is None else sp.Add(*terms)
    return naming.accurate(value, ranges)


def _total(adjoint: Adjoint, naming: Naming) -> ArrayTotal:
    ranges = naming.lines.network.ranges(adjoint.of)
    return ArrayTotal(adjoint.of, ranges, _accurate(adjoint, naming), adjoint.value)


def without_aliases(lines: Sequence[ArrayLine], own: Container[sp.Symbol]) -> tuple[ArrayLine, ...]:
    """Returns the lines with an auxiliary called by the name of the line that is nothing but it.

    own  what keeps its name: the names of the network and of the deltas
    """
    found = list(lines)
    while (pair := _alias(found, own)) is not None:
        place, line = pair
        renaming = {head(found[place].name): head(line.name)}
        found[place] = replace(found[place], name=line.name, exact=line.exact)
        found = [replace(other, value=other.value.xreplace(renaming)) for other in found if other is not line]
    return tuple(found)


def _alias(lines: Sequence[ArrayLine], own: Container[sp.Symbol]) -> tuple[int, ArrayLine] | None:
    """Returns a line that is nothing but an auxiliary of the same pass, and the auxiliary's place, if there is one."""
    places = {line.symbol: place for place, line in enumerate(lines)}
    for line in lines:
        value = line.value
        if isinstance(value, sp.Symbol | sp.Indexed) and head(value) in places and head(value) not in own:
            place = places[head(value)]
            if lines[place].name == value and lines[place].part == line.part:
                return place, line
    return None


def _pruned(whole: ArrayPlan) -> ArrayPlan:
    """Returns the plan without the lines that neither the equations nor the gradients rest on."""
    kept = {line.symbol for line in whole.for_gradient} | {line.symbol for line in whole.network}
    return replace(whole, lines=whole.needed_for(kept))


def _shared(whole: ArrayPlan) -> ArrayPlan:
    """Returns the plan with the share of each item in a mean."""
    lines = tuple(
        replace(line, value=whole.shared(line.value)) if line.symbol in whole.deltas else line for line in whole.lines
    )
    totals = tuple(replace(total, value=whole.shared(total.value)) for total in whole.totals)
    return replace(whole, lines=lines, totals=totals)
