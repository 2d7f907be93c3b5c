"""The help: made from COMMANDS, without argparse, which would take longer to import than Python to start."""

from symbackprop import __version__
from symbackprop.cli.table import COMMANDS, Command, Option, command

_COLUMN = 28

_STATUS = "Exit status: 0 all proved or done, 1 refuted, 2 misuse, 3 undecided."


def asked(words: list[str]) -> str | None:
    """Returns the help or the version, if the words of the command line ask for it or say nothing.

    >>> asked(["--version"]).startswith("symbackprop ")
    True
    >>> asked(["derive"]) is None
    True
    """
    before = words[: words.index("--")] if "--" in words else words
    if "--help" in before or "-h" in before:
        found = command(before[0])
        return of_command(found) if found is not None else of_all()
    if before[:1] == ["--version"]:
        return f"symbackprop {__version__}"
    return None


def of_all() -> str:
    """Returns the help on the program: what it does, and its commands."""
    rows = [f"  {row.name:<9} {row.summary}" for row in COMMANDS]
    lines = [
        "usage: symbackprop COMMAND [OPTIONS]",
        "",
        "Derives the gradients of a neural network, proves them, typesets them, and",
        "compiles them to NumPy. The network is the 2-2-1 network of the notes, a",
        "perceptron of other sizes, or what a file describes.",
        "",
        *rows,
        "",
        "symbackprop COMMAND --help says more.",
        _STATUS,
    ]
    return "\n".join(lines)


def of_command(row: Command) -> str:
    """Returns the help on one command: its options and examples."""
    arguments = "".join(f" {option.flags[0]}{option.value}" for option in row.options if option.is_argument)
    lines = [
        f"usage: symbackprop {row.name} [OPTIONS]{arguments}",
        "",
        f"{row.summary[0].upper()}{row.summary[1:]}.",
        "",
        *(_line(option) for option in row.options),
        _line(Option("-h", "--help", help="print this")),
        "",
        *(f"  $ {example}" for example in row.examples),
        "",
        _STATUS,
    ]
    return "\n".join(lines)


def _line(option: Option) -> str:
    typed = ", ".join(option.flags) + (f" {option.value}" if option.value and not option.is_argument else "")
    default = f" ({option.default})" if option.default else ""
    return f"  {typed:<{_COLUMN - 3}} {option.help}{default}"
