"""The subject of a command: the network that its options describe."""

from __future__ import annotations

from argparse import Namespace

from symbackprop.network import Network, two_layer


def network(arguments: Namespace) -> Network:
    """Returns the 2-2-1 network with the activations and the loss that the options name.

    Raises UnknownName for a name in no table, NetworkError for an output the loss cannot take.
    """
    return two_layer(arguments.activation, arguments.loss, arguments.output_activation)
