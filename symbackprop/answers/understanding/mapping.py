"""The mapping: what a document says of itself, its network and its notation, in front matter or in a comment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from symbackprop.answers.understanding.equations import network_of_equations
from symbackprop.answers.understanding.formulas import bare, network_of_formulas
from symbackprop.answers.understanding.networks import network_named
from symbackprop.answers.understanding.notation import Notation
from symbackprop.answers.understanding.refusal import refusal
from symbackprop.answers.understanding.settings import NOTATION, Place, Settings, checked, notation_of, placed
from symbackprop.errors import SymbackpropError
from symbackprop.network import Network

BLOCK = "symbackprop"
"""The key under which it stands."""

FREE = "quantities of no network"
"""What names are called of which nothing is said."""

_NETWORK: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {"network": (str, list), "activation": (str,), "output": (str,), "loss": (str,)}
)
_OPTIONS = ("activation", "output", "loss")
_EQUATIONS: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {"equations": (list,), "parameters": (list,), "targets": (list,)}
)
_FORMULAS: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {"arrays": (dict,), "deltas": (dict,), "constants": (list,), "items": (list,), "hypotheses": (list,)}
    | {"title": (str,), "quantities": (list,), "where": (list,)}
)
_KNOWN = {
    **_NETWORK,
    **_EQUATIONS,
    **{key: kind for key, kind in NOTATION.items() if key != "profile"},
    "notation": (str,),
    **_FORMULAS,
}


@dataclass(frozen=True)
class Said:
    """What a document, or a part of it, says of itself.

    network   what it is about; None if it does not say so
    notation  what its letters mean; None if it does not say so
    where     conditions under which its formulas hold, in the formula language: "s + 709 > 0"
    """

    network: Network | None = None
    notation: Notation | None = None
    where: tuple[str, ...] = field(default=())


def said_in(block: object, where: str, place: Place) -> Said:
    """Returns what a mapping says.

    where  what errors call it: "symbackprop of the front matter"
    place  the line on which a key stands

    Raises NotationError, with the line, for a key that is not known or a value that is none.

    >>> said_in("2-3-1", "the comment", lambda key: "").network.title
    'the 2-3-1 network'
    """
    settings = {"network": block} if isinstance(block, str) else block
    if not isinstance(settings, dict):
        raise refusal(f"{where} is a table", place(BLOCK), f"write             {BLOCK}: {{network: 2-2-1}}")
    checked(settings, _KNOWN, where, place)
    options = [key for key in _OPTIONS if key in settings]
    if options and not {"network", "equations"} & settings.keys():
        raise refusal(f"{options[0]} is of no network", place(options[0]), "write             network: 2-2-1")
    try:
        network, own = _network(settings)
    except SymbackpropError as error:
        raise placed(error, place(_key(settings))) from error
    notation = _notation(settings, where, place, network)
    both = notation.over(own) if notation is not None and own is not None else notation or own
    return Said(network, both, tuple(map(str, settings.get("where", ()))))


def _key(settings: Settings) -> str:
    """Returns the key with which a mapping describes a network."""
    return next((key for key in ("equations", "network", "quantities", *_NETWORK) if key in settings), BLOCK)


def _network(settings: Settings) -> tuple[Network | None, Notation | None]:
    if "equations" in settings:
        return network_of_equations(*(list(map(str, settings.get(key, ()))) for key in _EQUATIONS))
    if isinstance(settings.get("network"), list):
        return network_of_formulas(settings), None
    if "network" in settings:
        options: dict[str, Any] = {key: settings[key] for key in _OPTIONS if key in settings}
        return network_named(settings["network"], **options), None
    if "quantities" in settings:
        return bare(map(str, settings["quantities"])).network.titled(FREE), None
    return None, None


def _notation(settings: Settings, where: str, place: Place, network: Network | None) -> Notation | None:
    keys: dict[str, Any] = {
        "profile" if key == "notation" else key: value
        for key, value in settings.items()
        if key in {*NOTATION, "notation"}
    }
    own = {symbol.name for symbol in network.symbols} if network is not None else set()
    free = {str(text): str(text) for text in settings.get("quantities", ()) if str(text) not in own}
    if free:
        keys["values"] = {**free, **keys.get("values", {})}
    if not keys:
        return None
    return notation_of(keys, where, lambda key: place("notation" if key == "profile" else key))
