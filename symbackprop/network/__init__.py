"""What is differentiated: names, equations, the network, and the tables of activations, losses and layers."""

from symbackprop.network.activation import Activation
from symbackprop.network.activations import ACTIVATIONS, activation, unspecified
from symbackprop.network.batched import batched
from symbackprop.network.description import network_from_toml
from symbackprop.network.equation import Equation
from symbackprop.network.indices import array, index, size
from symbackprop.network.instances import Instance, instance
from symbackprop.network.layers import LAYERS, Layer, given, layer, sequential
from symbackprop.network.losses import LOSSES, LOSSES_OF_ONE_OUTPUT, Loss, loss
from symbackprop.network.mlp import mlp
from symbackprop.network.names import name, names
from symbackprop.network.network import Network
from symbackprop.network.two_layer import two_layer
from symbackprop.network.weight_decay import with_weight_decay

__all__ = [
    "ACTIVATIONS",
    "LAYERS",
    "LOSSES",
    "LOSSES_OF_ONE_OUTPUT",
    "Activation",
    "Equation",
    "Instance",
    "Layer",
    "Loss",
    "Network",
    "activation",
    "array",
    "batched",
    "given",
    "index",
    "instance",
    "layer",
    "loss",
    "mlp",
    "name",
    "names",
    "network_from_toml",
    "sequential",
    "size",
    "two_layer",
    "unspecified",
    "with_weight_decay",
]
