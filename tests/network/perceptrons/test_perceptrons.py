"""Perceptrons, gates, normal forms and networks compute what they are proved to compute."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
import sympy as sp
from boolean_formulas import formulas, value
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import symbackprop as sb
from symbackprop.errors import SymbackpropError, UnknownName
from symbackprop.network import name
from symbackprop.network.perceptrons import (
    GATES,
    Clause,
    Compound,
    Computation,
    Formula,
    LogicError,
    NormalForm,
    Perceptron,
    PerceptronNetwork,
    TruthTable,
    Unit,
    Unsound,
    Variable,
    gate,
    gate_by_gate,
    logic,
    normal_form,
    of_normal_form,
    parse,
    xor_network,
)

XOR = TruthTable(("x_1", "x_2"), (0, 1, 1, 0))
WANTED = {"AND": (0, 0, 0, 1), "OR": (0, 1, 1, 1), "NOR": (1, 0, 0, 0), "NAND": (1, 1, 1, 0), "NOT": (1, 0)}


@pytest.mark.parametrize(("name", "values"), WANTED.items(), ids=WANTED)
def test_a_gate_is_found_and_each_rows_weighted_sum_has_the_right_strict_sign(
    name: str, values: tuple[int, ...]
) -> None:
    found = gate(name)
    assert found.table.values == values
    for row in found.rows:
        total = found.perceptron.bias + sum(map(Fraction.__mul__, found.perceptron.weights, map(Fraction, row.inputs)))
        assert row.sum == total
        assert total > 0 if row.wanted else total < 0


@pytest.mark.parametrize("name", [name for name, row in GATES.items() if row.most > 1])
@pytest.mark.parametrize("inputs", [3, 12])
def test_a_gate_of_many_inputs_is_found(name: str, inputs: int) -> None:
    assert set(map(abs, gate(name, inputs).perceptron.weights)) == {1}


def test_there_is_no_gate_of_the_exclusive_or() -> None:
    with pytest.raises(
        UnknownName, match="there is no gate named 'XOR'\n    available         AND, OR, NOT, NAND, NOR"
    ):
        gate("XOR")


@pytest.mark.parametrize(
    ("name", "inputs", "told"),
    [("NOT", 2, "NOT has one input, and 2 are asked for"), ("AND", 13, "AND has 2 to 12 inputs, and 13 are asked for")],
)
def test_a_gate_has_so_many_inputs(name: str, inputs: int, told: str) -> None:
    with pytest.raises(LogicError, match=told):
        gate(name, inputs)


def test_three_perceptrons_compute_the_exclusive_or_on_all_inputs() -> None:
    network = xor_network()
    assert len(network.units) == 3
    proof = Computation(XOR, network)
    assert [row.fired[-1].output for row in proof.rows] == [0, 1, 1, 0]
    assert [unit.perceptron for unit in network.units] == [
        Perceptron((1, 1), Fraction(-3, 2)),
        Perceptron((-1, -1), Fraction(1, 2)),
        Perceptron((-1, -1), Fraction(1, 2)),
    ]


@settings(max_examples=120, deadline=None)
@given(formulas())
def test_the_network_equals_the_formula_on_every_row(formula: Formula) -> None:
    assume(formula.table.constant is None)
    found = logic(formula)
    assert found.table.variables == found.network.inputs
    for inputs, wanted in found.table:
        row = dict(zip(found.network.inputs, inputs, strict=True))
        assert found.network(inputs) == wanted == value(formula, row) == value(found.normal_form.formula, row)


@settings(max_examples=120, deadline=None)
@given(formulas(), st.data())
def test_a_network_with_a_changed_weight_is_refused_or_computes_the_same(formula: Formula, data: st.DataObject) -> None:
    assume(formula.table.constant is None)
    found = logic(formula)
    place = data.draw(st.integers(0, len(found.network.units) - 1))
    unit = found.network.units[place]
    at = data.draw(st.integers(0, len(unit.perceptron.weights)))
    numbers = [*unit.perceptron.weights, unit.perceptron.bias]
    numbers[at] += data.draw(st.sampled_from([-2, -1, Fraction(-1, 2), Fraction(1, 2), 1, 2]))
    changed = replace(unit, perceptron=Perceptron(numbers[:-1], numbers[-1]))
    network = replace(found.network, units=(*found.network.units[:place], changed, *found.network.units[place + 1 :]))
    rows = list(product((0, 1), repeat=len(found.table.variables)))
    right = all(network(row) == found.table(row) for row in rows)
    strict = all(fired.sum for row in rows for fired in network.run(row))
    if right and strict:
        Computation(found.table, network)
    else:
        with pytest.raises(
            Unsound, match="where the function is" if strict else "is 0, where only a sign decides|where"
        ):
            Computation(found.table, network)


@settings(max_examples=60, deadline=None)
@given(formulas(), st.data())
def test_a_normal_form_with_a_changed_literal_or_without_a_clause_is_refused(
    formula: Formula, data: st.DataObject
) -> None:
    assume(formula.table.constant is None)
    form = normal_form(formula.table)
    place = data.draw(st.integers(0, len(form.clauses) - 1))
    with pytest.raises(Unsound, match="the normal form is 1 where the function is 0"):
        NormalForm(form.table, (*form.clauses[:place], *form.clauses[place + 1 :]))
    (name, plain), *rest = form.clauses[place].literals
    with pytest.raises(Unsound, match="the normal form is"):
        NormalForm(form.table, (*form.clauses[:place], Clause(((name, not plain), *rest)), *form.clauses[place + 1 :]))


@settings(max_examples=60, deadline=None)
@given(formulas())
def test_no_variable_of_a_clause_can_be_left_out(formula: Formula) -> None:
    assume(formula.table.constant is None)
    form = normal_form(formula.table)
    for place, clause in enumerate(form.clauses):
        for at in range(len(clause.literals) if len(clause.literals) > 1 else 0):
            shorter = Clause((*clause.literals[:at], *clause.literals[at + 1 :]))
            with pytest.raises(Unsound, match="the normal form is 0 where the function is 1"):
                NormalForm(form.table, (*form.clauses[:place], shorter, *form.clauses[place + 1 :]))


def test_the_normal_form_agrees_with_that_of_sympy() -> None:
    for bits in range(1, 255):
        table = TruthTable(("A", "B", "C"), [bits >> row & 1 for row in range(8)])
        minterms = [list(inputs) for inputs, wanted in table if wanted]
        other = sp.POSform(sp.symbols("A B C"), minterms)
        assert len(normal_form(table).clauses) <= len(sp.And.make_args(other))


@pytest.mark.parametrize("count", [1, 2, 5, 12])
def test_parity_has_a_clause_for_every_second_row_and_its_network_is_proved(count: int) -> None:
    found = logic(" ^ ".join(f"x_{place}" for place in range(1, count + 1)))
    assert len(found.normal_form.clauses) == 2 ** (count - 1)
    assert len(found.network.units) == 2 ** (count - 1) + 1
    assert found.separable == (count == 1)


def test_a_function_with_very_many_prime_clauses_is_proved() -> None:
    """The zeros are the rows with 4 to 8 ones among 12: there are 34,650 largest subcubes of them."""
    table = TruthTable(
        [f"x_{place}" for place in range(12)], [int(not 4 <= row.bit_count() <= 8) for row in range(4096)]
    )
    assert len(logic(table).proof.table.values) == 4096


def test_gates_that_share_an_input_read_it_once() -> None:
    network = gate_by_gate(parse("(A & A) nand ~B"))
    assert [unit.reads for unit in network.units] == [("A",), ("B",), ("y_1", "y_2")]
    Computation(parse("(A & A) nand ~B").table, network)


@settings(max_examples=60, deadline=None)
@given(formulas())
def test_gate_by_gate_a_formula_is_computed_unless_a_gate_is_beyond_a_perceptron(formula: Formula) -> None:
    beyond = any(_is_beyond_a_perceptron(part) for part in formula.walk())
    if beyond or isinstance(formula, Variable):
        with pytest.raises(LogicError, match=r"no perceptron computes|has no connective"):
            gate_by_gate(formula)
    else:
        Computation(formula.table, gate_by_gate(formula))


def _is_beyond_a_perceptron(part: Formula) -> bool:
    """Returns whether it is an exclusive or, or an equivalence, of parts that are not all the same."""
    if not isinstance(part, Compound) or part.connective.name not in ("xor", "equivalent"):
        return False
    counts = [part.joined.count(other) for other in set(part.joined)]
    return sum(count % 2 for count in counts) > 1


def test_units_are_told_from_variables_that_are_called_like_units() -> None:
    network = logic("y_1 ^ s").network
    assert [unit.output for unit in network.units] == ["y_1'", "y_2'", "z'"]
    assert str(network).splitlines()[0] == "y_1' = [s + y_1 - 1/2 > 0]"


UNIT = Unit("u_1", "y_1", ("A",), Perceptron((1,), Fraction(-1, 2)))
WRONG_NETWORKS = {
    "no units": ((), "the network has no units"),
    "what is not there": ((replace(UNIT, reads=("B",)),), "the unit y_1 reads B, which is not there yet"),
    "a sum": ((UNIT, Unit("s", "z", ("u_1",), UNIT.perceptron)), "the unit z reads u_1, which is not there yet"),
    "a name again": ((UNIT, UNIT), "the unit y_1 defines u_1 again"),
    "too few weights": ((replace(UNIT, reads=("A", "A")),), "the unit y_1 has 2 names and 1 weights"),
}


@pytest.mark.parametrize(("units", "told"), WRONG_NETWORKS.values(), ids=WRONG_NETWORKS)
def test_what_is_no_network_is_refused(units: tuple[Unit, ...], told: str) -> None:
    with pytest.raises(LogicError, match=told):
        PerceptronNetwork(("A",), units)


def test_a_proof_needs_the_networks_own_inputs() -> None:
    with pytest.raises(Unsound, match="the network reads other inputs than the function"):
        Computation(TruthTable("AB", (0, 1, 1, 0)), xor_network())
    with pytest.raises(LogicError, match="the network has 2 inputs, and 1 are given"):
        xor_network()((1,))


def test_a_network_of_the_normal_form_of_another_function_is_refused() -> None:
    network = of_normal_form(normal_form(parse("A & B").table))
    with pytest.raises(
        Unsound, match="the output of the network is 0 where the function is 1\n    row               A = 0, B = 1"
    ):
        Computation(parse("A | B").table, network)


WRONG_PERCEPTRONS = {
    "a float": (((0.5, 1), -1), "0.5 is no exact number\n    found             float"),
    "a word": ((("w", 1), -1), "'w' is no exact number"),
    "no inputs": (((), 1), "a perceptron has no inputs"),
}


@pytest.mark.parametrize(("numbers", "told"), WRONG_PERCEPTRONS.values(), ids=WRONG_PERCEPTRONS)
def test_what_is_no_perceptron_is_refused(numbers: tuple[tuple[object, ...], object], told: str) -> None:
    with pytest.raises(LogicError, match=told):
        Perceptron(*numbers)


def test_the_equations_of_a_perceptron_are_those_of_its_sum_and_its_step() -> None:
    total, output = Perceptron((2, -1), sp.Rational(1, 2)).equations(["A", "x_2"], total="s", output="z")
    assert total.rhs == 2 * name("A") - name("x_2") + sp.Rational(1, 2)
    assert [output.rhs.subs(name("s"), at) for at in (-1, 0, 1)] == [0, 0, 1]


CONSTANT = {"A | ~A": "1 on every row, a tautology: true", "A & ~A": "0 on every row, a contradiction: false"}


@pytest.mark.parametrize(("text", "told"), CONSTANT.items())
def test_a_constant_formula_is_refused(text: str, told: str) -> None:
    with pytest.raises(LogicError, match=f"the formula is {told} whatever its variables are\n    variables         A"):
        sb.logic(text)


def test_thirteen_variables_are_refused_and_twelve_are_not() -> None:
    names = [f"x_{place}" for place in range(1, 14)]
    with pytest.raises(LogicError, match="the formula has 13 variables\n    the limit         1 to 12 variables"):
        sb.logic(" | ".join(names))
    assert sb.logic(" | ".join(names[:12])).separable


def test_the_same_function_is_taken_as_text_from_sympy_and_as_a_table() -> None:
    a, b = sp.symbols("A B")
    found = [sb.logic("A ^ B"), sb.logic(a ^ b), sb.logic(TruthTable("AB", (0, 1, 1, 0))), sb.logic(parse("A xor B"))]
    assert len({(item.table, item.network) for item in found}) == 1
    assert str(found[2].formula) == "(A | B) & (~A | ~B)"


@pytest.mark.parametrize("given_object", [1, None, b"A", ["A"]])
def test_what_is_no_formula_is_refused(given_object: object) -> None:
    with pytest.raises(SymbackpropError, match=f"a {type(given_object).__name__} is no formula"):
        sb.logic(given_object)  # type: ignore[arg-type]
