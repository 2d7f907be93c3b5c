"""Evidence: what the tower found, in words and hypotheses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sympy as sp

from symbackprop.proof.cases import Leaf
from symbackprop.proof.claims import Hypothesis
from symbackprop.proof.continuity import continuous, kinks_in_variables
from symbackprop.proof.describe import generators_in_words
from symbackprop.proof.reader import Definitions
from symbackprop.proof.verdict import Method

_CASES_IN_WORDS = 4
_NUMBERS = {2: "two", 3: "three", 4: "four"}


def proof_of(leaves: Sequence[Leaf]) -> tuple[Method, str]:
    """Returns the rung and the sentence of a proof by the tower."""
    if len(leaves) == 1 and not leaves[0].conditions:
        generators = generators_in_words(leaves[0].tower)
        extended = f" with generators {generators}" if generators else ""
        return "tower", f"over the rational functions{extended}, normal form 0"
    defined = [leaf for leaf in leaves if leaf.finding == "equal"]
    shown = ", ".join(in_words(leaf) for leaf in defined) if len(defined) <= _CASES_IN_WORDS else _signs(defined)
    number = _NUMBERS.get(len(defined), str(len(defined)))
    head = f"one case {shown}" if len(defined) == 1 else f"{number} cases {shown}"
    rest = len(leaves) - len(defined)
    undefined = f"; in {rest} more a side is undefined" if rest else ""
    return "cases", f"{head}; in each, normal form 0{undefined}"


def in_words(leaf: Leaf) -> str:
    """Returns the conditions of a case."""
    return " and ".join(f"{expression} {'>' if sign > 0 else '<'} 0" for expression, sign in leaf.conditions)


def _signs(leaves: Sequence[Leaf]) -> str:
    asked = dict.fromkeys(str(expression) for leaf in leaves for expression, _ in leaf.conditions)
    return f"by the signs of {', '.join(asked)}"


def hypotheses_of(
    leaves: Iterable[Leaf], given: tuple[Hypothesis, ...], sides: Sequence[sp.Expr], definitions: Definitions
) -> tuple[Hypothesis, ...]:
    """Returns the hypotheses of a proof.

    Left out are kinks to which it extends by continuity, and conditions of the domain that
    only some cases need: where both sides are defined they hold by themselves.
    """
    leaves = list(leaves)
    found = [
        hypothesis
        for hypothesis in {hypothesis: None for leaf in leaves for hypothesis in leaf.tower.hypotheses}
        if hypothesis.sort != "domain" or _needed_everywhere(hypothesis, leaves)
    ]
    extends = (
        any(hypothesis.sort == "kink" for hypothesis in found)
        and all(leaf.finding == "equal" and kinks_in_variables(leaf.tower) for leaf in leaves)
        and not any(hypothesis.relation == ">=" for hypothesis in given)
        and continuous(sides, definitions)
    )
    kept = [hypothesis for hypothesis in found if not (extends and hypothesis.sort == "kink")]
    return (*given, *kept)


def _needed_everywhere(hypothesis: Hypothesis, leaves: list[Leaf]) -> bool:
    """Returns whether a condition of the domain stays: every case needs it, or a root does, which 0 leaves defined."""
    if any(hypothesis in leaf.tower.rooted for leaf in leaves):
        return True
    equal = (leaf.tower for leaf in leaves if leaf.finding == "equal")
    return all(hypothesis in tower.hypotheses or hypothesis in tower.implied for tower in equal)
