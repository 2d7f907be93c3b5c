"""Limits: what the kernel raises when it cannot go on, and the sizes it never exceeds.

FLINT aborts the process when memory ends, and no exception can be caught then. So every
product, power, gcd and factorisation is measured before it is made.
"""

from __future__ import annotations

TERMS_OF_A_PRODUCT = 300_000
TERMS_OF_A_GCD = 4_000
TERMS_OF_A_FACTORISATION = 1_500
DEGREE = 1_000
BITS_OF_A_POWER = 1_000_000
BITS_TO_FACTOR = 96
WORK_OF_A_CLAIM = 30_000_000
LEAVES = 256


class OutOfReach(Exception):
    """The kernel has no rule, or gives up; its text says what is missing."""


class TooBig(OutOfReach):
    """An expression would grow beyond a limit."""


class Undefined(Exception):
    """An expression that is defined nowhere (in the case under consideration)."""


class Budget:
    """The work one claim may cost, counted in terms multiplied; shared by all its cases."""

    def __init__(self, work: int = WORK_OF_A_CLAIM) -> None:
        self._left = work

    def spend(self, work: int) -> None:
        """Takes `work` off the budget; raises TooBig when nothing is left."""
        self._left -= work
        if self._left < 0:
            raise TooBig("the normal form takes more work than the limit")
