r"""Files: a network and a notation in one TOML file, as `--network` takes it.

The network is described as `network_from_toml` reads it, or by its forward pass in the author's own letters; the
notation says what letters mean, where they are not those of the network:

    [network]                                   [network]
    layers = ["n", "m", "K"]                    equations = [
    activation = "tanh"                             'net_{h1} = w_1 i_1 + w_2 i_2 + b_1',
                                                    'out_{h1} = \sigma(net_{h1})',
    [notation]                                      'E = \frac12 (target - out_{h1})^2',
    profile = "bishop"                          ]
    layout = "columns"                          targets = ["target"]

    [notation.names]                            [notation.names]
    "o_k" = "z_k"                               "w1" = "w_1"
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from symbackprop.answers.latex import Symbols
from symbackprop.answers.understanding.equations import network_of_equations
from symbackprop.answers.understanding.notation import Notation, of_any_item
from symbackprop.answers.understanding.settings import Settings, checked, notation_of, placed
from symbackprop.answers.vocabulary import vocabulary
from symbackprop.errors import SymbackpropError
from symbackprop.network import Network
from symbackprop.network.description import description_text, network_from_toml
from symbackprop.network.toml_places import place_of

_EQUATIONS: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {"equations": (list,), "parameters": (list,), "targets": (list,), "title": (str,)}
)


@dataclass(frozen=True)
class Description:
    """A network, and the notation in which a document speaks of it."""

    network: Network
    notation: Notation

    def table(self) -> Symbols:
        """Returns what the names of the document mean. Raises what `Notation.table` raises."""
        words = vocabulary(self.network)
        return self.notation.over(of_any_item(words)).table(words)


def description_from_toml(source: str | os.PathLike[str]) -> Description:
    r"""Returns the network and the notation that a TOML text or file describes.

    source  the text, or the path of a file as a `Path`

    Raises NotationError, with the line, for what is wrong with a notation or with equations, and what
    `network_from_toml` raises for the rest.

    >>> found = description_from_toml('[network]\nlayers = [2, 2, 1]\n[notation.names]\no_j = "y_j"')
    >>> found.notation.names
    {'o_j': 'y_j'}
    """
    text = description_text(source)
    content = _parsed(text)
    settings = content.get("network", {})
    if not isinstance(settings, dict) or "equations" not in settings:
        network = network_from_toml(text if isinstance(source, str) else Path(source))
        return Description(network, _notation(content, text))
    checked(content, {"network": (dict,), "notation": (dict,)}, "the description", lambda key: place_of(text, key))
    checked(settings, _EQUATIONS, "[network]", lambda key: place_of(text, "network", key))
    try:
        network, own = network_of_equations(
            *(list(map(str, settings.get(key, ()))) for key in ("equations", "parameters", "targets"))
        )
    except SymbackpropError as error:
        raise placed(error, place_of(text, "network", "equations")) from error
    titled = network.titled(settings["title"]) if "title" in settings else network
    return Description(titled, _notation(content, text).over(own))


def _parsed(text: str) -> Settings:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _notation(content: Settings, text: str) -> Notation:
    def place(key: str) -> str:
        return place_of(text, "notation", key) or place_of(text, key)

    checked({"notation": content.get("notation", {})}, {"notation": (dict,)}, "the description", place)
    return notation_of(content.get("notation", {}), "[notation]", place)
