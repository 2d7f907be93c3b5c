"""Formulas of vectors and matrices: read as claims about their entries, refused for their shapes."""

from symbackprop.answers.latex.matrices.descent import descent_claims
from symbackprop.answers.latex.matrices.reading import read_matrices

__all__ = ["descent_claims", "read_matrices"]
