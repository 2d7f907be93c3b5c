"""Pictures of formulas: the addresses of programs that draw LaTeX, and names that speak of a formula."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

LONGEST = 4_000
"""The most characters of an address that is read."""

RENDERERS = (
    r"latex\.codecogs\.com/(?:(?:svg|png|gif|pdf|emf|swf)(?:\.(?:latex|image|download|json))?|eq\.latex|editor/.*?)\?(?P<latex>.*)",
    r"latex\.codecogs\.com/(?:svg|png|gif)/(?P<latex>.*)",
    r"render\.githubusercontent\.com/render/math\?(?:[^#]*?&)?math=(?P<latex>[^&]*)",
    r"chart\.(?:apis|googleapis)\.(?:google\.)?com/chart\?(?:[^#]*?&)?chl=(?P<latex>[^&]*)",
    r"(?:www\.)?zhihu\.com/equation\?(?:[^#]*?&)?tex=(?P<latex>[^&]*)",
    r"math\.vercel\.app/?\?(?:[^#]*?&)?from=(?P<latex>[^&]*)",
    r"(?:i\.upmath\.me|tex\.s2cms\.ru)/(?:svg|png)/(?P<latex>.*)",
    r"(?:www\.)?forkosh\.com/math(?:tex|jax)\.cgi\?(?P<latex>.*)",
)
"""The addresses in which LaTeX stands, as patterns of what follows https://."""

_RENDERERS = tuple(re.compile(pattern, re.IGNORECASE | re.DOTALL) for pattern in RENDERERS)
_SCHEME = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_SETTINGS = re.compile(
    r"(?:\s|\\(?:inline|displaystyle|tiny|small|large|Large|LARGE|huge|Huge)(?![a-zA-Z])|\\dpi\s*\{\d+\}"
    r"|\\(?:bg|fg)_[a-z]+|\\(?:bg|fg)\{[^{}]*\})+"
)
_FORMULA = re.compile(r"[\\^=∂∑δσΣ∇]|\w_\w|\$")
_NAME = re.compile(r"(?:^|[-_./0-9])(?:eqn?s?|equations?|formula[es]?|math|latex|tex)(?=[-_.0-9]|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Pictured:
    """What a picture says: its LaTeX, "" if it cannot be read; and what is to be said of it."""

    latex: str
    fact: str


def formula_in(target: str, alt: str) -> Pictured | None:
    r"""Returns what the picture at the address `target` says; None if it looks like no formula.

    The LaTeX is read from the address of a program that draws formulas, never from the
    picture. An unquoted + in an address may be a space, so that it is not read.

    >>> formula_in("https://latex.codecogs.com/svg.latex?%5Cdelta%3Dz-t", "").latex
    '\\delta=z-t'
    >>> formula_in("figures/eq-12.png", "the delta rule").fact
    'a formula that is a picture cannot be read'
    >>> formula_in("cat.png", "a cat")
    """
    quoted = _quoted(target[:LONGEST])
    if quoted is None:
        named = _NAME.search(target[:LONGEST].partition("?")[0].rpartition("/")[2])
        looks = named or _FORMULA.search(alt[:LONGEST])
        return Pictured("", "a formula that is a picture cannot be read") if looks else None
    if "+" in quoted or len(target) > LONGEST:
        reason = "a + in its address may be a space" if "+" in quoted else f"its address is longer than {LONGEST}"
        return Pictured("", f"a formula that is a picture cannot be read: {reason}")
    latex = unquote(unescape(quoted.replace("&space;", " "))).strip()
    settings = _SETTINGS.match(latex)
    latex = latex[settings.end() :] if settings else latex
    return Pictured(latex, "a formula that is a picture is read from its address")


def _quoted(target: str) -> str | None:
    scheme = _SCHEME.match(target)
    for pattern in _RENDERERS if scheme else ():
        found = pattern.match(target, scheme.end() if scheme else 0)
        if found:
            return found["latex"]
    return None
