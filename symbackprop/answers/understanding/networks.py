"""Networks by name: 2-2-1, 2-3-1, n-m-K."""

from __future__ import annotations

import re

from symbackprop.answers.understanding.refusal import refusal
from symbackprop.network import Network, instance, mlp

MOST_UNITS = 24
"""The most inputs and units that are written out one by one."""

_NAME = re.compile(r"\s*(?:[0-9]{1,4}|[A-Za-z])(?:\s*-\s*(?:[0-9]{1,4}|[A-Za-z])){1,8}\s*")
_LETTERS = "nmqrklij"


def is_name_of_network(text: object) -> bool:
    """Returns whether a text is the name of a network by its sizes.

    >>> is_name_of_network("2-2-1"), is_name_of_network("mainnet")
    (True, False)
    """
    return isinstance(text, str) and _NAME.fullmatch(text) is not None


def network_named(
    text: str, activation: str = "sigmoid", loss: str = "half_squared_error", output: str | None = None
) -> Network:
    """Returns the perceptron of the sizes in a name: inputs, hidden layers, outputs.

    text        "2-2-1", "2-3-1", "n-m-K"
    activation  a row of ACTIVATIONS by its name, or "any"
    loss        a row of LOSSES by its name
    output      the activation of the outputs, or "softmax"

    A small network of numbers with one output has its quantities one by one, u_1, u_2, as in the notes; another one has
    arrays. Raises NotationError for a text that is no such name, and what `mlp` raises.

    >>> from symbackprop.network import two_layer
    >>> network_named("2-2-1") == two_layer()
    True
    >>> network_named("n-m-K").title
    'a network of n inputs, m hidden units and K outputs'
    """
    if not is_name_of_network(text):
        raise refusal(f"{text!r} is no name of a network", "", "write             2-2-1, 2-3-1 or n-m-K")
    sizes = [int(part) if part.strip().isdigit() else part.strip() for part in text.split("-")]
    numbers = [size for size in sizes if isinstance(size, int)]
    if len(numbers) < len(sizes) or sizes[-1] != 1 or sum(numbers) > MOST_UNITS:
        return mlp(sizes, activation=activation, loss=loss, output=output)
    letters = dict(zip(_LETTERS, numbers[:-1], strict=False))
    general = mlp([*letters, 1], activation=activation, loss=loss, output=output)
    return instance(general, letters).network.titled(f"the {'-'.join(map(str, sizes))} network")
