"""Scripts: what stands below and above an operand, and its primes."""

from __future__ import annotations

from collections.abc import Callable

from symbackprop.answers.latex.reader import Reader
from symbackprop.answers.latex.tree import Mark, Node, Product, Script

_LONE = ("+", "-", "*", r"\ast", r"\circ", r"\bullet")
_SPELLED = {r"\ast": "*", r"\circ": "o", r"\bullet": "o"}


class Scripts:
    """Reads scripts.

    reader    the tokens
    argument  reads what stands in braces, or one letter, digit or command
    """

    def __init__(self, reader: Reader, argument: Callable[[], Node]) -> None:
        self.reader = reader
        self.argument = argument

    def of(self, base: Node) -> Node:
        """Returns the operand with the scripts that follow it."""
        below: Node | None = None
        above: Node | None = None
        primes = 0
        while self.reader.at("_", "^", "'"):
            sign = self.reader.take().text
            if sign == "'":
                primes += 1
                continue
            found = self._lone_sign() or self._script(sign)
            if sign == "_" and below is None:
                below = found
            elif sign == "^" and (further := _primes(found)):
                primes += further
            elif sign == "^" and above is None:
                above = found
            else:
                raise self.reader.refusal("two scripts stand at one place", "write             braces around the first")
        if below is None and above is None and not primes:
            return base
        end = self.reader.tokens[self.reader.place - 1].end
        return Script(base, below, above, primes, position=base.position, end=end)

    def _script(self, sign: str) -> Node:
        number = self.reader.bare
        if sign == "^" and number.kind == "number" and len(number.text) > 1:
            set_as, meant = f"^{{{number.text[0]}}}{number.text[1:]}", f"^{{{number.text}}}"
            fact = f"^{number.text} is set as {set_as}, and may be meant as {meant}"
            raise self.reader.refusal(fact, "write             the braces that are meant")
        return self.argument()

    def _lone_sign(self) -> Node | None:
        """Returns the sign that is all there is in the script: w^+, E^*, w^{*}."""
        reader = self.reader
        braced = reader.opens() and reader.tokens[reader.place + 2].kind == "close"
        token = reader.tokens[reader.place + braced]
        if token.kind not in ("sign", "command") or token.text not in _LONE or (reader.opens() and not braced):
            return None
        reader.place += 3 if braced else 1
        return Mark(_SPELLED.get(token.text, token.text), position=token.position, end=token.end)


def _primes(node: Node) -> int:
    r"""Returns how many primes a superscript consists of, 0 if it is something else: ^\prime, ^{\prime\prime}."""
    nodes = [factor.node for factor in node.factors] if isinstance(node, Product) else [node]
    return len(nodes) if all(isinstance(item, Mark) and item.text == "'" for item in nodes) else 0
