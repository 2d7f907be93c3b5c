"""Decimals on a page: with a minus sign and a power of ten, and as a program wrote them for machines."""

from __future__ import annotations

import re

from markupsafe import Markup

_DECIMAL = re.compile(r"(-?)(\d+(?:\.\d+)?)(?:e([+-]?)0*(\d+))?")
_PLAIN = Markup('<data value="{}">{}</data>')
_WITH_POWER = Markup('<data value="{}">{} · 10<sup>{}</sup></data>')
_SIGNS = {"-": "−", "+": "", "": "", None: ""}


def decimal(text: str) -> Markup:
    """Returns a decimal as people write it; what is no decimal is returned as it is, escaped.

    >>> decimal("-0.5"), decimal("1.3e-16")
    (Markup('<data value="-0.5">−0.5</data>'), Markup('<data value="1.3e-16">1.3 · 10<sup>−16</sup></data>'))
    """
    found = _DECIMAL.fullmatch(text)
    if found is None:
        return Markup.escape(text)
    sign, digits, exponent_sign, exponent = found.groups()
    shown = _SIGNS[sign] + digits
    if exponent is None:
        return _PLAIN.format(text, shown)
    return _WITH_POWER.format(text, shown, _SIGNS[exponent_sign] + exponent)
