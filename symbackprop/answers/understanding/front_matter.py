"""Front matter: what a document says of its own network and notation, in the lines before its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from symbackprop.answers.documents import Source
from symbackprop.answers.understanding.equations import network_of_equations
from symbackprop.answers.understanding.networks import is_name_of_network, network_named
from symbackprop.answers.understanding.notation import Notation
from symbackprop.answers.understanding.refusal import refusal
from symbackprop.answers.understanding.settings import NOTATION, Settings, checked, notation_of, placed
from symbackprop.errors import SymbackpropError
from symbackprop.network import Network
from symbackprop.network.toml_places import shown

BLOCK = "symbackprop"
"""The key of the block; `network` alone is read, too, where it is the name of a network."""

_NETWORK: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {"network": (str,), "activation": (str,), "output": (str,), "loss": (str,)}
)
_EQUATIONS: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {"equations": (list,), "parameters": (list,), "targets": (list,)}
)
_KNOWN = {
    **_NETWORK,
    **_EQUATIONS,
    **{key: kind for key, kind in NOTATION.items() if key != "profile"},
    "notation": (str,),
}

Made = TypeVar("Made")


def network_and_notation(source: Source) -> tuple[Network | None, Notation | None]:
    r"""Returns the network and the notation that the front matter of a document names, None for what it does not.

    Raises NotationError, with the line, for a key in the block that is not known or a value that is none.

    >>> from symbackprop.answers.documents import read_text
    >>> block = "---\nsymbackprop: {network: n-m-K, activation: tanh, notation: bishop}\n---\n$x$"
    >>> network, notation = network_and_notation(read_text(block))
    >>> network.title, notation.names["a_j"]
    ('a network of n inputs, m hidden units and K outputs', 'u_j')
    """
    block = source.front_matter.get(BLOCK)
    if block is None:
        named = source.front_matter.get("network")
        return (network_named(str(named)) if is_name_of_network(named) else None), None

    def place(key: str) -> str:
        return _line_of(source, key)

    settings = {"network": block} if isinstance(block, str) else block
    if not isinstance(settings, dict):
        raise refusal(
            f"{BLOCK} in the front matter is a table", place(BLOCK), f"write             {BLOCK}: {{network: 2-2-1}}"
        )
    checked(settings, _KNOWN, f"{BLOCK} of the front matter", place)
    network, own = _network(settings, place)
    keys = {
        "profile" if key == "notation" else key: value
        for key, value in settings.items()
        if key in {*NOTATION, "notation"}
    }
    if not keys:
        return network, own
    given = notation_of(
        keys, f"{BLOCK} of the front matter", lambda key: place("notation" if key == "profile" else key)
    )
    return network, given.over(own) if own is not None else given


def _network(settings: Settings, place: Callable[[str], str]) -> tuple[Network | None, Notation | None]:
    if "equations" in settings:
        lists = (list(map(str, settings.get(key, ()))) for key in _EQUATIONS)
        return _placed(lambda: network_of_equations(*lists), place("equations"))
    options: dict[str, Any] = {key: settings[key] for key in ("activation", "output", "loss") if key in settings}
    if "network" not in settings:
        if options:
            raise refusal(
                f"{next(iter(options))} is of no network",
                place(next(iter(options))),
                "write             network: 2-2-1",
            )
        return None, None
    return _placed(lambda: network_named(settings["network"], **options), place("network")), None


def _placed(make: Callable[[], Made], place: str) -> Made:
    try:
        return make()
    except SymbackpropError as error:
        raise placed(error, place) from error


def _line_of(source: Source, key: str) -> str:
    """Returns the line of the front matter on which a key stands, as an error shows it; "" if it is not found."""
    text = source.texts.get(min(source.texts, default=0), "")
    pattern = re.compile(rf"(?:^|[\s,{{\"'])({re.escape(key)})[\"']?\s*[:=]")
    for number, line in enumerate(text.splitlines()[:500], 1):
        if pattern.search(line):
            return shown(text, number, key)
    return ""
