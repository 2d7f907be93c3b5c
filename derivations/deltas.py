"""Deltas: the derivatives that are used again and again, and all gradients in their terms."""

from functools import cache

from symbackprop.report import Document
from symbackprop.report.contents.deltas import deltas
from symbackprop.report.contents.gradients import gradients
from symbackprop.report.contents.opening import opening_of_scalars
from symbackprop.report.contents.summary import summary
from symbackprop.report.contents.update import update
from symbackprop.report.lesson import Lesson

from . import _references, backward_pass
from ._chapters import number
from ._notes import story


@cache
def document() -> Document:
    """Returns the chapter."""
    backward_pass.document()
    lesson = Lesson(
        "Deltas",
        "Every gradient as a delta times what its weight multiplies",
        number(__name__),
        references=(_references.RUMELHART,),
    )
    told = lesson.go_on(story())
    lesson.say(
        "The gradients of the last chapter are long products, and the products of two parameters have most factors in "
        "common. What they share gets a name. The figure shows the network again, with the deltas on their way back."
    )
    lesson.add(*opening_of_scalars(told))
    lesson.about(told.derivation)
    for write in (deltas, gradients, summary, update):
        lesson.put(write(told))
    for item in told.derivation.deltas:
        lesson.name(item.name, "derivative of the loss by ", item.of, line=told.shown_in(item.definition))
    return lesson.document()
