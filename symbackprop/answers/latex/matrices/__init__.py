"""Formulas of vectors and matrices: read as claims about their entries, or refused for their shapes."""

from symbackprop.answers.latex.matrices.reading import read_matrices

__all__ = ["read_matrices"]
