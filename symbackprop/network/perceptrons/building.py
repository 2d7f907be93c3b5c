"""Building: the networks of perceptrons that compute a normal form, or a formula gate by gate."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count

from symbackprop.network.perceptrons.formula import Compound, Formula
from symbackprop.network.perceptrons.layered import PerceptronNetwork, Unit
from symbackprop.network.perceptrons.normal_form import Clause, NormalForm
from symbackprop.network.perceptrons.parser import parse
from symbackprop.network.perceptrons.perceptron import Perceptron
from symbackprop.network.perceptrons.refusal import LogicError
from symbackprop.network.perceptrons.separation import Inseparable, separate
from symbackprop.network.perceptrons.truth_table import check_count, column, everywhere, of_bits

_LIKE_A_UNIT = re.compile("s|z|[uy]_[0-9]+")


def of_normal_form(form: NormalForm) -> PerceptronNetwork:
    """Returns the network of two layers that computes a normal form: a unit for each clause, and one that joins them.

    The unit of a clause is 1 if any of its literals is true. The last unit is the same rule for
    "all": its weighted sum is ½ less the number of clauses that are 0, so the weights are
    1, the bias ½ − the number of clauses. That every Boolean function has such a network is
    due to McCulloch and Pitts (1943).

    >>> from symbackprop.network.perceptrons.normal_form import normal_form
    >>> print(of_normal_form(normal_form(parse("A ^ B").table)))
    y_1 = [A + B - 1/2 > 0]
    y_2 = [3/2 - A - B > 0]
    z = [y_1 + y_2 - 3/2 > 0]
    """
    prime = _prime(form.table.variables)
    hidden = tuple(
        Unit(f"u_{place}{prime}", f"y_{place}{prime}", clause.reads, clause.perceptron)
        for place, clause in enumerate(form.clauses, 1)
    )
    outputs = tuple(unit.output for unit in hidden)
    every = Clause(tuple((name, True) for name in outputs)).perceptron
    bias = every.bias + 1 - len(outputs)
    return PerceptronNetwork(
        form.table.variables, (*hidden, Unit(f"s{prime}", f"z{prime}", outputs, Perceptron(every.weights, bias)))
    )


def gate_by_gate(formula: Formula) -> PerceptronNetwork:
    """Returns the network with a perceptron for each connective of a formula, found by the search.

    Equal parts share one.

    Raises LogicError for a connective that no perceptron computes (xor, equivalence), for one with
    more than 12 parts, and for a variable alone.

    >>> print(gate_by_gate(parse("(x_1 & x_2) nor (x_1 nor x_2)")))
    y_1 = [x_1 + x_2 - 3/2 > 0]
    y_2 = [1/2 - x_1 - x_2 > 0]
    z = [1/2 - y_1 - y_2 > 0]
    """
    if not isinstance(formula, Compound):
        raise LogicError(f"{formula} has no connective\n    write             a formula with one: A & B")
    prime, places = _prime(formula.variables), count(1)
    hidden: dict[Formula, Unit] = {}

    def read(part: Formula) -> str:
        if not isinstance(part, Compound):
            return str(part)
        if part not in hidden:
            reads = read_all(part)
            hidden[part] = made(part, reads, f"_{next(places)}")
        return hidden[part].output

    def read_all(part: Compound) -> tuple[str, ...]:
        return tuple(map(read, part.joined))

    def made(part: Compound, reads: tuple[str, ...], place: str) -> Unit:
        total, output = ("u", "y") if place else ("s", "z")
        return Unit(f"{total}{place}{prime}", f"{output}{place}{prime}", *_joining(part, reads))

    last = made(formula, read_all(formula), "")
    return PerceptronNetwork(formula.variables, (*hidden.values(), last))


def xor_network() -> PerceptronNetwork:
    """Returns the network of three perceptrons for x_1 XOR x_2 = (x_1 AND x_2) NOR (x_1 NOR x_2).

    >>> [xor_network()(row) for row in ((0, 0), (0, 1), (1, 0), (1, 1))]
    [0, 1, 1, 0]
    """
    return gate_by_gate(parse("(x_1 and x_2) nor (x_1 nor x_2)"))


def _joining(part: Compound, reads: tuple[str, ...]) -> tuple[tuple[str, ...], Perceptron]:
    """Returns what the unit of a connective reads, each once, and its perceptron, found by the search."""
    names = tuple(dict.fromkeys(reads))
    check_count(len(names), f"the part {part}")
    known = {name: column(place, len(names)) for place, name in enumerate(names)}
    every = everywhere(len(names))
    found = separate(of_bits(_numbered(names), part.connective.values([known[name] for name in reads], every)))
    if isinstance(found, Inseparable):
        raise LogicError(
            f"no perceptron computes {part.connective.name}\n    the part          {part}\n"
            "    write             it with & | ~ nand nor, or take its normal form"
        )
    return names, found.perceptron


def _numbered(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"x_{place}" for place, _ in enumerate(names, 1))


def _prime(variables: Iterable[str]) -> str:
    """Returns the prime that keeps the names of units apart from variables that are called like units, else nothing."""
    return "'" if any(_LIKE_A_UNIT.fullmatch(name) for name in variables) else ""
