"""What a single perceptron can compute, and why the exclusive or is beyond it."""

from collections.abc import Iterable
from functools import cache

import sympy as sp

from symbackprop.network import ACTIVATIONS, names
from symbackprop.network.perceptrons import (
    Inseparable,
    Perceptron,
    Separation,
    count_separable,
    function_classes,
    gate,
    parse,
)
from symbackprop.network.perceptrons.refusal import Unsound
from symbackprop.notation.booleans import lay_boolean
from symbackprop.report import Document
from symbackprop.report.blocks import Table
from symbackprop.report.lesson import Lesson
from symbackprop.report.lines import Line
from symbackprop.report.text import Formula, Text
from symbackprop.training import Recurring, Separating, perceptron_rule

from . import _references
from ._chapters import number
from ._perceptrons import certificate, rational, signed

x_1, x_2, w_1, w_2, b, s, y = names("x_1 x_2 w_1 w_2 b s y")
GATES = ("AND", "OR", "NAND", "NOR")
XOR = parse("x_1 ^ x_2").table
INCREASING = parse("(x_1 & x_2) | (x_3 & x_4)")
COUNTED = (1, 2, 3, 4)


@cache
def document() -> Document:
    """Returns the chapter."""
    lesson = Lesson(
        "Limits of perceptrons",
        "What one unit with a threshold can decide, and what it cannot",
        number(__name__),
        references=(
            _references.MCCULLOCH,
            _references.ROSENBLATT,
            _references.MINSKY,
            _references.FARKAS,
            _references.MUROGA,
            _references.DANTZIG,
        ),
    )
    _perceptron(lesson)
    _gates(lesson)
    _exclusive_or(lesson)
    _which(lesson)
    _learned(lesson)
    return lesson.document()


def _perceptron(lesson: Lesson) -> None:
    lesson.section("perceptron", "The perceptron")
    lesson.say(
        "A perceptron weighs its inputs, adds a bias, and answers 1 where the sum is positive and 0 elsewhere. "
        "McCulloch and Pitts described such units as a model of nerve cells [mcculloch]; Rosenblatt gave them weights "
        "that are learnt [rosenblatt]. With two inputs:"
    )
    weighted = lesson.define(s, b + w_1 * x_1 + w_2 * x_2, "The weighted sum, also called preactivation.")
    output = lesson.define(
        y, ACTIVATIONS["step"](s), "The step function: 1 where ", sp.Gt(s, 0, evaluate=False), ", else 0."
    )
    lesson.show(weighted, output)
    lesson.name(s, "weighted sum of a unit, its preactivation", line=weighted)
    lesson.name(y, "output of a unit", line=output)
    lesson.name(b, "bias of a perceptron", line=weighted)
    lesson.name(w_1, "weight of the first input", line=weighted)
    lesson.say(
        "The inputs with ",
        s,
        " = 0 form a straight line in the plane, for more inputs a hyperplane. On one side of it "
        "the unit answers 1, on the other 0: a perceptron separates its inputs by a hyperplane, and can do nothing "
        "else.",
    )


def _gates(lesson: Lesson) -> None:
    lesson.section("gates", "Gates")
    lesson.say(
        "Read 1 as true and 0 as false; then a perceptron with two inputs is a logical gate. Each row of the truth "
        "table asks for the sign of a weighted sum, and that is a linear inequality for the weights and the bias. "
        "Whether such inequalities have a solution is decided by the simplex method on rational numbers [dantzig], "
        "which finds the smallest weights there are [muroga]. The sums stand in the order of the rows (0, 0), (0, 1), "
        "(1, 0), (1, 1):"
    )
    lesson.show(*(_gate(lesson, name) for name in GATES))
    lesson.say("The negation needs one input only:")
    lesson.show(_gate(lesson, "NOT"))


def _gate(lesson: Lesson, title: str) -> Line:
    found = gate(title)
    weights = [rational(weight) for weight in found.perceptron.weights]
    listed = ("weights ", weights[0], " and ", weights[1]) if len(weights) > 1 else ("weight ", weights[0])
    words = (f"{title}: ", *listed, ", bias ", rational(found.perceptron.bias), ".")
    return lesson.compare(*(signed(found.perceptron, row.inputs) for row in found.rows), words=words)


def _exclusive_or(lesson: Lesson) -> None:
    lesson.section("xor", "The exclusive or")
    lesson.say(
        "The exclusive or, XOR, is true where exactly one of its inputs is. No perceptron computes it [minsky]. "
        "Suppose that there were weights and a bias. Each row of the truth table says what must be positive: the "
        "weighted sum where 1 is wanted, its opposite where 0 is. Take each of these as often as the last column says:"
    )
    certificate(lesson, "What the exclusive or asks of a perceptron", XOR)
    lesson.say(
        "A sum of positive numbers is positive, and yet this one is 0, whatever the weights are. So there are no such "
        "weights. Multipliers that turn inequalities into 0 > 0 are called a certificate; by a theorem of Farkas every "
        "system of linear inequalities without a solution has one [farkas]."
    )


def _which(lesson: Lesson) -> None:
    lesson.section("which", "Which functions one perceptron computes")
    lesson.say(
        "For every function of a few inputs either weights or a certificate is found. Exchanging two inputs, negating "
        "an input and negating the output turn a function that a perceptron computes into another one, so that it is "
        f"enough to decide one function of each class: {len(function_classes(4))} for four inputs. "
        "The separable functions become rare [muroga]:"
    )
    lesson.add(Table("How many functions one perceptron computes", _HEADS, tuple(map(_counted, COUNTED))))
    lesson.say(
        "A perceptron’s output goes one way only as an input goes from 0 to 1: up where the weight is positive, down "
        "where it is negative. A function that goes both ways, as the exclusive or does, is out of reach. But even one "
        "that never goes down may be. Two pairs of inputs, ",
        Formula(lay_boolean(INCREASING)),
        ", need four rows of the table:",
    )
    certificate(lesson, "What two pairs of inputs ask of a perceptron", INCREASING.table)


_HEADS = ("inputs", "functions", "of one perceptron", "classes", "classes of one perceptron")


def _counted(count: int) -> tuple[Text, ...]:
    classes = function_classes(count)
    separable = sum(not isinstance(found.first, Inseparable) for found in classes)
    figures = (count, 1 << (1 << count), count_separable(count), len(classes), separable)
    return tuple((f"{figure:,}",) for figure in figures)


def _learned(lesson: Lesson) -> None:
    lesson.section("learned", "Weights that are learnt")
    lesson.say(
        "Rosenblatt’s rule finds weights by itself [rosenblatt]. Go through the rows of the table again and again; "
        "where the sign of the weighted sum is right, leave everything as it is; where it is not, add the row to the "
        "weights and 1 to the bias if 1 is wanted, and subtract them if 0 is. If there are weights that separate the "
        "rows the rule comes to an end, whatever it begins with. Begun at 0 and followed exactly:"
    )
    lesson.add(Table("The learning rule on the gates", _LEARNED, tuple(map(_course, GATES))))
    found = perceptron_rule(XOR.rows, XOR.values)
    if not isinstance(found, Recurring):
        raise Unsound(str(found))
    Inseparable(XOR, {row: taken for row, taken in enumerate(found.multipliers) if taken}).check()
    lesson.say(
        f"On the exclusive or it never ends. Pass {found.again} begins with the weights and the bias that pass "
        f"{found.first} began with, and a pass is determined by what it begins with: so it goes round for ever. What "
        "was added on the way adds up to 0. Therefore the numbers of times that each row was wrong, "
        f"{_listed(found.multipliers)}, are a certificate once more that no weights separate the rows."
    )


_LEARNED = ("gate", "updates", "passes", "weights", "bias")


def _course(name: str) -> tuple[Text, ...]:
    table = gate(name, 2).table
    found = perceptron_rule(table.rows, table.values)
    if not isinstance(found, Separating):
        raise Unsound(str(found))
    Separation(table, Perceptron(found.weights, found.bias)).check()
    figures = (found.updates, found.passes, _listed(found.weights), found.bias)
    return ((name,), *((str(figure).replace("-", "−"),) for figure in figures))


def _listed(numbers: Iterable[object]) -> str:
    return ", ".join(map(str, numbers))
