r"""Layout: a display parted into its statements.

A display holds rows (\\), columns (&), formulas set apart by commas, wide spaces, arrows
and words, and chains a = b = c that go on in the next row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from symbackprop.answers.latex import commands
from symbackprop.answers.latex.drafts import CONTINUES, Draft, without_ranges
from symbackprop.answers.latex.dressing import GAP
from symbackprop.answers.latex.parser import tree
from symbackprop.answers.latex.refusal import refusal, shown
from symbackprop.answers.latex.remarks import is_remark
from symbackprop.answers.latex.statement import Statement
from symbackprop.answers.latex.token import Token
from symbackprop.answers.latex.tree import Node

ROW = "\\\\"
_OPENING = frozenset({"(", "[", r"\{"})
_CLOSING = frozenset({")", "]", r"\}"})
_LAYOUTS = frozenset(
    {"aligned", "align", "alignat", "alignedat", "split", "gather", "gathered", "multline", "equation", "eqnarray"}
    | {"displaymath", "math", "flalign", "subequations"}
)
_COLUMNS = frozenset({"alignat", "alignedat"})


def statements(text: str, tokens: Sequence[Token]) -> tuple[Statement, ...]:
    r"""Returns the statements of a display, in the order in which they are read.

    Raises NotUnderstood, with the token and its place, for what is not read.

    >>> from symbackprop.answers.latex.tokens import tokens
    >>> [found.relations for found in statements("a = b = c, d = e", tokens("a = b = c, d = e"))]
    [('=', '='), ('=',)]
    """
    return _Layout(text, tokens).statements()


class _Layout:
    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.place = 0
        self.depth = 0
        self.draft = Draft()
        self.done: list[Draft] = []
        self.row_ended = False

    def statements(self) -> tuple[Statement, ...]:
        while self.tokens[self.place].kind != "end":
            self._step()
        self._finish("")
        self.done = list(without_ranges(self.done))
        drafts = [draft for draft in self.done if not draft.is_empty]
        remarks = [remark for draft in self.done if draft.is_empty for remark in draft.remarks]
        if not drafts:
            raise refusal("no formula stands here", self.text, self.tokens[-1])
        self._check_bare(drafts)
        found = [self._statement(draft) for draft in drafts]
        found[-1] = replace(found[-1], remarks=(*found[-1].remarks, *remarks))
        return tuple(found)

    # ---- token by token

    def _step(self) -> None:
        token = self.tokens[self.place]
        self.place += 1
        if token.kind in ("begin", "end of environment") and token.text.rstrip("*") in _LAYOUTS:
            self._layout(token)
            return
        if self.depth == 0:
            rule = _RULES.get(token.text) if token.kind in ("sign", "command") else None
            if rule is not None:
                rule(self, token)
                return
            if token.kind in ("sign", "command") and token.text in commands.RELATIONS:
                self._relation(token)
                return
            if token.kind == "words" and self._sets_apart(token):
                self._remark(token)
                return
        self._add(token)

    def _add(self, token: Token) -> None:
        if self.row_ended:
            self._begin_row(token)
        opens = token.kind in ("open", "begin") or (token.kind == "sign" and token.text in _OPENING)
        closes = token.kind in ("close", "end of environment") or (token.kind == "sign" and token.text in _CLOSING)
        self.depth = max(0, self.depth + opens - closes)
        self.draft.sides[-1].append(token)

    def _layout(self, token: Token) -> None:
        if self.depth:
            raise refusal(f"the environment {shown(token)} is not read within a formula", self.text, token)
        if token.kind == "begin" and token.text.rstrip("*") in _COLUMNS and self.tokens[self.place].kind == "open":
            while self.tokens[self.place].kind not in ("close", "end"):
                self.place += 1
            self.place += 1

    def _relation(self, token: Token) -> None:
        self.row_ended = False
        if self.draft.is_empty and self.draft.apart == "row" and not self.draft.remarks and self.done:
            self.draft = self.done.pop()
        if self.draft.relations and not self.draft.sides[-1]:
            raise refusal(f"{shown(token)} does not fit here", self.text, token)
        self.draft.relations.append(commands.RELATIONS[token.text])
        self.draft.sides.append([])

    def _begin_row(self, token: Token) -> None:
        """Begins what the first token of a row belongs to: the statement before, or a new one."""
        self.row_ended = False
        if not self.draft.is_empty or not self.done or token.kind == "words" or token.text not in CONTINUES:
            return
        if token.text == "-" and self._begins_left_side():
            return
        if token.text == "-" and self._row_has_relation():
            further = r"write             = before it, or a comma after the row above"
            raise refusal("a row that begins with a minus sign can be read in two ways", self.text, token, further)
        self.draft = self.done.pop()

    def _begins_left_side(self) -> bool:
        """Returns whether what comes next stands before the sign at which rows are aligned: -1 &< 0."""
        row: list[str] = []
        for token in self.tokens[self.place :]:
            if token.kind == "end" or token.text == ROW:
                break
            row.append(token.text)
        column = row.index("&") if "&" in row else len(row)
        aligned = row[column + 1 : column + 2]
        is_first = self.tokens[self.place - 2].text == ROW
        return is_first and bool(aligned) and aligned[0] in commands.RELATIONS

    def _row_has_relation(self) -> bool:
        for token in self.tokens[self.place :]:
            if token.text == ROW:
                return False
            if token.kind in ("sign", "command") and token.text in commands.RELATIONS:
                return True
        return False

    # ---- what sets apart

    def row(self, token: Token) -> None:
        """Ends a row, unless what it holds must go on."""
        if self._skip_row_distance() or self.draft.is_open:
            return
        self._finish("row")
        self.done = list(without_ranges(self.done))
        self.row_ended = True

    def _skip_row_distance(self) -> bool:
        r"""Moves past the distance of \\[2ex]."""
        if self.tokens[self.place].text == "[" and not self.tokens[self.place].spaced:
            end = next((k for k in range(self.place, len(self.tokens)) if self.tokens[k].text == "]"), 0)
            inside = self.tokens[self.place + 1 : end]
            if end and inside[:1] and inside[0].kind == "number" and all(part.kind == "letter" for part in inside[1:]):
                self.place = end + 1
        return False

    def column(self, token: Token) -> None:
        """Ends a column, unless what follows goes on; the number of an equation, (7), is passed over."""
        if not self.draft.is_open and not self._goes_on():
            self._finish("column")
            if self._is_number_of_equation():
                self.place += 3

    def _is_number_of_equation(self) -> bool:
        """Returns whether the last column of a row is a number in brackets, and something stands before it."""
        opening, number, closing, after = (*self.tokens[self.place : self.place + 4], *[self.tokens[-1]] * 4)[:4]
        ends = after.kind in ("end", "end of environment") or after.text == ROW
        in_brackets = (opening.text, number.kind, closing.text) == ("(", "number", ")")
        return in_brackets and ends and bool(self.done)

    def space(self, token: Token) -> None:
        """Ends a formula at a wide space, unless what follows goes on."""
        if not self.draft.is_open and not self._goes_on():
            self._finish("gap")

    def _goes_on(self) -> bool:
        """Returns whether what comes next continues the statement: a relation, an operator."""
        token = self.tokens[self.place]
        return token.kind in ("sign", "command") and (token.text in commands.RELATIONS or token.text in CONTINUES)

    def comma(self, token: Token) -> None:
        """Ends a formula at a comma."""
        if self.draft.is_empty and not self.draft.remarks and self.tokens[self.place].text != GAP:
            raise refusal(f"{shown(token)} does not fit here", self.text, token)
        self._finish("comma")

    def stop(self, token: Token) -> None:
        """Passes over a full stop at the end of a formula."""
        following = self.tokens[self.place]
        if following.kind not in ("end", "words", "end of environment") and following.text not in (ROW, GAP, "&"):
            self._add(token)

    def arrow(self, token: Token) -> None:
        """Ends a formula at an arrow, which joins the next to it."""
        self._finish("arrow")
        self.draft.joined = token.text

    def _remark(self, token: Token) -> None:
        if not self.draft.is_empty:
            self._finish("words")
        self.row_ended = False
        self.draft.remarks.append(token.text)

    def _sets_apart(self, token: Token) -> bool:
        before = self.tokens[self.place - 2] if self.place > 1 else None
        return is_remark(token, before, self.tokens[self.place])

    def _finish(self, apart: str) -> None:
        if self.draft.is_open:
            fact = "the formula ends too early"
            raise refusal(fact, self.text, self.tokens[min(self.place, len(self.tokens) - 1)])
        joined = self.draft.joined if self.draft.is_empty else ""
        if not self.draft.is_empty or self.draft.remarks:
            self.done.append(self.draft)
        self.draft = Draft(apart=apart, joined=joined)

    # ---- what has been collected

    def _check_bare(self, drafts: Sequence[Draft]) -> None:
        """Raises NotUnderstood where an expression alone stands beside an equation: it may be a part of it."""
        moved = [before for before, draft in pairwise(drafts) if draft.is_said_of(before)]
        others = [draft for draft in drafts if draft not in moved]
        bare = [draft for draft in others if not draft.relations]
        if bare and len(bare) < len(others):
            token = bare[0].sides[0][0]
            raise refusal(f"{shown(token)} stands apart from the equation next to it", self.text, token)

    def _statement(self, draft: Draft) -> Statement:
        sides = tuple(self._side(side) for side in draft.sides)
        first = next(token for side in draft.sides for token in side)
        return Statement(self.text, sides, tuple(draft.relations), draft.joined, tuple(draft.remarks), first.position)

    def _side(self, side: Sequence[Token]) -> Node | None:
        if not side:
            return None
        last = side[-1]
        return tree(self.text, (*side, Token("end", "", last.end, last.end)))


_RULES: Mapping[str, Callable[[_Layout, Token], None]] = MappingProxyType(
    {
        ROW: _Layout.row,
        "&": _Layout.column,
        GAP: _Layout.space,
        ",": _Layout.comma,
        ";": _Layout.comma,
        ".": _Layout.stop,
        ":": _Layout.stop,
    }
    | dict.fromkeys(commands.ARROWS, _Layout.arrow)
)
