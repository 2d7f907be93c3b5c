"""matplotlib, which is an extra: imported when something is drawn, and never before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

from symbackprop.errors import SymbackpropError
from symbackprop.plots.palette import INK

STYLE: Mapping[str, Any] = MappingProxyType(
    {
        "axes.axisbelow": True,
        "axes.labelpad": 3,
        "axes.labelsize": 8,
        "axes.linewidth": 0.6,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.titlepad": 5,
        "axes.titlesize": 8,
        "axes.unicode_minus": True,
        "figure.dpi": 72,
        "font.size": 8,
        "lines.linewidth": 1.2,
        "path.simplify": False,
        "pdf.compression": 9,
        "pdf.fonttype": 42,
        "svg.fonttype": "none",
        "text.usetex": False,
        "xtick.labelsize": 7,
        "xtick.major.pad": 2.5,
        "xtick.major.size": 2.5,
        "xtick.major.width": 0.6,
        "xtick.minor.visible": False,
        "ytick.labelsize": 7,
        "ytick.major.pad": 2.5,
        "ytick.major.size": 2.5,
        "ytick.major.width": 0.6,
        "ytick.minor.size": 0,
    }
)
"""How every plot looks; sizes are those of small print beside text of 10 points."""

Fonts = Mapping[str, str]
"""Settings of matplotlib for the letters of text and of formulas."""

EMBEDDED: Fonts = MappingProxyType({"font.family": "STIXGeneral", "mathtext.fontset": "stix"})
"""For a PDF, which takes its fonts along."""

ANY: Fonts = MappingProxyType({"font.family": "DejaVu Serif", "mathtext.fontset": "dejavuserif"})
"""For an SVG, which is read in fonts of another place: a wide one, so that there is room for any."""

_INKED = ("axes.edgecolor", "axes.labelcolor", "axes.titlecolor", "text.color", "xtick.color", "ytick.color")


class PlotsUnavailable(SymbackpropError, ImportError):
    """There is no matplotlib to draw with."""


@contextmanager
def drawing_style(key: str, fonts: Fonts) -> Iterator[type[Any]]:
    """Yields matplotlib's Figure while its defaults are those of the plots; they are put back afterwards.

    key    makes the ids of an SVG
    fonts  how text is set, EMBEDDED or ANY

    Raises PlotsUnavailable if matplotlib cannot be imported.
    """
    try:
        import matplotlib as mpl  # noqa: PLC0415  (it is an extra, and takes a third of a second)
        from matplotlib.figure import Figure  # noqa: PLC0415
    except ImportError as error:
        raise PlotsUnavailable(
            "plots are drawn by matplotlib, which is not there\n"
            "    install           pip install 'symbackprop[plots]'\n"
            f"    what failed       {error}"
        ) from error
    settings: dict[Any, Any] = {**STYLE, **fonts, **dict.fromkeys(_INKED, INK), "svg.hashsalt": key}
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(settings)
        yield Figure
