"""Drawing: a plot as SVG or PDF, the same bytes every time."""

from __future__ import annotations

from io import BytesIO, StringIO
from typing import Any

from symbackprop.plots.library import ANY, EMBEDDED, drawing_style
from symbackprop.plots.plot import Plot
from symbackprop.plots.retouching import retouched

_INCH = 25.4


def svg(plot: Plot) -> str:
    """Returns the plot as an <svg> element that can stand in a page or in a file of its own.

    The ground is transparent and the colours follow the page, light or dark. Text is text.
    The same plot gives the same characters. Raises PlotsUnavailable without matplotlib.
    """
    with drawing_style(plot.key, ANY) as figure:
        out = StringIO()
        _drawn(plot, figure).savefig(
            out, format="svg", transparent=True, metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
        )
    return retouched(out.getvalue(), plot.key, plot.alt)


def pdf(plot: Plot) -> bytes:
    """Returns the plot as a PDF of one page of its size, fonts embedded.

    The same plot gives the same bytes. Raises PlotsUnavailable without matplotlib.
    """
    with drawing_style(plot.key, EMBEDDED) as figure:
        out = BytesIO()
        _drawn(plot, figure).savefig(
            out, format="pdf", transparent=True, metadata={"CreationDate": None, "Creator": None, "Producer": None}
        )
    return out.getvalue()


def _drawn(plot: Plot, figure: type[Any]) -> Any:
    made = figure(figsize=(plot.width / _INCH, plot.height / _INCH), layout="constrained")
    plot.draw(made)
    return made
