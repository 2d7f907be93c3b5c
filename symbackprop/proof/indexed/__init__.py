"""The proof kernel for indexed networks: normal forms of sums for all sizes, instances at small ones.

normal_form         atoms, the ring over them, sums, deltas, functions, the zero test
reading             SymPy expressions as normal forms
derivatives         D through the equations of a network, forwards and backwards
kernel              the difference of two sides, opened step by step until it is 0
small_sizes         the same claim in scalars, at small sizes
prover              the verdict from both
first_principles    a gradient against SymPy's `diff` of the composed loss
local               the gradients of a scalar network by thousands of weights
"""

from symbackprop.proof.indexed.first_principles import IndexedFirstPrinciples
from symbackprop.proof.indexed.local import LocalProofs, prove_locally
from symbackprop.proof.indexed.prover import IndexedProver

__all__ = ["IndexedFirstPrinciples", "IndexedProver", "LocalProofs", "prove_locally"]
