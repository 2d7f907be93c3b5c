"""What is printed can be read back: the printer and the parser share one grammar."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from sympy.core.function import AppliedUndef

from symbackprop.answers import vocabulary
from symbackprop.answers.parser import parse
from symbackprop.calculus import Partial
from symbackprop.network import ACTIVATIONS, LOSSES_OF_ONE_OUTPUT, names, two_layer
from symbackprop.network.functions import NamedFunction
from symbackprop.notation import Notation, write

WORDS = vocabulary(two_layer())


def rebuilt(expression: sp.Basic) -> sp.Basic:
    """Returns the expression as SymPy builds it when it is allowed to evaluate."""
    return expression.func(*map(rebuilt, expression.args)) if expression.args else expression


def value(expression: sp.Expr) -> sp.Expr:
    """Returns 30 digits of the expression at a point where every name and every derivative has its own value."""
    names = sorted(expression.atoms(Partial) | expression.atoms(AppliedUndef), key=str)
    opened = expression.xreplace({part: sp.Symbol(f"value of {part}", real=True) for part in names})
    spelled = opened.replace(lambda part: isinstance(part, NamedFunction), lambda part: part.spelled())
    symbols = sorted(spelled.free_symbols, key=str)
    return spelled.evalf(
        30, subs={symbol: sp.Rational(7 + 3 * sum(map(ord, symbol.name)) % 11, 13) for symbol in symbols}
    )


def same(one: sp.Expr, other: sp.Expr) -> bool:
    """Returns whether two expressions are built alike, or at least have the same value at a point."""
    return rebuilt(one) == rebuilt(other) or abs(value(one) - value(other)) < sp.Float("1e-24")


SYMBOLS = names("x_1 w_11 w_12 delta_1 delta_out y_1 u_1 z t E_all eta")
PARTIALS = [Partial(*names("E w_11")), Partial(*names("y_1 u_1")), Partial(*names("E z t"))]
FUNCTIONS = [sp.tanh, sp.log, sp.exp, sp.Abs, sp.sqrt, sp.sign, *(row.function for row in ACTIVATIONS.values())]
LEAVES = st.one_of(
    st.sampled_from([*SYMBOLS, *PARTIALS]),
    st.integers(-12, 12).map(sp.Integer),
    st.fractions(min_value=-9, max_value=9, max_denominator=12).map(lambda value: sp.Rational(str(value))),
)


def _built(head: type[sp.Expr], *arguments: sp.Expr) -> sp.Expr:
    """Returns the head at the arguments, unless SymPy fails: it cannot build on 0 + 0 left unevaluated."""
    try:
        return head(*arguments)
    except ZeroDivisionError:
        reject()


def _larger(parts: st.SearchStrategy[sp.Expr]) -> st.SearchStrategy[sp.Expr]:
    several = st.lists(parts, min_size=2, max_size=4)
    return st.one_of(
        several.map(lambda terms: _built(sp.Add, *terms)),
        several.map(lambda factors: _built(sp.Mul, *factors)),
        several.map(lambda terms: sp.Add(*terms, evaluate=False)),
        several.map(lambda factors: sp.Mul(*factors, evaluate=False)),
        st.lists(st.sampled_from(SYMBOLS), min_size=2, max_size=3, unique=True).map(lambda found: sp.Max(*found)),
        st.tuples(st.sampled_from(FUNCTIONS), parts).map(lambda pair: _built(pair[0], pair[1])),
        st.tuples(parts, st.sampled_from([2, 3, -1, -2, sp.Rational(1, 2), sp.Rational(-3, 2)])).map(
            lambda pair: _built(sp.Pow, *pair)
        ),
    )


def _sound(expression: sp.Expr) -> bool:
    """Returns whether the formula language has what stands in the expression, and SymPy can tell (not of 0 + 0)."""
    beyond = expression.has(sp.zoo, sp.nan, sp.oo, -sp.oo, sp.I)
    try:
        real = expression.is_extended_real is not False
    except ZeroDivisionError:
        return False
    return not beyond and real and not rebuilt(expression).has(sp.zoo, sp.nan, sp.I)


@settings(max_examples=300, deadline=None)
@given(st.recursive(LEAVES, _larger, max_leaves=8).filter(_sound))
def test_what_is_written_in_ascii_is_read_back_as_the_same_expression(expression: sp.Expr) -> None:
    (side,) = parse(write(expression, "ascii"), WORDS)
    assert same(side, expression)


NETWORKS = [
    *(two_layer(activation) for activation in [*ACTIVATIONS, "any"]),
    *(two_layer("tanh", loss, "sigmoid") for loss in LOSSES_OF_ONE_OUTPUT),
]


LARGEST = 100


@pytest.mark.parametrize("form", ["ascii", "unicode"])
def test_every_step_of_every_derivation_is_read_back(form: str) -> None:
    judged = 0
    for network in NETWORKS:
        words = vocabulary(network)
        known = {*words.quantities.values()}
        notation = Notation(ordinary=frozenset({"y_1", "y_2"}))
        for step in words.derivation.steps:
            beyond = step.rhs.has(sp.Sum, sp.Indexed, sp.Piecewise)
            if step.rhs.free_symbols <= known and step.rhs.count_ops() < LARGEST and (form == "ascii" or not beyond):
                (side,) = parse(write(step.rhs, form, notation), words)
                assert same(side, step.rhs)
                judged += 1
    assert judged > 1000
