"""What the chapters on perceptrons share: weighted sums on a row, networks as equations, certificates."""

from fractions import Fraction

import sympy as sp

from symbackprop.network import ACTIVATIONS, Equation, Network, name
from symbackprop.network.perceptrons import (
    Inequality,
    Inseparable,
    Perceptron,
    PerceptronNetwork,
    Traced,
    TruthTable,
    separate,
)
from symbackprop.network.perceptrons.perceptron import weight_names
from symbackprop.report.blocks import Table
from symbackprop.report.comparisons import Compared
from symbackprop.report.lesson import Lesson
from symbackprop.report.text import Formula, Text


def signed(perceptron: Perceptron, inputs: tuple[int, ...]) -> Compared:
    """Returns the weighted sum of a perceptron on a row, with its sign, checked: 1 + 1 − 3/2 > 0."""
    weighed = zip(perceptron.weights, inputs, strict=True)
    terms = [rational(weight) for weight, value in weighed if value and weight]
    total = sp.Add(rational(perceptron.bias), *terms, evaluate=False) if terms else rational(perceptron.bias)
    return Compared(total, ">" if perceptron(inputs) else "<", sp.S.Zero)


def traced(row: Traced, inputs: tuple[str, ...]) -> tuple[Compared, ...]:
    """Returns the weighted sums of all units of a network on a row, each with its sign, checked."""
    known = dict(zip(inputs, row.inputs, strict=True))
    found = []
    for fired in row.fired:
        found.append(signed(fired.unit.perceptron, tuple(known[read] for read in fired.unit.reads)))
        known[fired.unit.output] = fired.output
    return tuple(found)


def as_network(perceptrons: PerceptronNetwork) -> Network:
    """Returns a network of perceptrons as equations with the step function, to be drawn and displayed."""
    step = ACTIVATIONS["step"]
    lines = []
    for unit in perceptrons.units:
        total, _ = unit.equations
        lines += [Equation(total.lhs, total.rhs), Equation(name(unit.output), step(total.lhs), row=step)]
    return Network(lines, parameters=[])


def rational(number: Fraction) -> sp.Rational:
    """Returns a fraction as a number of SymPy."""
    return sp.Rational(number.numerator, number.denominator)


def certificate(lesson: Lesson, label: str, table: TruthTable) -> None:
    """Adds the inequalities of a certificate with their multipliers, and the line in which they add up to nothing."""
    found = separate(table)
    assert isinstance(found, Inseparable), "one perceptron computes it"  # noqa: S101  (the story rests on it)
    heads = (*(f"input {place}" for place, _ in enumerate(table.variables, 1)), "wanted", "needed", "times")
    cells = tuple(_asked(item, table) for item in found.inequalities)
    lesson.add(Table(label, heads, cells))
    taken = (_taken(item, table) for item in found.inequalities)
    lesson.show(lesson.claim(sp.Add(*taken, evaluate=False), sp.S.Zero, "Added up."))


def _asked(item: Inequality, table: TruthTable) -> tuple[Text, ...]:
    needed = Formula(sp.Gt(_positive(item, table), 0, evaluate=False))
    inputs = ((str(value),) for value in item.inputs)
    return (*inputs, (str(int(item.sign > 0)),), (needed,), (str(item.multiplier),))


def _taken(item: Inequality, table: TruthTable) -> sp.Expr:
    """Returns what a row says is positive, as often as it is taken."""
    once = _positive(item, table)
    return once if item.multiplier == 1 else sp.Mul(item.multiplier, once, evaluate=False)


def _positive(item: Inequality, table: TruthTable) -> sp.Expr:
    weights = zip(weight_names(table.variables), item.inputs, strict=True)
    return sp.Add(*(item.sign * part for part in (name("b"), *(name(weight) for weight, value in weights if value))))
