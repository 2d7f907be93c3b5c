"""`symbackprop logic`: a Boolean formula, its perceptron or the certificate that there is none, its network."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from symbackprop.cli.records import Record, printed
from symbackprop.cli.terminal.logic import logic_page
from symbackprop.cli.terminal.screen import screen
from symbackprop.network.perceptrons import Inseparable, Logic, Perceptron, Separation, logic


def run(arguments: Namespace) -> int:
    """Prints what perceptrons have to do with a formula, and returns the exit status.

    Raises FormulaError for text that is no formula, LogicError for one of no or too many variables,
    and for one that is the same on all rows.
    """
    found = logic(" ".join(arguments.formula))
    if arguments.json:
        print(printed("logic", 0, _record(found)))
    else:
        print("\n".join(logic_page(found, screen(arguments))))
    return 0


def _record(found: Logic) -> Record:
    return {
        "verdict": "proved",
        "formula": str(found.formula),
        "variables": found.table.variables,
        "table": found.table.values,
        "separable": found.separable,
        **_SEPARATIONS[type(found.separation)](found.separation),
        "clauses": [str(clause.formula) for clause in found.normal_form.clauses],
        "network": [
            {"sum": unit.total, "output": unit.output, "reads": unit.reads, **_numbers(unit.perceptron)}
            for unit in found.network.units
        ],
        "rows_proved": len(found.table.values),
    }


def _numbers(perceptron: Perceptron) -> Record:
    return {"weights": list(map(str, perceptron.weights)), "bias": str(perceptron.bias)}


def _separable(found: Separation) -> Record:
    return {"perceptron": _numbers(found.perceptron)}


def _inseparable(found: Inseparable) -> Record:
    rows = found.inequalities
    return {"certificate": [{"row": row.inputs, "sign": row.sign, "multiplier": row.multiplier} for row in rows]}


_SEPARATIONS: Mapping[type, Callable[[Any], Record]] = MappingProxyType(
    {Separation: _separable, Inseparable: _inseparable}
)
