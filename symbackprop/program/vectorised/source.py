"""Source: a plan on arrays printed as NumPy."""

from __future__ import annotations

from symbackprop.program.source import rendered
from symbackprop.program.vectorised.page import ArrayPage
from symbackprop.program.vectorised.plan import ArrayPlan
from symbackprop.program.vectorised.spelling import ARRAYS


def array_source(plan: ArrayPlan) -> str:
    """Returns the text of the program.

    Raises NetworkError for a function that NumPy has no spelling for.

    >>> from symbackprop.network import mlp
    >>> from symbackprop.program.vectorised.planning import plan_arrays
    >>> "    u = x @ w.T" in array_source(plan_arrays(mlp(["n", "m", "K"]))).splitlines()
    True
    """
    return rendered(ARRAYS.template, ArrayPage(plan))
