"""The chain rule: along each path the partials are multiplied, and the paths add."""

from functools import cache

import sympy as sp

import symbackprop as sb
from symbackprop.calculus.theorems import CHAIN_RULE
from symbackprop.network import Equation, Network, names
from symbackprop.report import Document
from symbackprop.report.lesson import Lesson
from symbackprop.report.lines import Shown
from symbackprop.report.text import ToChapter

from . import _references
from ._chapters import number

x, y, u, v = names("x y u v")


@cache
def document() -> Document:
    """Returns the chapter."""
    lesson = Lesson(
        "The chain rule",
        "How a change runs along the paths of a graph",
        number(__name__),
        references=(_references.GOODFELLOW, _references.BISHOP),
    )
    lesson.section("rule", "The rule and its graph")
    lesson.say(
        "Let ", y, " be computed from ", u, " and ", v, ", and both from ", x, ": ", y, " is a function of ", x,
        " by way of two others. Draw an arrow from each quantity to those that are computed from it. A small change "
        "of ", x,
        " reaches ", y, " along every path of the graph; along a path the factors multiply, and the paths add "
        "[goodfellow]:",
    )  # fmt: skip
    lesson.figure("chain-rule", "chain rule", "Two paths lead from ", x, " to ", y, ".")
    rule = lesson.numbering.line((Shown(CHAIN_RULE),), ("The chain rule. It is taken as known.",))
    lesson.show(rule)
    lesson.say(
        "Nothing else is needed between the equations of a network, however large it is. What each factor is, follows "
        "from one equation alone: it is a local partial."
    )
    _example(lesson, "product", "First example: a product", (2 * x + 1, x**2, u * v), 6 * x**2 + 2 * x)
    lesson.say("Multiplied out first, ", y, " = 2", x, "³ + ", x, "², and the power rule gives the same.")
    _example(lesson, "logarithm", "Second example: a logarithm", (sp.exp(x), sp.exp(-x), sp.log(u + v)), sp.tanh(x))
    lesson.say(
        "The slope of the logarithm of the sum of two exponentials is the hyperbolic tangent, one of the activations "
        "of ", ToChapter(number("activations")), ".",
    )  # fmt: skip
    return lesson.document()


def _example(lesson: Lesson, key: str, title: str, bodies: tuple[sp.Expr, sp.Expr, sp.Expr], result: sp.Expr) -> None:
    lesson.section(key, title)
    network = Network([Equation(name, body) for name, body in zip((u, v, y), bodies, strict=True)], parameters=[x])
    derivation = sb.derive(network)
    story = lesson.tell(derivation)
    lesson.say("Three equations, each to be differentiated by itself:")
    lesson.show(*(story.line(derivation.ledger.equations[name]) for name in (u, v, y)))
    if slopes := [step for step in derivation.lemmas if step.key.endswith("slope in output")]:
        lesson.say("The exponential is its own slope, and the local partials follow:")
        lesson.show(*map(story.line, slopes))
    lesson.show(*(story.line(step) for step in derivation.partials))
    gradient = derivation.gradient("x")
    first, *others = gradient.steps
    lesson.say("Along both paths, and added:")
    lines = [story.line(first), *(story.line(step, continued=[step]) for step in others)]
    inlined = "With the bodies of the equations put in."
    definitions = dict(zip((u, v, y), bodies, strict=True))
    lesson.show(*lines, lesson.then(lines[0], result, inlined, definitions=definitions))
