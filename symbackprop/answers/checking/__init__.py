"""Checking: a document is read, understood and judged; what is found, formula by formula."""

from symbackprop.answers.checking.checking import check
from symbackprop.answers.checking.finding import Finding, Findings, Kind, Word

__all__ = ["Finding", "Findings", "Kind", "Word", "check"]
