"""Losses: mistakes about the slope of the loss, and the delta of another loss."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symbackprop.answers.mistakes.form import Form, Term
from symbackprop.answers.mistakes.mistake import Slip
from symbackprop.answers.mistakes.right import Right
from symbackprop.answers.mistakes.roles import said_of
from symbackprop.network import LOSSES
from symbackprop.network.indices import head, subscripts
from symbackprop.network.losses import T, Z

_SIGMOID = "sigmoid"
_IN_PLAIN_WORDS = "with it the delta is that of squared error"


def of_cross_entropy(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form without the slope of the output unit, where cross-entropy would cancel it: z - t.

    With sigmoid units, and a squared error whose slope is z - t.
    """
    row = right.network.loss_row
    if row is None or row.slope != Z - T:
        return
    outputs = {head(symbol) for symbol in right.network.loss.reads}
    for number, term, place, factor in form.factors:
        slope = factor.slope
        if slope is not None and slope.activation.name == _SIGMOID and head(slope.output) in outputs:
            value = form.having(number, term.without(place))
            yield Slip(value, factor.value, what=said_of(factor, right.words))


def of_squared_error(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form with z (1 - z) besides z - t, which squared error would leave there, if the units are sigmoid."""
    row = right.network.loss_row
    if row is None or "cross_entropy" not in row.name:
        return
    for output, target in _outputs(right):
        delta, slope = output - target, output * (1 - output)
        activation = right.network.equation(output).activation
        sigmoid = activation is not None and activation.name == _SIGMOID
        what = (f": {_IN_PLAIN_WORDS}" if sigmoid else f": {_IN_PLAIN_WORDS} and sigmoid units",)
        if any(factor.value == 1 / output for _, _, _, factor in form.factors):
            continue
        for number, term, _, factor in form.factors:
            if factor.value == delta:
                yield Slip(form.having(number, term.times(slope)), slope, what=what)
        if form.value == delta:
            yield Slip(delta * slope, slope, what=what)


def slope_of_another(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form with the slope of another loss."""
    own = right.network.loss_row
    if own is None or own.reads != "output":
        return
    for output, target in _outputs(right):
        slope = own.slope_at(output, target)
        parts = sp.Mul.make_args(slope)
        for number, term in enumerate(form.terms):
            values = [factor.value for factor in term.factors]
            if all(part in values for part in parts):
                rest = tuple(factor for factor in term.factors if factor.value not in parts)
                for row in LOSSES.values():
                    if row.reads == "output" and row.name != own.name:
                        other = row.slope_at(output, target)
                        value = form.having(number, Term(rest, term.limits).times(other))
                        yield Slip(value, other, slope, (f": that is the slope of {row.title}",))


def another(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the value of another loss."""
    network, own = right.network, right.network.loss_row
    read = [symbol for symbol in network.loss.reads if network.defines(symbol)]
    if own is None or right.claim.lhs != network.loss.name or len(network.targets) != 1 or len(read) != 1:
        return
    output, target = network.element(read[0]), network.targets[0]
    limits = tuple((letter, sp.S.One, last) for letter, last in network.ranges(output))
    for row in LOSSES.values():
        if row.name != own.name and row.reads == own.reads:
            value = row.over(output, target, limits)
            yield Slip(value, value, form.value, (f": that is the {row.title}",))


def _outputs(right: Right) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Yields the outputs that the loss compares, at the indices that the claim uses, with their targets."""
    network = right.network
    targets = {head(target): target for target in network.targets}
    read = [symbol for symbol in network.loss.reads if network.defines(symbol)]
    if len(targets) != 1 or len(read) != 1:
        return
    (target,) = targets.values()
    output = network.element(read[0])
    if not subscripts(output):
        yield output, target
        return
    found = {
        item for form in right.forms for _, _, _, factor in form.factors for item in factor.value.atoms(sp.Indexed)
    }
    for item in sorted(found, key=str):
        if head(item) == head(output):
            yield item, target.base[item.indices]
