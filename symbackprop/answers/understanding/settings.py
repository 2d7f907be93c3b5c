"""Settings: the keys with which a file, or the front matter of a document, says what a document is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from types import MappingProxyType
from typing import Any, TypeAlias

from symbackprop.answers.understanding.notation import Notation
from symbackprop.answers.understanding.profiles import PROFILES
from symbackprop.answers.understanding.refusal import NotationError, refusal, unknown_key
from symbackprop.errors import SymbackpropError, unknown

Place: TypeAlias = Callable[[str], str]
"""The line on which a key stands, as an error shows it."""

Settings: TypeAlias = Mapping[str, Any]

NOTATION: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {"profile": (str,), "names": (dict,), "functions": (dict,), "values": (dict,), "layout": (str,), "kept": (list,)}
    | {"layers": (dict,), "labels": (dict,)}
)
"""The keys of a notation, and of which type each is."""

LAYOUTS = ("columns", "rows")
MOST_NAMES = 500
"""The most names of a notation."""

_WORDS: Mapping[type, str] = MappingProxyType(
    {str: "text", dict: "a table", list: "a list", int: "a whole number", float: "a fraction", bool: "true or false"}
)


def checked(settings: Settings, known: Mapping[str, tuple[type, ...]], where: str, place: Place) -> None:
    """Raises NotationError for a key that is not known, or has a value of another type."""
    for key, value in settings.items():
        if key not in known:
            raise unknown_key(key, where, known, place(key))
        if not isinstance(value, known[key]):
            wanted = " or ".join(_WORDS[kind] for kind in known[key])
            found = _WORDS.get(type(value), f"a {type(value).__name__}")
            raise refusal(f"{key} in {where} is {wanted}, and this is {found}", place(key))


def notation_of(settings: Settings, where: str, place: Place) -> Notation:
    """Returns the notation that settings describe.

    where  what errors call the settings: "[notation]"
    place  the line on which a key stands

    Raises NotationError, with the line, for a key that is not known or has no such value.

    >>> notation_of({"profile": "bishop", "names": {"o_k": "z_k"}}, "[notation]", lambda key: "").names["o_k"]
    'z_k'
    """
    checked(settings, NOTATION, where, place)
    layout = settings.get("layout", LAYOUTS[0])
    if layout not in LAYOUTS:
        raise refusal(f"layout in {where} is {' or '.join(LAYOUTS)}, and not {layout!r}", place("layout"))
    values = _bounded(settings, "values", where, place)
    own = Notation(
        {text: _target(text, value, where, place) for text, value in _bounded(settings, "names", where, place).items()},
        {
            text: _text(text, value, where, place)
            for text, value in _bounded(settings, "functions", where, place).items()
        },
        {text: _text(text, value, where, place) for text, value in values.items() if not _is_number(value)},
        layout,
        frozenset(map(str, settings["kept"])) if "kept" in settings else None,
        {text: _span(text, value, where, place) for text, value in _bounded(settings, "layers", where, place).items()},
        labels={
            text: _text(text, value, where, place) for text, value in _bounded(settings, "labels", where, place).items()
        },
        numbers={text: str(value) for text, value in values.items() if _is_number(value)},
    )
    return own.over(_profile(settings["profile"], place)) if "profile" in settings else own


def _profile(text: str, place: Place) -> Notation:
    if text not in PROFILES:
        raise placed(unknown("notation", text, PROFILES), place("profile"))
    return PROFILES[text].notation


def placed(error: SymbackpropError, place: str) -> NotationError:
    """Returns an error with the place at which it arose."""
    fact, _, rest = str(error).partition("\n")
    return refusal(fact, place, *filter(None, [rest.strip()]))


def _bounded(settings: Settings, key: str, where: str, place: Place) -> Settings:
    found: Settings = settings.get(key, {})
    if len(found) > MOST_NAMES:
        raise refusal(f"{key} in {where} has more than {MOST_NAMES} rows", place(key))
    return found


def _is_number(value: object) -> bool:
    """Returns whether a value is a number: what a name is then has that value, and is not said anew."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _target(text: str, value: object, where: str, place: Place) -> str | tuple[str, ...]:
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return tuple(value)
    return _text(text, value, where, place)


def _span(text: str, value: object, where: str, place: Place) -> tuple[int, int]:
    if isinstance(value, list) and len(value) == len("ab") and all(type(item) is int for item in value):
        return value[0], value[1]
    raise refusal(
        f"what {text} is in {where} is no first and last layer", place(text), f"write             {text} = [1, 3]"
    )


def _text(text: str, value: object, where: str, place: Place) -> str:
    if isinstance(value, str) and value:
        return value
    raise refusal(f"what {text} is in {where} is no text", place(text), f'write             "{text}" = "u_1"')
