"""Logic: a Boolean formula, and everything that perceptrons have to do with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sympy.logic.boolalg import Boolean

from symbackprop.network.perceptrons.booleans import of_sympy
from symbackprop.network.perceptrons.building import of_normal_form
from symbackprop.network.perceptrons.computation import Computation
from symbackprop.network.perceptrons.formula import Formula
from symbackprop.network.perceptrons.layered import PerceptronNetwork
from symbackprop.network.perceptrons.normal_form import NormalForm, constant, normal_form
from symbackprop.network.perceptrons.parser import parse
from symbackprop.network.perceptrons.refusal import LogicError
from symbackprop.network.perceptrons.separation import Inseparable, Separation, separate
from symbackprop.network.perceptrons.truth_table import TruthTable

MOST_SHOWN = 12
"""How many clauses of a normal form its text shows."""


@dataclass(frozen=True)
class Logic:
    """What perceptrons have to do with a Boolean formula.

    formula      as it was given; of a table, its normal form
    table        its truth table
    separation   one perceptron that computes it, or the certificate that none does
    normal_form  the same function as a conjunction of clauses
    proof        the network of two layers made from that, proved on every row
    """

    formula: Formula
    table: TruthTable
    separation: Separation | Inseparable
    normal_form: NormalForm
    proof: Computation

    @property
    def network(self) -> PerceptronNetwork:
        """Returns the network of two layers: a perceptron for each clause, and one that joins them."""
        return self.proof.network

    @property
    def separable(self) -> bool:
        """Returns whether one perceptron computes the formula."""
        return isinstance(self.separation, Separation)

    def __str__(self) -> str:
        separation, clauses = str(self.separation), len(self.normal_form.clauses)
        form = f"= {self.normal_form}" if clauses <= MOST_SHOWN else f"a conjunction of {clauses} clauses"
        return "\n".join((str(self.formula), separation, form, str(self.network), str(self.proof)))

    def _repr_latex_(self) -> str:
        from symbackprop.notation.logic import display_logic  # noqa: PLC0415  (notation comes after network)

        return display_logic(self)


def logic(formula: str | Boolean | Formula | TruthTable) -> Logic:
    """Returns a Boolean formula with its table, its separation, its normal form, and a proved network of two layers.

    formula  text such as "(A | B) & ~C", in the grammar of `parse`; a SymPy Boolean; a table

    Raises FormulaError, with the position, for text that is no formula, and LogicError for what
    has no or more than 12 variables, and for a formula that is the same on all rows.

    Sources: W. S. McCulloch, W. Pitts, A logical calculus of the ideas immanent in nervous
    activity (1943); M. Minsky, S. Papert, Perceptrons (1969); S. Muroga, Threshold logic and its
    applications (1971).

    >>> print(logic("A ^ B"))
    A ^ B
    not separable: the inequalities of 4 rows add up to 0 > 0
    = (A | B) & (~A | ~B)
    y_1 = [A + B - 1/2 > 0]
    y_2 = [3/2 - A - B > 0]
    z = [y_1 + y_2 - 3/2 > 0]
    z is the value of the function on all 4 rows
    """
    read = next((_READ[kind] for kind in type(formula).__mro__ if kind in _READ), _strange)
    found, table = read(formula)
    if table.constant is not None:
        raise constant(table, "the formula")
    form = normal_form(table)
    return Logic(found or form.formula, table, separate(table), form, Computation(table, of_normal_form(form)))


def _strange(given: object) -> tuple[Formula | None, TruthTable]:
    raise LogicError(
        f"a {type(given).__name__} is no formula\n    given             {str(given)[:60]}\n"
        '    give              text, "(A | B) & ~C", a SymPy Boolean, or a TruthTable'
    )


def _of_formula(formula: Formula) -> tuple[Formula | None, TruthTable]:
    return formula, formula.table


_READ: Mapping[type, Callable[[Any], tuple[Formula | None, TruthTable]]] = MappingProxyType(
    {
        str: lambda text: _of_formula(parse(text)),
        Formula: _of_formula,
        Boolean: lambda boolean: _of_formula(of_sympy(boolean)),
        TruthTable: lambda table: (None, table),
    }
)
