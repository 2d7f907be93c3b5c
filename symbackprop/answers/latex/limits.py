"""Limits: how large a formula may be, so that time and memory are bounded whatever is written."""

from __future__ import annotations

LONGEST = 20_000
"""The most characters of a formula."""

MOST_TOKENS = 10_000
"""The most tokens of a formula, with its macros expanded."""

MOST_EXPANSIONS = 1_000
"""How often macros are expanded in one formula."""

DEEPEST = 40
"""How deep brackets, braces, scripts and fractions stand inside each other."""

MOST_DIGITS = 1_000
"""The most digits of a number."""

MOST_TRIED = 400
"""How often what is summed is read for one unit after another."""

MOST_READINGS = 32
"""How many ways to read a formula are tried."""
