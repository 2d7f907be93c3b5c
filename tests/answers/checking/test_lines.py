"""Lines of numbers: what follows within its digits, what does not, and what may be rounded."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp
from checked import checked_together
from hypothesis import given, settings
from hypothesis import strategies as st

import symbackprop as sb
from symbackprop.answers.checking.numbers.intervals import enclosed
from symbackprop.proof import Enclosure

LINES = {
    r"0.15 \cdot 0.05 + 0.2 \cdot 0.1 + 0.35 = 0.3775": "proved",
    r"0.15 * 0.05 + 0.2 * 0.1 + 0.35 * 1 = 0.3775": "proved",
    r"\frac12 (0.01 - 0.7514)^2 = 0.2748": "proved",
    r"\frac12 (0.01 - 0.7514)^2 = 0.274811083": "proved",
    r"\frac{1}{1 + e^{-0.3775}} = 0.593269992": "proved",
    r"\frac{1}{1 + e^{-0.3775}} = 0.593369992": "refuted",
    r"0.74136507 * 0.186815602 * 0.593269992 = 0.082167041": "proved",
    r"0.74136507 * 0.186815602 * 0.593269992 = 0.083167041": "refuted",
    r"0.4 - 0.5 * 0.082167041 = 0.35891648": "proved",
    r"0.4 - 0.5 * 0.082167041 = 0.36891648": "undecided",
    r"0.274811083 + 0.023560026 = 0.298371109": "proved",
    r"0.274811083 + 0.023560026 = 0.298371209": "refuted",
    r"0.274811083 = 0.27481": "proved",
    r"0.274819083 = 0.27481": "undecided",
    r"0.274829183 = 0.27481": "refuted",
    r"0.274829183 \approx 0.27481": "undecided",
    r"\sigma(0.3775) = 0.5933": "proved",
    r"\tanh(0.3775) = 0.3605": "proved",
    r"1.234 \times 10^{-3} = 0.001234": "proved",
    r"\frac{1}{0.000} = 0.123": "undecided",
}


def test_a_line_of_numbers_is_judged_by_its_digits() -> None:
    found = checked_together(LINES)
    assert {text: finding.word for text, finding in found.items()} == LINES
    assert {finding.kind for finding in found.values()} == {"numbers"}
    for (evidence,) in (finding.evidence for finding in found.values() if finding.word == "refuted"):
        assert evidence.lhs.disjoint(evidence.rhs)  # type: ignore[attr-defined]


def words(text: str) -> list[str]:
    return [finding.word for finding in sb.check(text, sb.two_layer())]


def test_stated_values_are_taken_and_later_lines_are_held_against_them() -> None:
    values = r"$c = 0.1$, $v_1 = 0.2$, $v_2 = 0.3$, $y_1 = 0.5933$, $y_2 = 0.5969$. "
    assert words(values + r"$s = 0.3977$") == ["taken"] * 5 + ["proved"]
    found = sb.check(values + r"$s = 0.4977$", sb.two_layer())
    assert found.findings[-1].word == "undecided"
    assert found.findings[-1].reason == "it does not follow from the values stated before"


def test_numbers_are_put_in_for_names() -> None:
    line = r"$$u_1 = b_1 + w_{11} x_1 + w_{12} x_2 = 0.35 + 0.15 \cdot 0.05 + 0.2 \cdot 0.1 = 0.3775$$"
    found = sb.check(line, sb.two_layer())
    assert found.findings[0].word == "taken"
    assert [evidence.word for evidence in found.findings[0].evidence] == ["proved", "taken", "proved"]
    found = sb.check(r"$x_2 = 0.3$ " + line, sb.two_layer())
    assert found.findings[1].word == "undecided"
    assert found.findings[1].reason == "x_2 is 0.3 in line 1, and 0.1 is put in"


def test_a_wrong_formula_with_right_numbers_is_refuted() -> None:
    (finding,) = sb.check(
        r"$$u_1 = b_1 + w_{11} x_1 + w_{12} x_1 = 0.35 + 0.15 \cdot 0.05 + 0.2 \cdot 0.05 = 0.3675$$", sb.two_layer()
    )
    assert finding.word == "refuted"


def test_a_number_alone_may_be_a_claim() -> None:
    assert words(r"$\frac{\partial u_1}{\partial b_1} = 1$, $\frac{\partial u_1}{\partial b_1} = 2$") == [
        "proved",
        "refuted",
    ]


X, Y = sp.symbols("x y", real=True)
FORMS = [X + Y, X * Y, X - Y, X / (1 + Y**2), sp.exp(-X) * Y, 1 / (1 + sp.exp(-X)), X**3 - Y, sp.tanh(X * Y)]
NUMBERS = st.fractions(min_value=-3, max_value=3, max_denominator=1000)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FORMS), NUMBERS, NUMBERS, st.fractions(0, 1, max_denominator=100), st.fractions(0, 1))
def test_an_interval_holds_every_value_within_its_digits(
    form: sp.Expr, x: Fraction, y: Fraction, reach: Fraction, part: Fraction
) -> None:
    values = {X: Enclosure(x - reach, x + reach), Y: Enclosure(y, y)}
    found = enclosed(form, values)
    inside = x - reach + 2 * reach * part
    exact = form.subs(
        {X: sp.Rational(inside.numerator, inside.denominator), Y: sp.Rational(y.numerator, y.denominator)}
    )
    if found is not None:
        value = sp.N(exact, 40)
        slack = sp.Float("1e-30")
        assert sp.Rational(found.lower.numerator, found.lower.denominator) <= value + slack
        assert sp.Rational(found.upper.numerator, found.upper.denominator) >= value - slack
