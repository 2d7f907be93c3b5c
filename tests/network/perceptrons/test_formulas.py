"""Formulas are read as they are written, mean what they say, and are written so that they can be read again."""

from __future__ import annotations

import random

import pytest
import sympy as sp
from boolean_formulas import formulas, value
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from symbackprop.errors import FormulaError, SymbackpropError
from symbackprop.network.perceptrons import CONNECTIVES, Formula, LogicError, TruthTable, of_sympy, parse, to_sympy
from symbackprop.network.perceptrons.parser import DEEPEST, LONGEST


@settings(max_examples=300, deadline=None)
@given(formulas())
def test_what_is_written_is_read_as_the_same_formula(formula: Formula) -> None:
    assert parse(str(formula)) == formula


@settings(max_examples=200, deadline=None)
@given(formulas())
def test_the_table_has_the_values_that_the_connectives_give(formula: Formula) -> None:
    names = formula.table.variables
    for inputs, found in formula.table:
        assert found == value(formula, dict(zip(names, inputs, strict=True)))


@settings(max_examples=100, deadline=None)
@given(formulas())
def test_a_formula_goes_to_sympy_and_back_with_the_same_values(formula: Formula) -> None:
    boolean = to_sympy(formula)
    if boolean in (sp.true, sp.false):
        assert formula.table.constant == int(bool(boolean))
        return
    again = of_sympy(boolean)
    for inputs, found in formula.table:
        row = dict(zip(formula.table.variables, inputs, strict=True))
        assert found == value(again, row)
        assert found == int(bool(boolean.subs({name: bool(row[name]) for name in row})))


def test_the_signs_bind_as_they_do_in_python() -> None:
    draw = random.Random(1)
    for _ in range(300):
        words = []
        for place in range(draw.randint(1, 6)):
            words += ([draw.choice("&|^")] if place else []) + ["~"] * draw.randint(0, 2) + [draw.choice("ABC")]
        text = " ".join(words)
        formula = parse(text)
        for inputs, found in formula.table:
            row = dict(zip(formula.variables, inputs, strict=True))
            assert found == eval(text, {}, row) & 1  # noqa: S307  (the test's own text)


SPELLINGS = [(row.name, text) for row in CONNECTIVES.values() for text in row.spelled]


@pytest.mark.parametrize(("name", "text"), SPELLINGS)
def test_every_spelling_is_read(name: str, text: str) -> None:
    for spelled in (text, text.upper()):
        read = parse(f"{spelled} A" if name == "not" else f"A {spelled} B")
        assert read.connective.name == name  # type: ignore[attr-defined]


@settings(max_examples=100, deadline=None)
@given(formulas())
def test_what_sympy_prints_is_read(formula: Formula) -> None:
    boolean = to_sympy(formula)
    assume(boolean not in (sp.true, sp.false))
    assert parse(str(boolean)).table == of_sympy(boolean).table


def test_calls_of_connectives_are_read() -> None:
    assert parse("Implies(A, Xor(B, C, A)) & Not(And(A, B))") == parse("(A -> (B ^ C ^ A)) & ~(A & B)")
    assert parse("NOR(A, B) | Equivalent(A, ~B)") == parse("(A nor B) | (A <-> ~B)")


def test_brackets_may_be_square_and_superfluous() -> None:
    assert parse("[A | (B)] & ((C))") == parse("(A | B) & C")


def test_sympy_formulas_of_every_kind_are_read() -> None:
    a, b, c = sp.symbols("A B C")
    assert of_sympy(sp.ITE(a, b, c)).table.values == (0, 1, 0, 1, 0, 0, 1, 1)
    assert of_sympy(sp.Equivalent(a, b, c)).table.values == (1, 0, 0, 0, 0, 0, 0, 1)
    assert of_sympy(sp.Xor(a, b, c)).table.values == (0, 1, 1, 0, 1, 0, 0, 1)
    assert of_sympy(sp.Nand(a, b)).table.values == (1, 1, 1, 0)


REFUSED = {
    "": "the formula is empty",
    "A &": "the formula ends too early\n    in                A &\n    here                 ^ character 4",
    "(A | B": "the bracket ( is not closed\n    in                (A | B\n    here              ^ character 1",
    "A) & B": ") closes no bracket\n    in                A) & B\n    here               ^ character 2",
    "[A)": "the bracket [ is not closed by )",
    "()": ") does not fit here",
    "Implies(A, B, C)": "implies joins two formulas, and 3 are given\n    in                Implies(A, B, C)\n"
    "    here              ^ character 1",
    "Xor(A)": "xor joins two formulas or more, and 1 are given",
    "Xor(A, ": "the formula ends too early",
    "Xor(A, B": "the bracket ( is not closed",
    "A, B": ", does not fit here",
    "A B": "B does not fit here\n    in                A B\n    here                ^ character 3",
    "A & * B": "the character '*' has no meaning in a formula\n    in                A & * B\n"
    "    here                  ^ character 5\n"
    "    the grammar has   names, ~ & | ^ -> <->, not and or xor nand nor, brackets",
    "é & A": "the character 'é' has no meaning in a formula",
    "A & \x1b[31m": "the character '\N{REPLACEMENT CHARACTER}' has no meaning in a formula",
    "A & 1": "1 is no variable, and a formula has no constants",
    "true": "true is no variable, and a formula has no constants",
    "A -> B -> C": "without brackets, what stands round -> can be read in two ways",
    "A & B nand C": "without brackets, what stands round nand can be read in two ways",
    "A nor B nor C": "without brackets, what stands round nor can be read in two ways",
    "xor": "xor does not fit here",
    f"{'a' * 21} & B": f"{'a' * 20}… is longer than a name may be",
    "__import__('os').system('true')": "the character '_' has no meaning in a formula",
    "(" * (DEEPEST + 1): f"a formula is nested at most {DEEPEST} deep",
    "~" * (DEEPEST + 1) + "A": f"a formula is nested at most {DEEPEST} deep",
    "(" * 100_000 + "A" + ")" * 100_000: f"a formula has at most {LONGEST} characters, this one has 200001",
}


@pytest.mark.parametrize(("text", "told"), REFUSED.items(), ids=[text[:12] for text in REFUSED])
def test_what_is_no_formula_is_refused_with_the_place_and_the_way_out(text: str, told: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    message = str(caught.value)
    assert message.startswith(told)
    assert len(message) < 400
    assert "\x1b" not in message
    assert any(way in message for way in ("    write  ", "    expected  ", "    the limit  ", "    the grammar has  "))


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet="AB12_()[]~&|^<->=! nor\t\0é¬∧", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        formula = parse(text)
    except FormulaError:
        return
    assert parse(str(formula)) == formula


WRONG_BOOLEANS = {
    sp.true: "the formula is True: a constant without variables",
    sp.Symbol("x") > 0: "x > 0 is no formula in Boolean variables",
    sp.Symbol("a b") & sp.Symbol("c"): "'a b' is no name of a variable",
    sp.Symbol("or") & sp.Symbol("c"): "or is no name of a variable, for formulas mean something else by it",
}


@pytest.mark.parametrize(("boolean", "told"), WRONG_BOOLEANS.items(), ids=str)
def test_what_is_no_formula_of_sympy_is_refused(boolean: sp.Basic, told: str) -> None:
    with pytest.raises(LogicError) as caught:
        of_sympy(boolean)
    assert str(caught.value).startswith(told)
    assert len(str(caught.value).splitlines()) >= 3


def test_a_formula_of_sympy_that_would_grow_without_end_is_refused() -> None:
    a, b = sp.symbols("A B")
    grown: sp.Basic = a
    for _ in range(40):
        grown = sp.ITE(grown, b, a, evaluate=False)
    with pytest.raises(SymbackpropError, match=r"too long|too deep"):
        of_sympy(grown)


WRONG_TABLES = {
    (("A", "B"), (0, 1, 1)): "a truth table of 2 variables has 4 rows, each 0 or 1\n    given             3 values",
    (("A",), (0, 2)): "a truth table of 1 variable has 2 rows",
    ((), (0,)): "the truth table has no variables",
    (("A", "A"), (0, 1, 1, 0)): "the variable A is given twice",
    (("A", "and"), (0, 1, 1, 0)): "and is no name of a variable",
    (tuple(f"x_{place}" for place in range(13)), ()): "the truth table has 13 variables\n"
    "    the limit         1 to 12 variables: a proof goes through all 4096 rows",
}


@pytest.mark.parametrize(("given_table", "told"), WRONG_TABLES.items(), ids=list(WRONG_TABLES.values()))
def test_what_is_no_table_is_refused(given_table: tuple[tuple[str, ...], tuple[int, ...]], told: str) -> None:
    with pytest.raises(LogicError) as caught:
        TruthTable(*given_table)
    assert str(caught.value).startswith(told)


def test_a_row_that_is_not_there_is_refused() -> None:
    with pytest.raises(LogicError, match=r"\(0, 2\) is no row of the table"):
        TruthTable("AB", (0, 1, 1, 0))((0, 2))
