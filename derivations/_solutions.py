"""The exercises of the lecture: what is asked, and how it is answered."""

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

import symbackprop as sb
from symbackprop.calculus import Derivation, Partial
from symbackprop.calculus.lemmas import activation_lemmas
from symbackprop.network import ACTIVATIONS, LOSSES, Equation, Network, name, names
from symbackprop.network.two_layer import two_layer
from symbackprop.report.comparisons import Compared
from symbackprop.report.contents.partials import partials
from symbackprop.report.lesson import Lesson, Said

x, t, w, b, s, z, E, delta, rate = names("x t w b s z E delta lambda")
u, y, v, c, r, h, a, d, k = names("u y v c r h a d k")
half = sp.Rational(1, 2)


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    title     what it is about
    question  what is asked
    solve     adds the solution to a lesson
    """

    title: str
    question: tuple[Said, ...]
    solve: Callable[[Lesson], None]


def _unit(activation: str, loss: str = "half_squared_error") -> Derivation:
    """Returns the derivation of a network of one unit with one input; a linear unit hands its sum on."""
    row = ACTIVATIONS[activation]
    output = Equation(z, s) if activation == "identity" else Equation(z, row(s), row=row)
    equations = [Equation(s, b + w * x, delta=delta), output, Equation(E, LOSSES[loss].of(z, t))]
    return sb.derive(Network(equations, parameters=[w, b], targets=[t]))


def _chain() -> Derivation:
    """Returns the derivation of three units in a row."""
    tanh = ACTIVATIONS["tanh"]
    equations = [
        Equation(u, a + w * x, delta=name("delta_1")),
        Equation(y, tanh(u), row=tanh),
        Equation(r, c + v * y, delta=name("delta_2")),
        Equation(h, tanh(r), row=tanh),
        Equation(s, d + k * h, delta=name("delta_out")),
        Equation(z, tanh(s), row=tanh),
        Equation(E, (z - t) ** 2 / 2),
    ]
    return sb.derive(Network(equations, parameters=[w, a, v, c, k, d], targets=[t]))


def _solve(make: Callable[[], Derivation], parameter: sp.Symbol) -> Callable[[Lesson], None]:
    """Returns what tells the gradient of one parameter: equations, local partials, deltas, gradient."""

    def solve(lesson: Lesson) -> None:
        derivation = make()
        story = lesson.tell(derivation)
        lesson.show(*(story.line(step) for step in derivation.ledger.equations.values()))
        shown = [step for step in derivation.lemmas if step.key.endswith(("value", "slope in output"))]
        if shown:
            lesson.show(*map(story.line, shown))
        lesson.put_blocks(partials(story))
        lesson.say("Back from the loss:" if derivation.deltas else "Along the paths:")
        for item in derivation.deltas:
            lesson.show(
                story.line(item.definition), *(story.line(step, continued=item.steps[1:]) for step in item.steps)
            )
        steps = derivation.gradient(parameter.name).steps
        lesson.show(*(story.line(step, continued=steps[1:]) for step in steps))

    return solve


def _slope(activation: str) -> Callable[[Lesson], None]:
    """Returns what tells the value of an activation, and its slope in the argument and in the output."""

    def solve(lesson: Lesson) -> None:
        first, *lemmas = activation_lemmas(ACTIVATIONS[activation], s)
        lesson.show(
            lesson.define(first.lhs, first.rhs, "Definition."),
            *(lesson.claim(lemma.lhs, lemma.rhs, *lemma.reason) for lemma in lemmas),
        )

    return solve


def _implication(lesson: Lesson) -> None:
    lesson.say("Weights −1 and 1 with bias ½ do. The sums in the four rows:")
    sums = (
        Compared(half, ">", sp.S.Zero),
        Compared(sp.Add(half, 1, evaluate=False), ">", sp.S.Zero),
        Compared(sp.Add(half, -1, evaluate=False), "<", sp.S.Zero),
        Compared(sp.Add(half, -1, 1, evaluate=False), ">", sp.S.Zero),
    )
    lesson.show(lesson.compare(*sums, words=("At (0, 0), (0, 1), (1, 0), (1, 1).",)))


def _cross_entropy(lesson: Lesson) -> None:
    derivation = _unit("sigmoid", "binary_cross_entropy")
    _solve(lambda: derivation, w)(lesson)
    lesson.say("The slope of the sigmoid cancels both denominators, and output minus target is left:")
    lesson.show(lesson.claim(delta, z - t, "The delta of the unit, simplified.", definitions=derivation.definitions))


def _rectified(lesson: Lesson) -> None:
    _solve(lambda: _unit("relu"), w)(lesson)
    lesson.say(
        "At the kink, ", s, " = 0, the slope in ", w, " is 0 on one side and ", (z - t) * x, " on the other: the "
        "gradient does not exist there, unless ", (z - t) * x, " is 0 as well.",
    )  # fmt: skip


def _shared(lesson: Lesson) -> None:
    network = Network(
        [Equation(u, w * x), Equation(y, w * u), Equation(E, (y - t) ** 2 / 2)], parameters=[w], targets=[t]
    )
    _solve(lambda: sb.derive(network), w)(lesson)
    lesson.say("Both paths count the same: with ", u, " put in, the gradient is twice what one of them gives.")
    lesson.show(
        lesson.claim(Partial(E, w), (y - t) * 2 * w * x, "With the equations.", definitions=network.definitions)
    )


def _missing_slope(lesson: Lesson) -> None:
    network = two_layer("sigmoid")
    derivation = sb.derive(network)
    y_1, v_1, out, one = names("y_1 v_1 delta_out delta_1")
    lesson.speak_of(derivation)
    lesson.say("A formula is refuted by one point at which its sides differ:")
    lesson.refute(one, out * v_1, definitions=derivation.definitions)
    lesson.say("What is missing is the slope of the unit that the delta belongs to:")
    lesson.show(
        lesson.claim(
            one, out * v_1 * y_1 * (1 - y_1), "With the slope of the sigmoid.", definitions=derivation.definitions
        )
    )


def _decay(lesson: Lesson) -> None:
    equations = [Equation(z, w * x), Equation(E, (z - t) ** 2 / 2 + rate * w**2 / 2)]
    _solve(lambda: sb.derive(Network(equations, parameters=[w], targets=[t])), w)(lesson)
    lesson.say("The weight itself is added to the gradient, times ", rate, ": each step makes it a little smaller.")


EXERCISES = (
    Exercise(
        "a gate",
        ("Find weights and a bias of a perceptron that computes the implication: false only at (1, 0).",),
        _implication,
    ),
    Exercise(
        "the slope of the sigmoid",
        ("Show that the slope of the sigmoid is its value times one minus its value.",),
        _slope("sigmoid"),
    ),
    Exercise(
        "the slope of softplus",
        ("Softplus is a smooth form of the rectifier. Find its slope, and write it in its value.",),
        _slope("softplus"),
    ),
    Exercise(
        "a tanh unit",
        ("A tanh unit has one input, and half the squared error as its loss. Derive its weight’s gradient.",),
        _solve(lambda: _unit("tanh"), w),
    ),
    Exercise(
        "a linear unit",
        ("The same for a linear unit, which hands on its weighted sum.",),
        _solve(lambda: _unit("identity"), w),
    ),
    Exercise(
        "a rectified unit",
        ("The same for a rectified linear unit [glorot]. Where does the gradient not exist?",),
        _rectified,
    ),
    Exercise(
        "cross-entropy",
        ("A sigmoid unit has the binary cross-entropy as its loss. What becomes of its delta [bishop]?",),
        _cross_entropy,
    ),
    Exercise(
        "three layers",
        ("Three tanh units stand in a row. Derive the gradient of the weight of the first.",),
        _solve(_chain, w),
    ),
    Exercise(
        "a weight used twice",
        ("The same weight multiplies the input, and then the result again. Derive its gradient.",),
        _shared,
    ),
    Exercise(
        "weight decay",
        ("Half the square of the weight, times a factor, is added to the loss. What is added to the gradient?",),
        _decay,
    ),
    Exercise(
        "a formula to refute",
        (
            "In a homework the first delta of the network of the notes is the delta of the output times the weight ",
            name("v_1"),
            ". Show that this is wrong, and put it right.",
        ),
        _missing_slope,
    ),
)
