"""Reading other people's work: formulas in plain text, and what is to be said about them."""

from symbackprop.answers.explaining import diagnose
from symbackprop.answers.formula import Formula, read_formula
from symbackprop.answers.functions import FUNCTIONS
from symbackprop.answers.judging import claims, prove
from symbackprop.answers.vocabulary import Vocabulary, vocabulary

__all__ = ["FUNCTIONS", "Formula", "Vocabulary", "claims", "diagnose", "prove", "read_formula", "vocabulary"]
