"""The bench: two expressions in letters of known sizes, judged by the normal form and by brute force."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import sympy as sp
from sums_by_loops import NotDefined, World

from symbackprop.proof.indexed.normal_form.forms import Forms
from symbackprop.proof.indexed.normal_form.vanishing import vanishes
from symbackprop.proof.indexed.reading.reader import Reader
from symbackprop.proof.limits import OutOfReach, Undefined

Letters = Mapping[sp.Symbol, sp.Expr]
SIZES = ((1, 1), (1, 2), (2, 1), (2, 3), (3, 2))


def equal_for_all_sizes(lhs: sp.Expr, rhs: sp.Expr, letters: Letters, forms: Forms | None = None) -> bool | None:
    """Returns whether the normal forms agree; None where they are out of reach."""
    forms = forms or Forms()
    reader = Reader(forms)
    env = {letter: reader.ranges.letter(letter.name, reader.ranges.size(last)) for letter, last in letters.items()}
    forms.begin()
    try:
        return vanishes(forms, forms.subtract(reader.read(lhs, env), reader.read(rhs, env)))
    except (OutOfReach, Undefined):
        return None


def equal_by_brute_force(lhs: sp.Expr, rhs: sp.Expr, letters: Letters, n: sp.Symbol, m: sp.Symbol) -> bool | None:
    """Returns whether the values agree at small sizes, for all values of the letters; None if there is none."""
    seen = False
    for numbers in SIZES:
        sizes = dict(zip((n, m), numbers, strict=True))
        world = World(sizes, seed=7 * numbers[0] + numbers[1])
        ends = [range(1, sizes[last] + 1) for last in letters.values()]
        for places in product(*ends):
            chosen = dict(zip(letters, places, strict=True))
            try:
                left, right = world.value(lhs, chosen), world.value(rhs, chosen)
            except NotDefined:
                continue
            if left != right:
                return False
            seen = True
    return True if seen else None
