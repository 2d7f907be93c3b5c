"""What is differentiated: names, equations, the network, and the tables of activations and losses."""

from symbackprop.network.activation import Activation
from symbackprop.network.activations import ACTIVATIONS, activation, unspecified
from symbackprop.network.equation import Equation
from symbackprop.network.losses import LOSSES, Loss, loss
from symbackprop.network.names import name, names
from symbackprop.network.network import Network
from symbackprop.network.two_layer import two_layer

__all__ = [
    "ACTIVATIONS",
    "LOSSES",
    "Activation",
    "Equation",
    "Loss",
    "Network",
    "activation",
    "loss",
    "name",
    "names",
    "two_layer",
    "unspecified",
]
