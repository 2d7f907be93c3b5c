"""Examples: formulas that define a function of their own, f(x, y) = x y, where others define f otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from symbackprop.answers.understanding.inference.definitions import Definition, Definitions
from symbackprop.answers.understanding.inference.statements import Stated
from symbackprop.answers.understanding.subject import Key

MOST_EXAMPLES = 50
"""The most formulas that are taken for examples."""


def examples(definitions: Definitions, statements: Sequence[Stated]) -> tuple[frozenset[Key], ...]:
    """Returns the statements of each formula that is an example.

    It defines, with its arguments, what another formula defines with its arguments otherwise, and none without.
    """
    named: dict[str, list[Definition]] = {}
    for found in definitions.quantities:
        named.setdefault(found.text, []).append(found)
    passages = [
        found.stated.passage
        for several in named.values()
        if len({one.body for one in several}) > 1 and all(one.arguments and not one.supposed for one in several)
        for found in several
    ]
    return tuple(
        frozenset(stated.key for stated in statements if stated.passage == passage)
        for passage in sorted(set(passages))[:MOST_EXAMPLES]
    )
