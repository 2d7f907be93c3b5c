"""Perceptrons in layers: the exclusive or, and every other logical formula."""

from functools import cache
from itertools import product

import sympy as sp

import symbackprop as sb
from symbackprop.network import ACTIVATIONS, Equation, Network, names
from symbackprop.report import Document
from symbackprop.report.comparisons import Compared
from symbackprop.report.lesson import Lesson
from symbackprop.report.lines import Line

from . import _references
from ._chapters import number

x_1, x_2, u_1, u_2, y_1, y_2, s, z = names("x_1 x_2 u_1 u_2 y_1 y_2 s z")
half = sp.Rational(1, 2)
step = ACTIVATIONS["step"]
NETWORK = Network(
    [
        Equation(u_1, x_1 + x_2 - 3 * half),
        Equation(u_2, half - x_1 - x_2),
        Equation(y_1, step(u_1), row=step),
        Equation(y_2, step(u_2), row=step),
        Equation(s, half - y_1 - y_2),
        Equation(z, step(s), row=step),
    ],
    parameters=[],
)


@cache
def document() -> Document:
    """Returns the chapter."""
    lesson = Lesson(
        "Multi-layer perceptrons",
        "What layers of perceptrons can compute: every logical formula",
        number(__name__),
        references=(_references.MCCULLOCH, _references.MINSKY, _references.MUROGA),
    )
    _exclusive_or(lesson)
    return lesson.document()


def _exclusive_or(lesson: Lesson) -> None:
    lesson.section("xor", "The exclusive or from three perceptrons")
    lesson.say(
        "Exactly one of two inputs is true where neither both are nor none is: XOR is the NOR of the AND and the NOR "
        "of "
        "its inputs. Each of the three is a perceptron; two of them read the inputs, and the third reads their outputs."
    )
    lesson.figure("network", "network", "Three perceptrons that compute the exclusive or.", subject=sb.derive(NETWORK))
    lesson.show(*(lesson.define(line.name, line.body) for line in NETWORK))
    lesson.say("In every row of the truth table the three sums have the signs that are needed:")
    lesson.show(*(_row(lesson, *row) for row in product((0, 1), repeat=2)))


def _row(lesson: Lesson, first: int, second: int) -> Line:
    both, none = int(first and second), int(not (first or second))
    wanted = int(first != second)
    sums = ((-3 * half, (first, second)), (half, (-first, -second)), (half, (-both, -none)))
    compared = (_signed(bias, terms, sign) for (bias, terms), sign in zip(sums, (both, none, wanted), strict=True))
    return lesson.compare(
        *compared, words=(f"At ({first}, {second}): AND gives {both}, NOR gives {none}, the output is {wanted}.",)
    )


def _signed(bias: sp.Rational, terms: tuple[int, ...], wanted: int) -> Compared:
    summands = [sp.Integer(term) for term in terms if term]
    total = sp.Add(bias, *summands, evaluate=False) if summands else bias
    return Compared(total, ">" if wanted else "<", sp.S.Zero)
