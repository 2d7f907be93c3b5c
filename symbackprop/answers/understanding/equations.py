"""Equations: a network and its notation, from a forward pass written in LaTeX, as the author has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symbackprop.answers.latex import NotUnderstood, read_display
from symbackprop.answers.understanding.inference.document import subjects_stated
from symbackprop.answers.understanding.inference.statements import Stated
from symbackprop.answers.understanding.notation import Notation, notation_of_table
from symbackprop.answers.understanding.refusal import refusal
from symbackprop.network import Network

MOST_EQUATIONS = 200
"""The most equations of a description."""


def network_of_equations(
    equations: Sequence[str], parameters: Sequence[str] = (), targets: Sequence[str] = ()
) -> tuple[Network, Notation]:
    r"""Returns the network that equations in LaTeX define, and the notation in which they are written.

    parameters  by what one differentiates; (): what the equations suggest, by how they are built and called
    targets     what the loss compares with; (): likewise

    The names in the network are those of the equations: "net_h1" for net_{h1}. Units that are not written out are
    completed by analogy. Raises NotationError for an equation that is not read, or that defines nothing, and
    NetworkError for equations that make no network.

    >>> print(network_of_equations([r"y = g(w x)", r"E = (y - t)^2", r"g(s) = \tanh s"])[0])
    y = tanh(w*x)
    E = (-t + y)**2
    """
    if len(equations) > MOST_EQUATIONS:
        raise refusal(f"a description has at most {MOST_EQUATIONS} equations", "")
    stated = tuple(_stated(equations))
    found = [subject for subject in subjects_stated(stated, ()) if subject.about is None]
    if not found:
        raise refusal("the equations define no network", "", *equations[:3], "the last of them is the loss: E = ...")
    subject = found[0]
    unused = [one for one in stated if one.key not in subject.definitions]
    if unused:
        raise refusal(
            "an equation does not define anything", f"equation {unused[0].line}    {equations[unused[0].passage]}"
        )
    table, network = subject.table, subject.table.vocabulary.network
    if parameters or targets:
        network = Network(
            network.equations,
            parameters=parameters or network.parameters,
            targets=targets or [target for target in network.targets if str(target) not in parameters],
            loss_row=network.loss_row,
            constants=network.constants,
        )
    return network, notation_of_table(table)


def _stated(equations: Sequence[str]) -> Iterator[Stated]:
    for place, latex in enumerate(equations):
        try:
            statements = read_display(latex)
        except NotUnderstood as error:
            raise refusal(f"equation {place + 1} is not read: {error.fact}", "", latex) from error
        for number, statement in enumerate(statements):
            yield Stated(place, number, place + 1, statement)
