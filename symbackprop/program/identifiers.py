"""Identifiers: what the names of a network are called in a program.

A name of a network may be any text; an identifier is made of ASCII letters, digits and
underscores only, so that no text of a name is ever run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from symbackprop.program.fresh import fresh

_WRITTEN = {"'": "_prime", " ": "_", ".": "_", "-": "_", "^": "_", "{": "", "}": "", "(": "_", ")": "", ",": "_"}

_LAYER = re.compile(r"(?P<before>[A-Za-z](?=\^\([0-9]))?\^\((?P<layer>\w+)\)")


def identifiers(names: Iterable[str], reserved: frozenset[str]) -> Mapping[str, str]:
    """Returns a different identifier for each name, none of them reserved.

    A name that is an identifier already keeps it. Other characters are written out (' as
    _prime, anything unusual as its code), a reserved word gets an underscore at its end,
    and clashes a number.

    >>> identifiers(["w_11", "w_11'", "lambda", "β"], frozenset({"lambda"}))
    {'w_11': 'w_11', "w_11'": 'w_11_prime', 'lambda': 'lambda_', 'β': 'u3b2'}
    >>> identifiers(["W^(1)", "W_Q^(h)", "b_1^(2)"], frozenset())
    {'W^(1)': 'W1', 'W_Q^(h)': 'W_Q_h', 'b_1^(2)': 'b_1_2'}
    """
    listed = list(dict.fromkeys(names))
    kept = {text: text for text in listed if _mangled(text, reserved) == text}
    taken = {*kept, *reserved}
    return {text: kept.get(text) or fresh(_mangled(text, reserved), taken) for text in listed}


def _mangled(text: str, reserved: frozenset[str]) -> str:
    written = "".join(map(_character, _LAYER.sub(_layer, text))) or "empty"
    if not written[0].isalpha():
        written = f"n{written}"
    return f"{written}_" if written in reserved else written


def _layer(found: re.Match[str]) -> str:
    """Returns the superscript of a layer behind a letter as it is, elsewhere behind an underscore: W1, W_Q_h, b_1_2."""
    return f"{found['before'] or '_'}{found['layer']}"


def _character(character: str) -> str:
    if character.isascii() and (character.isalnum() or character == "_"):
        return character
    return _WRITTEN.get(character, f"u{ord(character):x}")


def literal(text: str) -> str:
    r"""Returns `text` as a string literal in double quotes: one line, printable, safe.

    >>> print(literal('a"b'), literal("line\nbreak"))
    "a\"b" "line\nbreak"
    """
    return f'"{escaped(text)}"'


def escaped(text: str) -> str:
    r"""Returns `text` as it stands inside double quotes, or inside a docstring.

    >>> print(escaped('w_11 \\ "'))
    w_11 \\ \"
    """
    return "".join(map(_escape, text))


def _escape(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode()
