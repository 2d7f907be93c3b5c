"""The look of a page that needs nothing else: the font of its mathematics, and the colours of what has a part in it."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from symbackprop.report.html.trusted import trusted
from symbackprop.report.palette import ROLES


@cache
def font() -> Markup:
    """Returns the rule that has the font of mathematics in itself."""
    data = b64encode(files("symbackprop.report.html").joinpath("math.woff2").read_bytes()).decode()
    return trusted(f'@font-face{{font-family:"Report Math";src:url(data:font/woff2;base64,{data}) format("woff2")}}')


@cache
def palette() -> Markup:
    """Returns the rules for the colours, in light and dark."""
    light = "".join(f"--{role.key}:#{role.light.lower()};" for role in ROLES.values())
    dark = "".join(f"--{role.key}:#{role.dark.lower()};" for role in ROLES.values())
    painted = "".join(f".{role.key}{{color:var(--{role.key})}}" for role in ROLES.values())
    return trusted(f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{painted}")
