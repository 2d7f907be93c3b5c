"""The numeric cross-check of a document: one point, every parameter, every method."""

from __future__ import annotations

from symbackprop.calculus import Derivation
from symbackprop.report.document import CrossCheck


def cross_checked(derivation: Derivation) -> CrossCheck | None:
    return None
