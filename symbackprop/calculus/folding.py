"""Folding: what a slope spells out again gets back the name it has in the network.

The slope of p_k = e^(a_k) / Σ e^(a_l) is written in p, that of r = (v + ε)^(-1/2) in r, and
sigmoid(s) is z where z = sigmoid(s). A body is found again at other subscripts too.
"""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp

from symbackprop.network import Equation, Network
from symbackprop.network.indices import apart, canonical, heads, renamed, subscripts

Places = Mapping[sp.Symbol, sp.Expr]


def folded(slope: sp.Expr, equation: Equation, network: Network) -> sp.Expr:
    """Returns the slope of an equation, with activations and the equation's own body put back as names.

    >>> from symbackprop.network import two_layer
    >>> network = two_layer()
    >>> folded(network.equation("z").body ** 2, network.loss, network)
    z**2
    """
    if slope.has(sp.Function):
        slope = slope.xreplace(network.activation_names)
    if not network.is_indexed:
        return slope
    for symbol in heads(slope) if slope.has(sp.Function) else ():
        for line in network.activated.get(symbol, ()):
            slope = _folded(slope, line)
    return _folded(slope, equation)


def _folded(node: sp.Expr, line: Equation) -> sp.Expr:
    if not node.args or isinstance(node, sp.Indexed):
        return node
    places = matched(line.body, node, set(subscripts(line.name)))
    if places is not None:
        return renamed(line.name, places)
    parts = (_folded(part, line) if isinstance(part, sp.Expr) else part for part in node.args)
    built = node.func(*parts)
    shape = _SHAPES.get(type(line.body))
    return shape(built, line) if shape is not None else built


def _quotient(node: sp.Expr, line: Equation) -> sp.Expr:
    """Returns a product with the factors of the body put together again, wherever they stand."""
    if not node.is_Mul:
        return node
    letters = set(subscripts(line.name))
    anchors = [factor for factor in line.body.args if letters <= factor.free_symbols]
    factors = list(node.args)
    for factor in node.args:
        places = matched(anchors[0], factor, letters) if anchors else None
        if places is None or factor not in factors:
            continue
        parts = sp.Mul(*(canonical(renamed(part, places)) for part in line.body.args if part is not anchors[0]))
        others = list(factors)
        others.remove(factor)
        rest = sp.Mul(*map(canonical, others))
        powers = rest.as_powers_dict()
        if all(_divides(part, powers) for part in sp.Mul.make_args(parts)):
            factors = [renamed(line.name, places), *sp.Mul.make_args(rest / parts)]
    return node if factors == list(node.args) else apart(sp.Mul(*factors), letters)


def _divides(part: sp.Expr, powers: Mapping[sp.Expr, sp.Expr]) -> bool:
    base, exponent = part.as_base_exp()
    have = powers.get(base, sp.S.Zero)
    return bool(have.is_number and exponent.is_number and have * exponent > 0 and abs(have) >= abs(exponent))


def _power(node: sp.Expr, line: Equation) -> sp.Expr:
    """Returns a power of the body's base as a power of its name."""
    base, exponent = line.body.args
    if not node.is_Pow or not exponent.is_Rational or not node.exp.is_Rational:
        return node
    ratio = node.exp / exponent
    places = matched(base, node.base, set(subscripts(line.name)))
    return renamed(line.name, places) ** ratio if places is not None and ratio.is_Integer and ratio > 0 else node


_SHAPES = {sp.Mul: _quotient, sp.Pow: _power}


def matched(pattern: sp.Expr, node: sp.Expr, letters: set[sp.Symbol]) -> Places | None:
    """Returns what the letters of the pattern have to be for it to be the node; None if nothing will do.

    >>> from symbackprop.network.indices import array, index
    >>> j, k = index("j"), index("k")
    >>> matched(sp.exp(array("a")[k]), sp.exp(array("a")[j]), {k})
    {k: j}
    """
    found: dict[sp.Symbol, sp.Expr] = {}
    if not _read(pattern, node, letters, found):
        return None
    whole = set(found) >= letters and canonical(renamed(pattern, found)) == canonical(node)
    return found if whole else None


def _read(pattern: sp.Basic, node: sp.Basic, letters: set[sp.Symbol], found: dict[sp.Symbol, sp.Expr]) -> bool:
    if pattern in letters:
        return found.setdefault(pattern, node) == node
    if type(pattern) is not type(node) or len(pattern.args) != len(node.args):
        return False
    if isinstance(pattern, sp.Add | sp.Mul | sp.Sum) or not (pattern.free_symbols & letters):
        return _read_any_order(pattern, node, letters, found)
    return all(_read(one, other, letters, found) for one, other in zip(pattern.args, node.args, strict=True))


def _read_any_order(
    pattern: sp.Basic, node: sp.Basic, letters: set[sp.Symbol], found: dict[sp.Symbol, sp.Expr]
) -> bool:
    """Returns True where the letters can be read off single elements; `matched` checks the whole."""
    labels = {element.base: element for element in node.atoms(sp.Indexed)}
    for element in sorted(pattern.atoms(sp.Indexed), key=str):
        other = labels.get(element.base)
        places = subscripts(element)
        if other is None:
            return False
        for place, value in zip(places, subscripts(other), strict=True):
            if place in letters:
                found.setdefault(place, value)
    return True
