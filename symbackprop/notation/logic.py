"""A Boolean formula and its perceptrons, as a notebook shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.network.perceptrons.formula import joined
from symbackprop.network.perceptrons.separation import Inseparable, Separation
from symbackprop.notation import tree
from symbackprop.notation.booleans import boolean_text, lay_boolean
from symbackprop.notation.letters import name_node
from symbackprop.notation.perceptrons import lay_inequality, lay_weighted_sum, network_lines
from symbackprop.notation.writers import stacked, write

if TYPE_CHECKING:
    from symbackprop.network.perceptrons.logic import Logic
    from symbackprop.network.perceptrons.normal_form import NormalForm

MOST_ROWS = 16
"""How many rows of a table are shown."""

MOST_CLAUSES = 8
"""How many clauses of a normal form are shown."""

LONGEST_HEAD = 300
"""How many characters a formula may have in LaTeX to be shown."""


def display_logic(found: Logic) -> str:
    r"""Returns a formula with its table, its normal form, its perceptron or certificate, and its network, in LaTeX.

    >>> from symbackprop.network.perceptrons import logic
    >>> display_logic(logic("A -> B")).startswith(r"$\begin{array}{l} \displaystyle A \rightarrow B \;\equiv\; \lnot A")
    True
    """
    formula = _head(found)
    normal = write(lay_normal_form(found.normal_form), "latex")
    separation = _SEPARATIONS[type(found.separation)](found.separation)
    output = write(name_node(found.network.output.output), "latex")
    proof = rf"{output} \;\equiv\; {formula} \text{{ on all {len(found.table.values)} rows}}"
    return stacked(
        [rf"{formula} \;\equiv\; {normal}", *_table(found), *separation, *network_lines(found.network), proof]
    )


def display_separation(found: Separation | Inseparable) -> str:
    r"""Returns the perceptron that computes a function, or the certificate that there is none, in LaTeX.

    >>> from symbackprop.network.perceptrons import TruthTable, separate
    >>> print(display_separation(separate(TruthTable("AB", (0, 0, 0, 1)))))
    $\displaystyle \text{one perceptron suffices: } A + B - \tfrac{3}{2} > 0$
    """
    return stacked(list(_SEPARATIONS[type(found)](found)))


def lay_normal_form(form: NormalForm) -> tree.Node:
    """Returns the layout of a normal form; of a long one, of its first clauses.

    >>> from symbackprop.network.perceptrons import normal_form, parse
    >>> write(lay_normal_form(normal_form(parse("A -> B & C").table)), "unicode")
    '(¬A ∨ B) ∧ (¬A ∨ C)'
    """
    shown = lay_boolean(joined("and", (clause.formula for clause in form.clauses[:MOST_CLAUSES])))
    left_out = len(form.clauses) - MOST_CLAUSES
    return shown if left_out <= 0 else tree.Row((shown, tree.Related("&", tree.Word(f"{left_out} clauses more"))))


def _head(found: Logic) -> str:
    """Returns the formula; a long one is not repeated, but called so."""
    text = boolean_text(found.formula, "latex")
    return text if len(text) <= LONGEST_HEAD else r"\text{the formula}"


def _table(found: Logic) -> Iterator[str]:
    if len(found.table.values) > MOST_ROWS:
        return
    heads = [write(name_node(name), "latex") for name in found.table.variables]
    rows = [" & ".join(map(str, (*inputs, value))) for inputs, value in found.table]
    head = " & ".join((*heads, _head(found)))
    body = r" \\ ".join(rows)
    yield rf"\begin{{array}}{{{'c' * len(heads)}|c}} {head} \\ \hline {body} \end{{array}}"


def _separable(found: Separation) -> Iterator[str]:
    body = write(lay_weighted_sum(found.perceptron, found.table.variables), "latex")
    yield rf"\text{{one perceptron suffices: }} {body} > 0"


def _inseparable(found: Inseparable) -> Iterator[str]:
    rows = r" \\ ".join(
        f"{item.multiplier} & \\times & {write(lay_inequality(item, found.table.variables), 'latex')}"
        for item in found.inequalities
    )
    yield r"\text{no perceptron suffices: these inequalities add up to } 0 > 0"
    yield rf"\begin{{array}}{{rcl}} {rows} \end{{array}}"


_SEPARATIONS: Mapping[type, Callable[[Any], Iterator[str]]] = MappingProxyType(
    {Separation: _separable, Inseparable: _inseparable}
)
