"""The forward pass of the network of the notes."""

from dataclasses import replace
from functools import cache

from symbackprop.network import name, names
from symbackprop.report import Document
from symbackprop.report.contents.forward import equations
from symbackprop.report.lesson import Lesson
from symbackprop.report.text import ToChapter

from . import _references, activations
from ._chapters import number
from ._notes import story

GIVEN = {
    "x_1": "first input",
    "x_2": "second input",
    "t": "target",
    "w_11": "weight of the first input in the first hidden unit; the first index is the unit’s",
    "b_1": "bias of the first hidden unit",
    "v_1": "weight of the first hidden unit in the output unit",
    "c": "bias of the output unit",
}
COMPUTED = {
    "u_1": "preactivation of the first hidden unit",
    "u_2": "preactivation of the second hidden unit",
    "y_1": "activation of the first hidden unit",
    "y_2": "activation of the second hidden unit",
    "s": "preactivation of the output unit",
    "z": "output of the network",
    "E": "loss of one item",
}


@cache
def document() -> Document:
    """Returns the chapter."""
    activations.document()
    lesson = Lesson(
        "The forward pass", "From the inputs to the loss", number(__name__), references=(_references.BISHOP,)
    )
    told = lesson.go_on(story())
    lesson.say(
        "The network of this lecture has two inputs, two hidden units and one output. A unit is a pair of quantities: "
        "the preactivation, a weighted sum of what it reads, and the activation, which the sigmoid makes of it. The "
        "forward pass computes one quantity after the other, each from those before it, and ends with the loss: how "
        "wrong the output is [bishop]."
    )
    lesson.notation = replace(lesson.notation, palette={})
    words = "A unit is a pill: preactivation left, activation right. Arrows carry values forward; on each its weight."
    lesson.figure("network", "network", words, subject=told.derivation)
    lesson.section("forward", "The equations")
    x_1, x_2, t = names("x_1 x_2 t")
    lesson.say("For one training item with inputs ", x_1, " and ", x_2, " and target ", t, ":")
    lines = equations(told)
    lesson.show(*lines)
    for symbol, meaning in GIVEN.items():
        lesson.name(name(symbol), meaning)
    for line in lines:
        left = line.shown[0].left
        if str(left) in COMPUTED:
            lesson.name(left, COMPUTED[str(left)], line=line)
    lesson.say(
        "The sigmoid is that of ", ToChapter(number("activations")), ". The nine parameters are the weights and the "
        "biases. "
        "Learning means to find values for them at which the loss of the whole training set is small."
    )  # fmt: skip
    return lesson.document()
