"""The backward pass of the network of the notes: local partials, and one path followed to its end."""

from functools import cache

from symbackprop.network import names
from symbackprop.report import Document
from symbackprop.report.contents.partials import partials
from symbackprop.report.lesson import Lesson
from symbackprop.report.text import ToChapter

from . import _references, forward_pass
from ._chapters import number
from ._notes import story


@cache
def document() -> Document:
    """Returns the chapter."""
    forward_pass.document()
    lesson = Lesson(
        "The backward pass",
        "Local partials, multiplied along the paths",
        number(__name__),
        references=(_references.RUMELHART,),
    )
    told = lesson.go_on(story())
    lesson.say(
        "How does the loss change when a weight changes? The answer is put together from local answers: how each "
        "quantity changes when one of those changes that it is computed from. Every local partial needs one equation "
        "of the forward pass and nothing else, and uses values that the forward pass has computed already [rumelhart]."
    )
    lesson.put(partials(told))
    lesson.section("path", "One path")
    gradient = told.derivation.gradient("w_11")
    w_11, E = names("w_11 E")
    lesson.say(
        "The weight ", w_11, " reaches the loss ", E, " by one path only. The chain rule "
        "(", ToChapter(number("chain_rule")),
        ") multiplies the partials along it; put in their values, and the gradient is known:",
    )  # fmt: skip
    lesson.figure(
        "path", "path", "The only path from ", w_11, " to ", E, ". Above each arrow its local partial; below each "
        "node the "
        "derivative of ", E, " with respect to it: the product of all partials to its right.", subject=gradient,
    )  # fmt: skip
    chain, values = gradient.steps[:2]
    lesson.show(told.line(chain), told.line(values, continued=[values]))
    lesson.say(
        "Every factor is a value of the forward pass or a weight. For the other weights it is done in the same way, "
        "and "
        "the factors nearest the loss are always the same: they need to be multiplied only once. That is the whole "
        "idea "
        "of backpropagation, and the next chapter gives the common factors a name."
    )
    return lesson.document()
