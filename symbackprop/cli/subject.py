"""The subject of a command: the network that its options describe."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from symbackprop.answers.understanding import Description, Notation, description_from_toml
from symbackprop.cli.arguments import Misuse
from symbackprop.cli.wording import IN_A_FILE, IN_OPTIONS, worded
from symbackprop.network import Network, mlp, two_layer
from symbackprop.network.description import network_from_toml

_MOST_DIGITS = 9
_OF_THE_NOTES = "2-2-1"
_NAME = re.compile("[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+")
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
    """Returns the network that a file describes, or a perceptron, also by a name such as 3-4-1, or the 2-2-1 network.

    Raises Misuse for options beside a file that describes it all, UnknownName for a name in
    no table, NetworkError for a file that describes no network and for an output the loss
    cannot take.
    """
    if arguments.network is not None and not _is_name(arguments.network):
        _file_alone(arguments)
        with worded(IN_A_FILE):
            return network_from_toml(Path(arguments.network))
    layers = arguments.layers
    if arguments.network is not None:
        if layers is not None:
            raise Misuse(
                f"--network {arguments.network} and --layers {layers} both say the sizes\n"
                "    give              one of them"
            )
        layers = None if arguments.network == _OF_THE_NOTES else arguments.network.replace("-", ",")
    with worded(IN_OPTIONS):
        if layers is None:
            return two_layer(arguments.activation, arguments.loss, arguments.output_activation)
        return mlp(
            [_size(word.strip()) for word in layers.split(",")],
            activation=arguments.activation,
            output=arguments.output_activation,
            loss=arguments.loss,
        )


def description_or_none(arguments: Namespace) -> Description | None:
    """Returns the network that the options describe, and the notation that a file says; None if no option is given.

    Raises what `network` raises, and NotationError for what is wrong with a notation.
    """
    if not {"network", *_IN_THE_FILE} & {*arguments.given}:
        return None
    if arguments.network is None or _is_name(arguments.network):
        return Description(network(arguments), Notation())
    _file_alone(arguments)
    with worded(IN_A_FILE):
        return description_from_toml(Path(arguments.network))


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


def _is_name(text: str) -> bool:
    """Returns whether a network is named by its sizes, and not by a file."""
    return _NAME.fullmatch(text) is not None and not Path(text).exists()


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
