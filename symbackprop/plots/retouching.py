"""Retouching: an SVG of matplotlib made fit for pages, light and dark, read aloud or looked at."""

from __future__ import annotations

import re
from html import escape

from symbackprop.plots.flowing import flowing
from symbackprop.plots.palette import DARK, NAMES

_ELEMENT = re.compile(r"<svg\b.*</svg>", re.DOTALL)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_NAMED = re.compile(r'(\bid="|href="#|url\(#)')
_PATH = re.compile(r'\bd="[^"]*"')
_DIGITS = re.compile(r"(\.\d\d)\d+")
_LEFT_OUT = re.compile(
    r" font-family: '?DejaVu [^;]*;| transform=\"rotate\(-?0 [^\"]*\"|<style type=\"text/css\">\*\{[^<]*</style>"
)


def _rules(colours: dict[str, str]) -> str:
    return "".join(f"--plot-{NAMES[light]}:{colour};" for light, colour in colours.items())


STYLE = (
    ".symbackprop-plot *{stroke-linejoin:round;stroke-linecap:butt}"
    ".symbackprop-plot text{font-family:'Palatino Linotype',Palatino,'URW Palladio L',P052,'TeX Gyre Pagella',"
    "'Book Antiqua',Georgia,serif;white-space:pre}"
    f".symbackprop-plot{{{_rules({light: light for light in DARK})}}}"
    f"@media screen and (prefers-color-scheme:dark){{.symbackprop-plot{{{_rules(dict(DARK))}}}}}"
)
"""The style sheet of every plot: the same in each, so that several can stand on one page."""


def retouched(drawing: str, key: str, alt: str) -> str:
    """Returns the drawing as one <svg> element, described in words, its colours those of the page.

    key  begins every id, so that plots on one page do not share any
    alt  what the plot shows

    The same drawing gives the same text.
    """
    element = _ELEMENT.search(drawing)
    if element is None:
        raise ValueError("matplotlib has written no <svg> element")
    text = _METADATA.sub("", element[0])
    for light, called in NAMES.items():
        text = text.replace(light, f"var(--plot-{called}, {light})")
    text = _NAMED.sub(lambda found: f"{found[1]}{_slug(key)}-", text)
    text = _PATH.sub(lambda found: _DIGITS.sub(r"\1", found[0]), text)
    text = _LEFT_OUT.sub("", text)
    return _described(flowing(text), _slug(key), alt)


def _described(text: str, prefix: str, alt: str) -> str:
    opening, rest = text.split(">", 1)
    title, _, more = alt.partition(". ")
    told = (
        f'<title id="{prefix}-title">{escape(title.rstrip("."))}</title>'
        f'<desc id="{prefix}-desc">{escape(more or alt)}</desc>'
    )
    role = f'class="symbackprop-plot" role="img" aria-labelledby="{prefix}-title {prefix}-desc"'
    return f"{opening} {role}>{told}<style>{STYLE}</style>{rest}\n"


def _slug(key: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", f"plot-{key}").strip("-")
