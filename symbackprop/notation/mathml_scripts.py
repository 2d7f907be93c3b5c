"""What stands above and below the line in MathML: the scripts of names, powers, transposes.

Set as TeX sets them: no space round the signs in a script, an exponent above the subscript of
its name, beside a bracket at the height of the bracket, however high what it encloses, and
beside a letter with an accent no higher than beside a capital letter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbackprop.notation import tree
from symbackprop.notation.accents import ACCENTS, DOTLESS

if TYPE_CHECKING:
    from symbackprop.notation.writer import Writer

COMMA = "<mo>,</mo>"
"""Between arguments and between indices."""

INFIX = '<mo form="infix">'
"""The beginning of a sign between two terms."""

_PRIME = '<mo lspace="0" rspace="0">′</mo>'
_HANGING = frozenset("gjpqy") | {"beta", "gamma", "eta", "mu", "rho", "phi", "chi", "psi", "xi", "zeta"}
_HEIGHT_OF_BRACKET = "0.76em"
_HEIGHT_OF_LETTER = "0.7em"


def element(tag: str, *parts: str) -> str:
    """Returns an element that takes each of its parts as one argument.

    >>> element("msup", "<mi>x</mi>", "<mi>a</mi><mi>b</mi>")
    '<msup><mi>x</mi><mrow><mi>a</mi><mi>b</mi></mrow></msup>'
    """
    return f"<{tag}>{''.join(map(row, parts))}</{tag}>"


def row(text: str) -> str:
    """Returns the text in an <mrow>, or as it is if it is a single leaf.

    >>> row("<mi>x</mi>"), row("<mi>x</mi><mi>y</mi>")
    ('<mi>x</mi>', '<mrow><mi>x</mi><mi>y</mi></mrow>')
    """
    is_leaf = text.startswith("<m") and text.find("<", 1) == text.rfind("<")
    return text if is_leaf else f"<mrow>{text}</mrow>"


def close(text: str) -> str:
    """Returns what stands in a script with no space round its signs.

    >>> close(INFIX + "+</mo>")
    '<mo form="infix" lspace="0" rspace="0">+</mo>'
    """
    return text.replace(INFIX, '<mo form="infix" lspace="0" rspace="0">').replace(COMMA, '<mo rspace="0">,</mo>')


def with_scripts(base: str, sub: str, sup: str) -> str:
    """Returns the base with what stands below and above it, where there is any.

    >>> with_scripts("<mi>x</mi>", "", "<mn>2</mn>")
    '<msup><mi>x</mi><mn>2</mn></msup>'
    """
    present = {"msubsup": (sub, sup), "msub": (sub,), "msup": (sup,)}
    tag = {(True, True): "msubsup", (True, False): "msub", (False, True): "msup"}.get((bool(sub), bool(sup)))
    return element(tag, base, *map(close, present[tag])) if tag else base


def write_script(writer: Writer, node: tree.Script) -> str:
    """Returns the parts of a subscript."""
    return (COMMA if node.comma else "").join(map(writer.part, node.parts))


def write_accented(writer: Writer, node: tree.Accented) -> str:
    """Returns a letter or word with an accent over it, as wide as it is; the accent takes the dot off i and j."""
    body = node.body
    dotless = DOTLESS.get(body.text) if isinstance(body, tree.Letter) else None
    under = f"<mi>{dotless[1]}</mi>" if dotless else writer.part(body)
    return f'<mover accent="true">{under}<mo stretchy="false">{ACCENTS[node.accent].sign}</mo></mover>'


def write_name(writer: Writer, node: tree.Name | tree.Entry) -> str:
    """Returns a name, or a name with indices, with what stands above and below it."""
    return _scripted(writer, node, writer.part(node.above) if node.above else "")


def write_power(writer: Writer, node: tree.Power) -> str:
    """Returns a power; that of a name stands above its subscript."""
    return _raised(writer, node.base, writer.part(node.exponent))


def write_transposed(writer: Writer, node: tree.Transposed) -> str:
    """Returns a transpose."""
    return _raised(writer, node.body, "<mi>𝖳</mi>")


def _raised(writer: Writer, base: tree.Node, sup: str) -> str:
    if isinstance(base, tree.Name | tree.Entry):
        return _scripted(writer, base, sup)
    text = writer.part(base)
    if isinstance(base, tree.Fenced) and base.size == "plain" and any(map(_has_superscript, base.walk())):
        text = f'<mpadded height="{_HEIGHT_OF_BRACKET}">{text}</mpadded>'
    return element("msup", text, sup)


def _scripted(writer: Writer, node: tree.Name | tree.Entry, sup: str) -> str:
    name = node.name if isinstance(node, tree.Entry) else node
    parts = [writer.part(name.sub)] if name.sub else []
    if isinstance(node, tree.Entry) and node.below:
        parts.append(("" if node.close else COMMA).join(map(writer.part, node.below)))
    base = writer.part(name.base)
    depth = ' depth="0"' if parts and name.letter.text in _HANGING else ""
    height = f' height="{_HEIGHT_OF_LETTER}"' if sup and isinstance(name.base, tree.Accented) else ""
    if depth or height:
        base = f"<mpadded{depth}{height}>{base}</mpadded>"
    return with_scripts(base + _PRIME * name.primes, COMMA.join(parts), sup)


def _has_superscript(node: tree.Node) -> bool:
    return isinstance(node, tree.Name | tree.Entry) and node.above is not None
