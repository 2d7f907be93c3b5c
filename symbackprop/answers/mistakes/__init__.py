"""Mistakes: what is wrong with a claim that is refuted, said only where it is proved.

diagnosis       what is said: the contract
form, right     the right value of a claim's left side, as sums of products whose factors are known
mistake, table  the rows of MISTAKES
signs, slopes, losses, factors, sums, places, functions, updates
                what the rows make of a right value
written         what undoes the rows that are about matrices as they are written
roles           what a quantity is in the network, and how prose calls it
differing       by which factor a claim is wrong where no row fits
diagnosing      a claim compared with every row
"""

from symbackprop.answers.mistakes.diagnosing import diagnose
from symbackprop.answers.mistakes.diagnosis import Diagnosis, in_words
from symbackprop.answers.mistakes.mistake import Mistake
from symbackprop.answers.mistakes.table import MISTAKES
from symbackprop.answers.mistakes.written.repairs import Repair, repairs

__all__ = ["MISTAKES", "Diagnosis", "Mistake", "Repair", "diagnose", "in_words", "repairs"]
