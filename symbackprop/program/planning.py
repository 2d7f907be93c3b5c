"""Planning: from the network and its sweep to the lines of a program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import sympy as sp

from symbackprop.calculus.local_partials import LocalPartial
from symbackprop.calculus.rules import ActivationSlope
from symbackprop.calculus.sweep import Adjoint, sweep
from symbackprop.network import Equation, Network
from symbackprop.network.losses import Loss, T
from symbackprop.program.cancelling import cancelled
from symbackprop.program.lines import Lines
from symbackprop.program.plan import Plan, Term, Total
from symbackprop.program.spelled import argument_of_row, is_from_row, spelled


def plan(network: Network) -> Plan:
    """Returns the plan of the network's program: forward pass, loss, backward pass, gradients.

    The backward pass is the sweep's: a line for each delta, in delta form. Raises
    NetworkError for an unspecified activation.

    >>> from symbackprop.network import name, two_layer
    >>> print(plan(two_layer()).by_name[name("delta_1")])
    delta_1 = delta_out*one_minus_y_1*v_1*y_1
    """
    return plan_with(network, {})


def plan_with(network: Network, wanted: Mapping[sp.Symbol, sp.Expr]) -> Plan:
    """Returns the plan of the network's program with more lines at its end: each wanted name, and what it stands for.

    What they stand for is written in the names of the network, and spelled as accurately as
    the rest. Raises NetworkError for an unspecified activation.

    >>> from symbackprop.network import name, two_layer
    >>> z = name("z")
    >>> print(plan_with(two_layer(), {name("dz_ds"): z * (1 - z)}).lines[-1])
    dz_ds = one_minus_z*z
    """
    graph = spelled(network)
    adjoints = sweep(graph)
    deltas = {adjoint.of: adjoint.delta for adjoint in adjoints.values() if adjoint.delta is not None}
    lines = Lines(graph, {symbol.name for symbol in (*graph.symbols, *deltas.values(), *wanted)})
    for equation in graph:
        lines.open_group("forward")
        _plan_equation(equation, graph, lines)
    for symbol in sorted(deltas, key=lambda symbol: graph.place[symbol]):
        lines.open_group("backward")
        lines.add(deltas[symbol], _joined(_terms(adjoints[symbol], lines)), adjoints[symbol].value)
    lines.open_group("backward")
    totals = tuple(_total(adjoints[parameter], lines) for parameter in network.parameters)
    for symbol, value in wanted.items():
        lines.open_group("backward")
        lines.add(symbol, lines.rewrite(value), value)
    return _pruned(Plan(network, graph, lines.all(), totals, frozenset(deltas.values())), wanted)


def _plan_equation(equation: Equation, network: Network, lines: Lines) -> None:
    if equation.activation is not None:
        lines.activate(equation, equation.activation)
        return
    row = network.loss_row if is_from_row(equation, network) else None
    body = equation.body if row is None else _accurate_loss(row, network)
    lines.add(equation.name, lines.rewrite(body), equation.body)


def _accurate_loss(row: Loss, network: Network) -> sp.Expr:
    return row.accurate.xreplace({row.argument: argument_of_row(network), T: network.targets[0]})


@dataclass(frozen=True)
class _Factor:
    """A factor of an adjoint: what it is, and the factors it is computed as."""

    exact: sp.Expr
    computed: tuple[sp.Expr, ...]


def _factors(adjoint: Adjoint, lines: Lines) -> list[_Factor]:
    """Returns what stands for the adjoint in the adjoints further back."""
    if adjoint.delta is not None:
        return [_Factor(adjoint.delta, (adjoint.delta,))]
    if len(adjoint.terms) > 1:
        return [_Factor(adjoint.value, (_joined(_terms(adjoint, lines)),))]
    return [
        factor
        for upstream, partial in adjoint.terms
        for factor in (*_factors(upstream, lines), _partial(partial, lines))
    ]


def _partial(partial: LocalPartial, lines: Lines) -> _Factor:
    if isinstance(partial.rule, ActivationSlope):
        leaves = sp.Mul.make_args(lines.slope(partial.of))
        return _Factor(partial.value, tuple(sorted(leaves, key=lambda leaf: leaf != partial.of)))
    computed = lines.rewrite(partial.value)
    number, rest = computed.primitive() if computed.is_Add else (sp.S.One, computed)
    return _Factor(partial.value, (number, *sp.Mul.make_args(rest)))


def _terms(adjoint: Adjoint, lines: Lines) -> tuple[Term, ...]:
    """Returns the terms of an adjoint's value, each as the factors that are multiplied."""
    terms: list[Term] = []
    for upstream, partial in adjoint.terms:
        factors = [*_factors(upstream, lines), _partial(partial, lines)]
        without = cancelled(factor.exact for factor in factors)
        if without is None:
            terms.append(tuple(leaf for factor in factors for leaf in factor.computed))
        else:
            terms += [sp.Mul.make_args(lines.rewrite(term)) for term in without]
    return tuple(_number_first(term) for term in terms if sp.S.Zero not in term)


def _number_first(term: Term) -> Term:
    number = sp.Mul(*(leaf for leaf in term if leaf.is_Rational))
    others = tuple(leaf for leaf in term if not leaf.is_Rational)
    return others if number == 1 and others else (number, *others)


def _joined(terms: tuple[Term, ...]) -> sp.Expr:
    products = [sp.Mul(*term, evaluate=False) if len(term) > 1 else term[0] for term in terms]
    if not products:
        return sp.S.Zero
    return sp.Add(*products, evaluate=False) if len(products) > 1 else products[0]


def _total(adjoint: Adjoint, lines: Lines) -> Total:
    return Total(adjoint.of, _terms(adjoint, lines), adjoint.value)


def _pruned(whole: Plan, wanted: Iterable[sp.Symbol]) -> Plan:
    """Returns the plan without the lines that neither the equations nor the gradients nor what is wanted rest on."""
    kept = {line.name for line in whole.for_gradient}
    return replace(whole, lines=whole.needed_for({*whole.spelled.definitions, *kept, *wanted}))
