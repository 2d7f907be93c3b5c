"""What is known: the quantities that the derivation of a network has a value for, and the values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import sympy as sp

from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.calculus import Partial
from symbackprop.calculus.gradients import MOST_PATHS
from symbackprop.calculus.paths import Segment, count_paths, full_segments
from symbackprop.calculus.products import total
from symbackprop.calculus.rules import ActivationSlope
from symbackprop.calculus.sweep import Adjoint, sweep
from symbackprop.network import ACTIVATIONS, Network
from symbackprop.network.indices import head, renamed, subscripts

Places = Mapping[sp.Symbol, sp.Expr]


@dataclass(frozen=True, eq=False)
class Known:
    """A quantity with its value, arrays at their canonical indices.

    left     the quantity: a name, a derivative, a function applied
    value    its value in names
    adjoint  where the value comes from, if the sweep made it
    slope    the slope of an activation that it is, if it is one
    chain    the paths it is summed over, if it is the derivative of another name than the loss
    places   what the canonical indices are where the quantity is asked for
    """

    left: sp.Expr
    value: sp.Expr
    adjoint: Adjoint | None = None
    slope: ActivationSlope | None = None
    chain: tuple[Segment, ...] = ()
    places: Places | None = None

    @property
    def there(self) -> sp.Expr:
        """Returns the value where the quantity is asked for."""
        return renamed(self.value, self.places or {})


def known(left: sp.Expr, words: Vocabulary) -> Known | None:
    """Returns what the derivation knows of a quantity, at the places at which it is asked for; None if nothing.

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import name, two_layer
    >>> words = vocabulary(two_layer())
    >>> known(name("delta_1"), words).there
    delta_out*v_1*y_1*(1 - y_1)
    >>> known(name("x_1"), words) is None
    True
    """
    for found in values(words):
        places = _places(found.left, left)
        if places is not None:
            return replace(found, left=left, places=places)
    return _of_a_function(left, words) or _along_paths(left, words.network)


def values(words: Vocabulary) -> Iterator[Known]:
    """Yields what the derivation has a value for: gradients, deltas, partials, equations, and those of the set."""
    derivation = words.derivation
    network, ledger = derivation.network, derivation.ledger
    loss = network.loss.name
    for gradient in derivation.gradients.values():
        yield Known(gradient.partial, gradient.delta_form, gradient.adjoint)
    for delta in derivation.deltas:
        yield Known(delta.name, delta.value, delta.adjoint)
        yield Known(Partial(loss, delta.of), delta.value, delta.adjoint)
    for step in derivation.partials:
        rule = step.rule if isinstance(step.rule, ActivationSlope) else None
        yield Known(step.lhs, step.rhs, slope=rule)
    for adjoint in ledger.adjoints.values():
        if adjoint.terms:
            yield Known(Partial(loss, adjoint.of), adjoint.value, adjoint)
    for line in network:
        yield Known(line.name, line.body)
    if not network.is_indexed:
        items = derivation.training_set
        yield Known(items.definition.lhs, items.definition.rhs)
        for step in items.sums_in_deltas.values():
            yield Known(step.lhs, step.rhs)


def _of_a_function(left: sp.Expr, words: Vocabulary) -> Known | None:
    """Returns the value of an activation applied to an argument, or of its slope there."""
    for row in ACTIVATIONS.values():
        if left.func == row.function:
            return Known(left, row.value_at(left.args[0]))
        for argument in sorted(left.free_symbols, key=str):
            if left == row.slope_in_argument_at(argument):
                output = words.network.activation_names.get(row(argument), row(argument))
                rule = ActivationSlope(row, argument, output)
                return Known(left, rule.apply(), slope=rule)
    return None


def _along_paths(left: sp.Expr, network: Network) -> Known | None:
    """Returns the derivative of a name by one it depends on through others, without deltas: dz/dw_11."""
    plain = isinstance(left, Partial) and left.of.is_Symbol and not left.held
    if network.is_indexed or not plain or not network.defines(left.of):
        return None
    adjoint = sweep(_up_to(left.of, network)).get(left.wrt)
    if adjoint is None or not adjoint.terms or count_paths(adjoint) > MOST_PATHS:
        return None
    chain = tuple(full_segments(adjoint))
    return Known(left, total(segment.value for segment in chain), chain=chain)


def _up_to(quantity: sp.Expr, network: Network) -> Network:
    """Returns the part of a network that a name is computed by, with that name for its loss."""
    needed = {quantity}
    for line in reversed(network.equations):
        needed |= {*line.reads} if line.name in needed else set()
    equations = [line for line in network if line.name in needed]
    return Network(equations, parameters=[name for name in network.parameters if name in needed])


def _places(canonical: sp.Expr, wanted: sp.Expr) -> Places | None:
    """Returns what the indices of the first expression are in the second, None if they are about different things."""
    names, others = _names(canonical), _names(wanted)
    if type(canonical) is not type(wanted) or list(map(head, names)) != list(map(head, others)):
        return None
    places: dict[sp.Symbol, sp.Expr] = {}
    for one, other in zip(names, others, strict=True):
        if len(subscripts(one)) != len(subscripts(other)):
            return None
        for index, place in zip(subscripts(one), subscripts(other), strict=True):
            if places.setdefault(index, place) != place:
                return None
    return places


def _names(expression: sp.Expr) -> tuple[sp.Expr, ...]:
    return expression.args if isinstance(expression, Partial) else (expression,)
