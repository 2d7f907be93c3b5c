"""Activations: the step, the sigmoid and the hyperbolic tangent; ranges, slopes, saturation."""

from functools import cache

import sympy as sp

from symbackprop.calculus import Partial
from symbackprop.calculus.lemmas import activation_lemmas
from symbackprop.network import ACTIVATIONS, name
from symbackprop.report import Document
from symbackprop.report.figures.activation import Graph
from symbackprop.report.lesson import Lesson

from . import _references
from ._chapters import number
from ._notes import story

s = name("s")
step, sigmoid, tanh = (ACTIVATIONS[row] for row in ("step", "sigmoid", "tanh"))


@cache
def document() -> Document:
    """Returns the chapter."""
    lesson = Lesson(
        "Activations",
        "From the step to functions with a slope",
        number(__name__),
        references=(_references.BISHOP, _references.LECUN),
    )
    _step(lesson)
    _sigmoid(lesson)
    _tanh(lesson)
    _saturation(lesson)
    return lesson.document()


def _step(lesson: Lesson) -> None:
    lesson.section("step", "The step, and why it is given up")
    lesson.say(
        "A perceptron answers with a step. Of its slope nothing can be learnt: it is 0 on both sides of the jump, and "
        "does not exist at the jump itself. A weight that changes a little changes either nothing or everything."
    )
    lesson.figure("step", "activation", "The step function (solid) and its slope (dashed).", subject=Graph(step, s))
    lesson.say("So the step is replaced by functions that rise smoothly from one level to the other [bishop].")


def _sigmoid(lesson: Lesson) -> None:
    lesson.section("sigmoid", "The sigmoid")
    told = lesson.go_on(story())
    lesson.say(
        "The sigmoid goes from 0 to 1 and takes the value ½ at 0. Its slope can be written in its own value, so that "
        "the "
        "backward pass needs no exponential: it uses what the forward pass has computed."
    )
    lesson.figure(
        "sigmoid", "activation", "Value (solid) and slope (dashed) of the sigmoid.", subject=Graph(sigmoid, s)
    )
    lines = [told.line(step) for step in told.derivation.lemmas]
    lesson.show(*lines)
    lesson.name(sigmoid(s), "sigmoid", line=lines[0])
    lesson.say("The last line is a symmetry: turned about its middle point, the graph comes to lie on itself.")


def _tanh(lesson: Lesson) -> None:
    lesson.section("tanh", "The hyperbolic tangent")
    lesson.say(
        "The hyperbolic tangent goes from −1 to 1 and is 0 at 0. Hidden units with outputs about 0 learn faster than "
        "those whose outputs all have one sign [lecun]."
    )
    lesson.figure(
        "tanh", "activation", "Value (solid) and slope (dashed) of the hyperbolic tangent.", subject=Graph(tanh, s)
    )
    first, *lemmas = activation_lemmas(tanh, s)
    lines = [
        lesson.define(first.lhs, first.rhs),
        *(lesson.claim(lemma.lhs, lemma.rhs, *lemma.reason) for lemma in lemmas),
    ]
    lesson.show(*lines)
    lesson.name(tanh(s), "hyperbolic tangent", line=lines[0])
    lesson.say(
        "By the last line it is a sigmoid, stretched: twice as steep in its argument, twice as high, and moved down "
        "by 1. "
        "A network of the one kind computes what a network of the other kind does, with other weights."
    )


def _saturation(lesson: Lesson) -> None:
    lesson.section("saturation", "Ranges and saturation")
    lesson.say(
        "The sigmoid lies between 0 and 1, because the exponential is positive. How steep can it be? Completing the "
        "square answers: what the slope lacks to ¼ is a square."
    )
    y = sigmoid(s)
    lesson.show(
        lesson.claim(
            sp.Rational(1, 4) - Partial(y, s),
            (y - sp.Rational(1, 2)) ** 2,
            "So the slope is at most ¼, and is ¼ only at 0.",
        ),
        lesson.claim(1 - Partial(sp.tanh(s), s), sp.tanh(s) ** 2, "So the slope is at most 1, and is 1 only at 0."),
    )
    lesson.say(
        "Far from 0 both are flat: the unit is saturated, and its slope nearly 0. A delta is multiplied by the slope "
        "of "
        "each unit that it passes on its way back; past many saturated units nothing of it is left. Even at its "
        "steepest "
        "a sigmoid hands on a quarter."
    )
