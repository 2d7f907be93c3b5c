"""The catalogue: every row of ACTIVATIONS and of LOSSES, with its graph, its slope proved, and its kinks."""

from functools import cache

import sympy as sp

from symbackprop.calculus import Partial
from symbackprop.calculus.lemmas import activation_lemmas
from symbackprop.network import ACTIVATIONS, LOSSES, Activation, Loss, name
from symbackprop.report import Document
from symbackprop.report.figures.activation import Graph
from symbackprop.report.lesson import Lesson

from . import _references
from ._chapters import number

s, t, E = name("s"), name("t"), name("E")


@cache
def document() -> Document:
    """Returns the chapter."""
    lesson = Lesson(
        "Catalogue of activations and losses",
        "Every function of the tables, with its slope proved",
        number(__name__),
        references=(_references.GLOROT, _references.HUBER, _references.BISHOP),
    )
    lesson.section("activations", "Activations")
    lesson.say(
        "Each activation with its value, its slope in the argument, and its slope written in the value, as the "
        "backward "
        "pass uses it. Where an activation has a kink, the lines on its slope except that point."
    )
    for row in ACTIVATIONS.values():
        _activation(lesson, row)
    lesson.section("losses", "Losses")
    lesson.say("Each loss of one output and one target, and its slope with respect to what it reads [bishop].")
    for loss in LOSSES.values():
        _loss(lesson, loss)
    return lesson.document()


def _activation(lesson: Lesson, row: Activation) -> None:
    lesson.head(row.title[:1].upper() + row.title[1:])
    caption = f"Value (solid) and slope (dashed) of the {row.title}."
    lesson.figure(f"activation-{row.name}", "activation", caption, subject=Graph(row, s))
    first, *lemmas = activation_lemmas(row, s)
    lesson.show(
        lesson.define(first.lhs, first.rhs, "Definition."),
        *(lesson.claim(lemma.lhs, lemma.rhs, *lemma.reason) for lemma in lemmas),
    )
    lesson.say(f"Values: {_interval(row.outputs)}.", *_kinks(row.kinks))


def _kinks(kinks: tuple[sp.Rational, ...]) -> tuple[str, ...]:
    places = ", ".join(map(str, kinks))
    return (f" At an argument of {places} there is no slope.",) if kinks else ()


def _interval(values: sp.Set) -> str:
    """Returns a set of values in words."""
    if isinstance(values, sp.FiniteSet):
        return " and ".join(map(str, values))
    if values == sp.S.Reals:
        return "all numbers"
    low, high = values.inf, values.sup
    parts = []
    if low.is_finite:
        parts.append(f"{'above' if values.left_open else 'from'} {low}")
    if high.is_finite:
        parts.append(f"{'below' if values.right_open else 'up to'} {high}")
    return ", ".join(parts).replace("-", "−")


def _loss(lesson: Lesson, row: Loss) -> None:
    lesson.head(row.title[:1].upper() + row.title[1:])
    argument = row.argument
    value = row.of(argument, t)
    definition = lesson.define(E, value, "Definition.")
    slope = lesson.claim(
        Partial(E, argument),
        row.slope_at(argument, t),
        row.rule[:1].upper() + row.rule[1:] + ".",
        definitions={E: value},
    )
    lesson.show(definition, slope)
