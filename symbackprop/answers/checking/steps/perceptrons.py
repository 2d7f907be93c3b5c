"""Perceptrons: the learning rule of a unit with a threshold, w ← w + η (t − z) x.

Its gradient is 0 wherever it has one, and no descent learns anything. The rule moves a parameter by
the slope of the preactivation: upwards where the output is 0 and should be 1, downwards where it is
1 and should be 0 (F. Rosenblatt, The perceptron, 1958).
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symbackprop.answers.judging import judged
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.calculus import Partial
from symbackprop.network import ACTIVATIONS, Equation
from symbackprop.network.indices import element, head, heads, renamed, subscripts
from symbackprop.proof import Claim, Proved, Verdict

_THRESHOLD = ACTIVATIONS["step"].function


def judged_rule(parameter: sp.Expr, step: sp.Expr, words: Vocabulary) -> Verdict | None:
    """Returns the verdict on a step of the learning rule, parameter ← parameter + η step; None if it is no such step.

    It is proved if it is the slope of the preactivation of a unit with a threshold by the parameter, its
    negative, or t − z times the slope; refuted if it is z − t times the slope. Steps of other rules, those of
    Widrow and Hoff, are none of it.

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import mlp, name
    >>> known = vocabulary(mlp([2, 1], activation="step"))
    >>> bias, target, output = known.quantities["b"], name("t"), name("z")
    >>> judged_rule(bias, target - output, known).word, judged_rule(bias, output - target, known).word
    ('proved', 'refuted')
    """
    for unit, slope in _units(parameter, words):
        error = _error(unit, words)
        told = error is not None and not set(heads(error)).isdisjoint(heads(step))
        up, down = (
            judged([Claim(step, factor * slope, words.definitions)], words)[0]
            for factor in ((error, -error) if told and error is not None else (sp.S.One, sp.S.NegativeOne))
        )
        if isinstance(up, Proved) or (isinstance(down, Proved) and told):
            return up
        if isinstance(down, Proved):
            return down
    return None


def _units(parameter: sp.Expr, words: Vocabulary) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Yields each unit with a threshold that reads the parameter, and the slope of its preactivation by it."""
    network = words.network
    for line in network:
        before = line.body.args[0] if isinstance(line.body, _THRESHOLD) else None
        if before is not None and network.defines(before):
            equation = network.equation(before)
            if head(parameter) in equation.reads:
                places = _places(parameter, equation)
                at = dict(zip(subscripts(line.name), (places[letter] for letter in subscripts(before)), strict=True))
                yield renamed(line.name, at), Partial(renamed(before, places), parameter)


def _places(parameter: sp.Expr, equation: Equation) -> dict[sp.Symbol, sp.Expr]:
    """Returns at which unit of an array of preactivations the parameter stands."""
    nodes = [node for node in equation.body.atoms(sp.Indexed) if head(node) == head(parameter)]
    found = dict(zip(subscripts(nodes[0]), subscripts(parameter), strict=True)) if nodes else {}
    return {letter: found.get(letter, letter) for letter in subscripts(equation.name)}


def _error(unit: sp.Expr, words: Vocabulary) -> sp.Expr | None:
    """Returns t − z for an output, that the loss compares with a target; None for another unit."""
    network = words.network
    targets = [target for target in network.targets if head(target) in network.loss.reads]
    if len(targets) != 1 or head(unit) not in network.loss.reads:
        return None
    return element(head(targets[0]), subscripts(unit)) - unit
