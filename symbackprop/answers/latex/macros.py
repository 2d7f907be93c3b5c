r"""Macros: what \newcommand and \def have defined, put in where it is used.

The definitions are given; a formula defines none. How often macros are expanded is bounded,
and so is what they write: \def\a{\a\a} ends with an error that names \a.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from symbackprop.answers.latex.limits import MOST_EXPANSIONS, MOST_TOKENS
from symbackprop.answers.latex.refusal import refusal
from symbackprop.answers.latex.token import Token
from symbackprop.answers.latex.tokens import tokens
from symbackprop.notation.letters import visible


@dataclass(frozen=True)
class Macro:
    r"""What a command stands for: \newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}}.

    arguments  how many arguments it takes
    body       what it writes, with #1, #2, ... for them
    """

    arguments: int
    body: str


def expanded(text: str, macros: Mapping[str, Macro]) -> tuple[Token, ...]:
    r"""Returns the tokens of a formula with its macros expanded.

    What a macro writes stands where the macro was called; its arguments keep their places.
    Raises NotUnderstood for a macro that calls itself without end, and for one whose
    arguments are missing.

    >>> macros = {r"\pd": Macro(2, r"\frac{\partial #1}{\partial #2}")}
    >>> "".join(token.text for token in expanded(r"\pd{E}w", macros))
    '\\frac{\\partialE}{\\partialw}'
    """
    found = tokens(text)
    return _Expansion(text, macros).of(found) if any(token.text in macros for token in found) else found


class _Expansion:
    def __init__(self, text: str, macros: Mapping[str, Macro]) -> None:
        self.text = text
        self.macros = macros
        self.bodies: dict[str, tuple[Token, ...]] = {}

    def of(self, found: Sequence[Token]) -> tuple[Token, ...]:
        todo, done, count = list(reversed(found)), [], 0
        while todo:
            token = todo.pop()
            if token.kind != "command" or token.text not in self.macros:
                done.append(token)
                continue
            count += 1
            if count > MOST_EXPANSIONS:
                raise refusal(f"the macro {visible(token.text)} expands without end", self.text, token)
            arguments = [self._argument(token, todo) for _ in range(self.macros[token.text].arguments)]
            todo.extend(reversed(self._written(token, arguments)))
            if len(todo) + len(done) > MOST_TOKENS:
                raise refusal(
                    f"the macro {visible(token.text)} writes more than {MOST_TOKENS} tokens", self.text, token
                )
        return tuple(done)

    def _argument(self, macro: Token, todo: list[Token]) -> list[Token]:
        """Returns the group or the one token that comes next, taken from `todo`."""
        if not todo or todo[-1].kind in ("end", "close"):
            raise refusal(f"an argument of the macro {visible(macro.text)} is missing", self.text, macro)
        first = todo.pop()
        if first.kind == "number" and len(first.text) > 1:
            todo.append(replace(first, text=first.text[1:], position=first.position + 1, spaced=False))
            return [replace(first, text=first.text[0], end=first.position + 1)]
        if first.kind != "open":
            return [first]
        depth = 1
        found: list[Token] = []
        while todo:
            token = todo.pop()
            depth += (token.kind == "open") - (token.kind == "close")
            if not depth:
                return found
            found.append(token)
        raise refusal("a brace is not closed", self.text, first)

    def _written(self, macro: Token, arguments: Sequence[Sequence[Token]]) -> list[Token]:
        if macro.text not in self.bodies:
            self.bodies[macro.text] = tokens(self.macros[macro.text].body)[:-1]
        body = iter(self.bodies[macro.text])
        found: list[Token] = []
        for token in body:
            if token.text != "#":
                found.append(replace(token, position=macro.position, end=macro.end))
                continue
            number = next(body, None)
            place = int(number.text[0]) if number is not None and number.kind == "number" else 0
            if number is None or not 1 <= place <= len(arguments):
                raise refusal(f"# in the macro {visible(macro.text)} names no argument", self.text, macro)
            found.extend(arguments[place - 1])
            if number.text[1:]:
                found.append(replace(number, text=number.text[1:], position=macro.position, end=macro.end))
        if found and macro.spaced:
            found[0] = replace(found[0], spaced=True)
        return found
