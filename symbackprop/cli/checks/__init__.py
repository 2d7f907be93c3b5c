"""What was found in documents, in each format: one row of FORMATS."""

from symbackprop.cli.checks.formats import FORMATS, Format, chosen

__all__ = ["FORMATS", "Format", "chosen"]
