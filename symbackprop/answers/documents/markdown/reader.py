"""Markdown read block by block: paragraphs are scanned, code is passed over, directives of MyST are entered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from symbackprop.answers.documents.finds import Finds
from symbackprop.answers.documents.header import header
from symbackprop.answers.documents.markdown.glue import GLUED, glue
from symbackprop.answers.documents.markdown.scanner import Scanner
from symbackprop.answers.documents.refusal import unavailable
from symbackprop.answers.documents.stretch import Stretch, joined, whole

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST = 8
"""How deep directives of MyST may stand in each other."""

_INFO = re.compile(r"\s*\{?\s*(?P<name>[\w:+.-]*)\s*\}?(?P<argument>[^\n]*)")
_MATHEMATICS = ("math", "latex-math", "amsmath", "katex")
_OPTIONS = re.compile(r"(?:[ \t]*:[\w-]+:[^\n]*(?:\n|\Z))+|---[ \t]*\n.*?^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_CODE = re.compile(
    r"\{\s*(?:code|code-block|code-cell|sourcecode|literalinclude|eval-rst|raw|mermaid|include|parsed-literal)"
)


def markdown(text: str) -> Finds:
    """Returns what a Markdown document holds. Raises NotesUnavailable without the extra `notes`."""
    finds = Finds()
    end, finds.header, reason = header(text)
    if reason:
        finds.remarks.append((0, reason))
    body = whole(text).part(end, len(text)) if end < len(text) else whole("")
    _read(body, finds, 0)
    return finds


def _read(stretch: Stretch, finds: Finds, depth: int) -> None:
    """Adds what stands in a document or in a directive."""
    text = f"{stretch.text}\n"  # mdit-py-plugins 0.7 reads past the end of "> :::\n> "
    lines = text.split("\n")
    starts, place = [], 0
    for line in lines:
        starts.append(place)
        place += len(line) + 1
    parser = _parser()
    glue(parser, lines)
    for token in parser.parse(text):
        if token.type in _READERS and token.map:
            first = _READERS[token.type][0](lines, token)
            content = _placed(stretch, lines, starts, first, token.content)
            _READERS[token.type][1](content, token, finds, depth)


def _placed(stretch: Stretch, lines: list[str], starts: list[int], first: int, content: str) -> Stretch:
    """Returns the content of a block, whose lines are ends of the lines of the document from `first` on."""
    return joined(_pieces(stretch, lines, starts, first, content))


def _pieces(
    stretch: Stretch, lines: list[str], starts: list[int], first: int, content: str
) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(content.split("\n"), first):
        if number >= len(lines):
            return
        bare, source = line.strip(), lines[number]
        place = len(source.rstrip()) - len(bare)
        if place < 0 or not source.startswith(bare, place):
            place = max(0, source.find(bare))
        last = number + 1 == len(lines)
        yield stretch.origin(min(starts[number] + place, len(stretch.text) - 1)), bare + ("" if last else "\n")


def _parser() -> MarkdownIt:
    try:
        from markdown_it import MarkdownIt  # noqa: PLC0415  (of the extra `notes`)
        from mdit_py_plugins.colon_fence import colon_fence_plugin  # noqa: PLC0415  (the same)
    except ImportError as error:
        raise unavailable("markdown-it-py with mdit-py-plugins", "Markdown") from error
    return MarkdownIt("commonmark").use(colon_fence_plugin).disable("inline")


def _text(content: Stretch, token: Token, finds: Finds, depth: int) -> None:
    Scanner(content, finds).scan()


def _fence(content: Stretch, token: Token, finds: Finds, depth: int) -> None:
    info = _INFO.match(token.info)
    if info is not None and info["name"] in _MATHEMATICS:
        options = _OPTIONS.match(content.text)
        start = options.end() if options else 0
        if content.text[start:].strip():
            bare = content.part(start, len(content.text))
            finds.formula("display", bare, bare.origins[0], bare.origin(len(bare.text) - 1) + 1)
    elif depth < DEEPEST and content.text and _is_text(token):
        _read(content, finds, depth + 1)
    elif depth >= DEEPEST:
        finds.remarks.append(
            (content.origins[0], f"directives are read {DEEPEST} deep at most: what stands here is not")
        )


def _is_text(token: Token) -> bool:
    """Returns whether a fence has Markdown in it: every one of colons, and one of back-ticks with a directive."""
    info = token.info.strip()
    return not _CODE.match(info) and (token.type == "colon_fence" or info.startswith("{"))


def _first(lines: list[str], token: Token) -> int:
    return token.map[0] if token.map else 0


def _second(lines: list[str], token: Token) -> int:
    return _first(lines, token) + 1


def _first_with_text(lines: list[str], token: Token) -> int:
    """Returns the line in which a paragraph begins: lines of Unicode's spaces are not in its content."""
    start, end = token.map or (0, 0)
    text = token.content.partition("\n")[0].strip()
    return next((number for number in range(start, end) if lines[number].rstrip().endswith(text)), start)


_READERS: Mapping[str, tuple[Callable[[list[str], Token], int], Callable[[Stretch, Token, Finds, int], None]]] = {
    "inline": (_first_with_text, _text),
    GLUED: (_first, _text),
    "html_block": (_first, _text),
    "fence": (_second, _fence),
    "colon_fence": (_second, _fence),
}
"""For each kind of block: in which line its content begins, and what is done with it."""
