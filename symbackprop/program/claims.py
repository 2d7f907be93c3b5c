"""Claims: every line of a program equals what the derivation says."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symbackprop.calculus import Derivation
from symbackprop.network import Network
from symbackprop.program.plan import Line, Plan, network_of
from symbackprop.program.planning import plan
from symbackprop.proof import Claim, Hypothesis


def accuracy_claims(network: Network | Derivation) -> tuple[Claim, ...]:
    """Returns a claim for each line that is computed otherwise than the derivation writes it.

    Where activations inside a body were given a line of their own, the body is claimed
    to be equal to what it became, and the derivation is the one of `plan(network).spelled`.

    The left side is the accurate spelling, the right side the exact name (forward pass) or
    the delta form (backward pass). Preactivations are free variables in the claims, so each
    holds for every value of them that satisfies `valid_where`; outside, a clamp against
    overflow makes the two differ by less than 1e-300.

    >>> from symbackprop.network import two_layer
    >>> for claim in accuracy_claims(two_layer())[-3:-1]:
    ...     print(claim)
    z_minus_t*z*one_minus_z = (z - t)*z*(1 - z)
    delta_out*v_1*y_1*one_minus_y_1 = delta_out*v_1*y_1*(1 - y_1)
    """
    return tuple(_claims(plan(network_of(network))))


def _claims(planned: Plan) -> Iterator[Claim]:
    yield from _spellings(planned)
    for line in planned.lines:
        if line.exact is not None and line.value != line.exact:
            yield _claim(line.value, line.exact, planned, line)
    for total in planned.totals:
        if total.value != total.exact:
            yield _claim(total.value, total.exact, planned, None)


def _spellings(planned: Plan) -> Iterator[Claim]:
    """Returns a claim for each equation whose body was written with names for its activations."""
    named = {equation.name: equation.body for equation in planned.spelled}
    hoisted = {symbol: body for symbol, body in named.items() if symbol not in planned.network.definitions}
    for equation in planned.network:
        if named[equation.name] != equation.body:
            yield Claim(equation.body, named[equation.name], hoisted)


def _claim(value: sp.Expr, exact: sp.Expr, planned: Plan, line: Line | None) -> Claim:
    lines = planned.by_name
    definitions: dict[sp.Expr, sp.Expr] = {}
    conditions = list(line.valid_where) if line is not None else []
    pending = value.free_symbols | exact.free_symbols
    while pending:
        symbol = min(pending, key=lambda symbol: symbol.name)
        pending.remove(symbol)
        used = lines.get(symbol)
        if used is None or symbol in definitions or _is_free(used, planned):
            continue
        definitions[symbol] = used.value if used.exact is None else used.exact
        conditions += used.valid_where if used.exact is None else ()
        pending |= definitions[symbol].free_symbols
    given = tuple(Hypothesis(condition, ">", "domain") for condition in dict.fromkeys(conditions))
    ordered = {symbol: definitions[symbol] for symbol in lines if symbol in definitions}
    return Claim(value, exact, ordered, given)


def _is_free(line: Line, planned: Plan) -> bool:
    """Returns whether the name is a variable in a claim: a preactivation, a loss, a delta."""
    if line.name in planned.deltas:
        return True
    return line.name in planned.spelled.definitions and planned.spelled.equation(line.name).activation is None
