"""JavaScript: the program of a network of numbers for browsers, from the plan of the NumPy program."""

from symbackprop.program.javascript.literal import literal
from symbackprop.program.javascript.target import JAVASCRIPT

__all__ = ["JAVASCRIPT", "literal"]
