"""Trusted text: what this package has written itself and escaped where it had to."""

from __future__ import annotations

from markupsafe import Markup


def trusted(text: str) -> Markup:
    """Returns a text as markup that is not escaped again; never call it with a stranger's words.

    >>> trusted("<i>x</i>")
    Markup('<i>x</i>')
    """
    return Markup(text)  # noqa: S704  (this is the one place)
