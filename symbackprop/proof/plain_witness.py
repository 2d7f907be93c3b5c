"""Plain witnesses: of all points that refute a claim, one that is easy to read."""

from __future__ import annotations

from fractions import Fraction

from symbackprop.proof.survey import text_of
from symbackprop.proof.verdict import Refuted
from symbackprop.proof.witnesses import Search

_PLAIN = tuple(map(Fraction, (0, 1, 2, -1)))
_MOST_VARIABLES = 60


def plainest(refuted: Refuted, search: Search) -> Refuted:
    """Returns the refutation at a point with as many small whole values as it allows.

    One variable after the other is set to 0, 1, 2 or -1 and stays there if the claim is still
    refuted. What is returned is a refutation like any other, by disjoint balls at its point.
    """
    at = dict(refuted.witness.point)
    variables = [variable for variable in search.survey.sorted_variables() if text_of(variable) in at]
    if refuted.undefined_side is not None or search.survey.has_sum or len(variables) > _MOST_VARIABLES:
        return refuted
    values = {variable: at[text_of(variable)] for variable in variables}
    for variable in variables:
        for plain in _PLAIN if not variable.is_integer else ():
            again = search.refuted_at({**values, variable: plain})
            if again is not None:
                refuted, values[variable] = again, plain
                break
    return refuted
