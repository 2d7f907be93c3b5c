"""The opening: the author's words, and the figure of the network with how to read it."""

from __future__ import annotations

from symbackprop.calculus import Derivation
from symbackprop.report.blocks import Block, Figure, Paragraph
from symbackprop.report.contents.author import lead
from symbackprop.report.contents.story import Story
from symbackprop.report.figures.arrays import how_to_read
from symbackprop.report.figures.layers import units
from symbackprop.report.palette import ROLES, dashes, notation_for
from symbackprop.report.text import Formula, Inline, Text


def opening_of_scalars(story: Story) -> tuple[Block, ...]:
    """Returns the opening with every unit of the network drawn."""
    derivation = story.derivation
    pills = any(len(unit) > 1 for unit in units(derivation.network))
    words = "A unit is a pill: preactivation left, activation right. " if pills else ""
    caption = _caption(derivation, words + "Black arrows carry values forward")
    return *lead(story), Figure("network", "network", caption, derivation)


def opening_of_arrays(story: Story) -> tuple[Block, ...]:
    """Returns the opening with every array of the network drawn, or with the reason why there is no figure."""
    derivation = story.derivation
    words = how_to_read(derivation, notation_for(derivation))
    if words is None:
        count = len(derivation.network.equations)
        return *lead(story), Paragraph(
            (f"The network has {count} equations, too many for a figure that could be read.",)
        )
    return *lead(story), Figure("network", "arrays", _caption(derivation, words), derivation)


def _caption(derivation: Derivation, words: str) -> Text:
    drawn = dashes(derivation)
    if not drawn:
        return (f"{words}.",)
    pieces: list[Inline] = [f"{words}; coloured arrows carry the deltas back"]
    if len(drawn) <= len(ROLES):
        for position, (delta, dash) in enumerate(drawn.items()):
            pieces += [", " if position else ": ", Formula(delta), f" ({dash})"]
    loss = Formula(derivation.network.loss.name)
    pieces += [". Each is the derivative of ", loss, f" with respect to the {_ends_at(derivation)} its arrow ends."]
    return tuple(pieces)


def _ends_at(derivation: Derivation) -> str:
    preactivations = {line.preactivation for line in derivation.network}
    of_deltas = {delta.of for delta in derivation.deltas}
    if of_deltas <= preactivations:
        return "preactivation at which"
    return "array at which" if derivation.network.is_indexed else "name at which"
