"""Perceptrons in layers: the exclusive or, and every other logical formula."""

from functools import cache

import symbackprop as sb
from symbackprop.network.perceptrons import Computation, gate_by_gate, logic, parse, xor_network
from symbackprop.network.perceptrons import Formula as Boolean
from symbackprop.notation.booleans import lay_boolean
from symbackprop.report import Document
from symbackprop.report.blocks import Table
from symbackprop.report.lesson import Lesson
from symbackprop.report.lines import Line
from symbackprop.report.text import Formula, Text, ToChapter

from . import _references
from ._chapters import number
from ._perceptrons import as_network, certificate, traced

EXCLUSIVE = parse("x_1 ^ x_2")
THREE_GATES = parse("(x_1 & x_2) nor (x_1 nor x_2)")
SWITCH = parse("(x_1 & x_2) | (~x_1 & x_3)")
PARITIES = (2, 3, 4, 6, 8)
"""For how many inputs the perceptrons of a parity are counted."""


@cache
def document() -> Document:
    """Returns the chapter."""
    lesson = Lesson(
        "Multi-layer perceptrons",
        "What layers of perceptrons can compute: every logical formula",
        number(__name__),
        references=(
            _references.MCCULLOCH,
            _references.MINSKY,
            _references.MUROGA,
            _references.QUINE,
            _references.MCCLUSKEY,
        ),
    )
    _exclusive_or(lesson)
    _any_formula(lesson)
    _depth(lesson)
    return lesson.document()


def _exclusive_or(lesson: Lesson) -> None:
    lesson.section("xor", "The exclusive or from three perceptrons")
    lesson.say(
        "Exactly one of two inputs is true where neither both are nor none is: XOR is the NOR of the AND and the NOR "
        "of its inputs [minsky]."
    )
    lesson.show(lesson.same(EXCLUSIVE, THREE_GATES))
    lesson.say("Each of the three is a perceptron; two of them read the inputs, and the third reads their outputs.")
    network = as_network(xor_network())
    lesson.figure("network", "network", "Three perceptrons that compute the exclusive or.", subject=sb.derive(network))
    lesson.show(*(lesson.define(line.name, line.body) for line in network))
    lesson.say("In every row of the truth table the three sums have the signs that are needed:")
    _proved(lesson, Computation(EXCLUSIVE.table, xor_network()), ("AND", "NOR"))


def _proved(lesson: Lesson, proof: Computation, hidden: tuple[str, ...]) -> None:
    """Adds a line for each row: the weighted sums of all units with their signs."""
    lesson.show(*(_row(lesson, proof, place, hidden) for place, _ in enumerate(proof.table.values)))


def _row(lesson: Lesson, proof: Computation, place: int, hidden: tuple[str, ...]) -> Line:
    row = proof.row(place)
    *before, last = row.fired
    given = ", ".join(f"{title} gives {fired.output}" for title, fired in zip(hidden, before, strict=True))
    words = f"At ({', '.join(map(str, row.inputs))}): {given}, the output is {last.output}."
    return lesson.compare(*traced(row, proof.network.inputs), words=(words,))


def _any_formula(lesson: Lesson) -> None:
    lesson.section("formula", "Any formula")
    lesson.say(
        "Every logical formula has a conjunctive normal form: clauses joined by AND, where a clause is made of "
        "variables, some of them negated, joined by OR. A clause is false on some rows of the truth table only, those "
        "on which all its literals are false; take clauses that together are false exactly where the formula is. The "
        "shortest such clauses are found by merging neighbouring rows [quine] [mccluskey]. As an example, a switch "
        "with which the first input chooses between the second and the third:"
    )
    found = logic(SWITCH)
    lesson.show(lesson.same(SWITCH, found.normal_form.formula))
    lesson.say(
        "One perceptron does not suffice (",
        ToChapter(number("limits_of_perceptrons")),
        "): what some rows need adds up to 0 > 0.",
    )
    certificate(lesson, "What the switch asks of a perceptron", SWITCH.table)
    lesson.say(
        "But a clause is a perceptron. Give each variable the weight 1, each negated one −1, and choose the bias so "
        "that the sum is the number of true literals less ½. The AND of the clauses is one too: its sum is ½ less the "
        "number of clauses that are false. So every formula is computed by a network of two layers [mcculloch]:"
    )
    network = as_network(found.network)
    lesson.figure("switch", "network", "The network of the switch.", subject=sb.derive(network))
    lesson.show(*(lesson.define(line.name, line.body) for line in network))
    lesson.say("It is right on every row, and no sum is 0, so that nothing depends on what the step is at 0:")
    _proved(lesson, found.proof, ("the first clause", "the second"))


def _depth(lesson: Lesson) -> None:
    lesson.section("depth", "Wide or deep")
    lesson.say(
        "Two layers suffice, but they may have to be wide. The parity of inputs, ",
        Formula(lay_boolean(parse("x_1 ^ x_2 ^ x_3"))),
        " and so on, has a clause for every row on which it is 0, because no two of these rows are neighbours. In a "
        "chain, each exclusive or made of three perceptrons reads the output of the one before, and the number of "
        "perceptrons grows like that of the inputs [muroga]. All these networks have been built, and proved on every "
        "row:",
    )
    heads = ("inputs", "perceptrons in two layers", "perceptrons in a chain")
    lesson.add(Table("How many perceptrons a parity needs", heads, tuple(map(_counted, PARITIES))))


def _counted(count: int) -> tuple[Text, ...]:
    parity = parse(" ^ ".join(f"x_{place}" for place in range(1, count + 1)))
    wide, deep = logic(parity).proof, Computation(parity.table, gate_by_gate(_chain(count)))
    return tuple((str(figure),) for figure in (count, len(wide.network.units), len(deep.network.units)))


def _chain(count: int) -> Boolean:
    """Returns the parity of the inputs as a chain of exclusive ors, each made of three gates."""
    text = "x_1"
    for place in range(2, count + 1):
        text = f"(({text} & x_{place}) nor ({text} nor x_{place}))"
    return parse(text)
