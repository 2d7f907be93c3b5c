"""Script: the one script of a page, the data it reads, and the policy that lets nothing else run."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from markupsafe import Markup

from symbackprop.report.figures.scene import Scene
from symbackprop.report.html.live import Live, places
from symbackprop.report.html.trusted import trusted

_EXCEPT = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


@dataclass(frozen=True)
class Script:
    """The script of a page.

    text  what stands between the tags, the same in HTML and in XML
    data  what it reads, as JSON that ends no element
    """

    text: Markup
    data: Markup

    @property
    def policy(self) -> str:
        """Returns the source that a Content-Security-Policy names to let this script run, and no other."""
        return f"'sha256-{b64encode(sha256(self.text.encode()).digest()).decode()}'"


def script(live: Live, scene: Scene) -> Script:
    """Returns the script that makes a figure live."""
    code = f"//<![CDATA[\n{live.program}\n{_explorer()}//]]>"
    return Script(trusted(code), trusted(json.dumps(_told(live, scene), ensure_ascii=False).translate(_EXCEPT)))


def _told(live: Live, scene: Scene) -> dict[str, object]:
    known = places(live)
    shown = _shown(live)
    return {
        "names": list(known),
        "parameters": [knob.slider.quantity.name for knob in live.knobs],
        "parts": [shown.get(part.title, []) for part in scene.parts],
        "hasKinks": live.has_kinks,
    }


def _shown(live: Live) -> dict[str, list[int]]:
    """Returns the places of what a part of the figure shows, by its title: a name, or those of a unit."""
    singles = {name: [place] for name, place in places(live).items()}
    values = [quantity.name for quantity in live.forward]
    pairs = {f"{one}, {two}": [*singles[one], *singles[two]] for one in values for two in values}
    return {**pairs, **singles, "": []}


@cache
def _explorer() -> str:
    return files("symbackprop.report.html").joinpath("explorer.js").read_text(encoding="utf-8")
