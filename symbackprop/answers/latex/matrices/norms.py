r"""Norms: ‖z − t‖² and ‖W‖_F², the sum of the squares of all entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.answers.building import raised
from symbackprop.answers.latex.matrices.expressions import at_each_place, is_vector, total
from symbackprop.answers.latex.matrices.parts import Part
from symbackprop.answers.latex.tree import Bars, Node, Number, Script
from symbackprop.answers.latex.written import spelled

if TYPE_CHECKING:
    from symbackprop.answers.latex.matrices.values import MatrixValues

_EUCLIDEAN = ("2", "F", "Fro", "fro", "frob")
_TWO = Number("2")


def norm(values: MatrixValues, bars: Bars, inside: Part, script: Script | None) -> sp.Expr:
    """Returns the norm of an array between bars, with what stands below and above them.

    The norm of Euclid and Frobenius if nothing stands below, or 2 of a vector, or F; the sum
    of the absolute values for a 1 below that of a vector. Raises NotUnderstood for all else.
    """
    below = script.below if script is not None else None
    above = script.above if script is not None else None
    if script is not None and script.primes:
        raise values.context.refusal("a norm with a prime is not read", script)
    kind = "" if below is None else spelled(below) or "?"
    if bars.bar == "|" and not is_vector(inside.value):
        raise values.context.refusal("a matrix between single bars can be read in two ways", bars)
    if kind == "1" and is_vector(inside.value):
        absolute = total(at_each_place(lambda entry: sp.Abs(entry, evaluate=False), inside.value))
        return values.factors.powers.of(absolute, above)
    is_spectral = kind == "2" and not is_vector(inside.value)
    if is_spectral or (kind and kind not in _EUCLIDEAN):
        raise values.context.refusal("this norm is not read", _place(below, bars), r"read              \|x\|, \|W\|_F")
    squares = total(at_each_place(lambda entry: raised(entry, sp.Integer(2)), inside.value))
    if above == _TWO:
        return squares
    return values.factors.powers.of(sp.Pow(squares, sp.S.Half, evaluate=False), above)


def _place(below: Node | None, bars: Bars) -> Node:
    return bars if below is None else below
