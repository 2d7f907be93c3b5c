"""Section: the chain rule."""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp

from symbackprop.calculus.paths import count_paths
from symbackprop.calculus.theorems import CHAIN_RULE
from symbackprop.network import names
from symbackprop.report.blocks import About, Display, Figure, Paragraph
from symbackprop.report.contents.story import Story
from symbackprop.report.document import Section
from symbackprop.report.subjects import ANY_FUNCTIONS
from symbackprop.report.text import Formula, Text, ToFigure, ToReference

_REASON: Text = ("The only rule of calculus used between equations. ", ToReference("goodfellow"), ", 6.5.2.")


def chain_rule(story: Story) -> Section:
    """Returns the section that states the chain rule and counts the paths of this network."""
    x, y, u, v = names("x y u v")
    opening = (
        "If ",
        Formula(y),
        " depends on ",
        Formula(u),
        " and ",
        Formula(v),
        ", and both depend on ",
        Formula(x),
        ", then each path from ",
        Formula(x),
        " to ",
        Formula(y),
        " gives one product, and the paths add:",
    )
    caption = ("Two paths lead from ", Formula(x), " to ", Formula(y), ".")
    return Section(
        "chain",
        "The chain rule",
        (
            Paragraph(opening),
            Figure("chain-rule", "chain rule", caption),
            About(ANY_FUNCTIONS),
            Display((story.line(CHAIN_RULE, reason=_REASON),)),
            *_paths(story),
        ),
    )


def _paths(story: Story) -> tuple[Paragraph, ...]:
    derivation = story.derivation
    counts = {gradient.parameter: count_paths(gradient.adjoint) for gradient in derivation.gradients.values()}
    return (Paragraph(_counted(story, counts)),) if counts else ()


def _counted(story: Story, counts: Mapping[sp.Symbol, int]) -> Text:
    loss = Formula(story.derivation.network.loss.name)
    several = [parameter for parameter, count in counts.items() if count > 1]
    if not several:
        return (
            "In ",
            ToFigure("network"),
            " every parameter reaches ",
            loss,
            " by exactly one path, so every sum below has one term.",
        )
    most = max(several, key=lambda parameter: counts[parameter])
    return (
        "In ",
        ToFigure("network"),
        " some parameters reach ",
        loss,
        " by more than one path: from ",
        Formula(most),
        f" there are {counts[most]}.",
    )
