"""Markdown: a document with formulas between dollar signs, for GitHub, Jupyter and VuePress."""

from symbackprop.report.markdown.writer import files, write

__all__ = ["files", "write"]
