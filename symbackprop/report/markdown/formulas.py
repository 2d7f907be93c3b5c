r"""Formulas in Markdown: LaTeX that GitHub, Jupyter and VuePress (KaTeX) all show.

Between a formula and its reader stand a Markdown processor, which takes a backslash before
punctuation for an escape and an underscore after punctuation for emphasis, and a renderer
that knows only some of LaTeX: GitHub refuses \operatorname and \phantom. So: no command
made of punctuation (\thinspace for \, and \cr for \\), no underscore but after a letter or
a digit, no colours, and the odd characters of a stranger's name in their wide forms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symbackprop.notation import layout, led_by, relation, tree
from symbackprop.notation.breaking import lines
from symbackprop.notation.latex import LATEX
from symbackprop.notation.width import width
from symbackprop.notation.writer import Writer, unpainted
from symbackprop.report.markdown.text import Markdown
from symbackprop.report.widths import width_of_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sympy as sp

    from symbackprop.notation.options import Notation
    from symbackprop.notation.tree import Node
    from symbackprop.report.lines import Line
    from symbackprop.report.text import Ranging

MEASURE = 36.0
"""The room for the two sides of a formula, in em: what the narrowest of the three renderers has."""
_GAP = 2.0
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if not chr(code).isalnum()}
_PUNCTUATION = {
    r"\,": r"\thinspace ",
    r"\;": r"\thinspace ",
    r"\!": "",
    r"\{": r"\lbrace ",
    r"\}": r"\rbrace ",
    r"\\": r"\cr",
    "[": r"\lbrack ",
    "]": r"\rbrack ",
}
_AFTER_PUNCTUATION = re.compile(r"(?<![A-Za-z0-9])_")
_TO_REPLACE = re.compile("|".join(map(re.escape, _PUNCTUATION)))


def _upright(text: str) -> str:
    if text == "∞":
        return r"\infty "
    plain = text.isascii() and text.isalnum()
    return rf"\mathrm{{{text}}}" if plain else rf"\text{{{text.translate(_WIDE)}}}"


def _word(_writer: Writer, node: tree.Word) -> str:
    return _upright(node.text)


def _operator(writer: Writer, node: tree.Operator) -> str:
    known = LATEX.rules[tree.Operator](writer, node)
    return rf"\mathop{{{_upright(node.text)}}}" if known.startswith(r"\operatorname") else known


def _name(writer: Writer, node: tree.Name) -> str:
    """Returns a name; the subscript of an upright word stands within its braces, after a letter."""
    base = writer.part(node.base)
    if node.sub is None or node.primes or not base.startswith(r"\mathrm"):
        return LATEX.rules[tree.Name](writer, node)
    raised = f"^{{{writer.part(node.sup)}}}" if node.sup else ""
    return f"{base[:-1]}_{{{writer.part(node.sub)}}}}}{raised}"


def _derivative(writer: Writer, node: tree.Derivative) -> str:
    text = LATEX.rules[tree.Derivative](writer, replace(node, held=()))
    held = ", ".join(map(writer.part, node.held))
    return rf"\left.{text}\right\vert_{{{held}}}" if held else text


WRITER = replace(
    LATEX,
    rules={
        **LATEX.rules,
        tree.Word: _word,
        tree.Operator: _operator,
        tree.Name: _name,
        tree.Derivative: _derivative,
    },
    paint=unpainted,
)
"""LaTeX without colours and without what not all three renderers know."""


def maths(node: Node) -> str:
    r"""Returns the inside of a formula without a command that is made of punctuation.

    >>> from symbackprop.network import names
    >>> z, t = names("z t")
    >>> print(maths(layout(z * (1 - t))))
    z\thinspace (1 - t)
    """
    text = _TO_REPLACE.sub(lambda found: _PUNCTUATION[found[0]], WRITER.part(node))
    return re.sub(" {2,}", " ", _AFTER_PUNCTUATION.sub(r"\\kern0pt_", text)).strip()


def inline(expression: sp.Basic | Node, notation: Notation) -> Markdown:
    """Returns a formula in running text.

    >>> from symbackprop.network import name
    >>> from symbackprop.notation import Notation
    >>> print(inline(name("w_11"), Notation()))
    $w_{11}$
    """
    return Markdown(f"${maths(layout(expression, notation))}$")


def equality(left: sp.Expr, right: sp.Expr, notation: Notation) -> Markdown:
    """Returns a short equation in running text."""
    return inline(relation("=", left, right, notation=notation), notation)


def in_pieces(left: sp.Expr, right: sp.Expr, notation: Notation) -> Markdown:
    """Returns an equation in a narrow cell: pieces between which the line may be broken."""
    pieces = lines(relation("=", left, right, notation=notation), MEASURE / 2)
    return Markdown(" ".join(inline(piece, notation) for piece in pieces))


def broken(left: sp.Expr, right: sp.Expr, notation: Notation) -> list[Markdown]:
    """Returns an equation as the rows of an `aligned`, none wider than MEASURE."""
    return [
        Markdown(f"{row.left} &{row.right}".lstrip())
        for row in _broken(led_by("=", right, notation), layout(left, notation))
    ]


def ranging(piece: Ranging, notation: Notation | None = None) -> str:
    r"""Returns how far indices run as the inside of a formula.

    >>> from symbackprop.network.indices import index, size
    >>> from symbackprop.report.text import Ranging
    >>> ranging(Ranging((index("j"),), size("m")))
    'j = 1, \\dots, m'
    """
    letters = ", ".join(maths(layout(letter, notation)) for letter in piece.letters)
    values = (r"\dots" if value is None else maths(layout(value, notation)) for value in piece.values)
    return f"{letters} = {', '.join(values)}"


def rows(line: Line, notation: Notation) -> list[Markdown]:
    """Returns a numbered line as the rows of an `aligned`: left side, right sides, number.

    What is wider than MEASURE is broken; equations stand beside each other if they fit.
    """
    found: list[_Row] = []
    for shown in line.shown:
        side = led_by(shown.sign, shown.right, notation)
        for row in _broken(side, None if shown.continued else layout(shown.left, notation)):
            _put(row, found)
    for place, piece in enumerate(line.ranges):
        _put(_Row("", ranging(piece), width_of_ranges((piece,)), r",\quad " if place else r" \qquad "), found)
    first, *rest = (f"{row.left} &{row.right}".lstrip() for row in found)
    return [Markdown(rf"{first} && ({line.number})"), *map(Markdown, rest)]


@dataclass(frozen=True)
class _Row:
    """A row while it is made.

    left, right  what stands before and behind the place of alignment
    width        about how wide both are, in em
    gap          what stands before it beside another row; None where it must not stand beside one
    """

    left: str
    right: str
    width: float
    gap: str | None


def _put(row: _Row, found: list[_Row]) -> None:
    """Puts the row beside the last of those found if there is room, else below it."""
    if not found or row.gap is None or found[-1].width + _GAP + row.width > MEASURE:
        found.append(row)
        return
    last = found.pop()
    text = f"{row.left} {row.right}".strip()
    found.append(replace(last, right=last.right + row.gap + text, width=last.width + _GAP + row.width))


def _broken(side: Node, left: Node | None) -> Iterator[_Row]:
    used = width(left) if left is not None else 0.0
    first, *rest = lines(side, MEASURE - used)
    gap = " " if left is None else r" \qquad "
    yield _Row(maths(left) if left is not None else "", maths(first), used + width(first), gap)
    for piece in rest:
        yield _Row("", r"\quad " + maths(piece), width(piece) + 1, None)
