"""Markdown: formulas in the dialects of GitHub, VuePress, Jekyll, Pandoc, Jupyter and MyST."""
