"""Descriptions: a network written in a TOML file.

A perceptron needs one table, any other network a table for each layer:

    [network]                          [network]
    layers = ["n", "m", "K"]           loss = "cross_entropy"
    activation = "tanh"
    loss = "cross_entropy"             [input]
                                       features = { i = "n" }

                                       [[layer]]
                                       kind = "dense"
                                       units = "K"

                                       [[layer]]
                                       kind = "softmax"
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from symbackprop.errors import NetworkError, SymbackpropError, unknown
from symbackprop.network.activations import activation as activation_row
from symbackprop.network.batched import batched
from symbackprop.network.layers import LAYERS, LayerError, Spec, Value, given, layer, sequential
from symbackprop.network.losses import loss as loss_row_of
from symbackprop.network.mlp import mlp
from symbackprop.network.network import Network
from symbackprop.network.outputs import SOFTMAX
from symbackprop.network.toml_places import place_of, shown
from symbackprop.network.weight_decay import with_weight_decay

MOST_BYTES = 100_000
"""The longest description that is read."""

Made = TypeVar("Made")
Table: TypeAlias = dict[str, Any]

_EXAMPLE = 'write             [network] and layers = ["n", "m", 1]; or [network], [input] and [[layer]] tables'

_TEXT, _SIZE, _NUMBER = (str,), (str, int), (str, float, int)
_PERCEPTRON = {"layers": (list,), "activation": _TEXT, "output": _TEXT}
_ANY_NETWORK = {"loss": _TEXT, "title": _TEXT, "weight_decay": _NUMBER, "items": _SIZE}
_CHAIN = {"target": _TEXT}
_INPUT = {"name": _TEXT, "features": (dict,), "items": (dict,)}
_WORDS: Mapping[type, str] = {
    str: "text",
    int: "a whole number",
    float: "a fraction",
    list: "a list",
    dict: "a table",
    bool: "true or false",
}
_EXAMPLES: Mapping[type, str] = {str: '{0} = "..."', list: '{0} = ["n", "m", 1]', dict: "[{0}]"}


class DescriptionError(NetworkError):
    """A description that cannot be read, or that describes no network; the line is part of the message."""


def network_from_toml(source: str | os.PathLike[str]) -> Network:
    r"""Returns the network that a TOML text or file describes.

    source  the text, or the path of a file as a `Path`

    Raises DescriptionError for a file that cannot be read, for text that is no TOML, for a
    key that is unknown or missing or has a value of the wrong type, and wherever `mlp`,
    `sequential`, `with_weight_decay` or `batched` refuse. A table [notation] says how documents write
    about the network; `symbackprop.answers.understanding` reads it.

    >>> print(network_from_toml('[network]\nlayers = ["n", 1]\nloss = "huber"').title)
    a network of n inputs and one output
    """
    return _Description(description_text(source), "the text" if isinstance(source, str) else str(source)).network()


def description_text(source: str | os.PathLike[str]) -> str:
    """Returns the text of a description, given as it is or as the path of a file.

    Raises DescriptionError for a file that cannot be read, and for a text of more than MOST_BYTES.
    """
    if isinstance(source, str):
        return _checked_length(source, "the text")
    return _checked_length(_read(Path(source)), str(source))


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        return data.decode() if len(data) <= MOST_BYTES else data.decode(errors="replace")
    except UnicodeDecodeError as error:
        raise DescriptionError(f"{path} is no text: byte {error.start} is not UTF-8\n    save it as UTF-8") from error
    except (OSError, ValueError) as error:
        raise DescriptionError(
            f"{path} could not be read: {getattr(error, 'strerror', None) or error}\n"
            "    give the path of a TOML file that describes a network"
        ) from error


def _checked_length(text: str, what: str) -> str:
    if len(text) > MOST_BYTES:
        raise DescriptionError(
            f"{what} is too long for the description of a network\n    the limit is      {MOST_BYTES} bytes\n"
            "    sizes are numbers or names, so that a wide network is no longer than a narrow one"
        )
    return text


@dataclass(frozen=True)
class _Description:
    """A TOML text, and what its errors call it."""

    text: str
    name: str

    def network(self) -> Network:
        """Returns the network, or raises DescriptionError with the line."""
        content = self._parsed()
        self._check(content, "", {"network": (dict,), "input": (dict,), "layer": (list,), "notation": (dict,)})
        settings: Table = content.get("network", {})
        made = self._chain(content, settings) if "layer" in content else self._perceptron(content, settings)
        if "items" in settings:
            made = self._placed(lambda: batched(made, settings["items"]), "network", "items")
        if "weight_decay" in settings:
            made = self._placed(lambda: with_weight_decay(made, settings["weight_decay"]), "network", "weight_decay")
        return made.titled(settings["title"]) if settings.get("title") else made

    def _parsed(self) -> Table:
        try:
            return tomllib.loads(self.text)
        except (ValueError, RecursionError) as error:
            lines = len(self.text.splitlines())
            at = re.search(r"\(at line (\d+), column \d+\)", str(error))
            number = min(int(at[1]), lines) if at else lines
            line = f"\n    {shown(self.text, number)}" if number else ""
            raise DescriptionError(f"{self.name} is no TOML: {error}{line}\n    {_EXAMPLE}") from error

    def _perceptron(self, content: Table, settings: Table) -> Network:
        self._check(settings, "network", {**_PERCEPTRON, **_ANY_NETWORK})
        if "layers" not in settings or "input" in content:
            raise self._error(
                "an [input] needs a [[layer]]" if "input" in content else "no network is described",
                "network",
                "",
                _EXAMPLE,
            )
        options = {key: settings[key] for key in ("activation", "output", "loss") if key in settings}
        for key, value in options.items():
            self._placed(partial(_ROWS[key], value), "network", key)
        return self._placed(lambda: mlp(settings["layers"], **options), "network")

    def _chain(self, content: Table, settings: Table) -> Network:
        self._check(settings, "network", {**_CHAIN, **_ANY_NETWORK}, "the [[layer]] tables describe the layers")
        if "input" not in content:
            raise self._error(
                "the layers have no [input]", "layer", "", 'write             [input] and features = { i = "n" }'
            )
        self._check(content["input"], "input", _INPUT)
        source = self._placed(lambda: _source(content["input"]), "input")
        specs = [self._spec(table, number) for number, table in enumerate(content["layer"], 1)]
        options = {key: settings[key] for key in ("loss", "target") if key in settings}
        self._placed(lambda: loss_row_of(settings.get("loss", "huber")), "network", "loss")
        try:
            return sequential(source, *specs, **options)
        except LayerError as error:
            raise self._wrapped(error, "layer", "", error.number) from error
        except SymbackpropError as error:
            raise self._wrapped(error, "network") from error

    def _spec(self, table: object, number: int) -> Spec:
        if not isinstance(table, dict) or "kind" not in table:
            raise self._error("a layer has no kind", "layer", "", f"kinds             {', '.join(LAYERS)}", number)
        self._check({"kind": table["kind"]}, "layer", {"kind": _TEXT}, number=number)
        kind = table["kind"]
        if kind not in LAYERS:
            raise self._wrapped(unknown("layer", kind, LAYERS), "layer", "kind", number)
        options = {key: value for key, value in table.items() if key != "kind"}
        self._check(options, "layer", dict.fromkeys(LAYERS[kind].options, _NUMBER), f"kind              {kind}", number)
        return self._placed(lambda: layer(kind, **options), "layer", "", number)

    def _check(
        self, table: Table, name: str, known: Mapping[str, tuple[type, ...]], more: str = "", number: int = 1
    ) -> None:
        """Raises DescriptionError for a key that is not known, or has a value of another type."""
        where = f"[{name}]" if name else "the description"
        for key, value in table.items():
            if key not in known:
                near = get_close_matches(key, known, n=1, cutoff=0.5)
                ways = [
                    f"known keys        {', '.join(known) or 'none'}",
                    more,
                    f"did you mean {near[0]}?" if near else "",
                ]
                raise self._error(
                    f"there is no key {key!r} in {where}", name, key, "\n    ".join(filter(None, ways)), number
                )
            if not isinstance(value, known[key]) or (isinstance(value, bool) and bool not in known[key]):
                wanted = " or ".join(_WORDS[kind] for kind in known[key])
                fact = (
                    f"{key} in {where} is {wanted}, and this is {_WORDS.get(type(value), f'a {type(value).__name__}')}"
                )
                raise self._error(fact, name, key, f"write             {_example(key, known[key][0])}", number)

    def _placed(self, make: Callable[[], Made], table: str, key: str = "", number: int = 1) -> Made:
        try:
            return make()
        except SymbackpropError as error:
            raise self._wrapped(error, table, key, number) from error

    def _wrapped(self, error: SymbackpropError, table: str, key: str = "", number: int = 1) -> DescriptionError:
        fact, _, rest = str(error).partition("\n")
        return self._error(fact, table, key, rest.removeprefix("    "), number)

    def _error(self, fact: str, table: str, key: str, way_out: str, number: int = 1) -> DescriptionError:
        place = place_of(self.text, table, key, number) or (not table and place_of(self.text, key)) or self.name
        return DescriptionError("\n    ".join([fact, *place.split("\n"), *([way_out] if way_out else [])]))


def _example(key: str, kind: type) -> str:
    return "[[layer]]" if key == "layer" else _EXAMPLES[kind].format(key)


def _source(table: Table) -> Value:
    if "features" not in table:
        raise NetworkError(
            'the input has no features\n    write             features = { i = "n" }, or {} for a number'
        )
    return given(table.get("name", "x"), table.get("items", {}), **table["features"])


def _output_row(choice: str) -> object:
    return choice if choice == SOFTMAX.name else activation_row(choice)


_ROWS: Mapping[str, Callable[[str], object]] = {
    "activation": activation_row,
    "output": _output_row,
    "loss": loss_row_of,
}
