"""`symbackprop prove` answers with a verdict, its evidence and an exit status."""

from __future__ import annotations

import json

import pytest

from symbackprop.cli import main
from symbackprop.cli.terminal.ink import width

UNDECIDED = "x_1^1000*(x_1 + x_2)^1000 = (x_1^2 + x_1*x_2)^1000"


@pytest.mark.parametrize(
    ("formulas", "status"),
    [
        (["dE/dw_11 = delta_1*x_1"], 0),
        (["dE/dw_11 = delta_1*x_2"], 1),
        ([UNDECIDED], 3),
        (["dE/dw_11 = delta_1*x_1", UNDECIDED], 3),
        ([UNDECIDED, "x_1 = x_2", "x_1 = x_1"], 1),
        (["delta_1 = dE/du_1 = delta_out*v_1*y_1*(1 - y_1)"], 0),
    ],
)
def test_the_exit_status_is_that_of_the_worst_verdict(formulas: list[str], status: int) -> None:
    assert main(["prove", *formulas]) == status


def test_a_proved_formula_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    main(["prove", "dE/dw_11 = delta_1*x_1"])
    first, second, *_ = capsys.readouterr().out.split("\n")
    assert first == "✓ proved   ∂E/∂w_11 = δ_1 x_1"
    assert second.startswith("  ring     ")


def test_a_proved_formula_names_its_hypotheses(capsys: pytest.CaptureFixture[str]) -> None:
    main(["prove", "--activation", "relu", "dy_1/du_1 = (1 + sign(u_1))/2"])
    assert "  where    u_1 ≠ 0\n" in capsys.readouterr().out


def test_a_refuted_formula_gets_the_right_one_and_a_witness(capsys: pytest.CaptureFixture[str]) -> None:
    main(["prove", "dE/dw_11 = delta_1*x_2"])
    page = capsys.readouterr().out
    assert page.startswith(
        "✗ refuted  ∂E/∂w_11 = δ_1 x_2\n"
        "  mistake  x_2 stands in place of x_1: this is ∂E/∂w_12\n"
        "  right    ∂E/∂w_11 = δ_1 x_1\n"
        "  witness  "
    )
    assert "(disjoint intervals)" in page
    assert all(len(line) <= 80 for line in page.split("\n"))


def test_what_is_missing_is_named_and_marked(capsys: pytest.CaptureFixture[str]) -> None:
    main(["prove", "--color", "always", "dE/dw_11 = delta_out*v_1*x_1"])
    assert "  missing  \x1b[31;4my_1(1 − y_1)\x1b[0m, the slope of unit 1" in capsys.readouterr().out
    main(["prove", "--ascii", "dE/dw_11 = delta_out*v_1*x_1"])
    page = capsys.readouterr().out
    assert page.isascii()
    assert "  missing  y_1*(1 - y_1), the slope of unit 1; with it the claim holds\n" in page
    assert "  right    dE/dw_11 = delta_out*v_1*y_1*(1 - y_1)*x_1 = delta_1*x_1\n" in page


LONG = [
    "dE/dw_11 = (z - t)*v_1*x_1*y_1*(1 - y_1)*z^2*(1 - z)^2",
    "delta_out = z - t",
    "dE/dw_11 = (t - z)*z*(1 - z)*v_1*(1 - y_1^2)*x_1",
    "delta_1 = delta_out*v_1*(1 - y_1^2)",
]


@pytest.mark.parametrize("color", ["never", "always"])
def test_no_line_of_a_diagnosis_is_wider_than_the_page(color: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["prove", "--color", color, *LONG])
    main(["prove", "--layers", "n,m,K", "delta_j = Σ_k (z_k - t_k) v_kj"])
    assert all(width(line) <= 80 for line in capsys.readouterr().out.split("\n"))


def test_an_undefined_side_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    main(["prove", "log(-1 - e^s) = s"])
    assert "(the left side is defined nowhere)" in capsys.readouterr().out


def test_an_undecided_formula_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    main(["prove", UNDECIDED])
    page = capsys.readouterr().out
    assert page.startswith("? undecided")
    assert "  missing  " in page


def test_a_machine_can_read_the_verdicts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", "--json", "dE/dw_11 = delta_1*x_1", "dE/dw_11 = delta_1*x_2", UNDECIDED]) == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["command"], data["status"], data["verdict"]) == ("prove", 1, "refuted")
    assert data["counts"] == {"proved": 1, "refuted": 1, "undecided": 1}
    assert data["network"]["title"] == "the 2-2-1 network"
    proved, refuted, undecided = data["claims"]
    assert proved["verdict"] == "proved"
    assert proved["claim"] == "dE/dw_11 = delta_1*x_1"
    assert (proved["method"], proved["sizes"], proved["hypotheses"]) == ("ring", [], [])
    assert refuted["verdict"] == "refuted"
    assert "x_1" in refuted["point"]
    assert refuted["instead"] == "delta_1*x_1"
    assert refuted["mistake"] == "another unit"
    assert refuted["sentence"] == "x_2 stands in place of x_1: this is dE/dw_12"
    assert "limit" in undecided["missing"]


def test_ascii_marks_are_words(capsys: pytest.CaptureFixture[str]) -> None:
    main(["prove", "--ascii", "delta_1 = dE/du_1", "x_1 = x_2"])
    page = capsys.readouterr().out
    assert page.isascii()
    assert page.startswith("ok proved  delta_1 = dE/du_1\n")
    assert "\nX refuted  x_1 = x_2\n" in page
