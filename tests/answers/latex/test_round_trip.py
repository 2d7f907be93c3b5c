"""An expression that is spelled in LaTeX at random is read as that expression."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction

import pytest
import sympy as sp

import symbackprop as sb
from symbackprop.answers.latex import Symbols, read
from symbackprop.answers.vocabulary import vocabulary
from symbackprop.calculus import Partial
from symbackprop.network import name

SYMBOLS = Symbols(vocabulary(sb.two_layer()))
NAMES = {
    "x_1": ["x_1", "x_{1}", "x₁", "{x_1}", r"\mathbf{x}_1", r"\textcolor{red}{x_1}"],
    "w_11": ["w_{11}", "w_{1,1}", "w₁₁", "w_{1 1}"],
    "delta_out": [r"\delta_{\text{out}}", r"\delta_{out}", r"\delta_\mathrm{out}", "δ_{out}"],
    "delta_1": [r"\delta_1", "δ₁", r"{\delta}_{1}"],
    "y_1": ["y_1", "y_{1}", r"\boxed{y_1}"],
    "z": ["z", "{z}", r"\mathit{z}"],
    "t": ["t"],
}
DERIVATIVES = {
    ("E", "w_11"): [
        r"\frac{\partial E}{\partial w_{11}}",
        r"{\partial E \over \partial w_{11}}",
        r"\dfrac{dE}{dw_{11}}",
    ],
    ("z", "s"): [r"\frac{dz}{ds}", "z'(s)", r"\frac{\mathrm{d}z}{\mathrm{d}s}", r"\nabla_s z"],
}
NUMBERS = {"2": ["2"], "0.5": ["0.5", r"\frac12", r"\tfrac{1}{2}", "½", r"{1 \over 2}"], "12": ["12"]}

Spelled = tuple[str, sp.Expr, int]
"""How an expression is spelled, what it is, and how tightly: 1 a sum, 2 a product, 3 a factor, 4 a factor that ends."""


def leaf(draw: random.Random) -> Spelled:
    kind = draw.random()
    if kind < 0.6:
        text = draw.choice(list(NAMES))
        return draw.choice(NAMES[text]), name(text), 4
    if kind < 0.8:
        of, by = draw.choice(list(DERIVATIVES))
        spelling = draw.choice(DERIVATIVES[of, by])
        return spelling, Partial(name(of), name(by)), 2 if "nabla" in spelling else 4
    text = draw.choice(list(NUMBERS))
    return draw.choice(NUMBERS[text]), sp.Rational(*Fraction(text).as_integer_ratio()), 3


def bracketed(draw: random.Random, part: Spelled, least: int) -> str:
    text, _, tightness = part
    if tightness >= least and draw.random() < 0.8:
        return text
    opening, closing = draw.choice(
        [("(", ")"), (r"\left(", r"\right)"), ("[", "]"), (r"\big(", r"\big)"), (r"\{", r"\}")]
    )
    return f"{opening}{draw.choice(['', ' '])}{text} {closing}"


def a_sum(draw: random.Random, depth: int) -> Spelled:
    first, second = expression(draw, depth), expression(draw, depth)
    if draw.random() < 0.5:
        return f"{bracketed(draw, first, 2)} + {bracketed(draw, second, 2)}", first[1] + second[1], 1
    return f"{bracketed(draw, first, 2)} {draw.choice('-−')} {bracketed(draw, second, 2)}", first[1] - second[1], 1


def a_product(draw: random.Random, depth: int) -> Spelled:
    first, second = expression(draw, depth), expression(draw, depth)
    signs = [r" \cdot ", " * ", r" \times ", r"\cdot{}", r" \, \cdot \: "]
    silent = [" ", r" \, ", "~"] if first[2] == 4 and second[2] == 4 else signs
    sign = draw.choice([*signs, *silent])
    return f"{bracketed(draw, first, 3)}{sign}{bracketed(draw, second, 3)}", first[1] * second[1], 2


def a_fraction(draw: random.Random, depth: int) -> Spelled:
    above, below = expression(draw, depth), expression(draw, depth)
    if draw.random() < 0.3:
        return rf"{{{above[0]} \over {below[0]}}}", above[1] / below[1], 3
    command = draw.choice([r"\frac", r"\dfrac"])
    return f"{command}{{{above[0]}}}{{{below[0]}}}", above[1] / below[1], 3


def a_power(draw: random.Random, depth: int) -> Spelled:
    base, exponent = expression(draw, depth), draw.choice([2, 3])
    text = f"({base[0]}){draw.choice([f'^{exponent}', f'^{{{exponent}}}', {2: '²', 3: '³'}[exponent]])}"
    return text, base[1] ** exponent, 4


def a_call(draw: random.Random, depth: int) -> Spelled:
    inside = expression(draw, depth)
    spelling, head = draw.choice(
        [
            (r"\tanh", sp.tanh),
            (r"\exp", sp.exp),
            (r"\sigma", sb.ACTIVATIONS["sigmoid"].function),
            (r"\mathrm{tanh}", sp.tanh),
            ("g", sb.ACTIVATIONS["sigmoid"].function),
        ]
    )
    opening, closing = draw.choice([("(", ")"), (r"\left( ", r" \right)"), (" (", " )")])
    return f"{spelling}{opening}{inside[0]}{closing}", head(inside[1]), 4


def an_exponential(draw: random.Random, depth: int) -> Spelled:
    inside = expression(draw, depth)
    return f"e^{{-({inside[0]})}}", sp.exp(-inside[1]), 4


RULES: list[Callable[[random.Random, int], Spelled]] = [
    a_sum,
    a_product,
    a_product,
    a_fraction,
    a_power,
    a_call,
    an_exponential,
]


def expression(draw: random.Random, depth: int) -> Spelled:
    return leaf(draw) if not depth or draw.random() < 0.2 else draw.choice(RULES)(draw, depth - 1)


def value(whole: sp.Expr) -> sp.Expr:
    """Returns 30 digits of the expression, where every name and derivative has a value of its own."""
    parts = whole.xreplace({part: sp.Symbol(str(part)) for part in whole.atoms(Partial)})
    spelled = parts.replace(lambda part: hasattr(part, "spelled"), lambda part: part.spelled())
    points = {symbol: sp.Rational(7 + sum(map(ord, symbol.name)) % 11, 37) for symbol in spelled.free_symbols}
    return spelled.xreplace(points).evalf(30)


@pytest.mark.parametrize("seed", range(250))
def test_what_is_spelled_is_what_is_read(seed: int) -> None:
    text, meant, _ = expression(random.Random(seed), 3)
    right = value(meant)
    if not right.is_finite or any(power.exp.is_number for power in meant.atoms(sp.exp)):
        return
    (ways,) = read(text, SYMBOLS)
    (found,) = ways[0].sides
    assert found == meant or abs(value(found) - right) <= abs(right) * sp.Float("1e-20"), text


def test_most_of_what_is_spelled_is_compared() -> None:
    values = [value(expression(random.Random(seed), 3)[1]) for seed in range(250)]
    assert sum(bool(found.is_finite) for found in values) > 230
