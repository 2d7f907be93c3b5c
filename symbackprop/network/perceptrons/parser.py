"""The parser: from the text of a formula to the formula, by precedence (V. Pratt, 1973)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from symbackprop.errors import FormulaError
from symbackprop.network.perceptrons.connectives import CONNECTIVES, Connective
from symbackprop.network.perceptrons.formula import Compound, Formula, Variable
from symbackprop.network.perceptrons.refusal import LogicError, refused, visible
from symbackprop.network.perceptrons.truth_table import LONGEST_NAME, check_names

LONGEST = 10_000
"""The most characters a formula may have."""

DEEPEST = 100
"""How deep brackets and negations may be nested."""

_OPENED: Mapping[str, str] = {"(": ")", "[": "]"}
_BY_SPELLING = {text: row for row in CONNECTIVES.values() for text in row.spelled}
_SIGNS = sorted((text for text in (*_BY_SPELLING, *"()[],") if not text.isalpha()), key=len, reverse=True)
_CALLED = frozenset(row.name for row in CONNECTIVES.values() if not row.is_prefix)
_CONSTANTS = ("true", "false")
_WORD = re.compile("[A-Za-z0-9][A-Za-z0-9_]*")
_GRAMMAR = "the grammar has   names, ~ & | ^ -> <->, not and or xor nand nor, brackets"


@dataclass(frozen=True)
class Token:
    """A word of a formula: its text, "" at the end, and where it begins."""

    text: str
    position: int

    @property
    def connective(self) -> Connective | None:
        """Returns the connective it spells, in any case of letters."""
        return _BY_SPELLING.get(self.text.lower())


def parse(text: str) -> Formula:
    """Returns the formula that a text says.

    `~` binds most tightly, then `&`, `^`, `|`, `->`, `<->`; `nand` binds as `&` does, `nor` as `|`.
    What could be read in two ways is refused: `a -> b -> c`, `a nor b nor c`, `a & b nand c`.
    Calls as SymPy writes them are read too: `Implies(A, B)`, `Xor(A, B, C)`.

    Raises FormulaError, with the position, for text that is no formula.

    >>> print(parse("(A or B) and not C"))
    (A | B) & ~C
    >>> print(parse("x_1 ∧ x_2 nor (x_1 nor x_2)"))
    (x_1 & x_2) nor (x_1 nor x_2)
    """
    if len(text) > LONGEST:
        fact = f"a formula has at most {LONGEST} characters, this one has {len(text)}"
        raise refused(fact, text, LONGEST, "write             a shorter formula")
    if not text.strip():
        raise FormulaError("the formula is empty\n    write             a formula with a variable, for instance A ^ B")
    return _Parser(text).whole()


def tokens(text: str) -> Iterator[Token]:
    """Returns the words of a formula, the last of them empty.

    Raises FormulaError for a character that the grammar does not have.

    >>> [token.text for token in tokens("~x_1<->B")]
    ['~', 'x_1', '<->', 'B', '']
    """
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        found = _word(text, place)
        yield Token(found, place)
        place += len(found)
    yield Token("", len(text.rstrip()))


def _word(text: str, start: int) -> str:
    if word := _WORD.match(text, start):
        return word[0]
    found = next((sign for sign in _SIGNS if text.startswith(sign, start)), None)
    if found is None:
        raise refused(f"the character {visible(text[start])!r} has no meaning in a formula", text, start, _GRAMMAR)
    return found


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.listed = list(tokens(text))
        self.place = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.listed[self.place]

    def take(self) -> Token:
        self.place += 1
        return self.listed[self.place - 1]

    def whole(self) -> Formula:
        found = self.formula(0)
        if self.token.text in _OPENED.values():
            raise self.refused(f"{self.token.text} closes no bracket", "write             a bracket for it to close")
        if self.token.text:
            raise self.refused(
                f"{self.shown()} does not fit here", "write             a connective before it, as in A & B"
            )
        return found

    def formula(self, binding: int) -> Formula:
        """Returns what stands from here on and binds more tightly than `binding`."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.refused(f"a formula is nested at most {DEEPEST} deep", "write             fewer brackets")
        left, bound = self.beginning(), 0
        while (row := self.token.connective) is not None and not row.is_prefix and row.binding > binding:
            if row.binding == bound:
                raise self.two_ways()
            left, bound = self.joined(left, row), row.binding
        self.depth -= 1
        return left

    def beginning(self) -> Formula:
        text = self.token.text
        if text in _OPENED:
            return self.bracket()
        if self.listed[min(self.place + 1, len(self.listed) - 1)].text == "(" and text.lower() in _CALLED:
            return self.call()
        row = self.token.connective
        if row is not None and row.is_prefix:
            self.take()
            return Compound(row, (self.formula(row.binding - 1),))
        if row is not None or not text or not text[0].isalnum():
            fact = f"{self.shown()} does not fit here" if text else "the formula ends too early"
            raise self.refused(fact, "expected          a variable, ~ or a bracket")
        return self.variable()

    def bracket(self) -> Formula:
        opened = self.take()
        inside = self.formula(0)
        self.close(opened)
        return inside

    def close(self, opened: Token) -> None:
        closing = _OPENED[opened.text]
        if self.token.text == closing:
            self.take()
            return
        if self.token.text and self.token.text not in _OPENED.values():
            raise self.refused(f"{self.shown()} does not fit here", f"expected          a connective or {closing}")
        fact = f"the bracket {opened.text} is not closed" + (f" by {self.token.text}" if self.token.text else "")
        raise refused(fact, self.text, opened.position, f"write             {closing} where it ends")

    def call(self) -> Formula:
        """Returns what SymPy writes as a call: Implies(A, B)."""
        head, opened = self.take(), self.take()
        parts = [self.formula(0)]
        while self.token.text == ",":
            self.take()
            parts.append(self.formula(0))
        self.close(opened)
        try:
            return Compound(CONNECTIVES[head.text.lower()], tuple(parts))
        except LogicError as error:
            fact, *_ = str(error).splitlines()
            raise refused(fact, self.text, head.position, "write             other parts, or signs: A & B") from None

    def variable(self) -> Formula:
        text = self.token.text
        if text[0].isdigit() or text.lower() in _CONSTANTS:
            raise self.refused(
                f"{self.shown()} is no variable, and a formula has no constants",
                "write             the formula without it: A & 1 is A, and A & 0 is 0 everywhere",
            )
        try:
            check_names((text,))
        except LogicError:
            fact = f"{self.shown()} is longer than a name may be"
            raise self.refused(fact, f"the limit         {LONGEST_NAME} characters") from None
        self.take()
        return Variable(text)

    def joined(self, left: Formula, row: Connective) -> Formula:
        parts = [left]
        while self.token.connective is row:
            if len(parts) > 1 and not row.repeats:
                raise self.two_ways()
            self.take()
            parts.append(self.formula(row.binding))
        return Compound(row, tuple(parts))

    def two_ways(self) -> FormulaError:
        return self.refused(
            f"without brackets, what stands round {self.shown()} can be read in two ways",
            "write             brackets round the part that is meant to come first",
        )

    def shown(self) -> str:
        text = self.token.text
        return text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME]}…"

    def refused(self, fact: str, *further: str) -> FormulaError:
        return refused(fact, self.text, self.token.position, *further)
