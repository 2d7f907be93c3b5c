"""Refusals: claims whose names cannot be taken for what they look like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

import sympy as sp

from symbackprop.proof.limits import OutOfReach


def refuse_elements_that_may_agree(names: Iterable[sp.Expr]) -> None:
    """Raises OutOfReach for elements of one array with different subscripts that could be equal.

    X[p] and X[1] are one element where p = 1; X[1] and X[2] never are.

    >>> X, p = sp.IndexedBase("X"), sp.Symbol("p")
    >>> refuse_elements_that_may_agree([X[1], X[2]])
    >>> refuse_elements_that_may_agree([X[p], X[1]])
    Traceback (most recent call last):
    symbackprop.proof.limits.OutOfReach: X[1] and X[p] may be the same element
    """
    found = [name for name in names if isinstance(name, sp.Indexed)]
    subscripts: dict[sp.Expr, list[sp.Indexed]] = defaultdict(list)
    for element in sorted(found, key=str):
        subscripts[element.base].append(element)
    for elements in subscripts.values():
        whole = all(index.is_Integer for element in elements for index in element.indices)
        if len(elements) > 1 and not whole:
            raise OutOfReach(f"{elements[0]} and {elements[1]} may be the same element")


def refuse_shifted_subscripts(sides: Iterable[sp.Expr]) -> None:
    """Raises OutOfReach for an element whose subscript is computed from the index of a sum: X[N + 1 - i]."""
    for total in sorted((total for side in sides for total in side.atoms(sp.Sum)), key=str):
        bound = set(total.bound_symbols)
        for element in sorted(total.function.atoms(sp.Indexed), key=str):
            if any(index not in bound and index.free_symbols & bound for index in element.indices):
                raise OutOfReach(f"the subscript of {element} is computed from the index of a sum")


def refuse_assumptions(names: Iterable[sp.Expr]) -> None:
    """Raises OutOfReach for a defined name that SymPy takes to be more than real: it may be what its body is not."""
    found = sorted(name.name for name in names if _is_more_than_real(name))
    if found:
        raise OutOfReach(f"{found[0]} has a definition and an assumption besides")


@lru_cache(maxsize=4096)
def _is_more_than_real(name: sp.Expr) -> bool:
    known = (name.is_positive, name.is_negative, name.is_integer, name.is_nonnegative, name.is_nonpositive)
    return bool(name.is_Symbol and any(known))
