"""The command line: `symbackprop derive | prove | check | logic | verify | train | report | codegen | build`."""

import sys

from symbackprop.cli.usage import asked


def main(words: list[str] | None = None) -> int:
    """Returns the exit status of a command line: 0 all proved, 1 refuted, 2 misuse, 3 undecided.

    words  the command line without the program's name; None: that of the process

    >>> main(["--version"])  # doctest: +ELLIPSIS
    symbackprop ...
    0
    """
    given = sys.argv[1:] if words is None else words
    text = asked(given)
    if text is not None:
        try:
            print(text, flush=True)
        except OSError:
            return _unwritten()
        return 0
    from symbackprop.cli.running import run  # noqa: PLC0415  (imported only when there is work: the help is quick)

    return run(given)


def _unwritten() -> int:
    """Returns the exit status where standard output takes nothing: a closed pipe, a full disk."""
    from symbackprop.cli.running import give_up  # noqa: PLC0415  (the same)

    return give_up()
