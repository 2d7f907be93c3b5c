"""Run: a derivation as NumPy source, accurate and fast."""

from symbackprop.program.claims import accuracy_claims
from symbackprop.program.failures import RangeError
from symbackprop.program.plan import Line, Plan
from symbackprop.program.planning import plan
from symbackprop.program.program import Program, lambdify
from symbackprop.program.target import TARGETS, Target
from symbackprop.program.vectorised import ArrayProgram

__all__ = [
    "TARGETS",
    "ArrayProgram",
    "Line",
    "Plan",
    "Program",
    "RangeError",
    "Target",
    "accuracy_claims",
    "lambdify",
    "plan",
]
