"""Front matter: what a document says of its own network and notation, in the lines before its text."""

from __future__ import annotations

import re

from symbackprop.answers.documents import Source
from symbackprop.answers.understanding.mapping import BLOCK, Said, said_in
from symbackprop.answers.understanding.networks import is_name_of_network, network_named
from symbackprop.network.toml_places import shown

_MOST_LINES = 500


def said_in_front_matter(source: Source) -> Said:
    r"""Returns what the front matter of a document says of its network and its notation.

    `network` alone is read, too, where it is the name of a network. Raises NotationError, with the line, for a key
    in the block that is not known or a value that is none.

    >>> from symbackprop.answers.documents import read_text
    >>> block = "---\nsymbackprop: {network: n-m-K, activation: tanh, notation: bishop}\n---\n$x$"
    >>> said = said_in_front_matter(read_text(block))
    >>> said.network.title, said.notation.names["a_j"]
    ('a network of n inputs, m hidden units and K outputs', 'u_j')
    """
    block = source.front_matter.get(BLOCK)
    if block is None:
        named = source.front_matter.get("network")
        return Said(network_named(str(named)) if is_name_of_network(named) else None)
    text = source.texts.get(min(source.texts, default=0), "")
    return said_in(block, f"{BLOCK} of the front matter", lambda key: line_of(text, key))


def line_of(text: str, key: str, first: int = 1) -> str:
    """Returns the line on which a key stands, from the first on, as an error shows it; "" if it is not found."""
    pattern = re.compile(rf"(?:^|[\s,{{\"'])({re.escape(key)})[\"']?\s*[:=]")
    for number, line in enumerate(text.splitlines()[first - 1 : first - 1 + _MOST_LINES], first):
        if pattern.search(line):
            return shown(text, number, key)
    return ""
