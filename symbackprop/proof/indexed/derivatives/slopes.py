"""Slopes: the derivative of a function at a normal form.

The rows of ACTIVATIONS give theirs in the argument and the output, so that z' = z (1 - z)
stays a polynomial in z. That a row's slope is the derivative of its function is a lemma of
the row, proved elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import sympy as sp

from symbackprop.network.activation import U, Y
from symbackprop.network.activations import ACTIVATIONS
from symbackprop.network.functions import PRIME
from symbackprop.network.names import name
from symbackprop.proof.indexed.normal_form.atoms import NF, Kind
from symbackprop.proof.indexed.normal_form.changes import Substitution
from symbackprop.proof.indexed.normal_form.forms import Forms
from symbackprop.proof.indexed.reading.functions import UNSPECIFIED
from symbackprop.proof.indexed.reading.reader import Reader
from symbackprop.proof.limits import OutOfReach

_ARGUMENT, _OUTPUT = name("#argument"), name("#output")
_ROWS = {row.function: row for row in ACTIVATIONS.values()}


class Slopes:
    """The slopes of functions; each row is read once.

    >>> from symbackprop.network.heads import sigmoid
    >>> reader = Reader(Forms())
    >>> u, z = (reader.read(name(text)) for text in "uz")
    >>> Slopes(reader).written(ACTIVATIONS["sigmoid"].slope, u, z) == reader.read(name("z") * (1 - name("z")))
    True
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._forms = reader.forms
        self._written: dict[sp.Expr, NF] = {}

    def of(self, head: str, argument: NF, output: NF) -> NF:
        """Returns the slope of the function called `head` at an argument, where it has the value `output`."""
        if head.startswith(UNSPECIFIED):
            return self._forms.applied(head + PRIME, argument)
        if head in _SLOPES:
            return _SLOPES[head](self._forms, argument)
        function = self._reader.heads.get(head)
        if function is None or not (function in _ROWS or hasattr(function, "slope")):
            raise OutOfReach(f"no rule for the derivative of {head}")
        row = _ROWS.get(function)
        return self.written(function.slope if row is None else row.slope, argument, output)

    def written(self, slope: sp.Expr, argument: NF, output: NF) -> NF:
        """Returns a slope written in the placeholders of a row, at an argument and an output."""
        if slope not in self._written:
            self._written[slope] = self._reader.read(slope.xreplace({U: _ARGUMENT, Y: _OUTPUT}))
        put_in = {_ARGUMENT.name: argument, _OUTPUT.name: output}
        return self._forms.changed(self._written[slope], Substitution(put_in, lambda head: ((), put_in[head])))


def _of_erf(forms: Forms, argument: NF) -> NF:
    constant = forms.scale(
        forms.power(forms.atom(forms.table.number(Kind.NAME, ("constant", "pi"))), Fraction(-1, 2)), 2
    )
    return forms.multiply(constant, forms.exp(forms.scale(forms.power(argument, 2), -1)))


_SLOPES: Mapping[str, Callable[[Forms, NF], NF]] = {
    "log": lambda forms, argument: forms.power(argument, -1),
    "sin": lambda forms, argument: forms.applied("cos", argument),
    "cos": lambda forms, argument: forms.scale(forms.applied("sin", argument), -1),
    "erf": _of_erf,
}
