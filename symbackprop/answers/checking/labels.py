"""Labels: claims about the class of an item, f_y and 1[k = y], where the targets t are one at y and zero elsewhere.

What a side says of the label y is Σ_l t_l times what it says of class l. If that holds for all targets that add up
to 1, it holds for these. It is refuted at targets of this kind alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import sympy as sp

from symbackprop.answers.judging import judged
from symbackprop.answers.latex import Label
from symbackprop.answers.vocabulary import Vocabulary, vocabulary
from symbackprop.errors import SymbackpropError
from symbackprop.network import instance
from symbackprop.network.indices import element, free_indices, fresh, index, indices_in, renamed, subscripts
from symbackprop.network.names import name
from symbackprop.proof import Claim, Hypothesis, Proved, Prover, Refuted, Undecided, Verdict

_CLASSES = 2


def labels_in(*sides: sp.Expr) -> tuple[Label, ...]:
    """Returns the labels that sides speak of."""
    return tuple(sorted({symbol for side in sides for symbol in side.atoms(Label)}, key=str))


def judged_of_label(left: sp.Expr, right: sp.Expr, targets: Mapping[str, str], words: Vocabulary) -> Verdict:
    """Returns the verdict on a claim about a label.

    targets  the array of targets that each label is about
    """
    claim = Claim(left, right, words.definitions)
    label, *others = labels_in(left, right)
    target = targets[label.name]
    shape = words.shapes.get(target, ())
    if others or len(shape) != 1:
        return Undecided(claim, "it speaks of several labels, or of no vector of targets")
    letter = fresh(index("l"), {*indices_in(left), *indices_in(right)})
    at_class = element(name(target), [letter])
    lhs, rhs = (_of_each_class(side, label, at_class, shape[0]) for side in (left, right))
    verdict = judged([Claim(lhs, rhs, words.definitions)], words)[0]
    if isinstance(verdict, Proved):
        return verdict
    wrong = next((found for found in _at_labels(claim, label, target, words) if isinstance(found, Refuted)), None)
    return Undecided(claim, "whether it holds for every label") if wrong is None else wrong


def _of_each_class(side: sp.Expr, label: Label, target: sp.Expr, classes: sp.Expr) -> sp.Expr:
    """Returns the sum over the classes of the target times what a side says of the class."""
    (letter,) = subscripts(target)
    return sp.Sum(target * renamed(side, {label: letter}), (letter, 1, classes)) if side.has(label) else side


def _at_labels(claim: Claim, label: Label, target: str, words: Vocabulary) -> Iterator[Verdict]:
    """Yields the verdicts on a claim in a small network, at each label and place."""
    try:
        small = instance(words.network, dict.fromkeys(words.network.sizes, _CLASSES))
        definitions = vocabulary(small.network).definitions
        free = [letter for letter in free_indices(claim.lhs - claim.rhs) if letter not in words.network.sizes]
        for numbers in product(range(1, _CLASSES + 1), repeat=len(free)):
            places = dict(zip(free, map(sp.Integer, numbers), strict=True))
            given = tuple(
                Hypothesis(small.of(element(name(target), [sp.Integer(k)])) - int(k == places[label]), "=", "user")
                for k in range(1, _CLASSES + 1)
            )
            yield Prover(definitions, given).prove(small.of(claim.lhs, places), small.of(claim.rhs, places))
    except (SymbackpropError, KeyError, ValueError):
        return
