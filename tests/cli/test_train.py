"""`symbackprop train`: XOR is learned, divergence is told, a plot is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symbackprop.cli import main


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["train", *words]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "options", [(), ("--activation", "tanh"), ("--layers", "2,3,1", "--momentum", "0.9"), ("--batch", "2")]
)
def test_xor_is_learned(options: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, *options)
    assert "4 of 4 outputs are on the right side" in page
    assert page.count("✓") == 4
    assert "a demonstration" in page


def test_a_start_that_leads_nowhere_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, "--seed", "2")
    assert "3 of 4 outputs are on the right side of 0.5." in page
    assert "try another --seed" in page


@pytest.mark.parametrize(
    ("options", "advice"),
    [
        (("--learning-rate", "1e300"), "E is larger than at first: try a smaller --learning-rate."),
        (("--activation", "step"), "Nothing moved: every derivative of E is 0 all the way."),
        (("--epochs", "1"), "try another --seed, or more --epochs."),
    ],
)
def test_what_went_wrong_is_told_with_what_else_to_try(
    options: tuple[str, ...], advice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert advice in printed(capsys, *options)


def test_the_page_is_ascii_if_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, "--ascii", "--activation", "tanh", "--epochs", "3")
    assert page.isascii()


def test_divergence_is_told_with_the_epoch_and_the_way_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--activation", "identity", "--learning-rate", "3"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "training diverged: the loss E is " in told.err
    assert "give              a smaller one, for instance 0.3" in told.err


@pytest.mark.parametrize("suffix", [".svg", ".pdf"])
def test_the_loss_is_drawn(suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / f"loss{suffix}"
    page = printed(capsys, "--epochs", "5", "--plot", str(place))
    assert f"{place} written" in page
    assert place.read_bytes().startswith({".svg": b"<svg", ".pdf": b"%PDF"}[suffix])


def test_json_holds_the_losses_the_outputs_and_the_parameters(capsys: pytest.CaptureFixture[str]) -> None:
    record = json.loads(printed(capsys, "--json", "--epochs", "30", "--layers", "2,2,1"))
    assert [row["epoch"] for row in record["losses"]] == [0, 1, 2, 5, 10, 20, 30]
    assert [row["target"] for row in record["outputs"]] == [0, 1, 1, 0]
    assert len(record["parameters"]["w"]) == 2
    assert record["stopped"] == "all epochs are done"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--learning-rate", "fast"), "--learning-rate 'fast' is no number"),
        (("--learning-rate", "-1"), "the learning rate is -1.0"),
        (("--epochs", "0"), "the number of epochs is 0"),
        (("--epochs", "1.5"), "--epochs '1.5' is no number"),
        (("--momentum", "1"), "the momentum is 1.0"),
        (("--batch", "5"), "a batch of 5 is larger than the set"),
        (("--plot", "loss.png"), "--plot 'loss.png' is no picture that can be drawn"),
        (("--epochs", "-3"), "the number of epochs is -3"),
        (("--learning-rate", "0"), "the learning rate is 0.0"),
        (("--learning-rate", "nan"), "the learning rate is nan"),
        (("--layers", "3,2,1"), "the 3-2-1 network does not fit the items of XOR, which have 2 inputs and 1 target"),
        (("--layers", "2,2,2"), "choose            --layers 2,3,1, with any number of units between"),
        (("--layers", "n,m,1"), "the sizes m, n are names"),
    ],
)
def test_what_cannot_be_done_is_misuse(options: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", *options]) == 2
    assert told in capsys.readouterr().err
