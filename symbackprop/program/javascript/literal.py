r"""Literals: any text as a JavaScript string that may also stand inside a <script> element.

Nothing of the text ends the string, the line, the element or a CDATA section: quotes,
backslashes, < > & and everything that is not printable are written as \uXXXX.
"""

from __future__ import annotations

_MEANT = frozenset("\"\\<>&'`")


def literal(text: str) -> str:
    r"""Returns the text as a string in double quotes.

    >>> print(literal("y_1'"), literal("</script>"))
    "y_1\u0027" "\u003c/script\u003e"
    """
    return f'"{escaped(text)}"'


def escaped(text: str) -> str:
    r"""Returns the text as it stands inside quotes, or in a comment.

    >>> print(escaped("δ_1\n*/"), escaped("\U000e0001"))
    δ_1\u000a*/ \udb40\udc01
    """
    return "".join(map(_escape, text))


def _escape(character: str) -> str:
    if character.isprintable() and character not in _MEANT:
        return character
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))
