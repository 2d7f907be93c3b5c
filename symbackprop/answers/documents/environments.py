r"""Environments: which \begin{...} make a formula, and what stands inside."""

from __future__ import annotations

import re

from symbackprop.answers.documents.stretch import Stretch

_ALONE = (
    *("equation", "align", "alignat", "flalign", "gather", "multline", "eqnarray", "displaymath", "math", "dmath"),
    *("xalignat", "xxalignat", "IEEEeqnarray", "darray", "dgroup"),
)
_WITHIN = ("split", "aligned", "alignedat", "gathered", "multlined")
_COUNTED = {"alignat", "xalignat", "xxalignat", "alignedat", "IEEEeqnarray"}
"""The environments with an argument: how many columns there are."""

_NAMES = "|".join(sorted({*_ALONE, *_WITHIN}, key=lambda name: (-len(name), name)))
BEGIN = rf"\\begin[ \t]*\{{(?:{_NAMES})\*?\}}"
"""A pattern of the beginning of a formula that is an environment."""

NAME = re.compile(r"\{(.*?)\}")
_LABEL = r"(?:\s|\\label[ \t]*\{[^{}]{0,200}\}|\\(?:nonumber|notag|displaystyle)(?![a-zA-Z])|%[^\n]*\n)*+"
_LABELS = re.compile(r"(?:\s*+\\label[ \t]*\{[^{}]{0,200}\})*+")
_OPENING = re.compile(rf"{_LABEL}\\begin[ \t]*\{{(?P<name>(?:{_NAMES})\*?)\}}(?:\[[a-zA-Z]\])?")
_ARGUMENT = re.compile(r"\s*\{[^{}]{0,20}\}")
_CLOSING = re.compile(rf"{_LABEL}[.,;]?{_LABEL}\Z")
_DEEPEST = 4


def inside(stretch: Stretch) -> tuple[str, Stretch]:
    r"""Returns the innermost environment that is the whole of a formula, and what stands in it.

    A formula that is no environment is returned as it is, with "". Labels around the
    environment and before the formula are left out.

    >>> from symbackprop.answers.documents.stretch import whole
    >>> name, found = inside(whole(r"\begin{equation}\label{a}\begin{aligned} a &= b \end{aligned}\end{equation}"))
    >>> name, found.text
    ('aligned', ' a &= b ')
    """
    name = ""
    for _ in range(_DEEPEST):
        opening = _OPENING.match(stretch.text)
        if opening is None:
            break
        start = opening.end()
        if opening["name"].removesuffix("*") in _COUNTED:
            argument = _ARGUMENT.match(stretch.text, start)
            start = argument.end() if argument else start
        end = stretch.text.find(rf"\end{{{opening['name']}}}", start)
        if end < 0 or not _CLOSING.match(stretch.text, end + len(rf"\end{{{opening['name']}}}")):
            break
        name, stretch = opening["name"], stretch.part(start, end)
    label = _LABELS.match(stretch.text)
    return name, stretch.part(label.end() if label else 0, len(stretch.text))
