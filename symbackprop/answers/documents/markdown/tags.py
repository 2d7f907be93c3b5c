"""Tags of HTML in Markdown: what is passed over, and pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from symbackprop.answers.documents.closing import Closing

_TAG = re.compile(
    r"</?(?P<name>[a-zA-Z][a-zA-Z0-9.:-]{0,40})"
    r"(?P<inside>(?:\s++[a-zA-Z_:@][\w:.@-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|\"[^\"]{0,5000}\"|'[^']{0,5000}'))?)*+)"
    r"\s*+/?>"
)
_ADDRESS = re.compile(r"<[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*+>")
_CODE = ("code", "pre", "script", "style", "textarea", "kbd", "samp", "tt", "svg")
_ENDS = {name: re.compile(rf"(?P<close></{name}\s*>)", re.IGNORECASE) for name in _CODE}
_SOURCE = re.compile(r"(?<![\w-])src\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_ALT = re.compile(r"(?<![\w-])alt\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)


@dataclass(frozen=True)
class Image:
    """An <img>: where its address stands, the address, and the words that stand for it."""

    place: int
    target: str
    alt: str


def passed(text: str, start: int, closing: Closing) -> tuple[int, Image | None]:
    """Returns where what begins with the < at `start` ends, and the picture it is.

    >>> passed("<b>x", 0, Closing("<b>x")), passed("<code>$5$</code>!", 0, Closing("<code>$5$</code>!"))
    ((3, None), (16, None))
    """
    if text.startswith("<!--", start):
        end = closing.text_after("-->", start + 4)
        return (start + 4 if end < 0 else end + 3), None
    tag = _TAG.match(text, start) or _ADDRESS.match(text, start)
    if tag is None:
        return start + 1, None
    name = (tag.groupdict().get("name") or "").lower()
    if name == "img":
        return tag.end(), _image(tag)
    if name in _ENDS and text[start + 1] != "/":
        end_of_code = closing.after(_ENDS[name], tag.end())
        return (end_of_code or tag).end(), None
    return tag.end(), None


def _image(tag: re.Match[str]) -> Image | None:
    source, alt = _SOURCE.search(tag["inside"]), _ALT.search(tag["inside"])
    if source is None:
        return None
    number = source.lastindex or 1
    words = (alt[alt.lastindex or 1] or "") if alt else ""
    return Image(tag.start("inside") + source.start(number), source[number], words)
