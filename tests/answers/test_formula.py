"""Formulas in plain text mean what they say."""

from __future__ import annotations

import pytest
import sympy as sp

from symbackprop.answers import FUNCTIONS, read_formula, vocabulary
from symbackprop.answers.parser import parse
from symbackprop.calculus import Partial
from symbackprop.network import ACTIVATIONS, Network, name, names, two_layer

WORDS = vocabulary(two_layer())
x_1, x_2, y_1, z, t, s, u_1, w_11, delta_1, E = names("x_1 x_2 y_1 z t s u_1 w_11 delta_1 E")


def read(text: str) -> sp.Expr:
    (side,) = parse(text, WORDS)
    return side


def rebuilt(expression: sp.Expr) -> sp.Expr:
    """Returns the expression as SymPy builds it when it is allowed to evaluate."""
    return expression.func(*map(rebuilt, expression.args)) if expression.args else expression


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("x_1 + x_2", x_1 + x_2),
        ("z - t", z - t),
        ("-x_1^2", -(x_1**2)),
        ("-x_1*x_2", -x_1 * x_2),
        ("2^-x_1*x_2", 2**-x_1 * x_2),
        ("2*-x_1*x_2", -2 * x_1 * x_2),
        ("x_1 - -x_2", x_1 + x_2),
        ("x_1^x_2^2", x_1 ** (x_2**2)),
        ("x_1**2", x_1**2),
        ("x_1/x_2*t", x_1 / x_2 * t),
        ("x_1/x_2/t", x_1 / x_2 / t),
        ("x_1/(x_2 t)", x_1 / (x_2 * t)),
        ("1/2 (z - t)^2", (z - t) ** 2 / 2),
        ("½(z − t)²", (z - t) ** 2 / 2),
        ("delta_1 x_1", delta_1 * x_1),
        ("δ_1·x₁", delta_1 * x_1),
        ("y_1(1 - y_1)", y_1 * (1 - y_1)),
        ("2 x_1", 2 * x_1),
        ("0.1", sp.Rational(1, 10)),
        ("1.5e-3", sp.Rational(3, 2000)),
        (".5 + 5.", sp.Rational(11, 2)),
        ("x_1⁻²", x_1**-2),
        ("|x_1 - |x_2||", sp.Abs(x_1 - sp.Abs(x_2))),
        ("|dE/dz| + t", sp.Abs(Partial(E, z)) + t),
        ("√x_1 + √(x_1 + x_2)", sp.sqrt(x_1) + sp.sqrt(x_1 + x_2)),
        ("e^-s", sp.exp(-s)),
        ("exp(-s)", sp.exp(-s)),
        ("tanh²(s)", sp.tanh(s) ** 2),
        ("log z", sp.log(z)),
        ("ln(z)", sp.log(z)),
        ("max(u_1, 0, x_1)", sp.Max(u_1, 0, x_1)),
        ("σ(s)", ACTIVATIONS["sigmoid"](s)),
        ("g(s)", ACTIVATIONS["sigmoid"](s)),
        ("sigmoid'(s)", ACTIVATIONS["sigmoid"].slope_in_argument_at(s)),
        ("g′(s)", ACTIVATIONS["sigmoid"].slope_in_argument_at(s)),
        ("cosh'(s)", sp.sinh(s)),
        ("dE/dw_11", Partial(E, w_11)),
        ("∂E/∂w_11", Partial(E, w_11)),
        ("dE / dw_11", Partial(E, w_11)),
        ("∂E/∂z · ∂z/∂s", Partial(E, z) * Partial(z, s)),
        ("dE/ds dz/dt", Partial(E, s) * Partial(z, t)),
        ("z'(s)", Partial(z, s)),
        ("dtanh(s)/ds", Partial(sp.tanh(s), s)),
        ("dE/dz|t", Partial(E, z, t)),
        ("(∂E/∂z)_(t, s)", Partial(E, z, t, s)),
        ("if(u_1 > 0, u_1, 0)", sp.Piecewise((u_1, u_1 > 0), (0, True))),
        ("`x_1` + `w_11`", x_1 + w_11),
    ],
)
def test_every_spelling_means_one_expression(text: str, meaning: sp.Expr) -> None:
    assert rebuilt(read(text)) == meaning


def test_a_sum_over_the_items_is_read() -> None:
    p, count = sp.Symbol("p", integer=True), sp.Symbol("N", integer=True, positive=True)
    assert read("Sum(E[p], (p, 1, N))") == sp.Sum(sp.IndexedBase("E", real=True)[p], (p, 1, count))


@pytest.mark.parametrize("text", ["x_1/x_1", "log(exp(x_1))", "0*x_1", "x_1 - x_1", "(x_1^2)^(1/2)", "x_1^0"])
def test_nothing_is_evaluated_while_it_is_read(text: str) -> None:
    assert read(text) != rebuilt(read(text))


def test_a_chain_claims_each_side_of_the_next() -> None:
    claims = list(read_formula("delta_1 = dE/du_1 = delta_out*v_1*y_1*(1 - y_1)", WORDS).claims())
    assert [str(claim.lhs) for claim in claims] == ["delta_1", "dE/du_1"]
    assert claims[0].rhs == claims[1].lhs


def test_every_function_of_the_table_can_be_called() -> None:
    for row in FUNCTIONS.values():
        arguments = ", ".join(["s", "t"][: row.least])
        assert read(f"{row.name}({arguments})").free_symbols <= {s, t}


def test_a_quantity_goes_before_a_function_of_the_same_name() -> None:
    e, sigma, g, loss = names("e sigma g L")
    network = Network([sp.Eq(loss, e * sigma * g)], parameters=[e, sigma, g])
    (side,) = parse("e*sigma*g", vocabulary(network))
    assert side.free_symbols == {e, sigma, g}


def test_an_unspecified_activation_has_derivatives() -> None:
    words = vocabulary(two_layer("any"))
    (side,) = parse("g''(u_1)", words)
    assert str(side) == "g''(u_1)"


def test_a_name_that_is_no_identifier_stands_in_backquotes() -> None:
    odd, loss = name("50% of \\x`y é"), name("L")
    words = vocabulary(Network([sp.Eq(loss, odd**2)], parameters=[odd]))
    assert parse(r"`50% of \\x\`y é`", words) == parse(r"`50% of \\x\`y \xe9`", words) == (odd,)
    assert parse(r"dL/d`50% of \\x\`y \xe9`", words) == (Partial(loss, odd),)
