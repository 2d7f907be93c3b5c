"""How it is differentiated: local rules, the sweep, steps and the derivation."""

from symbackprop.calculus.deltas import Delta
from symbackprop.calculus.derivation import Derivation, derive
from symbackprop.calculus.gradients import Gradient
from symbackprop.calculus.partial import Partial
from symbackprop.calculus.steps import Step

__all__ = ["Delta", "Derivation", "Gradient", "Partial", "Step", "derive"]
