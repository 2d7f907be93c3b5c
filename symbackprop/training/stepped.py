"""The step function in place of every activation: the network before backpropagation."""

from __future__ import annotations

from dataclasses import replace

from symbackprop.network import Equation, Network
from symbackprop.network.heads import step


def stepped(network: Network) -> Network:
    """Returns the network with the step function in place of each activation.

    Its loss is constant on pieces: wherever it has a slope, the slope is 0, so that gradient
    descent has no direction to go in.

    >>> from symbackprop.network import two_layer
    >>> print(stepped(two_layer()).equation("z"))
    z = step(s)
    """
    return Network(
        [_stepped(line) for line in network],
        parameters=network.parameters,
        targets=network.targets,
        loss_row=network.loss_row,
        title=f"{network.title} with the step function",
        hypotheses=network.hypotheses,
        constants=network.constants,
        items=network.items,
    )


def _stepped(line: Equation) -> Equation:
    if line.activation is None:
        return line
    return replace(line, body=step(line.body.args[0]), row=None)
