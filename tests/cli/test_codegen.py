"""`symbackprop codegen`: the target language."""

from __future__ import annotations

from pathlib import Path

import pytest

from symbackprop.cli import main
from symbackprop.cli.table import command
from symbackprop.network import two_layer
from symbackprop.program import TARGETS, codegen


def test_every_target_of_the_table_is_offered_and_numpy_is_the_default() -> None:
    row = command("codegen")
    assert row is not None
    option = next(option for option in row.options if option.key == "target")
    assert option.choices == tuple(TARGETS)
    assert option.default == "numpy"
    assert all(name in option.help for name in TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_the_program_is_written_in_the_target_language(target: str, tmp_path: Path) -> None:
    place = tmp_path / "backprop"
    assert main(["codegen", "--target", target, "--activation", "tanh", "-o", str(place)]) == 0
    assert place.read_text(encoding="utf-8") == codegen(two_layer("tanh"), target)


def test_a_target_that_there_is_not_and_a_network_of_arrays_are_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codegen", "--target", "fortran"]) == 2
    assert "fortran" in capsys.readouterr().err
    assert main(["codegen", "--target", "javascript", "--layers", "n,m,1"]) == 2
    told = capsys.readouterr().err
    assert "a javascript program computes with numbers" in told
    assert "numpy, which computes with arrays" in told
