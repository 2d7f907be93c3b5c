"""Section: the forward pass of an indexed network, in indices and as matrices."""

from __future__ import annotations

from symbackprop.network import Equation, Network
from symbackprop.network.indices import head, subscripts
from symbackprop.network.layers.softmax import preactivation_of_softmax
from symbackprop.report.blocks import Block, Display, Paragraph
from symbackprop.report.contents.activation import title_of
from symbackprop.report.contents.story import Story, listed, sentence
from symbackprop.report.document import Section
from symbackprop.report.figures.activation import argument_of
from symbackprop.report.text import Formula, Inline, Text, ToSection, ranging


def forward(story: Story) -> Section:
    """Returns the section that lists the equations of the network, with how far their indices run."""
    network = story.derivation.network
    steps = story.derivation.ledger.equations
    lines = tuple(
        story.line(steps[line.symbol], reason=_remark(network, line), ranges=ranging(line.ranges)) for line in network
    )
    blocks = (Paragraph(_opening(story)), Display(lines), *_as_matrices(story))
    return Section("forward", "Forward pass", blocks)


def _as_matrices(story: Story) -> tuple[Block, ...]:
    """Returns the same equations as matrices, those that have such a form."""
    steps = story.derivation.ledger.equations.values()
    forms = [story.matrix_forms[step] for step in steps if step in story.matrix_forms]
    if not forms:
        return ()
    lines = tuple(story.line(form) for form in forms)
    which = "The same" if len(forms) == len(steps) else "Those of them that have a matrix form"
    return Paragraph((f"{which}, as matrices (", ToSection("notation"), "):")), Display(lines)


def _opening(story: Story) -> Text:
    network = story.derivation.network
    pieces: list[Inline] = ["For one training item"]
    if network.items is not None:
        pieces = ["For ", Formula(network.items[1]), " rows at once,"]
    inputs = [quantity for quantity in network.inputs if head(quantity) not in network.constants]
    if inputs:
        pieces += [" with input " if len(inputs) == 1 else " with inputs ", *listed(inputs)]
    if network.targets:
        pieces += [" and " if inputs else " with "]
        pieces += ["target " if len(network.targets) == 1 else "targets ", *listed(network.targets)]
    rows = {row.name: row for line in network if (row := line.activation) is not None}
    for row in rows.values():
        applied = Formula(row(argument_of(row, story.derivation)))
        pieces += [", and " if len(rows) == 1 else ", ", applied, " ", title_of(row)]
    if rows:
        pieces += [" (", ToSection("activation"), ")"]
    return sentence(*pieces, ":")


def _remark(network: Network, line: Equation) -> Text:
    if line is network.loss:
        return ("The loss of one item.",) if network.items is None else ("The loss of all rows.",)
    if (argument := preactivation_of_softmax(line.body)) is not None:
        return ("The softmax of ", Formula(argument), ".")
    if line is network.equations[0]:
        return _to_from(network, line)
    return ()


def _to_from(network: Network, line: Equation) -> Text:
    """Returns how to read the two indices of the first weight, if the first equation has one."""
    for parameter in network.parameters:
        places = subscripts(parameter)
        own = [letter for letter, _ in line.ranges]
        if head(parameter) in line.reads and len(places) == 2 and places[0] in own and places[1] not in own:
            to, source = places
            words = "Indices read “to, from”: "
            return (words, Formula(parameter), " goes to unit ", Formula(to), " from ", Formula(source), ".")
    return ()
