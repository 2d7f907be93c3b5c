"""Perceptrons: how weighted sums, units and the demands of a row are laid out; a bias is the last term."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from symbackprop.network.perceptrons.perceptron import Perceptron, weight_names
from symbackprop.notation import tree
from symbackprop.notation.brackets import ATOM, bracketed
from symbackprop.notation.letters import name_node
from symbackprop.notation.writers import stacked, write, writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from symbackprop.network.perceptrons.layered import PerceptronNetwork, Unit
    from symbackprop.network.perceptrons.separation import Inequality
    from symbackprop.notation.tree import FractionStyle, Node, Related, Signed

MOST_SHOWN = 12
"""How many units of a network are shown at most."""


def lay_weighted_sum(perceptron: Perceptron, inputs: Sequence[str], style: FractionStyle = "small") -> Node:
    """Returns the layout of the weighted sum of a perceptron in the names of its inputs, the bias as the last term.

    If that would begin with a minus sign, the first positive term leads. Weights that are 0 are left out.

    style  how fractions are set
    """
    pairs = zip((*perceptron.weights, perceptron.bias), (*map(name_node, inputs), None), strict=True)
    terms = [_term(number, read, style) for number, read in pairs if number]
    lead = next((place for place, term in enumerate(terms) if term.sign == "+"), 0)
    ordered = (*terms[lead : lead + 1], *terms[:lead], *terms[lead + 1 :])
    return tree.Terms(ordered) if ordered else tree.Number("0")


def weighted_sum(perceptron: Perceptron, inputs: Sequence[str], form: str) -> str:
    """Returns the weighted sum of a perceptron as text in a format, fractions with a slash.

    Raises UnknownName for a format that is not in WRITERS.

    >>> from symbackprop.network.perceptrons import Perceptron
    >>> weighted_sum(Perceptron((2, -3), -1), ["A", "x_2"], "unicode")
    '2A − 3x_2 − 1'
    >>> weighted_sum(Perceptron((-1, 0), Fraction(1, 2)), ["A", "B"], "ascii")
    '1/2 - A'
    """
    return writer(form).formula(lay_weighted_sum(perceptron, inputs, "slash"))


def lay_unit(unit: Unit, style: FractionStyle = "small") -> Node:
    """Returns the layout of a unit, y = [x_1 + x_2 − 3/2 > 0]: 1 where the inequality holds, else 0."""
    total = _all_units(unit, style) or lay_weighted_sum(unit.perceptron, unit.reads, style)
    condition = tree.Relations(total, (_positive(),))
    bracket = tree.Fenced(condition, "big" if style == "small" else "plain", "square")
    return tree.Relations(name_node(unit.output), (tree.Related("=", bracket),))


def lay_inequality(inequality: Inequality, variables: Sequence[str]) -> Node:
    """Returns the layout of what a row demands of a perceptron, as something that is positive: −b − w_1 > 0.

    >>> from symbackprop.network.perceptrons import separate, TruthTable
    >>> from symbackprop.notation import write
    >>> demanded = separate(TruthTable(("x_1", "x_2"), (0, 1, 1, 0))).inequalities
    >>> [write(lay_inequality(row, ("x_1", "x_2")), "unicode") for row in demanded]
    ['−b > 0', 'b + w_2 > 0', 'b + w_1 > 0', '−b − w_1 − w_2 > 0']
    """
    weights = zip(weight_names(variables), inequality.inputs, strict=True)
    taken = ("b", *(name for name, value in weights if value))
    terms = tuple(tree.Signed("+" if inequality.sign > 0 else "-", name_node(name)) for name in taken)
    return tree.Relations(tree.Terms(terms), (_positive(),))


def shown_units(network: PerceptronNetwork) -> tuple[tuple[Unit, ...], int]:
    """Returns the units of a network that are shown, and how many are left out before the last of them.

    >>> from symbackprop.network.perceptrons import xor_network
    >>> len(shown_units(xor_network())[0]), shown_units(xor_network())[1]
    (3, 0)
    """
    left_out = max(0, len(network.units) - MOST_SHOWN)
    return (*network.units[: len(network.units) - 1 - left_out], network.output), left_out


def network_text(network: PerceptronNetwork) -> str:
    """Returns a network as text, a line for each unit that is shown.

    >>> from symbackprop.network.perceptrons import xor_network
    >>> network_text(xor_network()).splitlines()[-1]
    'z = [1/2 - y_1 - y_2 > 0]'
    """
    units, left_out = shown_units(network)
    lines = [write(lay_unit(unit, "slash"), "ascii") for unit in units]
    return "\n".join([*lines[:-1], *([f"... {left_out} units more"] if left_out else []), lines[-1]])


def display_network(network: PerceptronNetwork) -> str:
    r"""Returns a network as a notebook shows it, a line for each unit that is shown.

    >>> from symbackprop.network.perceptrons import xor_network
    >>> display_network(xor_network()).count(r"\displaystyle")
    3
    """
    return stacked(list(network_lines(network)))


def network_lines(network: PerceptronNetwork) -> Iterator[str]:
    """Returns the units that are shown, in LaTeX."""
    units, left_out = shown_units(network)
    yield from (write(lay_unit(unit), "latex") for unit in units[:-1])
    if left_out:
        yield rf"\vdots \quad \text{{({left_out} units more)}}"
    yield write(lay_unit(units[-1]), "latex")


def _all_units(unit: Unit, style: FractionStyle) -> Node | None:
    """Returns the weighted sum of a unit that adds up many numbered units, Σ y_k and the bias; None of any other."""
    count, perceptron = len(unit.reads), unit.perceptron
    base, _, primes = unit.reads[0].partition("_1")
    numbered = tuple(f"{base}_{place}{primes}" for place in range(1, count + 1))
    if count <= MOST_SHOWN or unit.reads != numbered or set(perceptron.weights) != {1}:
        return None
    letter = name_node("k")
    element = tree.Entry(name_node(base + primes), (letter,))
    big = tree.Big("sum", letter, tree.Number("1"), tree.Number(str(count)), element)
    return tree.Terms((tree.Signed("+", big), _term(perceptron.bias, None, style)))


def _positive() -> Related:
    return tree.Related(">", tree.Number("0"))


def _term(number: Fraction, read: Node | None, style: FractionStyle) -> Signed:
    size = _size(abs(number), style)
    if read is not None:
        size = read if abs(number) == 1 else _times(bracketed(size, ATOM) if style == "slash" else size, read)
    return tree.Signed("-" if number < 0 else "+", size)


def _times(size: Node, read: Node) -> Node:
    return tree.Product((tree.Factor("tight", size), tree.Factor("tight", read)))


def _size(number: Fraction, style: FractionStyle) -> Node:
    above = tree.Number(str(number.numerator))
    return above if number.denominator == 1 else tree.Fraction(above, tree.Number(str(number.denominator)), style)
