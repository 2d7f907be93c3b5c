"""The parser: from tokens to a tree, by precedence climbing; every token is used or the formula is refused."""

from __future__ import annotations

from collections.abc import Sequence

from symbackprop.answers.latex import commands
from symbackprop.answers.latex.differentials import fraction, product
from symbackprop.answers.latex.operands import Operands
from symbackprop.answers.latex.reader import Reader
from symbackprop.answers.latex.refusal import refusal, shown
from symbackprop.answers.latex.token import Token
from symbackprop.answers.latex.tree import Factor, Listing, Node, Relation, Terms

_OVER = r"\over"


class Parser:
    """Reads what stands on one side of a formula."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.reader = Reader(text, tokens)
        self.operands = Operands(self.reader, self.inside, self.expression, self._product)

    def whole(self) -> Node:
        """Returns the tree of all tokens."""
        found = self.inside()
        if self.reader.token.kind != "end":
            token = self.reader.token
            fact = commands.REFUSED.get(token.text, f"{shown(token)} does not fit here")
            raise self.reader.refusal(fact)
        return found

    def inside(self) -> Node:
        r"""Returns what stands in brackets or braces: one thing, several with commas, a relation, or a \over b."""
        start = self.reader.token.position
        items = [self._related()]
        if self.reader.accept(_OVER):
            return fraction(items[0], self.expression(), start, self._end)
        while self.reader.accept(","):
            items.append(self._related())
        return items[0] if len(items) == 1 else Listing(tuple(items), position=start, end=self._end)

    def expression(self) -> Node:
        """Returns a sum of terms, or the one term that there is."""
        with self.reader.deeper():
            start = self.reader.token.position
            terms = [(self._sign(), self._product())]
            while sign := self._sign():
                terms.append((sign, self._product()))
        if len(terms) == 1 and not terms[0][0]:
            return terms[0][1]
        return Terms(tuple(terms), position=start, end=self._end)

    @property
    def _end(self) -> int:
        return self.reader.tokens[self.reader.place - 1].end

    def _sign(self) -> str:
        return self.reader.take().text if self.reader.at("+", "-") else ""

    def _related(self) -> Node:
        start = self.reader.token.position
        sides, signs = [self.expression()], []
        while self.reader.token.kind in ("sign", "command") and self.reader.token.text in commands.RELATIONS:
            signs.append(commands.RELATIONS[self.reader.take().text])
            sides.append(self.expression())
        return Relation(tuple(sides), tuple(signs), position=start, end=self._end) if signs else sides[0]

    def _product(self) -> Node:
        factors = [Factor("", self.operands.read())]
        while True:
            token = self.reader.token
            if token.kind in ("sign", "command") and token.text in commands.MULTIPLICATIONS:
                self.reader.take()
                factors.append(Factor(commands.MULTIPLICATIONS[token.text], self._signed()))
            elif self.operands.evaluated_follows():
                last = factors.pop()
                factors.append(Factor(last.sign, self.operands.evaluated(last.node), last.glued))
            elif self.operands.follows():
                factors.append(Factor("", self.operands.read(), not token.spaced))
            else:
                return product(factors)

    def _signed(self) -> Node:
        r"""Returns the factor after a sign of multiplication, which may have a minus: a \cdot -b."""
        minus = self.reader.token
        if not self.reader.accept("-"):
            return self.operands.read()
        return Terms((("-", self.operands.read()),), position=minus.position, end=self._end)


def tree(text: str, tokens: Sequence[Token]) -> Node:
    r"""Returns the tree of tokens of the formula `text`, the last of them of kind "end".

    Raises NotUnderstood, with the token and its place, if one of them does not fit.

    >>> from symbackprop.answers.latex.tokens import tokens
    >>> tree("z(1-z)", tokens("z(1-z)")).factors[1].node
    Group(bracket='(', inside=Terms(terms=(('', Number(digits='1')), ('-', Letter(text='z', style='')))))
    """
    if len(tokens) == 1:
        raise refusal("nothing stands here", text, tokens[0])
    return Parser(text, tokens).whole()
