"""HTML: a document as one self-contained page."""

from symbackprop.report.html.writer import write

__all__ = ["write"]
