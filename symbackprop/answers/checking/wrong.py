"""Wrong on purpose: formulas of which a document says itself that they are wrong, to show a mistake.

It says so in a comment before the formula, <!-- symbackprop: {wrong: true} -->. Such a formula is judged like every
other; what is said of it is right if it is refuted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from symbackprop.answers.checking.finding import Finding, Word

_TURNED: Mapping[Word, Word] = MappingProxyType({"refuted": "proved", "proved": "refuted", "taken": "refuted"})
_SAID: Mapping[Word, str] = MappingProxyType(
    {
        "refuted": "the document says that it is wrong, and it is",
        "proved": "the document says that it is wrong, and it holds",
        "taken": "the document says that it is wrong, and it claims nothing",
    }
)


def said_to_be_wrong(finding: Finding) -> Finding:
    """Returns the finding on a formula of which the document says that it is wrong.

    >>> said_to_be_wrong(Finding("s = z", 1, 1, "claim", "refuted")).word
    'proved'
    """
    if finding.word not in _TURNED:
        return finding
    said, word = _SAID[finding.word], _TURNED[finding.word]
    if word == "refuted":
        return replace(finding, word=word, reason=said, evidence=(), formulas=(), shown=())
    return replace(finding, word=word, remarks=(*finding.remarks, said))
