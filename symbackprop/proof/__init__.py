"""The proof kernel: claims of equality, and verdicts with their evidence.

claims, verdict, enclosure      what is asked and what is answered
prover                          the three rungs: names, balls, tower
names                           rung one: the ring of the names
witnesses, sampling, balls      rung two: certified intervals at rational points
cases, tower, field, ...        rung three: the field tower, case by case
first_principles, lemmas        claims about gradients and about table rows
"""

from symbackprop.proof.claims import Claim, Hypothesis
from symbackprop.proof.enclosure import Enclosure
from symbackprop.proof.prover import Prover, prove
from symbackprop.proof.verdict import Proved, Refuted, Undecided, Verdict, Witness

__all__ = [
    "Claim",
    "Enclosure",
    "Hypothesis",
    "Proved",
    "Prover",
    "Refuted",
    "Undecided",
    "Verdict",
    "Witness",
    "prove",
]
