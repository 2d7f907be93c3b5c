"""Section: the forward pass."""

from __future__ import annotations

import sympy as sp

from symbackprop.network import Equation, Network
from symbackprop.report.blocks import Display, Paragraph
from symbackprop.report.contents.activation import title_of
from symbackprop.report.contents.story import Story, listed, sentence
from symbackprop.report.document import Section
from symbackprop.report.lines import Line
from symbackprop.report.text import Formula, Text, ToSection


def forward(story: Story) -> Section:
    """Returns the section that lists the equations of the network and the loss of the set."""
    network = story.derivation.network
    lines = equations(story)
    if not network.parameters:
        return Section("forward", "Forward pass", (Paragraph(_opening(network)), Display(lines)))
    closing = sentence(
        "It is differentiated with respect to ", listed(network.parameters), " (", _many(network.parameters), ")."
    )
    return Section("forward", "Forward pass", (Paragraph(_opening(network)), Display(lines), Paragraph(closing)))


def equations(story: Story) -> tuple[Line, ...]:
    """Returns the equations of the network as lines, and the loss of the set."""
    network, steps = story.derivation.network, story.derivation.ledger.equations
    lines = (story.line(steps[line.name], reason=_remark(network, line)) for line in network.equations)
    return (*lines, story.line(story.derivation.training_set.definition))


def _opening(network: Network) -> Text:
    named = {row.name: (row, equation) for equation in network if (row := equation.activation) is not None}
    pieces = [sentence("For one training item")]
    if network.inputs:
        pieces.append(sentence(" with input " if len(network.inputs) == 1 else " with inputs ", listed(network.inputs)))
    if network.targets:
        word = "target " if len(network.targets) == 1 else "targets "
        pieces.append(sentence(" and " if network.inputs else " with ", word, listed(network.targets)))
    if len(named) == 1:
        ((row, equation),) = named.values()
        where = (" (", ToSection("activation"), ")") if row.value is None else (" of ", ToSection("activation"))
        pieces.append(sentence(", and ", Formula(row(equation.preactivation)), " ", title_of(row), where))
    return sentence(*pieces, ":")


def _remark(network: Network, line: Equation) -> Text:
    if line is network.loss:
        return ("The loss of one item.",)
    if line is network.equations[0] and (weight := _of_second_input(network, line)) is not None:
        return ("Indices read “to, from”: ", Formula(weight), " goes to unit 1 from input 2.")
    return ()


def _of_second_input(network: Network, line: Equation) -> sp.Symbol | None:
    """Returns the weight of unit 1 that multiplies the second input, if they are numbered so."""
    if len(network.inputs) < 2 or not line.name.name.endswith("_1"):
        return None
    weight = line.body.expand().coeff(network.inputs[1])
    return weight if weight in network.parameters and weight.name.endswith("_12") else None


def _many(parameters: tuple[object, ...]) -> str:
    words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    count = words[len(parameters)] if len(parameters) < len(words) else str(len(parameters))
    return f"{count} parameter{'' if len(parameters) == 1 else 's'}"
