"""The arguments: one parser for each row of COMMANDS."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from symbackprop.cli.table import COMMANDS, Command, Option, command
from symbackprop.errors import SymbackpropError, unknown


class Misuse(SymbackpropError):
    """A command line that means nothing."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Misuse(f"{message}\n    help              {self.prog} --help")


def parse(words: list[str]) -> tuple[Command, argparse.Namespace]:
    """Returns the command that the words name, and its arguments; `given` among them says which were typed.

    Raises UnknownName for a command there is not, Misuse for options it does not have.

    >>> row, arguments = parse(["derive", "--activation", "tanh"])
    >>> row.name, arguments.activation, arguments.loss
    ('derive', 'tanh', 'half_squared_error')
    """
    if not words:
        raise Misuse("no command given\n    help              symbackprop --help")
    row = command(words[0])
    if row is None:
        raise unknown("command", words[0], [item.name for item in COMMANDS])
    found = vars(parser(row).parse_args(words[1:]))
    defaults = {option.key: option.default if option.value else False for option in row.options}
    return row, argparse.Namespace(**{**defaults, **found}, given=tuple(found))


def parser(row: Command) -> argparse.ArgumentParser:
    """Returns the parser of a command."""
    made = _Parser(
        prog=f"symbackprop {row.name}", add_help=False, allow_abbrev=False, argument_default=argparse.SUPPRESS
    )
    for option in row.options:
        made.add_argument(*_flags(option), **_settings(option))
    return made


def _flags(option: Option) -> tuple[str, ...]:
    return (option.key,) if option.is_argument else option.flags


def _settings(option: Option) -> dict[str, Any]:
    if option.is_argument:
        return {"metavar": option.flags[0], **({"nargs": "+"} if option.value else {})}
    if not option.value:
        return {"action": "store_true"}
    return {
        "metavar": option.value,
        **({"choices": option.choices} if option.choices else {}),
    }
