"""The subject of a command: the network that its options describe."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from symbackprop.cli.arguments import Misuse
from symbackprop.cli.wording import IN_A_FILE, IN_OPTIONS, worded
from symbackprop.network import Network, mlp, two_layer
from symbackprop.network.description import network_from_toml

_MOST_DIGITS = 9
_IN_THE_FILE: Mapping[str, str] = MappingProxyType(
    {
        "layers": 'layers = ["n", "m", 1]',
        "activation": 'activation = "tanh"',
        "output_activation": 'output = "sigmoid"',
        "loss": 'loss = "huber"',
    }
)
"""How each option that --network excludes is written in the file."""


def network(arguments: Namespace) -> Network:
    """Returns the network that a file describes, or a perceptron, or the 2-2-1 network of the notes.

    Raises Misuse for options beside a file that describes it all, UnknownName for a name in
    no table, NetworkError for a file that describes no network and for an output the loss
    cannot take.
    """
    if arguments.network is not None:
        _file_alone(arguments)
        with worded(IN_A_FILE):
            return network_from_toml(Path(arguments.network))
    with worded(IN_OPTIONS):
        if arguments.layers is None:
            return two_layer(arguments.activation, arguments.loss, arguments.output_activation)
        return mlp(
            [_size(word.strip()) for word in arguments.layers.split(",")],
            activation=arguments.activation,
            output=arguments.output_activation,
            loss=arguments.loss,
        )


def sizes(arguments: Namespace) -> Mapping[str, int]:
    """Returns the numbers that --sizes gives for sizes that are names.

    Raises Misuse for text that gives none.
    """
    found: dict[str, int] = {}
    for pair in filter(None, (part.strip() for part in (arguments.sizes or "").split(","))):
        name, equals, number = (part.strip() for part in pair.partition("="))
        length = _size(number)
        if not equals or not isinstance(length, int) or name in found:
            why = "is given twice" if name in found else "gives no size a number"
            raise Misuse(f"--sizes: {pair!r} {why}\n    give              --sizes n=3,m=2")
        found[name] = length
    return found


def _file_alone(arguments: Namespace) -> None:
    beside = [key for key in _IN_THE_FILE if key in arguments.given]
    if not beside:
        return
    typed = [f"--{key.replace('_', '-')} {getattr(arguments, key)}" for key in ("network", *beside)]
    lines = "; ".join(_IN_THE_FILE[key] for key in beside)
    flags = " and ".join(map(_flag, beside))
    raise Misuse(
        f"the file of --network describes the whole network, and {flags} cannot add to it\n"
        f"    given             {', '.join(typed)}\n"
        f"    write in the file {lines}, under [network]"
    )


def _flag(key: str) -> str:
    return f"--{key.replace('_', '-')}"


def _size(word: str) -> int | str:
    return int(word) if word.isascii() and word.isdigit() and len(word) <= _MOST_DIGITS else word
