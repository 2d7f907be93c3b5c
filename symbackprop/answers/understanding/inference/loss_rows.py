"""Loss rows: the row of LOSSES that a document's loss is, proved."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from symbackprop.network import LOSSES_OF_ONE_OUTPUT, Loss
from symbackprop.proof import Proved, Prover


def loss_row(body: sp.Expr, output: sp.Symbol, target: sp.Symbol, *, mean: bool) -> Loss | None:
    """Returns the row of LOSSES whose value of an output and a target is proved to be the body; None if there is none.

    mean  whether the document takes the mean over the items

    >>> from symbackprop.network import names
    >>> z, t = names("z t")
    >>> loss_row((z - t) ** 2 / 2, z, t, mean=False).name
    'half_squared_error'
    """
    prover = Prover({})
    wanted = "mean" if mean else "sum"
    for row in LOSSES_OF_ONE_OUTPUT.values():
        if row.reads != "output" or not isinstance(prover.prove(body, row.of(output, target)), Proved):
            continue
        if row.set_of == wanted:
            return row
        alike = [
            other for other in LOSSES_OF_ONE_OUTPUT.values() if other.set_of == wanted and other.value == row.value
        ]
        return alike[0] if alike else replace(row, set_of="mean" if mean else "sum")
    return None
