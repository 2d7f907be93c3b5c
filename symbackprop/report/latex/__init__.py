"""LaTeX: a document as source for pdflatex."""

from symbackprop.report.latex.writer import files, write

__all__ = ["files", "write"]
