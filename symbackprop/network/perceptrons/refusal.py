"""Refusal: what is wrong with a Boolean function or with the text of a formula, and where."""

from __future__ import annotations

from symbackprop.errors import FormulaError, SymbackpropError

WIDEST = 60
"""How many characters of a long text are shown around the position."""


class LogicError(SymbackpropError, ValueError):
    """A Boolean function, a perceptron or a network of perceptrons that there is not."""


class Unsound(LogicError):
    """Evidence that does not show what it is given for."""


def refused(fact: str, text: str, position: int, *further: str) -> FormulaError:
    """Returns the error that `fact` is the case at `position` of the formula `text`.

    >>> print(refused("the formula ends too early", "A &", 3, "write             a variable after &"))
    the formula ends too early
        in                A &
        here                 ^ character 4
        write             a variable after &
    """
    start = max(0, min(position - WIDEST // 2, len(text) - WIDEST))
    end = start + WIDEST
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    pointer = " " * (len(head) + position - start) + "^"
    lines = [
        fact,
        f"    in                {head}{visible(text[start:end])}{tail}",
        f"    here              {pointer} character {position + 1}",
        *(f"    {line}" for line in further),
    ]
    return FormulaError("\n".join(lines))


def visible(text: str) -> str:
    r"""Returns the text with every character that shows nothing replaced; a tab or an end of line is a space.

    >>> visible("A\t& \x1b[31mB")
    'A & �[31mB'
    """
    return "".join(
        character if character.isprintable() else " " if character.isspace() else "\N{REPLACEMENT CHARACTER}"
        for character in text
    )


def counted(number: int, noun: str) -> str:
    """Returns a number and the noun that goes with it.

    >>> counted(1, "row"), counted(2, "row")
    ('1 row', '2 rows')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"
