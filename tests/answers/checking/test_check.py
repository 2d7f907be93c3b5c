"""Checking: a formula is proved if one reading is, refuted only if all are, and never without every token read."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import sympy as sp
from checked import checked_together

import symbackprop as sb
from symbackprop.answers.checking import Finding, Findings
from symbackprop.answers.documents import DocumentError
from symbackprop.network import Network, name


def of_notes(text: str) -> Findings:
    return sb.check(text, sb.two_layer())


def only(text: str, network: Network | None = None, notation: Mapping[str, str] | None = None) -> Finding:
    (finding,) = sb.check(f"$${text}$$", network or sb.two_layer(), notation)
    return finding


FOUND = {
    r"\frac{\partial E}{\partial w_{11}} = \delta_1 x_1": ("claim", "proved"),
    r"\frac{\partial E}{\partial w_{11}} = \delta_1 x_2": ("claim", "refuted"),
    r"\frac{\partial E}{\partial w_{11}} = \delta_{\text{out}} v_1 x_1": ("claim", "refuted"),
    r"\frac{\partial E}{\partial z} = z - t": ("claim", "proved"),
    r"\frac{\partial E}{\partial z} = t - z": ("claim", "refuted"),
    r"z'(s) = z(1-z)": ("claim", "proved"),
    r"z'(s) = z(1+z)": ("claim", "refuted"),
    r"s = c + v_1 y_1 + v_2 y_2": ("definition", "proved"),
    r"s = c + v_1 y_1 - v_2 y_2": ("definition", "refuted"),
    r"g(s) = \frac{1}{1+e^{-s}}": ("definition", "proved"),
    r"g(s) = \frac{1}{1+e^{s}}": ("definition", "refuted"),
    r"\delta_1 = \frac{\partial E}{\partial u_1}": ("definition", "proved"),
    r"\delta_1 = \frac{\partial E}{\partial u_2}": ("claim", "refuted"),
    r"\frac{\partial E}{\partial w_{11}} = \frac{\partial E}{\partial u_1}\frac{\partial u_1}{\partial w_{11}}": (
        "chain rule",
        "proved",
    ),
    r"\frac{\partial E}{\partial w_{11}} = \frac{\partial E}{\partial u_1}\frac{\partial u_1}{\partial w_{12}}": (
        "chain rule",
        "refuted",
    ),
    r"\mathbb{E} = \frac12 \sum_i (z_i - t_i)^2": ("definition", "proved"),
    r"E = \sum (z - t)^2": ("definition", "refuted"),
    r"w_{11} x_1": ("notation", "taken"),
    r"n": ("notation", "taken"),
    r"E \ge 0": ("inequality", "proved"),
    r"E = q": ("not understood", "not understood"),
    r"E = \int z": ("not understood", "not understood"),
    r"z \approx s": ("claim", "undecided"),
    r"x_1^{1000}(x_1 + x_2)^{1000} = (x_1^2 + x_1 x_2)^{1000}": ("claim", "undecided"),
}


def test_every_formula_is_classed_and_judged() -> None:
    found = checked_together(FOUND)
    assert {text: (finding.kind, finding.word) for text, finding in found.items()} == FOUND


def test_a_formula_is_proved_if_one_reading_is_and_the_reading_is_said() -> None:
    finding = only(r"\mathbb{E} = \frac12 \sum_i (z_i - t_i)^2")
    assert finding.remarks == ("E is the loss of all items", "the sum over i runs over the training items")


def test_after_the_loss_of_all_items_that_of_one_is_said_to_be_so() -> None:
    found = of_notes(r"$E = \frac12 \sum (z - t)^2$ and $\frac{\partial E}{\partial z} = z - t$")
    assert [finding.word for finding in found] == ["proved", "proved"]
    assert found.findings[1].remarks == ("E is the loss of one item here",)


def test_what_is_refuted_has_what_holds_instead_and_two_intervals() -> None:
    finding = only(r"\frac{\partial E}{\partial w_{11}} = \delta_{\text{out}} v_1 x_1")
    assert finding.diagnosis is not None
    assert finding.diagnosis.sentence == "∂E/∂w_11 is missing the factor y_1(1 − y_1), the slope of unit 1"
    assert finding.diagnosis.proof is not None
    assert [evidence.word for evidence in finding.evidence] == ["refuted"]
    assert dict(finding.evidence[0].details()).keys() == {"at", "left side", "right side"}


def test_a_row_goes_on_from_the_row_before() -> None:
    rows = "\\delta_1 &= \\delta_{out} v_1 g'(u_1) \\\\\n&= \\delta_{out} v_1 y_1 (1-y_1)"
    (finding,) = of_notes(f"$$\\begin{{aligned}}\n{rows}\n\\end{{aligned}}$$")
    assert (finding.word, len(finding.shown)) == ("proved", 2)
    first, second = of_notes("$$\\delta_1 = \\delta_{out} v_1 g'(u_1)$$\n\n$$= \\delta_{out} v_1 y_2 (1-y_1)$$")
    assert (first.word, second.word) == ("proved", "refuted")


def test_what_goes_on_from_nothing_that_was_understood_is_not_judged() -> None:
    first, second = of_notes("$$q = z$$\n\n$$= t$$")
    assert (first.word, second.word) == ("not understood", "not understood")
    assert second.reason == "what it goes on from was not understood"


def test_a_row_that_is_not_read_keeps_no_other_from_being_judged() -> None:
    rows = r"z &= g(s) \\ q &= \int s \\ \delta_1 &= x_1 \\ &= x_2"
    words = [finding.word for finding in of_notes(f"$$\\begin{{align}}{rows}\\end{{align}}$$")]
    assert words == ["proved", "not understood", "refuted"]


def test_a_row_that_begins_with_a_sign_is_never_read_without_the_row_before() -> None:
    (finding,) = of_notes("$$\\begin{aligned} q &= \\int s \\\\ + z &= z \\end{aligned}$$")
    assert finding.word == "not understood"


def test_a_finding_has_the_place_of_its_formula_and_of_the_token() -> None:
    finding = of_notes("one\n\ntwo $z = g(s)$ or $E = q$").findings[1]
    assert (finding.line, finding.column, finding.end) == (3, 20, (3, 25))
    assert (finding.token, finding.at) == ("q", (3, 24))


def test_a_network_of_arrays_is_checked_too() -> None:
    found = sb.check(
        r"$\frac{\partial E}{\partial w_{ji}} = \delta_j x_i$, $\frac{\partial E}{\partial w_{ji}} = \delta_i x_j$,"
        r" $w_{ji} \leftarrow w_{ji} - \eta \delta_j x_i$, $w_{ji} \leftarrow w_{ji} + \eta \delta_j x_i$",
        sb.mlp(["n", "n", 1]),
    )
    assert [finding.word for finding in found] == ["proved", "refuted", "proved", "refuted"]


def test_vectors_and_matrices_are_checked_and_shapes_that_do_not_fit_are_wrong() -> None:
    found = sb.check(
        r"$\frac{\partial E}{\partial W} = \delta x^T$, $\frac{\partial E}{\partial W} = \delta x$,"
        r" $W \leftarrow W - \eta \delta x^T$, $W \leftarrow W + \eta \delta x^T$, $\delta = W^T x$",
        sb.mlp(["n", "m", "K"]),
        {"W": "w"},
    )
    assert [finding.word for finding in found] == ["proved", "refuted", "proved", "refuted", "refuted"]
    missing = found.findings[1].diagnosis
    assert missing is not None
    assert (missing.sentence, missing.proof is not None) == ("the transpose of x is missing", True)
    assert dict(found.findings[4].evidence[0].details())["left"] == "W^T (n × m)"


def test_a_document_has_a_bounded_number_of_formulas() -> None:
    with pytest.raises(DocumentError, match="the text has 20001 formulas\n    at most           20000"):
        sb.check("$z$ " * 20_001)


def test_an_unspecified_activation_is_told_in_the_findings() -> None:
    found = sb.check(
        r"$\frac{\partial z}{\partial s} = g'(s)$, $\frac{\partial z}{\partial s} = g(s)$", sb.two_layer("any")
    )
    assert [finding.word for finding in found] == ["proved", "refuted"]


def test_the_letters_of_a_document_are_given_by_its_notation() -> None:
    finding = only(r"\frac{\partial L}{\partial a} = a - y", notation={"L": "E", "a": "z", "y": "t"})
    assert finding.word == "proved"


def test_a_network_of_ones_own_is_checked() -> None:
    w, x, y, t, loss = (name(text) for text in "wxytL")
    net = Network([sp.Eq(y, w * x), sp.Eq(loss, (y - t) ** 2)], parameters=[w], targets=[t])
    assert only(r"\frac{\partial L}{\partial w} = 2 (y - t) x", network=net).word == "proved"
    assert only(r"\frac{\partial L}{\partial w} = (y - t) x", network=net).word == "refuted"


def test_findings_show_themselves() -> None:
    found = of_notes(r"$\delta_1 = x_1$, $z = g(s)$, $q = 1 < 2$")
    assert isinstance(found, Findings)
    assert dict(found.counts) == {"refuted": 1, "not understood": 1, "proved": 1}
    assert not found.ok
    assert "✗ 1:2 refuted: δ_1 = x_1\n    right             δ_1 = δ_out v_1 y_1(1 − y_1)" in str(found)
    assert str(found).endswith("1 refuted, 1 not understood, 1 proved")
    page = found._repr_html_()
    assert page.count("<tr>") == 3
    assert "<math" in page
    assert "1 &lt; 2" in page


def test_the_same_document_is_found_the_same() -> None:
    text = "$z = g(s)$ and $\\delta_1 = x_1$"
    assert str(of_notes(text)) == str(of_notes(text))
    assert [found.evidence for found in of_notes(text)] == [found.evidence for found in of_notes(text)]


FORWARD = r"$u = w x$, $y = \tanh(u)$, $E = \frac12 (y - t)^2$"


def test_a_letter_that_is_defined_anew_makes_nothing_wrong() -> None:
    wrong = r"Wrong is $\frac{\partial E}{\partial w} = (y - t) x$."
    anew = r"Now $u = 1 + x$ and $\frac{\partial u}{\partial x} = 1$."
    text = f"{FORWARD}. {wrong} {anew}"
    found = sb.check(text)
    assert [finding.word for finding in found] == ["taken"] * 3 + ["refuted", "undecided", "undecided"]
    assert found.findings[4].reason == "the document defines it in another way, too"
    assert found.findings[5].reason == "u has been defined anew in line 1"


def test_of_a_network_that_is_given_a_wrong_definition_is_wrong() -> None:
    assert only("s = c + v_1 y_1").word == "refuted"
