"""The local partials of a network: each equation differentiated by itself."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import sympy as sp

from symbackprop.calculus.folding import folded
from symbackprop.calculus.local import Occurrence, local_gradient
from symbackprop.calculus.products import common_factor, product, sum_of_product
from symbackprop.calculus.rules import ActivationSlope, LinearForm, LossSlope, Rule, TermByTerm
from symbackprop.calculus.subscripts import Placement, placed
from symbackprop.errors import NetworkError
from symbackprop.network import Equation, Network
from symbackprop.network.indices import Limits, apart, fresh, head, indices_in, renamed, subscripts


@dataclass(frozen=True)
class LocalPartial:
    """∂of/∂wrt of one equation, all other names it reads held fixed.

    of, wrt   the name the equation defines, and one it reads; of an array, an element
    rule      the rule of calculus that gives it
    value     the partial's value in names
    equation  the equation
    limits    the indices of `of` that are not those of `wrt`: the adjoint of `wrt` is summed
              over them
    """

    of: sp.Expr
    wrt: sp.Expr
    rule: Rule
    value: sp.Expr
    equation: Equation
    limits: Limits = ()

    def at(self, quantity: sp.Expr, taken: set[sp.Symbol]) -> LocalPartial:
        """Returns the same partial with respect to another element, its own indices kept apart from `taken`."""
        arriving = {symbol for place in subscripts(quantity) for symbol in place.free_symbols}
        places = dict(zip(subscripts(self.wrt), subscripts(quantity), strict=True))
        letters: dict[sp.Symbol, sp.Symbol] = {}
        for letter, _, _ in self.limits:
            letters[letter] = fresh(letter, arriving | taken | set(letters.values()))
        moved = {letter: new for letter, new in letters.items() if letter != new} | places
        limits = tuple((letters[x], renamed(low, moved), renamed(high, moved)) for x, low, high in self.limits)
        return replace(self, of=renamed(self.of, moved), wrt=quantity, value=renamed(self.value, moved), limits=limits)


def local_partials(equation: Equation, network: Network) -> Iterator[LocalPartial]:
    """Returns the partials of one equation by each parameter and each defined name it reads.

    An array that stands at several places of the body, p_k = e^(a_k) / Σ e^(a_l), gives a
    partial for each: one for a_j in the element p_j, one for a_j in all elements p_k.

    >>> from symbackprop.network import two_layer
    >>> network = two_layer()
    >>> [f"{p.wrt}: {p.value}" for p in local_partials(network.equation("s"), network)]
    ['c: 1', 'v_1: y_1', 'v_2: y_2', 'y_1: v_1', 'y_2: v_2']
    """
    slopes = _slopes(equation, network.differentiable)
    if not network.is_indexed:
        for found, slope in slopes.items():
            rule = _rule(equation.name, found.element, slope, equation, network)
            yield LocalPartial(equation.name, found.element, rule, rule.apply(), equation)
        return
    patterns: dict[tuple[sp.Expr, sp.Expr, Limits], list[sp.Expr]] = {}
    for found, slope in slopes.items():
        wrt, placement = _placed(found, equation, network)
        patterns.setdefault((placement.reader, wrt, placement.limits), []).append(placement.of(slope))
    for (of, wrt, limits), values in patterns.items():
        outer = tuple(limit for limit in limits if of.has(limit[0]))
        inner = tuple(limit for limit in limits if limit not in outer)
        slope = product(*sum_of_product([sp.Add(*values)], inner))
        rule = _rule(of, wrt, slope, equation, network)
        yield LocalPartial(of, wrt, rule, rule.apply(), equation, outer)


def _slopes(equation: Equation, wanted: Container[sp.Symbol]) -> Mapping[Occurrence, sp.Expr]:
    if equation.activation is not None:
        return {Occurrence(equation.preactivation): sp.S.One} if head(equation.preactivation) in wanted else {}
    if equation.reads_arrays:
        body = apart(equation.body, (letter for letter, _ in equation.ranges))
        return local_gradient(body, equation.name, wanted)
    return local_gradient(equation.body, wanted=wanted)


def _placed(occurrence: Occurrence, equation: Equation, network: Network) -> tuple[sp.Expr, Placement]:
    """Returns the element differentiated by, and where it stands."""
    wrt = network.element(occurrence.element)
    own = tuple((letter, sp.S.One, last) for letter, last in equation.ranges)
    limits = (*own, *occurrence.limits)
    taken = {*subscripts(wrt), *indices_in(equation.body), *(letter for letter, _, _ in limits)}
    aside = {}
    for letter, _, _ in limits:
        if letter in subscripts(wrt):
            aside[letter] = fresh(letter, taken)
            taken.add(aside[letter])
    moved = tuple((aside.get(x, x), renamed(low, aside), renamed(high, aside)) for x, low, high in limits)
    found = placed(
        renamed(occurrence.element, aside), wrt, renamed(equation.name, aside), moved, dict(network.ranges(wrt))
    )
    return wrt, replace(found, places={**{x: renamed(new, found.places) for x, new in aside.items()}, **found.places})


def together(patterns: Sequence[LocalPartial]) -> LocalPartial:
    """Returns the partials of one array in one equation as one, with Kronecker deltas: p_k (δ_kj - p_j).

    patterns  all of them, each with its own element of the reader

    Raises NetworkError if an element stands at places that one formula cannot cover.
    """
    if len(patterns) == 1:
        return patterns[0]
    wrt, equation = patterns[0].wrt, patterns[0].equation
    taken = {*subscripts(wrt), *(symbol for hop in patterns for symbol in indices_in(hop.value))}
    letters: dict[sp.Symbol, sp.Symbol] = {}
    for letter, _ in equation.ranges:
        letters[letter] = fresh(letter, taken | set(letters.values())) if letter in subscripts(wrt) else letter
    of = renamed(equation.name, letters)
    rule = TermByTerm(common_factor([_tied(hop, of) for hop in patterns]), wrt)
    limits = tuple((letters[letter], sp.S.One, last) for letter, last in equation.ranges)
    return LocalPartial(of, wrt, rule, rule.apply(), equation, limits)


def _tied(hop: LocalPartial, of: sp.Expr) -> sp.Expr:
    """Returns the value at a general element of the reader: Kronecker deltas say which elements are meant."""
    summed_over = {letter for letter, _, _ in hop.limits}
    pairs = list(zip(subscripts(of), subscripts(hop.of), strict=True))
    places = {there: own for own, there in pairs if there in summed_over}
    if len(places) < len(summed_over):
        raise NetworkError(
            f"{hop.equation.name} reads {hop.wrt} at several places that no one formula covers\n"
            f"    equation          {hop.equation}\n    give the shifted part an equation of its own"
        )
    tied = [(own, there) for own, there in pairs if there not in summed_over]
    diagonal = {there: own for own, there in tied if there in subscripts(hop.wrt)}
    return sp.Mul(*(sp.KroneckerDelta(own, there) for own, there in tied), renamed(hop.value, {**places, **diagonal}))


def _rule(of: sp.Expr, wrt: sp.Expr, slope: sp.Expr, equation: Equation, network: Network) -> Rule:
    row = equation.activation
    if row is not None:
        rule = ActivationSlope(row, wrt, of)
        return rule if slope == 1 else TermByTerm(slope * rule.apply(), wrt)
    if equation is network.loss and network.loss_row is not None and network.targets:
        weight, term, target = _one_term(equation, wrt, network)
        if isinstance(term, type(network.loss_row.value)) and term == network.loss_row.of(wrt, target):
            value = folded(network.loss_row.slope_at(wrt, target), equation, network)
            return LossSlope(network.loss_row, wrt, weight * value)
    if head(wrt) not in slope.free_symbols:
        return LinearForm(slope, wrt)
    return TermByTerm(folded(slope, equation, network), wrt)


def _one_term(equation: Equation, wrt: sp.Expr, network: Network) -> tuple[sp.Expr, sp.Expr, sp.Expr]:
    """Returns the loss as a weight and one term of a sum, at the subscripts of `wrt`, with the target there."""
    places = dict(zip((letter for letter, _ in network.ranges(network.targets[0])), subscripts(wrt), strict=False))
    target = renamed(network.targets[0], places)
    if not network.is_indexed:
        return sp.S.One, equation.body, target
    weight, whole = equation.body.as_independent(sp.Sum, as_Add=False)
    if not isinstance(whole, sp.Sum) or len(whole.limits) != len(subscripts(wrt)):
        return sp.S.One, equation.body, target
    return weight, renamed(whole.function, dict(zip(whole.variables, subscripts(wrt), strict=True))), target
