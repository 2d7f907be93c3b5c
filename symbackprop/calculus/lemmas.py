"""The lemmas of an activation: its value, its slope, and what else its row claims."""

from __future__ import annotations

import sympy as sp

from symbackprop.calculus.partial import Partial
from symbackprop.calculus.rules import Definition, Lemma
from symbackprop.calculus.steps import Step
from symbackprop.network import Activation
from symbackprop.network.activation import U


def activation_lemmas(row: Activation, argument: sp.Symbol) -> tuple[Step, ...]:
    """Returns the definition of the activation, its slope in both forms, and its further lemmas.

    An unspecified activation has none: its slope is a name.

    >>> from symbackprop.network import ACTIVATIONS, name
    >>> for step in activation_lemmas(ACTIVATIONS["tanh"], name("s")):
    ...     print(step)
    tanh(s) := (exp(s) - exp(-s))/(exp(s) + exp(-s))    [definition]
    d(tanh(s))/ds = 4/(exp(s) + exp(-s))^2    [lemma]
    d(tanh(s))/ds = 1 - tanh(s)^2    [lemma]
    tanh(s) = 2*sigmoid(2*s) - 1    [lemma]
    """
    if row.value is None:
        return ()
    applied = row(argument)
    slope = Partial(applied, argument)
    definition = Step(f"{row.name} value", applied, Definition(row.value_at(argument)), kind="definition")
    elementary = row.slope_in_argument_at(argument)
    in_output = row.slope_at(argument, applied)
    steps = [definition]
    if elementary != in_output:
        words = "The definition, differentiated."
        steps.append(Step(f"{row.name} slope", slope, Lemma(elementary, words), (definition,)))
    words = "The slope, written in the output." if elementary != in_output else "The definition, differentiated."
    steps.append(Step(f"{row.name} slope in output", slope, Lemma(in_output, words), (steps[-1],)))
    for position, sides in enumerate(row.lemmas, 1):
        left, right = (side.xreplace({U: argument}) for side in sides)
        steps.append(Step(f"{row.name} lemma {position}", left, Lemma(right, ""), (definition,)))
    return tuple(steps)
