"""A proved formula of which a sign, an index, a factor or an exponent is changed is proved no more, unless it holds."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from fractions import Fraction

import mpmath as mp
import pytest
import sympy as sp
from checked import checked_together
from corpus import CORPUS
from evaluator import Unknown, different

from symbackprop.answers.checking import Finding
from symbackprop.answers.checking.numbers.line import Line
from symbackprop.answers.checking.numbers.numerals import Numeral
from symbackprop.proof import Proved

OF_THE_NOTES = [row["latex"] for row in CORPUS if row["id"] in {2, 4, 5, 6, 7, 8, 12, 13, 14, 15, 17, 18, 19, 20}]
FORMULAS = [
    *(text.replace("&", "").replace(r"\\", "") for text in OF_THE_NOTES),
    r"\frac{\partial E}{\partial w_{11}} = \frac{\partial E}{\partial z} \frac{\partial z}{\partial s} v_1 x_1 g'(u_1)",
    r"\frac{\partial E}{\partial y_1} = \frac{\partial E}{\partial s} \frac{\partial s}{\partial y_1}",
    r"\frac{\partial E}{\partial w_{21}} = (z - t) z (1 - z) v_2 y_2 (1 - y_2) x_1",
    r"\frac{\partial E}{\partial b_2} = \delta_2 = \delta_{\text{out}} v_2 g'(u_2)",
    r"w_{11} \leftarrow w_{11} - \eta \frac{\partial E}{\partial w_{11}}",
    r"v_2 = v_2 - \eta \delta_{\text{out}} y_2",
]
LINES = [
    r"0.1575 \cdot 0.0512 + 0.2043 \cdot 0.1217 + 0.3561 = 0.3890",
    r"\frac{1}{1 + e^{-0.3775}} = 0.593269992",
    r"\frac{1}{2} (0.0137 - 0.7514)^2 = 0.2721",
    r"0.74136507 * 0.186815602 * 0.593269992 = 0.082167041",
    r"0.274811083 + 0.023560026 = 0.298371109",
    r"0.75136507 (1 - 0.75136507) = 0.186815602",
]
CHANGES = (
    (r"(?<!\^\{)\+", "-"),
    (r"(?<!\^\{)-(?!s)", "+"),
    (r"_1\b", "_2"),
    (r"_2\b", "_1"),
    (r"_\{11\}", "_{12}"),
    (r"_\{21\}", "_{22}"),
    (r"= ", "= 2 "),
    (r"= ", "= -"),
    (r"(?<=[ (])(?=[a-z]_?)", "t "),
    (r"(?<=[ (])(?=[a-z]_?)", "3 "),
    (r"(?<=[a-z])_1(?=[ )])", "_1^2"),
    (r"(?<=[ (])([zs])(?=[ )])", r"\1^2"),
    (r"\)", ")^2"),
    (r"\\frac\{1\}\{2\}", ""),
    (r"\b1 -", "2 -"),
    (r"(?<=\.\d)\d", lambda found: str((int(found[0]) + 3) % 10)),
    (r" [\\*](?:cdot)? 0\.\d+", ""),
)  # fmt: skip
VARIABLES = ("x_1", "x_2", "v_1", "v_2", "c", "w_11", "w_12", "w_21", "w_22", "b_1", "b_2", "t", "eta", "w")
POINTS = [
    {name: Fraction(random.Random(f"{number} {name}").randint(-40, 40), 16) for name in VARIABLES}
    for number in range(3)
]


def mutants(text: str) -> Iterator[str]:
    """Yields the formula with one thing changed, in every place; of each change some, drawn by its text."""
    lots = random.Random(text)
    for pattern, new in CHANGES:
        places = list(re.finditer(pattern, text))
        for found in lots.sample(places, min(2, len(places))):
            replaced = found.expand(new) if isinstance(new, str) else new(found)
            yield text[: found.start()] + replaced + text[found.end() :]


@pytest.fixture(scope="module")
def originals() -> dict[str, Finding]:
    return checked_together(FORMULAS)


def test_the_formulas_are_proved_as_they_stand(originals: dict[str, Finding]) -> None:
    assert {finding.word for finding in originals.values()} == {"proved"}


def _claims(finding: Finding) -> list[tuple[sp.Expr, sp.Expr]]:
    return [(found.claim.lhs, found.claim.rhs) for found in finding.evidence if isinstance(found, Proved)]


def test_a_changed_formula_is_proved_only_if_it_holds(originals: dict[str, Finding]) -> None:
    changed = {mutant: text for text in FORMULAS for mutant in mutants(text) if mutant not in FORMULAS}
    found = checked_together(changed)
    assert len(found) > 150
    proved = {mutant: finding for mutant, finding in found.items() if finding.word == "proved"}
    for mutant, finding in proved.items():
        assert _claims(finding) != _claims(originals[changed[mutant]]), f"the change was not read: {mutant}"
        for verdict in finding.evidence:
            assert isinstance(verdict, Proved)
            assert not _differs(verdict), mutant
    assert len(proved) < len(found) / 10
    assert sum(finding.word == "refuted" for finding in found.values()) > len(found) / 2


def _differs(verdict: Proved) -> bool:
    """Returns whether fifty digits tell the sides apart somewhere."""
    claim = verdict.claim
    for point in POINTS:
        try:
            if different(claim.lhs, claim.rhs, claim.definitions, point):
                return True
        except (Unknown, KeyError):
            continue
    return False


def test_a_changed_line_of_numbers_is_proved_only_if_its_digits_allow_it() -> None:
    assert {finding.word for finding in checked_together(LINES).values()} == {"proved"}
    found = checked_together(mutant for text in LINES for mutant in mutants(text))
    assert len(found) > 30
    for text, finding in found.items():
        for line in finding.evidence:
            if finding.word == "proved":
                assert isinstance(line, Line)
                assert _may_agree(line), text
    assert sum(finding.word == "refuted" for finding in found.values()) > len(found) / 2


def _may_agree(line: Line) -> bool:
    """Returns whether the sides come within the last digit of each other, by values drawn within the digits."""
    lots = random.Random(1)
    gaps = []
    for _ in range(200):
        drawn = {number: _near(number, lots) for side in (line.left, line.right) for number in side.atoms(Numeral)}
        gaps.append(float(mp.mpf(str(sp.N((line.left - line.right).xreplace(drawn), 30)))))
    return min(gaps) <= 0 <= max(gaps) or min(map(abs, gaps)) <= 1e-9


def _near(number: Numeral, lots: random.Random) -> sp.Float:
    places = len(number.name.partition(".")[2])
    return sp.Float(number.name, 30) + sp.Float(lots.uniform(-0.55, 0.55), 30) * sp.Float(10, 30) ** -places
