"""LaTeX: a document as source for pdflatex."""

from symbackprop.report.latex.writer import write

__all__ = ["write"]
