"""Measure: a program against other roads to its gradient."""

from symbackprop.verification.beside_kinks import AtKink
from symbackprop.verification.cross_check import CrossCheck, CrossCheckRow, cross_check
from symbackprop.verification.methods import METHODS, Method
from symbackprop.verification.printing import ASCII, UNICODE, as_html, as_text
from symbackprop.verification.rows import Comparison, Row
from symbackprop.verification.verification import Verification, verify

__all__ = [
    "ASCII",
    "METHODS",
    "UNICODE",
    "AtKink",
    "Comparison",
    "CrossCheck",
    "CrossCheckRow",
    "Method",
    "Row",
    "Verification",
    "as_html",
    "as_text",
    "cross_check",
    "verify",
]
