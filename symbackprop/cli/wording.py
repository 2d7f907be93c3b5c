"""Wording: what an error says in Python, as it is typed on the command line or written in a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from symbackprop.cli.arguments import Misuse
from symbackprop.errors import NetworkError

Rules = tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]

_OPTIONS = {"output": "--output-activation", "loss": "--loss", "activation": "--activation"}
_PAIR = r"'(\w+)': (\d+)"
_GIVEN = re.compile(r"(\w+)=(\"\w+\"|[\w.]+)")
_CHOICE = re.compile("choose (output|loss)= *")
_PERCEPTRON = re.compile(r"mlp\(\[([^]]*)\]([^)]*)\)")
_LAYER = re.compile(r"layer\(['\"](\w+)['\"]([^)]*)\)")
_SIZES = re.compile(rf"\{{{_PAIR}(?:, {_PAIR})*\}}")


def _option_chosen(found: re.Match[str]) -> str:
    return f"choose            {_OPTIONS[found[1]]} "


def _options_of_a_perceptron(found: re.Match[str]) -> str:
    sizes = ",".join(re.findall(r"\w+", found[1]))
    options = (f" {_OPTIONS[key]} {value.strip(chr(34))}" for key, value in _GIVEN.findall(found[2]))
    return f"--layers {sizes}{''.join(options)}"


def _option_of_sizes(found: re.Match[str]) -> str:
    return f"--sizes {','.join(f'{name}={number}' for name, number in re.findall(_PAIR, found[0]))}"


def _key_chosen(found: re.Match[str]) -> str:
    return f"choose {found[1]}".ljust(18)


def _keys_of_a_perceptron(found: re.Match[str]) -> str:
    return f"layers = [{found[1]}]{_keys(found[2])}"


def _keys_of_a_layer(found: re.Match[str]) -> str:
    return f'kind = "{found[1]}"{_keys(found[2])}'


def _keys(options: str) -> str:
    return "".join(f", {key} = {value}" for key, value in _GIVEN.findall(options))


IN_OPTIONS: Rules = (
    (_CHOICE, _option_chosen),
    (_PERCEPTRON, _options_of_a_perceptron),
    (_SIZES, _option_of_sizes),
)
"""What stands in errors about networks, and what is typed instead."""

IN_A_FILE: Rules = (
    (_CHOICE, _key_chosen),
    (_PERCEPTRON, _keys_of_a_perceptron),
    (_LAYER, _keys_of_a_layer),
)
"""The same, for a file that describes a network."""


def reworded(text: str, rules: Rules) -> str:
    """Returns the text of an error with other words in place of Python.

    >>> reworded("choose output=    sigmoid", IN_OPTIONS)
    'choose            --output-activation sigmoid'
    >>> reworded('write mlp([2, 2, 3], output="softmax")', IN_OPTIONS)
    'write --layers 2,2,3 --output-activation softmax'
    >>> reworded('write mlp([2, 2, 3], output="softmax")', IN_A_FILE)
    'write layers = [2, 2, 3], output = "softmax"'
    >>> reworded('end with layer("activation", function="tanh")', IN_A_FILE)
    'end with kind = "activation", function = "tanh"'
    """
    for pattern, written in rules:
        text = pattern.sub(written, text)
    return text


@contextmanager
def worded(rules: Rules) -> Iterator[None]:
    """Raises Misuse, in the words of the rules, where a network is refused."""
    try:
        yield
    except NetworkError as error:
        raise Misuse(reworded(str(error), rules)) from error
