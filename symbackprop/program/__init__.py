"""Run: a derivation as NumPy source, accurate and fast."""

from symbackprop.program.claims import accuracy_claims
from symbackprop.program.codegen import codegen
from symbackprop.program.failures import RangeError
from symbackprop.program.plan import Line, Plan
from symbackprop.program.planning import plan, plan_with
from symbackprop.program.program import Program, lambdify
from symbackprop.program.target import Target
from symbackprop.program.targets import TARGETS
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
    "codegen",
    "lambdify",
    "plan",
    "plan_with",
]
