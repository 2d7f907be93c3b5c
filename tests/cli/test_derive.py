"""`symbackprop derive` prints a derivation in 80 columns, and what it prints can be read again."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from fractions import Fraction

import pytest

from symbackprop.calculus import derive
from symbackprop.cli import main
from symbackprop.cli.terminal.derivations import gradient_page, summary_page
from symbackprop.cli.terminal.ink import CODES
from symbackprop.cli.terminal.screen import screen
from symbackprop.network import ACTIVATIONS, LOSSES_OF_ONE_OUTPUT, name, two_layer
from symbackprop.proof import Claim, Proved, Undecided, Witness
from symbackprop.proof.derivations import Proofs

STEPS = """\
∂E/∂w_11  in the 2-2-1 network, sigmoid units, half squared error

          x_1     y_1(1−y_1)         v_1      z(1−z)          z−t
  w_11 ───────▶ u_1 ───────▶ y_1 ────────▶ s ─────────▶ z ─────────▶ E
 δ_1 x_1        δ_1       δ_out v_1      δ_out         z−t           1

  1  = ∂E/∂z · ∂z/∂s · ∂s/∂y_1 · dy_1/du_1 · ∂u_1/∂w_11                       ✓
     chain rule along the only path

  2  = (z − t) · z(1 − z) · v_1 · y_1(1 − y_1) · x_1                          ✓
     local partials put in

  3  = δ_out · v_1 · y_1(1 − y_1) · x_1                                       ✓
     δ_out = ∂E/∂s = (z − t) z(1 − z)

  4  = δ_1 · x_1                                                              ✓
     δ_1 = ∂E/∂u_1 = δ_out v_1 y_1(1 − y_1)

✓ 4 steps proved, and the result again from first principles
"""

PROVED = Proved(Claim(name("x"), name("x")), "ring", (), Witness((("x", Fraction(1)),), None, None, 64))
SCREEN = screen(Namespace(color="never", ascii=False))
ESCAPE = re.compile("\x1b\\[[0-9;]*m")


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)


def printed(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert main(list(words)) == status
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def test_a_gradient_is_derived_as_the_notes_do_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "derive", "--parameter", "w_11") == STEPS


def test_all_deltas_and_gradients_stand_on_one_page(capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, "derive")
    for line in ("δ_1   = ∂E/∂u_1 = δ_out v_1 y_1(1 − y_1)", "∂E/∂v_1  = δ_out y_1", "∂E/∂w_22 = δ_2 x_2"):
        assert line in page
    assert page.count("✓") == 3 + 9 + 1
    assert page.rstrip().endswith("proved, and the 9 gradients again from first principles")


@pytest.mark.parametrize("activation", [*ACTIVATIONS, "any"])
def test_every_line_fits_and_every_mark_stands_in_column_79(activation: str) -> None:
    derivation = derive(two_layer(activation))
    steps = Proofs(derivation, {step: PROVED for step in derivation.steps if step.claimed is not None}, {})
    for form in (True, False):
        page = screen(Namespace(color="never", ascii=form), derivation)
        gradient = derivation.gradient("w_12")
        for line in [*gradient_page(gradient, steps, page), *summary_page(steps, page)]:
            assert len(line) <= 80, line
            if line.startswith(" ") and line.endswith(("✓", " ok")):
                assert len(line) == 79, line


@pytest.mark.parametrize("loss", LOSSES_OF_ONE_OUTPUT)
def test_every_loss_is_derived(loss: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "∂E/∂w_11 = δ_1 x_1" in printed(capsys, "derive", "--loss", loss, "--output-activation", "sigmoid")


def test_what_is_printed_in_ascii_is_proved_when_it_is_typed(capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, "derive", "--parameter", "w_11", "--ascii")
    assert page.isascii()
    sides = [line[7:-2].strip() for line in page.split("\n") if line.endswith(" ok")]
    assert len(sides) == 4
    printed(capsys, "prove", *[f"dE/dw_11 = {side}" for side in sides])
    reasons = re.findall(r"^ {5}(delta.* = .*)$", page, re.MULTILINE)
    assert len(reasons) == 2
    printed(capsys, "prove", *reasons)


def test_colours_are_those_of_the_quantities_and_say_nothing_by_themselves(capsys: pytest.CaptureFixture[str]) -> None:
    plain = printed(capsys, "derive", "--parameter", "w_11")
    painted = printed(capsys, "derive", "--parameter", "w_11", "--color", "always")
    assert ESCAPE.sub("", painted) == plain
    used = {code[2:-1] for code in ESCAPE.findall(painted)}
    assert used <= {*CODES.values(), "0", "33", "1;33"}
    assert f"\x1b[{CODES['db']}mδ_1\x1b[0m" in painted


def test_the_environment_decides_on_colour(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in printed(capsys, "derive")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in printed(capsys, "derive")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in printed(capsys, "derive")
    assert "\x1b" in printed(capsys, "derive", "--color", "always")


def test_a_terminal_of_sixteen_colours_gets_codes_it_knows(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("COLORTERM", raising=False)
    assert "38;5;" not in printed(capsys, "derive", "--color", "always")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "38;5;166" in printed(capsys, "derive", "--color", "always")


def test_a_machine_can_read_the_derivation(capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(printed(capsys, "derive", "--json", "--parameter", "w_11"))
    assert (data["command"], data["status"], data["verdict"]) == ("derive", 0, "proved")
    assert list(data["gradients"]) == ["w_11"]
    assert data["gradients"]["w_11"]["value"] == "delta_1*x_1"
    assert [step["verdict"] for step in data["gradients"]["w_11"]["steps"]] == ["proved"] * 4
    assert data["deltas"]["delta_1"]["of"] == "u_1"
    assert data["equations"]["z"] == {"value": "sigmoid(s)", "ranges": {}}
    assert set(data["counts"]) == {"proved"}


@pytest.mark.parametrize("words", [[], ["--parameter", "w_11"], ["--json"]])
def test_an_undecided_step_shows_in_the_exit_status(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    undecided = Undecided(PROVED.claim, "patience")
    monkeypatch.setattr("symbackprop.cli.commands.derive.judged", lambda gradients, proofs: [PROVED, undecided])
    assert main(["derive", *words]) == 3


def test_an_undecided_step_shows_on_the_page() -> None:
    derivation = derive(two_layer())
    verdicts = {step: PROVED for step in derivation.steps if step.claimed is not None}
    doubtful = derivation.gradient("w_11").steps[0]
    proofs = Proofs(derivation, {**verdicts, doubtful: Undecided(PROVED.claim, "patience")}, {})
    lines = list(gradient_page(derivation.gradient("w_11"), proofs, SCREEN))
    assert [line[-1] for line in lines if line.startswith("  ") and "= " in line and "δ" not in line[:6]][:2] == [
        "?",
        "✓",
    ]
    assert lines[-1].startswith("? 1 of ")
    assert list(summary_page(proofs, SCREEN))[-1].endswith(" undecided")
