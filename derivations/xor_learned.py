"""The exclusive or, learned: what one perceptron cannot do, two layers find for themselves."""

from functools import cache

from symbackprop import plots
from symbackprop.report import Document
from symbackprop.report.blocks import Table
from symbackprop.report.lesson import Lesson
from symbackprop.report.text import Text, ToChapter, ToFigure
from symbackprop.training import History

from . import _references, _training
from ._chapters import number


@cache
def document() -> Document:
    """Returns the chapter."""
    lesson = Lesson(
        "The exclusive or, learned",
        "Gradients from the backward pass, put to use",
        number(__name__),
        references=(_references.RUMELHART, _references.LECUN),
    )
    _task(lesson)
    _learned(lesson)
    _start(lesson)
    _tanh(lesson)
    return lesson.document()


def _task(lesson: Lesson) -> None:
    lesson.section("task", "The task")
    lesson.say(
        "The exclusive or is beyond one perceptron (", ToChapter(number("limits_of_perceptrons")), "), and three of "
        "them "
        "compute it if someone finds the weights (", ToChapter(number("multi_layer_perceptrons")), "). Now nobody "
        "does: the "
        "network of ", ToChapter(number("forward_pass")), " starts with weights drawn by lot, and moves them against "
        "the "
        "gradients of ", ToChapter(number("deltas")), ". It was on tasks like this one that backpropagation was first "
        "shown to find useful hidden units [rumelhart].",
    )  # fmt: skip


def _learned(lesson: Lesson) -> None:
    run = _training.learned()
    lesson.section("learned", "The course of learning")
    lesson.say(
        f"All four items are used in every step, with a learning rate of {run.settings.learning_rate:g}. After "
        f"{len(run.losses) - 1} epochs the loss of the set is {run.losses[-1]:.5f}, and the outputs are near their "
        f"targets:"
    )
    lesson.add(_outputs(run))
    lesson.say(
        "What the network has learnt can be seen in the plane of its inputs. At first the output is on the same side "
        "of ½ "
        "everywhere; then one straight edge appears, and then a second one (", ToFigure("decision-boundaries"), "). "
        "Each "
        "hidden unit has found one edge of the strip in which one input is true and the other is not.",
    )  # fmt: skip
    lesson.plot(
        plots.decision_boundaries(run),
        "Where the output is above ½ (tinted), at four moments. Discs are items with target 1, open squares those "
        "with target 0.",
    )


def _outputs(run: History) -> Table:
    """Returns the table of the items, with the outputs at first and at the end."""
    columns = zip(run.data.X, run.data.T, run.outputs(0), run.outputs(), strict=True)
    rows: list[tuple[Text, ...]] = [
        (*((_decimal(bit, 0),) for bit in bits), (_decimal(target, 0),), (_decimal(first, 3),), (_decimal(last, 3),))
        for bits, target, first, last in columns
    ]
    return Table(
        "The outputs of the network", ("input 1", "input 2", "target", "output at first", "learnt"), tuple(rows)
    )


def _decimal(number: float, digits: int) -> str:
    return f"{number:.{digits}f}".replace("-", "−")


def _start(lesson: Lesson) -> None:
    run = _training.stuck()
    lesson.section("start", "Another start")
    lesson.say(
        "Gradient descent finds a place with no way down, not the lowest place. From another start the same network, "
        f"with the same learning rate, comes to rest at a loss of {run.losses[-1]:.3f}, and stays there: two of the "
        "items have different targets and the same output, ½. One tries again, from other weights."
    )
    lesson.add(_outputs(run))
    lesson.plot(plots.loss_curve(run, key="stuck"), "The loss of the set from another start.")


def _tanh(lesson: Lesson) -> None:
    run = _training.with_tanh()
    lesson.section("tanh", "With the hyperbolic tangent")
    lesson.say(
        "With tanh units the truth values are −1 and 1. The slopes are larger, so that a smaller learning rate is "
        f"needed, here {run.settings.learning_rate:g} [lecun]. The network learns the same table, on a course of its "
        "own (", ToFigure("tanh-curve"), " and ", ToFigure("tanh-boundaries"), "):",
    )  # fmt: skip
    lesson.add(_outputs(run))
    lesson.plot(plots.loss_curve(run, key="tanh-curve"), "The loss of the set with tanh units.")
    lesson.plot(
        plots.decision_boundaries(run, key="tanh-boundaries"),
        "Where the output of the network with tanh units is above 0 (tinted), at several moments.",
    )
