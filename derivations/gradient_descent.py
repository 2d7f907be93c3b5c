"""Gradient descent: downhill on the landscape of the loss, and why a step function leaves nowhere to go."""

from functools import cache

import sympy as sp

from symbackprop import plots
from symbackprop.calculus import Partial
from symbackprop.network import ACTIVATIONS, name, names
from symbackprop.report import Document
from symbackprop.report.lesson import Lesson
from symbackprop.report.text import ToChapter, ToFigure

from . import _references, _training
from ._chapters import number
from ._notes import story

x, t, w, E, eta, s = names("x t w E eta s")
after = name("w_new")


@cache
def document() -> Document:
    """Returns the chapter."""
    lesson = Lesson(
        "Gradient descent",
        "Learning as a way downhill",
        number(__name__),
        references=(_references.CAUCHY, _references.BISHOP),
    )
    _rule(lesson)
    _one_weight(lesson)
    _landscape(lesson)
    _step(lesson)
    return lesson.document()


def _rule(lesson: Lesson) -> None:
    lesson.section("rule", "The rule")
    lesson.say(
        "Learning means to choose the weights so that a loss is small: a number that says how far the outputs are from "
        "what is wanted. Where the loss has a slope there is a way down, against the gradient. Cauchy proposed to go a "
        "little way in that direction and to look again [cauchy]. With the learning rate ", eta, " > 0 every parameter "
        "is replaced by",
    )  # fmt: skip
    told = lesson.go_on(story())
    method = told.line(told.derivation.training_set.method, reason=("An arrow for “becomes”.",))
    lesson.show(method)
    lesson.name(eta, "learning rate", line=method)
    lesson.say(
        "and so on, until the loss no longer falls. The derivative is what the rest of the lecture is about: ",
        ToChapter(number("chain_rule")), " says by which rule it is "
        "found, ", ToChapter(number("backward_pass")), " and ",
        ToChapter(number("deltas")), " how it is found for every weight of a network at once.",
    )  # fmt: skip


def _one_weight(lesson: Lesson) -> None:
    lesson.section("one-weight", "One weight")
    lesson.say("The smallest example has one weight and one training item, and can be followed to its end:")
    loss = lesson.define(E, (w * x - t) ** 2 / 2, "Half the squared error.")
    slope = lesson.claim(Partial(E, w), (w * x - t) * x, "Power rule.", definitions={E: (w * x - t) ** 2 / 2})
    step = lesson.define(after, w - eta * (w * x - t) * x, "One step of gradient descent.")
    lesson.show(loss, slope, step)
    lesson.say("The loss is 0 where ", w, " = ", t / x, ". How far is the new weight from there?")
    distance = lesson.claim(
        after - t / x,
        (1 - eta * x**2) * (w - t / x),
        "The old distance, times a factor that is the same in every step.",
        definitions={after: w - eta * (w * x - t) * x},
    )
    lesson.show(distance)
    lesson.say(
        "After each step the distance is multiplied by the same factor. If the factor lies between −1 and 1 the "
        "weights "
        "converge, the faster the nearer it is to 0; if it is negative they come from both sides in turn. A learning "
        "rate "
        "above ", 2 / x**2, " makes it less than −1: every step leads farther away, and the loss grows without bound."
    )  # fmt: skip


def _landscape(lesson: Lesson) -> None:
    lesson.section("landscape", "The landscape of the loss")
    run = _training.learned()
    lesson.say(
        "The loss of a network is a function of all its parameters, a landscape in as many dimensions. Two of them "
        "can be "
        "drawn. In ", ToFigure("landscape"), " the network of ", ToChapter(number("forward_pass")), " learns the "
        "exclusive "
        "or with all parameters but two held at the values that it has learnt; gradient descent moves these two.",
    )  # fmt: skip
    first, second = map(name, _training.MOVED)
    lesson.plot(
        plots.landscape(_training.downhill()),
        "The loss of the four items over the weights ", first, " and ", second, "; darker is lower. The path of "
        "gradient "
        "descent starts at the ring. It crosses the lines of equal loss at right angles, as far as its steps "
        "are small: the gradient is perpendicular to them.",
    )  # fmt: skip
    lesson.say(
        f"With all nine parameters moving the loss falls from {run.losses[0]:.3f} to {run.losses[-1]:.5f} in "
        f"{len(run.losses) - 1} epochs, an epoch being one step with all items (", ToFigure("loss-curve"), "). It "
        "does not "
        "fall evenly: at first the landscape is almost flat, then there is a steep slope, then a valley that falls "
        "gently.",
    )  # fmt: skip
    lesson.plot(plots.loss_curve(run), "The loss of the set after each epoch, on a logarithmic scale.")


def _step(lesson: Lesson) -> None:
    lesson.section("step", "Why not with the step function?")
    lesson.say("With the step function of the perceptron there is no way down. Its slope is 0 wherever it has one:")
    lesson.show(lesson.claim(Partial(ACTIVATIONS["step"](s), s), sp.S.Zero, "Constant on both sides of its jump."))
    ground = _training.flat()
    levels = ", ".join(f"{level:g}" for level in ground.levels[:-1]) + f" and {ground.levels[-1]:g}"
    lesson.say(
        "So every gradient is 0, and gradient descent stays where it is. The loss is constant on pieces, with jumps "
        "between them (", ToFigure("stepped"), f"): it takes the values {levels}, and nothing in the landscape says "
        "where the lower ones are. A function that rises smoothly does, and the next chapter looks for one.",
    )  # fmt: skip
    lesson.plot(
        plots.landscape(ground, key="stepped"),
        "The same loss over the same weights, with the step function in place of the sigmoid: plains, and cliffs "
        "between them.",
    )
