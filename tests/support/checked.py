"""Formulas checked together, as one document: a process is started once, not for each of them."""

from __future__ import annotations

from collections.abc import Iterable

import symbackprop as sb
from symbackprop.answers.checking import Finding


def checked_together(formulas: Iterable[str]) -> dict[str, Finding]:
    """Returns the finding on each formula, of one statement each."""
    texts = list(dict.fromkeys(formulas))
    found = sb.check("\n\n".join(f"$$ {text} $$" for text in texts), sb.two_layer())
    assert len(found) == len(texts)
    return dict(zip(texts, found, strict=True))
