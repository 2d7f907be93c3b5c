"""Every command works on networks of any size, given by their layers or by a file."""

from __future__ import annotations

import ast
import json
import re
import unicodedata
from argparse import Namespace
from fractions import Fraction
from pathlib import Path

import pytest
from indexed_networks import NETWORKS

from symbackprop.calculus import derive
from symbackprop.cli import main
from symbackprop.cli.terminal.derivations import gradient_page, summary_page
from symbackprop.cli.terminal.screen import screen
from symbackprop.cli.terminal.verdicts import verdict_page
from symbackprop.network import mlp, name
from symbackprop.proof import Claim, Proved, Undecided, Witness
from symbackprop.proof.derivations import Proofs

SUMMARY = """\
a network of n inputs, m hidden units and K outputs, sigmoid units, softmax
output, cross-entropy

  δ_out[k] = ∂E/∂s_k = z_k − t_k                                              ✓
  δ_j      = ∂E/∂u_j = (Σ_(k=1..K) δ_out[k] v_kj) y_j(1 − y_j)                ✓

  ∂E/∂v_kj = δ_out[k] y_j                                                     ✓
  ∂E/∂c_k  = δ_out[k]                                                         ✓
  ∂E/∂w_ji = δ_j x_i                                                          ✓
  ∂E/∂b_j  = δ_j                                                              ✓

  for i = 1..n, j = 1..m, k = 1..K

✓ 23 steps proved for all sizes, and the 4 gradients again from first
  principles, for all sizes and written out at small ones
  where Σ_(k=1..K) t_k = 1
"""

STEPS = """\
∂E/∂w_ji  for j = 1..m, i = 1..n, in a network of n inputs, m hidden units and
          one output, sigmoid units, half squared error

  1  = ∂E/∂u_j · ∂u_j/∂w_ji                                                   ✓
     chain rule: E reads w_ji only through u_j

  2  = δ_j · x_i                                                              ✓
     local partials put in
     δ_j = ∂E/∂u_j = δ_out v_j y_j(1 − y_j)

✓ 2 steps proved for all sizes, and the result again from first principles, for
  all sizes and written out at small ones
"""

DESCRIPTION = """
[network]
loss = "cross_entropy"

[input]
features = { i = "n" }

[[layer]]
kind = "dense"
units = "m"

[[layer]]
kind = "activation"
function = "tanh"

[[layer]]
kind = "dense"
units = "K"

[[layer]]
kind = "softmax"
"""


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def file(tmp_path: Path) -> str:
    (tmp_path / "net.toml").write_text(DESCRIPTION)
    return str(tmp_path / "net.toml")


def printed(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert main(list(words)) == status
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def test_all_deltas_and_gradients_stand_on_one_page_with_their_ranges(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "derive", "--layers", "n,m,K", "--loss", "cross_entropy") == SUMMARY


def test_a_gradient_is_derived_step_by_step(capsys: pytest.CaptureFixture[str]) -> None:
    for parameter in ("w", "w[j,i]", "w[j, i]"):
        assert printed(capsys, "derive", "--layers", "n,m,1", "--parameter", parameter) == STEPS


@pytest.mark.parametrize("layers", ["2,3,1", "n, m,1", "3,n,n,2", "10000,10000,10"])
def test_every_size_is_derived_and_proved(layers: str, capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, "derive", "--layers", layers, "--activation", "tanh")
    assert "✓" in page
    assert "for i = 1.." in page
    assert ("steps proved for all sizes" in page) == any(letter in layers for letter in "nm")


def test_what_is_printed_in_ascii_is_proved_when_it_is_typed(capsys: pytest.CaptureFixture[str]) -> None:
    for subject in (["--layers", "n,m,K"], ["--layers", "n,m,l,1"]):
        page = printed(capsys, "derive", *subject, "--ascii")
        assert page.isascii()
        formulas = typed(page)
        assert len(formulas) >= 6
        printed(capsys, "prove", *subject, *formulas)
        steps = printed(capsys, "derive", *subject, "--ascii", "--parameter", formulas[-1].split(" ")[0][len("dE/d") :])
        assert re.search(r"^ {5}delta.* = ", steps, re.MULTILINE)


def typed(page: str) -> list[str]:
    """Returns the formulas of a page, those that go on in further lines put together."""
    found: list[str] = []
    for line in page.split("\n"):
        if line.endswith(" ok"):
            found.append(line[:-2].strip())
        elif found and line.startswith("     "):
            found[-1] += " " + line.strip()
    return found


@pytest.mark.parametrize("subject", NETWORKS)
@pytest.mark.parametrize("form", [True, False])
def test_every_line_fits_and_every_mark_stands_in_column_79(subject: str, form: bool) -> None:  # noqa: FBT001
    derivation = derive(NETWORKS[subject][0]())
    proofs = Proofs(derivation, {step: PROVED for step in derivation.steps if step.claimed is not None}, {})
    page = screen(Namespace(color="never", ascii=form), derivation)
    for gradient in derivation.gradients.values():
        for written in [*gradient_page(gradient, proofs, page), *summary_page(proofs, page)]:
            line = "".join(character for character in written if not unicodedata.combining(character))
            assert len(line) <= 80, line
            if line.startswith(" ") and line.endswith(("✓", " ok")):
                assert len(line) == 79, line


def test_an_index_that_runs_further_in_one_row_than_in_another_is_told_row_by_row() -> None:
    derivation = derive(NETWORKS["attention"][0]())
    proofs = Proofs(derivation, {step: PROVED for step in derivation.steps if step.claimed is not None}, {})
    page = screen(Namespace(color="never", ascii=False), derivation)
    assert "  for e = 1..d, f = 1..D, i = 1..n, j = 1..n" in list(summary_page(proofs, page))
    derivation = derive(mlp([2, 3, 4, 5, 6, 1]))
    proofs = Proofs(derivation, {step: PROVED for step in derivation.steps if step.claimed is not None}, {})
    lines = list(summary_page(proofs, screen(Namespace(color="never", ascii=False), derivation)))
    assert "    for i = 1..6" in lines
    assert "    for j = 1..3, i = 1..2" in lines


PROVED = Proved(Claim(name("x"), name("x")), "sums", (), Witness((("x", Fraction(1)),), None, None, 64))
FEW = Proved(PROVED.claim, "cases", (), PROVED.point, "instance by instance", ((("m", 2), ("n", 3)),))


def test_what_was_shown_at_some_sizes_only_says_so() -> None:
    derivation = derive(mlp(["n", "m", 1]))
    verdicts = {step: PROVED for step in derivation.steps if step.claimed is not None}
    gradient = derivation.gradient("w")
    proofs = Proofs(derivation, {**verdicts, gradient.steps[-1]: FEW}, {})
    page = screen(Namespace(color="never", ascii=False), derivation)
    for lines in (list(gradient_page(gradient, proofs, page)), list(summary_page(proofs, page))):
        assert any(line.strip() == "shown at m = 2, n = 3 only" for line in lines)
        closing = " ".join(line.strip() for line in lines[-2:])
        assert re.search(r"proved \(1 of \d+ claims at the sizes named only, the rest for all sizes\)$", closing)
    assert "  sizes    shown at m = 2, n = 3 only" in list(verdict_page(FEW, None, page))


def test_a_claim_that_stands_on_no_line_and_is_undecided_is_told() -> None:
    derivation = derive(mlp(["n", "m", 1]))
    verdicts = {step: PROVED for step in derivation.steps if step.claimed is not None}
    partial = next(step for step in derivation.partials if str(step.lhs) == "dy[j]/du[j]")
    missing = Undecided(Claim(*partial.claimed), "patience")
    proofs = Proofs(derivation, {**verdicts, partial: missing}, {})
    lines = list(summary_page(proofs, screen(Namespace(color="never", ascii=False), derivation)))
    assert lines[-4:-2] == ["? undecided  ∂y_j/∂u_j = y_j(1 − y_j)", "  missing  patience"]
    assert lines[-1].startswith("? 1 of ")


def test_a_machine_can_read_the_derivation(capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(printed(capsys, "derive", "--layers", "n,m,1", "--json", "--parameter", "w"))
    assert data["network"]["sizes"] == ["m", "n"]
    assert data["equations"]["u[j]"]["ranges"] == {"j": "m"}
    assert data["deltas"]["delta[j]"]["verdict"] == "proved"
    gradient = data["gradients"]["w[j, i]"]
    assert (gradient["value"], gradient["ranges"]) == ("delta[j]*x[i]", {"j": "m", "i": "n"})
    assert [step["sizes"] for step in gradient["steps"]] == [[], []]


def test_a_refutation_names_the_sizes_before_the_point(capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, "prove", "--layers", "n,m,1", "dE/dw_ji = delta_j", status=1)
    first, missing, right, sizes, witness, *_ = page.split("\n")
    assert first == "✗ refuted  ∂E/∂w_ji = δ_j"
    assert missing == "  missing  x_i, the input; with it the claim holds"
    assert right == "  right    ∂E/∂w_ji = δ_j x_i"
    assert re.fullmatch(r"  sizes    m = \d, n = \d, i = \d, j = \d", sizes)
    assert witness.startswith("  witness  ")
    assert " m = " not in witness


def test_a_file_serves_every_command(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, "derive", "--network", file)
    assert "∂E/∂W⁽¹⁾_ji = δ⁽¹⁾_j x_i" in page
    printed(capsys, "prove", "--network", file, "dE/dW^(1)[j, i] = delta^(1)[j]*x[i]", "δ⁽²⁾_k = p⁽²⁾_k − t_k")
    assert "parameters" in printed(capsys, "codegen", "--network", file)
    assert main(["codegen", "--network", file, "-o", str(tmp_path / "backprop.py")]) == 0
    ast.parse((tmp_path / "backprop.py").read_text())


def test_a_title_from_a_file_brings_no_escape_sequence_to_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "net.toml").write_text('[network]\nlayers = [1, 1]\ntitle = "\\u001b[31mred\\nand long"')
    for command in ("derive", "verify"):
        page = printed(capsys, command, "--network", str(tmp_path / "net.toml"))
        assert "\x1b" not in page
        assert "red" in page.split("\n")[0]


def test_sizes_get_numbers_where_a_program_is_measured(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(printed(capsys, "verify", "--network", file, "--sizes", "n=2, m=3,K=2", "--json"))
    assert data["sizes"] == {"K": 2, "m": 3, "n": 2}
    assert data["ok"]
    assert {row["name"].split("[")[0] for row in data["rows"]} == {"E", "W^(1)", "b^(1)", "W^(2)", "b^(2)"}


@pytest.mark.parametrize("suffix", [".md", ".html", ".tex"])
def test_a_document_is_written_of_a_network_of_any_size(
    suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = str(tmp_path / f"notes{suffix}")
    assert "proved" in printed(capsys, "report", "--layers", "n,m,1", "-o", place)
    assert "m" in Path(place).read_text()
