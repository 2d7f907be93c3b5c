"""The catalogue: every row of ACTIVATIONS and of LOSSES, with its graph, its slope proved, and its kinks."""

from functools import cache

import sympy as sp

from symbackprop import plots
from symbackprop.calculus import Partial
from symbackprop.calculus.lemmas import activation_lemmas
from symbackprop.network import ACTIVATIONS, LOSSES, Activation, Loss, name
from symbackprop.report import Document
from symbackprop.report.figures.activation import Graph
from symbackprop.report.lesson import Lesson, Said

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
        "backward pass uses it. A proof by cases leaves out the points between the cases, and its line says so; only "
        "at a kink or a jump is there no slope."
    )
    for row in ACTIVATIONS.values():
        _activation(lesson, row)
    lesson.section("losses", "Losses")
    lesson.say(
        "Each loss of one output ", name("z"), " and its target ", t, ", and its slope with respect to what it reads, "
        "the output or the preactivation ", s, " [bishop].",
    )  # fmt: skip
    for loss in LOSSES.values():
        _loss(lesson, loss)
    return lesson.document()


def _activation(lesson: Lesson, row: Activation) -> None:
    lesson.head(row.title[:1].upper() + row.title[1:])
    lesson.say(f"{_bounds('Every value is', row.outputs)} {_kinks(row.kinks)}".strip())
    caption = f"Value (solid) and slope (dashed) of the {row.title}."
    lesson.figure(f"activation-{row.name}", "activation", caption, subject=Graph(row, s))
    first, *lemmas = activation_lemmas(row, s)
    lesson.show(
        lesson.define(first.lhs, first.rhs, "Definition."),
        *(lesson.claim(lemma.lhs, lemma.rhs, *lemma.reason) for lemma in lemmas),
    )


def _kinks(kinks: tuple[sp.Rational, ...]) -> str:
    places = " and ".join(map(str, kinks))
    return f"There is no slope at {places}." if kinks else "It has a slope everywhere."


def _bounds(subject: str, values: sp.Set) -> str:
    """Returns in words where something lies; nothing if no bound is known."""
    if isinstance(values, sp.FiniteSet):
        return f"{subject} {' or '.join(map(str, values))}."
    parts = []
    if values.inf.is_finite:
        parts.append(f"{'above' if values.left_open else 'at least'} {values.inf}")
    if values.sup.is_finite:
        parts.append(f"{'below' if values.right_open else 'at most'} {values.sup}")
    return f"{subject} {' and '.join(parts)}.".replace("-", "−") if parts else ""


def _loss(lesson: Lesson, row: Loss) -> None:
    lesson.head(row.title[:1].upper() + row.title[1:])
    argument = row.argument
    value = row.of(argument, t)
    together = {"sum": "added", "mean": "averaged"}[row.set_of]
    bounds = _bounds(f"The {row.reads} is", row.domain)
    lesson.say(f"{bounds} Over several outputs and items the losses are {together}.".strip(), *_kinks_of_loss(row))
    low, high = row.example_targets
    lesson.plot(
        plots.loss_against_output(row, key=f"loss-{row.name}"),
        f"The {row.title} against ", argument, f" for the targets {high} (solid) and {low} (dashed)."
        .replace("-", "−"),
    )  # fmt: skip
    definition = lesson.define(E, value, "Definition.")
    slope = lesson.claim(
        Partial(E, argument),
        row.slope_at(argument, t),
        row.rule[:1].upper() + row.rule[1:] + ".",
        definitions={E: value},
    )
    lesson.show(definition, slope)


def _kinks_of_loss(row: Loss) -> tuple[Said, ...]:
    places = [piece for kink in row.kinks for piece in (" or ", sp.Eq(kink, 0, evaluate=False))][1:]
    return (" There is no slope if ", *places, ".") if places else (" It has a slope everywhere.",)
