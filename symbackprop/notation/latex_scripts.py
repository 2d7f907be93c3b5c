"""Letters in LaTeX, and what stands below and above them: the scripts of names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from symbackprop.notation import latex_text, tree
from symbackprop.notation.accents import ACCENTS, DOTLESS
from symbackprop.notation.letters import GREEK

if TYPE_CHECKING:
    from symbackprop.notation.writer import Writer

_PRIME = r"\prime"


def joined(*parts: str) -> str:
    r"""Returns the parts beside each other, with a space where a command would swallow a letter.

    >>> joined(r"\eta", "x")
    '\\eta x'
    """
    text = ""
    for part in parts:
        swallows = re.search(r"\\[A-Za-z]+$", text) and part[:1].isalpha()
        text += " " + part if swallows else part
    return text


def script(text: str) -> str:
    r"""Returns the text as it stands after ^ or _: in braces unless it is one character.

    >>> script("1"), script("11")
    ('1', '{11}')
    """
    return text if len(text) == 1 and text.isalnum() else "{" + text + "}"


def write_letter(_writer: Writer, node: tree.Letter) -> str:
    """Returns a letter, in italics."""
    return GREEK[node.text][0] if node.text in GREEK else node.text


def write_bold(_writer: Writer, node: tree.Bold) -> str:
    """Returns the name of a matrix or vector: a Latin letter or word upright, a Greek letter in italics, both bold."""
    if node.text in GREEK:
        return rf"\boldsymbol{{{GREEK[node.text][0]}}}"
    plain = node.text.isascii() and node.text.isalnum()
    return rf"\mathbf{{{node.text}}}" if plain else rf"\textbf{{{latex_text.escaped(node.text)}}}"


def write_accented(writer: Writer, node: tree.Accented) -> str:
    """Returns a letter or word with an accent over it, which takes the dot off i and j."""
    body = node.body
    dotless = DOTLESS.get(body.text) if isinstance(body, tree.Letter) else None
    return f"{ACCENTS[node.accent].command}{{{dotless[0] if dotless else writer.part(body)}}}"


def write_script(writer: Writer, node: tree.Script) -> str:
    """Returns the parts of a subscript."""
    parts = [writer.part(part) for part in node.parts]
    return ",".join(parts) if node.comma else joined(*parts)


def write_name(writer: Writer, node: tree.Name | tree.Entry) -> str:
    """Returns a name, or a name with indices; beside a superscript its primes are a part of it."""
    name = node.name if isinstance(node, tree.Entry) else node
    base, low = writer.part(name.base), _below(writer, node)
    if node.above is None:
        return base + "'" * name.primes + low
    return f"{base}{low}^{script(joined(_PRIME * name.primes, writer.part(node.above)))}"


def _below(writer: Writer, node: tree.Name | tree.Entry) -> str:
    name = node.name if isinstance(node, tree.Entry) else node
    listed = [writer.part(name.sub)] if name.sub else []
    if isinstance(node, tree.Entry) and node.below:
        parts = [writer.part(index) for index in node.below]
        listed.append(joined(*parts) if node.close else ",".join(parts))
    return "_" + script(",".join(listed)) if listed else ""
