"""What a document says of a network is the network again: its equations, shapes, deltas and all else."""

from __future__ import annotations

import pytest
import yaml

import symbackprop as sb
from symbackprop.answers.understanding.formulas import network_of_formulas
from symbackprop.network import Network
from symbackprop.report.subjects import commented, of_derivation

NETWORKS: dict[str, Network] = {
    "sigmoid": sb.two_layer(),
    "any activation": sb.two_layer("any"),
    "rectified": sb.two_layer("relu"),
    "hypotheses": sb.mlp(["n", "K"], loss="cross_entropy"),
    "layers": sb.mlp(["n", "m_1", "m_2", "K"], activation="any"),
    "items": sb.batched(sb.mlp(["n", "m", "K"])),
    "one output": sb.mlp(["n", "m", 1], loss="binary_cross_entropy"),
    "accents": sb.sequential(sb.given("x", i="n"), sb.layer("dense", units="m"), sb.layer("layer_norm")),
    "sizes that are sums": sb.sequential(sb.given("x", c="C", i="n"), sb.layer("conv1d", filters="F", width="K")),
    "steps": sb.sequential(sb.given("x", i="n"), sb.layer("recurrent", units="m", steps=2)),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_is_read_from_what_is_said_of_it(name: str) -> None:
    network = NETWORKS[name]
    said = yaml.safe_load("\n".join(commented(of_derivation(sb.derive(network)))))["symbackprop"]
    found = network_of_formulas(said)
    assert str(found) == str(network)
    assert found.arrays == network.arrays
    assert (found.parameters, found.targets, found.inputs) == (network.parameters, network.targets, network.inputs)
    assert (found.hypotheses, found.items, found.constants) == (network.hypotheses, network.items, network.constants)
    assert [delta.name for delta in sb.derive(found).deltas] == [delta.name for delta in sb.derive(network).deltas]


def test_the_names_in_equations_about_numbers_need_not_be_said() -> None:
    network = network_of_formulas({"network": ["y = w*x", "E = (y - t)^2"], "parameters": ["w"]})
    assert list(map(str, network.inputs)) == ["t", "x"]


@pytest.mark.parametrize("title", ["-->", "--!> x", "a\n-->", 'quote " and \\ ', "% \\end{document}"])
def test_no_title_ends_the_comment(title: str) -> None:
    lines = list(commented({"title": title}))
    assert yaml.safe_load("\n".join(lines)) == {"symbackprop": {"title": title}}
    assert not any("-->" in line or "--!" in line or "\n" in line for line in lines)
