"""Mistakes: what is wrong with a claim that is refuted, said only where it is proved."""

from symbackprop.answers.mistakes.diagnosis import Diagnosis

__all__ = ["Diagnosis"]
