"""Section: the chain rule for arrays."""

from __future__ import annotations

import sympy as sp

from symbackprop.calculus.partial import Partial
from symbackprop.calculus.rules import ChainRule
from symbackprop.calculus.steps import Step
from symbackprop.network.indices import array, index, size
from symbackprop.network.names import name
from symbackprop.report.blocks import About, Display, Paragraph
from symbackprop.report.contents.story import Story
from symbackprop.report.document import Section
from symbackprop.report.subjects import ANY_FUNCTIONS
from symbackprop.report.text import Formula, Text, ToReference, ranging

_X, _J, _M = name("x"), index("j"), size("m")
_U = array("u")[_J]


def chain_rule(story: Story) -> Section:
    """Returns the section that states the chain rule for what the loss depends on through an array."""
    theorem = chain_rule_for_arrays(story.derivation.network.loss.name)
    loss, x, u = Formula(theorem.lhs.of), Formula(_X), Formula(_U)
    opening: Text = (
        "If ",
        loss,
        " depends on the elements ",
        u,
        " of an array, ",
        *ranging([(_J, _M)]),
        ", and they depend on ",
        x,
        ", then each element is a path from ",
        x,
        " to ",
        loss,
        ", each path gives one product, and the paths add:",
    )
    reason: Text = ("The only rule of calculus used between equations. ", ToReference("goodfellow"), ", 6.5.2.")
    closing: Text = ("What is reached through several arrays has one such sum for each of them.",)
    display = Display((story.line(theorem, reason=reason),))
    return Section("chain", "The chain rule", (Paragraph(opening), About(ANY_FUNCTIONS), display, Paragraph(closing)))


def chain_rule_for_arrays(loss: sp.Symbol) -> Step:
    """Returns the rule for E = E(u_1, ..., u_m) with u_j = u_j(x): ∂E/∂x = Σ_j ∂E/∂u_j · ∂u_j/∂x.

    >>> print(chain_rule_for_arrays(name("E")))
    dE/dx = Sum(dE/du[j] * du[j]/dx, (j, 1, m))    [chain rule]
    """
    path = (Partial(loss, _U), Partial(_U, _X))
    rule = ChainRule((path,), (((_J, sp.S.One, _M),),))
    return Step("chain rule for arrays", Partial(loss, _X), rule, kind="rule")
