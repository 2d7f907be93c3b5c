"""Front matter: what stands between two lines of --- (YAML) or +++ (TOML) at the beginning of a document."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping

from symbackprop.answers.documents.refusal import unavailable

LONGEST = 65_536
"""The most characters of front matter that are read."""

DEEPEST = 20
"""How deep lists may stand in each other there."""

_NESTED = re.compile(rf"(?:[\[{{]\s*+){{{DEEPEST + 1}}}")
"""A pattern of what takes PyYAML time that grows with the square of its length."""

_HEADER = re.compile(
    r"(?P<fence>---|\+\+\+)[ \t]*\n(?P<inside>.*?)^(?P=fence)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)


class NotRead(ValueError):
    """Front matter that says nothing, with the reason."""


def header(text: str) -> tuple[int, Mapping[str, object], str]:
    r"""Returns where the front matter of a document ends, what it says, and why it is not read ("" if it is).

    >>> header("---\nnetwork: 2-2-1\n---\n# Notes")
    (23, {'network': '2-2-1'}, '')
    """
    found = _HEADER.match(text, 0, LONGEST)
    if found is None:
        return 0, {}, ""
    try:
        read = _READERS[found["fence"]](found["inside"])
    except NotRead as reason:
        return found.end(), {}, f"the front matter is not read: {reason}"
    return found.end(), read, ""


def said(text: str) -> tuple[Mapping[str, object], str]:
    """Returns what a text in YAML says, and why it is not read ("" if it is).

    >>> said("network: 2-2-1")
    ({'network': '2-2-1'}, '')
    """
    if len(text) > LONGEST:
        return {}, f"it has more than {LONGEST} characters"
    try:
        return _yaml(text), ""
    except NotRead as reason:
        return {}, str(reason)


def _toml(text: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise NotRead("it is not TOML") from error


def _yaml(text: str) -> Mapping[str, object]:
    try:
        import yaml  # noqa: PLC0415  (of the extra `notes`)
    except ImportError as error:
        raise unavailable("PyYAML", "front matter") from error
    if _NESTED.search(text):
        raise NotRead(f"its lists are nested more than {DEEPEST} deep")
    try:
        depth = 0
        for event in yaml.parse(text, yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent):
                raise NotRead("it has aliases (*)")
            if depth > DEEPEST:
                raise NotRead(f"its lists are nested more than {DEEPEST} deep")
        read = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise NotRead(str(error) if isinstance(error, NotRead) else "it is not YAML") from error
    if read is None:
        return {}
    if not isinstance(read, dict):
        raise NotRead("it is no list of names with values")
    return {str(name): value for name, value in read.items()}


_READERS: Mapping[str, Callable[[str], Mapping[str, object]]] = {"---": _yaml, "+++": _toml}
