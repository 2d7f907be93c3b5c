"""Operands: numbers, letters, words, brackets, fractions, sums and what stands below and above them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from symbackprop.answers.latex import commands, environments
from symbackprop.answers.latex.differentials import fraction
from symbackprop.answers.latex.reader import Reader
from symbackprop.answers.latex.refusal import shown
from symbackprop.answers.latex.scripts import Scripts
from symbackprop.answers.latex.styles import styled
from symbackprop.answers.latex.token import Kind, Token
from symbackprop.answers.latex.tree import (
    Accent,
    Bars,
    Big,
    Differential,
    Evaluated,
    Gradient,
    Group,
    Letter,
    Listing,
    Mark,
    Node,
    Number,
    Product,
    Relation,
    Root,
    Script,
    Terms,
    Word,
)

_CLOSING = {"(": ")", "[": "]", r"\{": r"\}"}
_BARS = ("|", r"\|")
_Rule: TypeAlias = Callable[[], Node]
_INVISIBLE = (Terms, Product, Relation, Listing)


class Operands:
    """Reads the operands of a formula.

    reader      the tokens
    inside      reads all that stands in brackets
    expression  reads a sum of terms
    product     reads one term
    """

    def __init__(self, reader: Reader, inside: _Rule, expression: _Rule, product: _Rule) -> None:
        self.reader = reader
        self.inside = inside
        self.expression = expression
        self.product = product
        self.scripts = Scripts(reader, self.argument)
        self.fences: list[str] = []

    def read(self) -> Node:
        """Returns the operand that comes next, with its scripts."""
        with self.reader.deeper():
            token = self.reader.token
            if token.kind == "open":
                return self.scripts.of(self._braced())
            rule = self._rule(token)
            if rule is None:
                raise self.reader.refusal(self._complaint(token))
            self.reader.take()
            return rule(self, token)

    def follows(self) -> bool:
        """Returns whether an operand comes next."""
        token = self.reader.token
        if token.text in _BARS and token.kind == "sign":
            return token.side != "right" and not self._closes(token)
        return token.kind == "open" or self._rule(token) is not None

    def evaluated_follows(self) -> bool:
        """Returns whether a bar comes next that says where something is taken: |_{x=0}."""
        following = self.reader.tokens[min(self.reader.place + 1, len(self.reader.tokens) - 1)]
        return self.reader.at("|") and not self._closes(self.reader.token) and following.text == "_"

    def evaluated(self, inside: Node) -> Node:
        """Returns something taken at the point that comes next."""
        self.reader.take()
        self.reader.expect("_")
        at = self.argument()
        return Evaluated(inside, at, position=inside.position, end=at.end)

    def argument(self) -> Node:
        """Returns the argument that comes next: what stands in braces, or one letter, digit or command."""
        if self.reader.opens():
            end = self.reader.open()
            self.fences.append("{")
            found = self.inside()
            self.fences.pop()
            self.reader.close(end)
            return found
        token = self.reader.token
        if token.kind == "number":
            token = self.reader.first_digit()
            return Number(token.text, position=token.position, end=token.end)
        rule = self._rule(token)
        if token.kind in ("letter", "word", "words") or token.text in commands.LETTERS or token.text in commands.MARKS:
            self.reader.take()
            return _PLAIN[token.kind](token)
        if rule is not None and (token.text in commands.STYLES or token.text in commands.ACCENTS):
            self.reader.take()
            return self._dressed(token)
        raise self.reader.refusal(self._complaint(token))

    # ---- one kind of operand each

    def plain(self, token: Token) -> Node:
        """Returns a letter, a number, a word or a sign that stands for itself."""
        return self.scripts.of(_PLAIN[token.kind](token))

    def styled_or_accented(self, token: Token) -> Node:
        r"""Returns \mathbf{W} or \hat{y}."""
        return self.scripts.of(self._dressed(token))

    def _dressed(self, token: Token) -> Node:
        with self.reader.deeper():
            inside = self.argument()
        if token.text in commands.ACCENTS:
            return Accent(commands.ACCENTS[token.text], inside, position=token.position, end=inside.end)
        found = styled(inside, commands.STYLES[token.text])
        if found is None:
            raise self.reader.refusal(f"what {token.text} is applied to is no letter or word")
        return found

    def fraction(self, token: Token) -> Node:
        """Returns a fraction or a derivative."""
        above, below = self.argument(), self.argument()
        return self.scripts.of(fraction(above, below, token.position, below.end))

    def root(self, token: Token) -> Node:
        """Returns a root."""
        degree = None
        if self.reader.bare.text == "[" and self.reader.accept("["):
            degree = self.inside()
            self.reader.expect("]")
        in_brackets = not self.reader.opens() and self.reader.at("(")
        inside = self.read() if in_brackets else self.argument()
        return self.scripts.of(Root(inside, degree, position=token.position, end=inside.end))

    def bracket(self, token: Token) -> Node:
        """Returns what stands in brackets."""
        self.fences.append(token.text)
        inside = self.inside()
        self.fences.pop()
        end = self._expect_side(_CLOSING[token.text], token)
        return self.scripts.of(Group(token.text, inside, position=token.position, end=end))

    def bars(self, token: Token) -> Node:
        """Returns what stands between bars."""
        self.fences.append(token.text)
        inside = self.inside()
        self.fences.pop()
        end = self._expect_side(token.text, token)
        return self.scripts.of(Bars(token.text, inside, position=token.position, end=end))

    def at_a_point(self, token: Token) -> Node:
        r"""Returns \left. ... \right|_{...}."""
        self.fences.append(r"\left.")
        inside = self.inside()
        self.fences.pop()
        if self.reader.token.side != "right" or not self.reader.at("|"):
            raise self.reader.refusal(rf"\right| is missing before {shown(self.reader.token)}")
        return self.evaluated(inside)

    def differential(self, token: Token) -> Node:
        """Returns ∂ and the operand behind it."""
        order = 1
        if self.reader.accept("^"):
            above = self.argument()
            if not isinstance(above, Number) or above.digits not in "123456789":
                raise self.reader.refusal("the order of a derivative is a number from 1 to 9")
            order = int(above.digits)
        of = self.read() if self.follows() and not self.reader.at(token.text) else None
        end = of.end if of is not None else token.end
        return Differential(of, order, position=token.position, end=end)

    def gradient(self, token: Token) -> Node:
        """Returns ∇_W and the operand behind it."""
        by = self.argument() if self.reader.accept("_") else None
        of = self.read()
        return Gradient(by, of, position=token.position, end=of.end)

    def big(self, token: Token) -> Node:
        """Returns a sum or product sign with its limits and the product behind it."""
        signs = self.scripts.of(Word(token.text, position=token.position, end=token.end))
        below, above = (signs.below, signs.above) if isinstance(signs, Script) else (None, None)
        body = self.product()
        return Big(commands.BIG[token.text], below, above, body, position=token.position, end=body.end)

    def environment(self, token: Token) -> Node:
        """Returns a matrix, or cases."""
        return self.scripts.of(environments.rows(self, token))

    # ---- helpers

    def _braced(self) -> Node:
        r"""Returns what stands in braces that bear a script or hold a \over b."""
        divides = self.reader.divides()
        found = self.argument()
        if isinstance(found, _INVISIBLE) and not divides:
            fact = "braces print nothing, and what stands in them is more than one factor"
            raise self.reader.refusal(fact, "write             ( ) around it")
        return found

    def _expect_side(self, text: str, opening: Token) -> int:
        token = self.reader.token
        if self.reader.at(text) and (token.side == "right") != (opening.side == "left"):
            raise self.reader.refusal(rf"\left and \right do not fit around {opening.text} {text}")
        return self.reader.expect(text).end

    def _closes(self, token: Token) -> bool:
        return bool(self.fences) and self.fences[-1] in (token.text, r"\left.") and token.side != "left"

    def _rule(self, token: Token) -> Callable[[Operands, Token], Node] | None:
        if token.kind in _BY_KIND:
            return _BY_KIND[token.kind]
        if token.text == "." and token.side != "left":
            return None
        return _BY_TEXT.get(token.text) if token.kind in ("command", "sign") else None

    def _complaint(self, token: Token) -> str:
        if token.kind == "end":
            return "the formula ends too early"
        unknown = token.kind == "command" and token.text not in commands.KNOWN
        usual = f"the command {shown(token)} is not read" if unknown else f"{shown(token)} does not fit here"
        return commands.REFUSED.get(token.text, usual)


def _letter(token: Token) -> Node:
    return Letter(token.text, position=token.position, end=token.end)


def _command(token: Token) -> Node:
    if token.text in commands.LETTERS:
        return Letter(commands.LETTERS[token.text], position=token.position, end=token.end)
    if token.text in commands.MARKS:
        return Mark(commands.MARKS[token.text], position=token.position, end=token.end)
    return Word(token.text[1:], position=token.position, end=token.end)


_PLAIN: Mapping[Kind, Callable[[Token], Node]] = MappingProxyType(
    {
        "letter": _letter,
        "number": lambda token: Number(token.text, position=token.position, end=token.end),
        "word": lambda token: Word(token.text, position=token.position, end=token.end),
        "words": lambda token: Word(token.text, position=token.position, end=token.end),
        "command": _command,
        "sign": lambda token: Mark(token.text, position=token.position, end=token.end),
    }
)
_BY_KIND: Mapping[Kind, Callable[[Operands, Token], Node]] = MappingProxyType(
    {**dict.fromkeys(("letter", "number", "word", "words"), Operands.plain), "begin": Operands.environment}
)
_BY_TEXT: Mapping[str, Callable[[Operands, Token], Node]] = MappingProxyType(
    dict.fromkeys((*commands.LETTERS, *commands.MARKS), Operands.plain)
    | dict.fromkeys((rf"\{name}" for name in commands.FUNCTIONS), Operands.plain)
    | dict.fromkeys((*commands.STYLES, *commands.ACCENTS), Operands.styled_or_accented)
    | dict.fromkeys(commands.FRACTIONS, Operands.fraction)
    | dict.fromkeys(commands.BIG, Operands.big)
    | dict.fromkeys(_CLOSING, Operands.bracket)
    | dict.fromkeys(_BARS, Operands.bars)
    | {
        r"\partial": Operands.differential,
        r"\nabla": Operands.gradient,
        r"\sqrt": Operands.root,
        ".": Operands.at_a_point,
    }
)
