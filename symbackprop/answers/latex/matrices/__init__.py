"""Formulas of vectors and matrices: read as claims about their entries, refused for their shapes, repaired."""

from symbackprop.answers.latex.matrices.descent import descent_claims
from symbackprop.answers.latex.matrices.reading import read_matrices
from symbackprop.answers.latex.matrices.repairs import Repair, repairs

__all__ = ["Repair", "descent_claims", "read_matrices", "repairs"]
