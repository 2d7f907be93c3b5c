r"""Dressing: what only looks, and says nothing: spaces, sizes of brackets, colours, labels, braces below.

Each of these commands is listed here with what is left of it; no other command is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from symbackprop.answers.latex.refusal import refusal
from symbackprop.answers.latex.token import Side, Token

GAP = r"\quad"
"""What a wide space is called after this: formulas in one line are set apart with it."""

_SPACES = (r"\,", r"\;", r"\:", r"\!", r"\ ", r"\>", r"\thinspace", r"\medspace", r"\thickspace", r"\enspace", r"\/")
_LOOKS = (
    *(r"\displaystyle", r"\textstyle", r"\scriptstyle", r"\scriptscriptstyle", r"\limits", r"\nolimits"),
    *(r"\nonumber", r"\notag", r"\allowbreak", r"\nobreak", r"\noindent", r"\centering", r"\hfill"),
    *(r"\rm", r"\it", r"\bf", r"\sf", r"\tt", r"\cal", r"\strut", r"\mathstrut", r"\relax"),
)
_SIZES = tuple(rf"\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m"))
_WITH_ARGUMENT = (r"\label", r"\tag", r"\tag*", r"\color", r"\vspace", r"\textcolor", r"\mathcolor")
_DELIMITERS: Mapping[str, str] = MappingProxyType(
    {r"\lbrace": r"\{", r"\rbrace": r"\}", r"\lbrack": "[", r"\rbrack": "]", r"\vert": "|"}
    | dict.fromkeys((r"\Vert", r"\lVert", r"\rVert"), r"\|")
    | dict.fromkeys((r"\lvert", r"\rvert"), "|")
)
_SIDES: Mapping[str, Side] = MappingProxyType(
    {r"\left": "left", r"\right": "right", r"\lVert": "left", r"\rVert": "right", r"\lvert": "left", r"\rvert": "right"}
)
_FENCES = frozenset({"(", ")", "[", "]", "|", r"\|", r"\{", r"\}", "."})


def undressed(found: Sequence[Token], text: str) -> tuple[Token, ...]:
    r"""Returns the tokens without those that only look; a delimiter says whether \left or \right stood before it.

    >>> from symbackprop.answers.latex.tokens import tokens
    >>> source = r"\left( \color{red} x \, y \right)"
    >>> [(token.text, token.side) for token in undressed(tokens(source), source)]
    [('(', 'left'), ('x', ''), ('y', ''), (')', 'right'), ('', '')]
    """
    wardrobe = _Wardrobe(found, text)
    while wardrobe.place < len(found):
        wardrobe.step()
    return tuple(wardrobe.kept)


class _Wardrobe:
    def __init__(self, found: Sequence[Token], text: str) -> None:
        self.found = found
        self.text = text
        self.place = 0
        self.kept: list[Token] = []
        self.spaced = False
        self.below: set[int] = set()

    def step(self) -> None:
        """Keeps or drops what comes next."""
        token = self.found[self.place]
        self.place += 1
        rule = _RULES.get(token.text) if token.kind == "command" else None
        if rule is not None:
            rule(self, token)
            return
        self.keep(token)
        if token.kind == "close" and self.place - 1 in self.below and self.found[self.place].text in ("_", "^"):
            self.place += 1
            self.argument(token)

    def keep(self, token: Token) -> None:
        """Keeps a token."""
        self.kept.append(replace(token, spaced=True) if self.spaced else token)
        self.spaced = False

    def drop(self, token: Token) -> None:
        """Drops a token, in whose place there is a space."""
        self.spaced = True

    def argument(self, command: Token) -> None:
        """Drops the argument that comes next, the argument of a command."""
        if self.found[self.place].kind in ("word", "words"):
            self.place += 1
            return
        if self.found[self.place].kind != "open":
            raise refusal(f"what {command.text} is applied to is missing", self.text, command)
        self.place = self.closing(self.place) + 1

    def closing(self, place: int) -> int:
        """Returns the place of the brace that closes the one at `place`."""
        depth = 0
        for other in range(place, len(self.found)):
            depth += (self.found[other].kind == "open") - (self.found[other].kind == "close")
            if not depth:
                return other
        raise refusal("a brace is not closed", self.text, self.found[place])

    def drop_with_argument(self, token: Token) -> None:
        r"""Drops a command with its argument: \label{...}."""
        self.argument(token)
        self.spaced = True

    def gap(self, token: Token) -> None:
        """Keeps a wide space."""
        if token.text.startswith(r"\hspace"):
            self.argument(token)
        self.keep(replace(token, text=GAP))

    def kern(self, token: Token) -> None:
        r"""Drops a distance, \kern0pt."""
        number, *unit = self.found[self.place : self.place + 3]
        if number.kind != "number" or [part.kind for part in unit] != ["letter", "letter"]:
            raise refusal(f"{token.text} is read only with a length behind it", self.text, token)
        self.place += 3

    def braced(self, token: Token) -> None:
        r"""Keeps what \underbrace is applied to, and drops what it says below."""
        if self.found[self.place].kind != "open":
            raise refusal(f"what {token.text} is applied to is missing", self.text, token)
        self.below.add(self.closing(self.place))

    def single(self, token: Token) -> None:
        r"""Keeps the one sign that \mathrel is applied to: \mathrel{:=}."""
        opening, closing = self.found[self.place], self.found[min(self.place + 2, len(self.found) - 1)]
        if opening.kind != "open" or closing.kind != "close":
            raise refusal(f"{token.text} is read only of one sign", self.text, token)
        self.keep(self.found[self.place + 1])
        self.place += 3

    def fence(self, token: Token) -> None:
        r"""Keeps the delimiter after \left or \right, with its side."""
        delimiter = self.found[self.place]
        spelled = _DELIMITERS.get(delimiter.text, delimiter.text)
        if spelled not in _FENCES:
            raise refusal(f"{token.text} has no delimiter", self.text, delimiter)
        self.place += 1
        self.keep(replace(delimiter, kind="sign", text=spelled, side=_SIDES[token.text], spaced=token.spaced))

    def delimiter(self, token: Token) -> None:
        """Keeps a delimiter under its usual name."""
        kept = replace(
            token, kind="sign", text=_DELIMITERS.get(token.text, token.text), side=_SIDES.get(token.text, "")
        )
        self.keep(kept)


_RULES: Mapping[str, Callable[[_Wardrobe, Token], None]] = MappingProxyType(
    dict.fromkeys((*_SPACES, *_LOOKS, *_SIZES), _Wardrobe.drop)
    | dict.fromkeys(_WITH_ARGUMENT, _Wardrobe.drop_with_argument)
    | dict.fromkeys((r"\quad", r"\qquad", r"\hspace", r"\hspace*"), _Wardrobe.gap)
    | {r"\kern": _Wardrobe.kern}
    | dict.fromkeys((r"\underbrace", r"\overbrace"), _Wardrobe.braced)
    | dict.fromkeys((r"\boxed", r"\mathop", r"\mathstrut"), lambda wardrobe, token: None)
    | dict.fromkeys((r"\mathrel", r"\mathbin"), _Wardrobe.single)
    | dict.fromkeys((r"\left", r"\right"), _Wardrobe.fence)
    | dict.fromkeys((*_DELIMITERS, r"\|", r"\{", r"\}"), _Wardrobe.delimiter)
)
