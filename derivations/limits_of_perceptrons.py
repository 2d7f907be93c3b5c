"""What a single perceptron can compute, and why the exclusive or is beyond it."""

from functools import cache
from itertools import product

import sympy as sp

from symbackprop.network import ACTIVATIONS, names
from symbackprop.report import Document
from symbackprop.report.blocks import Table
from symbackprop.report.comparisons import Compared
from symbackprop.report.lesson import Lesson
from symbackprop.report.lines import Line
from symbackprop.report.text import Formula, Text

from . import _references
from ._chapters import number

x_1, x_2, w_1, w_2, b, s, y = names("x_1 x_2 w_1 w_2 b s y")
half = sp.Rational(1, 2)
GATES = {
    "AND": ((1, 1), -3 * half, (0, 0, 0, 1)),
    "OR": ((1, 1), -half, (0, 1, 1, 1)),
    "NAND": ((-1, -1), 3 * half, (1, 1, 1, 0)),
    "NOR": ((-1, -1), half, (1, 0, 0, 0)),
}
"""Weights, bias, and what is wanted at (0, 0), (0, 1), (1, 0), (1, 1)."""
ROWS = tuple(product((0, 1), repeat=2))


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
        ),
    )
    _perceptron(lesson)
    _gates(lesson)
    _exclusive_or(lesson)
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
        "Read 1 as true and 0 as false; then a perceptron with two inputs is a logical gate. To show that given "
        "weights "
        "make a given gate it is enough to compute the sign of the weighted sum in each row of the truth table. The "
        "sums "
        "stand in the order of the rows (0, 0), (0, 1), (1, 0), (1, 1):"
    )
    lesson.show(*(_gate(lesson, name) for name in GATES))
    lesson.say("The negation needs one input only, with weight −1 and bias ½:")
    lesson.show(lesson.compare(_signed(half, (), (), 1), _signed(half, (-1,), (1,), 0), words=("NOT, at 0 and at 1.",)))


def _gate(lesson: Lesson, name: str) -> Line:
    weights, bias, wanted = GATES[name]
    compared = (_signed(bias, weights, row, value) for row, value in zip(ROWS, wanted, strict=True))
    words = (f"{name}: weights ", sp.Integer(weights[0]), " and ", sp.Integer(weights[1]), ", bias ", bias, ".")
    return lesson.compare(*compared, words=words)


def _signed(bias: sp.Rational, weights: tuple[int, ...], row: tuple[int, ...], wanted: int) -> Compared:
    """Returns the sign that the weighted sum has to have in a row, checked."""
    terms = [sp.Integer(weight * value) for weight, value in zip(weights, row, strict=True) if value]
    return Compared(sp.Add(bias, *terms, evaluate=False) if terms else bias, ">" if wanted else "<", sp.S.Zero)


def _exclusive_or(lesson: Lesson) -> None:
    lesson.section("xor", "The exclusive or")
    lesson.say(
        "The exclusive or, XOR, is true where exactly one of its inputs is. No perceptron computes it [minsky]. "
        "Suppose "
        "that there were weights and a bias. Each row of the truth table says which sign the weighted sum must have:"
    )
    needs = (sp.Lt(b, 0), sp.Gt(b + w_2, 0), sp.Gt(b + w_1, 0), sp.Lt(b + w_1 + w_2, 0))
    rows = zip(ROWS, (0, 1, 1, 0), needs, strict=True)
    cells: list[tuple[Text, ...]] = [
        ((str(first),), (str(second),), (str(wanted),), (Formula(need),)) for (first, second), wanted, need in rows
    ]
    lesson.add(
        Table("What the exclusive or asks of a perceptron", ("input 1", "input 2", "wanted", "needed"), tuple(cells))
    )
    lesson.say(
        "Add the two sums that must be negative, and the two that must be positive. The one total is negative, the "
        "other "
        "positive; and yet they are the same number:"
    )
    negative = sp.Add(b, sp.Add(b, w_1, w_2), evaluate=False)
    positive = sp.Add(sp.Add(b, w_1), sp.Add(b, w_2), evaluate=False)
    lesson.show(lesson.claim(negative, positive, "A number cannot be negative and positive."))
    lesson.say(
        "So there are no such weights. Multipliers that turn inequalities into a contradiction, here four times 1, are "
        "called a certificate; by a theorem of Farkas every system of linear inequalities without a solution has one "
        "[farkas]. Of the 16 functions of two inputs only XOR and its negation are out of reach. With more inputs the "
        "perceptron falls behind quickly: of the 256 functions of three inputs it computes 104, of the 65,536 of four "
        "inputs 1882 [muroga]."
    )
