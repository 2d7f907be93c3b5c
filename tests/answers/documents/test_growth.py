"""Growth: four times the text takes about four times the steps, whatever is left open."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from symbackprop.answers.documents import read_text

Tracer = Callable[[FrameType, str, object], Any]
TEXTS: dict[str, Callable[[int], str]] = {
    "one dollar": lambda n: "$ " + "a b " * n,
    "dollars": lambda n: "$ a" * n,
    "prices": lambda n: "$5 " * n,
    "double dollars": lambda n: "$$a\n\n" * (n // 2 * 2 + 1),
    "brackets": lambda n: "\\[ a\n\n" * n,
    "words in brackets": lambda n: "\\(word " * n,
    "environments": lambda n: "\\begin{align} \\begin{gather}\n\n" * n,
    "braces": lambda n: "$" + "{" * n + "$",
    "quotations": lambda n: ">" * n + " $x$",
    "lists": lambda n: "- " * n + "$x$",
    "open lists": lambda n: "- $$\n" * (2 * n + 1),
    "ticks": lambda n: "".join("`" * (count % 9 + 1) + " " for count in range(n)),
    "macros": lambda n: r"\newcommand{\a}{" * n,
    "tags": lambda n: '<a "' * n,
    "pictures": lambda n: "![a](" * n,
    "comments": lambda n: "<!-- " * n,
    "text": lambda n: r"$\text{$} " * n,
    "notes": lambda n: ":::{note}\n" * n,
    "rows": lambda n: "$$" + "a \\\\\n" * n + "$$",
    "front matter": lambda n: "---\n" + "[" * n + "\n---\n",
    "roles": lambda n: ":math:`a " * n,
    "directives": lambda n: ".. math:: a\n\n" * n,
    "literals": lambda n: "a::\n\n" * n,
    "formulas": lambda n: "Let $x$ be\n\n$$\na = b\n$$\n\n" * n,
}


def steps(text: str, format_: str) -> int:
    """Returns how many lines of Python are run while a text is read."""
    count = 0

    def traced(frame: FrameType, event: str, argument: object) -> Tracer:
        nonlocal count
        count += 1
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        read_text(text, format_)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("format_", ["markdown", "latex", "rst"])
@pytest.mark.parametrize("name", TEXTS)
def test_the_steps_grow_as_the_text_does(name: str, format_: str) -> None:
    text = TEXTS[name]
    read_text(text(4), format_)
    assert steps(text(800), format_) <= 4.8 * steps(text(200), format_) + 500


@pytest.mark.parametrize("format_", ["markdown", "latex", "rst"])
@pytest.mark.parametrize("sign", ["{", "}", "> ", "- ", "[", "(", "$", "`", "\\", "\\left("])
def test_a_hundred_thousand_of_a_sign_are_read(sign: str, format_: str) -> None:
    read_text(sign * 100_000, format_)
