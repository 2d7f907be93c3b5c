"""Descriptions: a TOML text is a network, or an error with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from symbackprop.errors import NetworkError
from symbackprop.network import LAYERS, given, layer, mlp, sequential
from symbackprop.network.batched import batched
from symbackprop.network.description import MOST_BYTES, DescriptionError, network_from_toml
from symbackprop.network.toml_places import place_of
from symbackprop.network.weight_decay import with_weight_decay

PERCEPTRON = """
[network]
layers = ["n", "m", "K"]
activation = "tanh"
output = "softmax"
loss = "cross_entropy"
title = "the classifier"
weight_decay = "lambda"
items = "N"
"""
CHAIN = """
# a network for rows of features
[network]
loss = "cross_entropy"
target = "d"

[input]
name = "a"
features = { i = "n" }
items = { p = "N" }

[[layer]]
kind = "dense"
units = "m"

[[layer]]
kind = "batch_norm"
epsilon = 0.001

[[layer]]
kind = "activation"
function = "relu"

[[layer]]
kind = "dropout"
rate = 0.5

[[layer]]
kind = "dense"
units = 10

[[layer]]
kind = "softmax"
"""


def test_one_table_is_a_perceptron() -> None:
    network = network_from_toml(PERCEPTRON)
    one = mlp(["n", "m", "K"], activation="tanh", output="softmax", loss="cross_entropy")
    assert network == with_weight_decay(batched(one, "N"), "lambda")
    assert network.title == "the classifier"


def test_a_table_for_each_layer_is_a_chain() -> None:
    assert network_from_toml(CHAIN) == sequential(
        given("a", {"p": "N"}, i="n"),
        layer("dense", units="m"),
        layer("batch_norm", epsilon=0.001),
        layer("activation", function="relu"),
        layer("dropout", rate=0.5),
        layer("dense", units=10),
        layer("softmax"),
        loss="cross_entropy",
        target="d",
    )


LAYER_TEXTS = {
    "dense": 'units = "m"',
    "activation": 'function = "gelu"',
    "softmax": "",
    "layer_norm": "epsilon = 1e-5",
    "batch_norm": 'epsilon = "eps"',
    "dropout": 'rate = "rho"',
    "attention": 'keys = "d"\nvalues = 3',
    "multi_head_attention": 'heads = 2\nkeys = "d"',
    "conv1d": 'filters = 2\nwidth = "w"',
    "conv2d": "filters = 2\nheight = 2\nwidth = 2",
    "recurrent": 'units = "m"\nsteps = 3\nfunction = "relu"',
    "lstm": 'units = "m"\nsteps = 2',
}
FEATURES = {"conv1d": '{ c = "C", i = "n" }', "conv2d": '{ c = "C", i = "n", j = "r" }'}


@pytest.mark.parametrize("kind", [kind for kind in LAYERS if kind != "residual"])
def test_every_kind_of_layer_can_be_described(kind: str) -> None:
    features = FEATURES.get(kind, '{ i = "n" }')
    source = f'[input]\nfeatures = {features}\nitems = {{ p = "N" }}\n[[layer]]\nkind = "{kind}"\n{LAYER_TEXTS[kind]}\n'
    assert network_from_toml(source).items is not None


def test_a_residual_connection_can_be_described() -> None:
    text = INPUT + '[[layer]]\nkind = "dense"\nunits = "n"\n[[layer]]\nkind = "residual"\nover = 1\n'
    assert "s[j] = u[j] + x[j]" in str(network_from_toml(text))


def test_a_path_is_a_file_and_text_is_text(tmp_path: Path) -> None:
    file = tmp_path / "network.toml"
    file.write_text(PERCEPTRON)
    assert network_from_toml(file) == network_from_toml(PERCEPTRON)


def test_an_unknown_key_is_shown_in_its_line_with_the_nearest() -> None:
    with pytest.raises(DescriptionError) as caught:
        network_from_toml('[network]\nlayers = [2, 2, 1]\nactivaton = "tanh"  # a slip\n')
    assert str(caught.value).splitlines() == [
        "there is no key 'activaton' in [network]",
        '    line 3            activaton = "tanh"  # a slip',
        "                      ^^^^^^^^^",
        "    known keys        layers, activation, output, loss, title, weight_decay, items",
        "    did you mean activation?",
    ]


NETWORK = "[network]\nlayers = [2, 3, 1]\n"
INPUT = '[input]\nfeatures = { i = "n" }\n'
DENSE = '[[layer]]\nkind = "dense"\nunits = "m"\n'
REFUSED = {
    "quoted key": (NETWORK + '"los s" = "huber"', "there is no key 'los s'", 'line 3            "los s" = "huber"'),
    "dotted key": ('network.layers = [2, 1]\nnetwork.los = "huber"', "no key 'los' in [network]", "line 2 "),
    "inline table": ('network = { layers = [2, 1], los = "huber" }', "no key 'los' in [network]", "line 1 "),
    "unknown table": ("[netwrk]\nlayers = [2, 1]", "there is no key 'netwrk' in the description", "line 1  "),
    "unknown activation": (NETWORK + 'activation = "tahn"', "there is no activation named 'tahn'", "line 3 "),
    "unknown output": (NETWORK + 'output = "sofmax"', "there is no activation named 'sofmax'", "line 3 "),
    "unknown loss": (NETWORK + 'loss = "hing"', "there is no loss named 'hing'", "did you mean hinge?"),
    "loss of no output": (NETWORK + 'loss = "cross_entropy"', "compares the outputs of several units", "line 1 "),
    "layers no list": ("[network]\nlayers = 3", "layers in [network] is a list, and this is a whole number", "line 2 "),
    "half a unit": ("[network]\nlayers = [2, 2.5, 1]", "2.5 is no size", "for               layer 2 of 3"),
    "no unit": ("[network]\nlayers = [2, 0, 1]", "0 is no size", "line 1            [network]"),
    "a list of lists": ("[network]\nlayers = [2, [3], 1]", "[3] is no size", "layer 2 of 3"),
    "one layer": ("[network]\nlayers = [2]", "[2] does not give the sizes of a network", "line 1 "),
    "true": (NETWORK + "activation = true", "activation in [network] is text, and this is true or false", "line 3 "),
    "true for a number": (NETWORK + "weight_decay = true", "and this is true or false", "line 3 "),
    "a date": (NETWORK + "title = 1979-05-27", "title in [network] is text, and this is a date", "line 3 "),
    "negative decay": (NETWORK + "weight_decay = -0.5", "-1/2 is no rate of weight decay", "line 3 "),
    "infinite decay": (NETWORK + "weight_decay = inf", "inf is no number", "line 3 "),
    "decay called like an input": (
        NETWORK + 'weight_decay = "x"',
        "called x, which the network has already",
        "line 3 ",
    ),
    "no items": (NETWORK + "items = 0", "0 is no size", "line 3 "),
    "nothing": ("", "no network is described", 'write             [network] and layers = ["n", "m", 1]'),
    "no layers": ("[network]\nloss = 'huber'", "no network is described", "line 1 "),
    "network no table": ("network = 3", "network in the description is a table, and this is a whole number", "line 1 "),
    "both": (
        NETWORK + INPUT + DENSE,
        "there is no key 'layers' in [network]",
        "the [[layer]] tables describe the layers",
    ),
    "input alone": (NETWORK + INPUT, "an [input] needs a [[layer]]", "line 1 "),
    "no input": (DENSE, "the layers have no [input]", "features = { i ="),
    "no features": ('[input]\nname = "x"\n' + DENSE, "the input has no features", "line 1            [input]"),
    "an index that is no name": ('[input]\nfeatures = { "i j" = 3 }\n' + DENSE, "'i j' is no name", "line 1 "),
    "an input that is no name": ('[input]\nname = "x["\nfeatures = { i = 3 }\n' + DENSE, "'x[' is no name", "line 1 "),
    "a target that is no name": ('[network]\ntarget = "t["\n' + INPUT + DENSE, "'t[' is no name", "line 1 "),
    "an index of size 0": ("[input]\nfeatures = { i = 0 }\n" + DENSE, "0 is no size", "for               the index i"),
    "unknown kind": (INPUT + DENSE + '[[layer]]\nkind = "sofmax"', "there is no layer named 'sofmax'", "line 7 "),
    "no kind": (INPUT + DENSE + "[[layer]]\nrate = 2", "a layer has no kind", "line 6            [[layer]]"),
    "kind a list": (INPUT + '[[layer]]\nkind = ["dense"]', "kind in [layer] is text, and this is a list", "line 4 "),
    "unknown option": (
        INPUT + '[[layer]]\nkind = "dense"\nunit = 3',
        "no key 'unit' in [layer]",
        "did you mean units?",
    ),
    "missing option": (INPUT + '[[layer]]\nkind = "lstm"\nsteps = 3', "a layer of kind lstm needs units", "line 3 "),
    "option a list": (INPUT + '[[layer]]\nkind = "dense"\nunits = [3]', "units in [layer] is", "line 5 "),
    "layer one table": (
        INPUT + '[layer]\nkind = "dense"',
        "layer in the description is a list",
        "write             [[layer]]",
    ),
    "layer no tables": ("layer = [1]\n" + INPUT, "a layer has no kind", "kinds  "),
    "layer that cannot stand there": (
        INPUT + DENSE + '[[layer]]\nkind = "batch_norm"',
        "batch normalisation needs a batch",
        "line 6            [[layer]]",
    ),
    "endless steps": (
        INPUT + '[[layer]]\nkind = "lstm"\nunits = 2\nsteps = 1000000000',
        "is no number of steps",
        "line 3 ",
    ),
    "unknown function": (
        INPUT + '[[layer]]\nkind = "activation"\nfunction = "tahn"',
        "named 'tahn'",
        "did you mean tanh?",
    ),
    "output the loss cannot take": (
        '[network]\nloss = "cross_entropy"\n' + INPUT + DENSE,
        "of identity",
        'layer("softmax")',
    ),
    "broken list": ("[network]\nlayers = [2, 1\nloss = 'huber'", "the text is no TOML: Unclosed array", "line 3 "),
    "broken header": ("[network\nlayers = [2, 1]", "the text is no TOML: Expected ']'", "line 1            [network"),
    "key twice": (NETWORK + "layers = [2, 1]", "the text is no TOML: Cannot overwrite a value", "line 3 "),
    "deep nesting": ("x = " + "[" * 50_000, "the text is no TOML", "write  "),
    "a number without end": (f"[network]\nlayers = [{'9' * 5000}, 1]", "the text is no TOML", "write  "),
    "too long": ("#" * (MOST_BYTES + 1), "the text is too long for the description of a network", "100000 bytes"),
}


@pytest.mark.parametrize("which", REFUSED)
def test_what_describes_no_network_is_refused_with_its_place(which: str) -> None:
    text, fact, place = REFUSED[which]
    with pytest.raises(DescriptionError) as caught:
        network_from_toml(text)
    first, *rest = str(caught.value).splitlines()
    assert fact in first
    assert any(place in line for line in rest), str(caught.value)
    assert all(line.startswith("    ") for line in rest)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match=r"network.toml could not be read: No such file"):
        network_from_toml(tmp_path / "network.toml")
    with pytest.raises(NetworkError, match="could not be read: Is a directory"):
        network_from_toml(tmp_path)
    with pytest.raises(NetworkError, match="could not be read: embedded null byte"):
        network_from_toml(Path("a\0b"))
    (tmp_path / "binary").write_bytes(b"layers = \xff")
    with pytest.raises(NetworkError, match="is no text: byte 9 is not UTF-8"):
        network_from_toml(tmp_path / "binary")
    (tmp_path / "long").write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(NetworkError, match="long is too long"):
        network_from_toml(tmp_path / "long")


def test_a_place_is_looked_for_in_its_own_table() -> None:
    text = "[a]\nk = 1\n[[b]]\nk = 2\n[[b]]\n  k = 3\n"
    assert place_of(text, "a", "k").startswith("line 2 ")
    assert place_of(text, "b", "k", 1).startswith("line 4 ")
    assert place_of(text, "b", "k", 2).splitlines() == ["line 6              k = 3", "                    ^"]
    assert place_of(text, "b", "", 2) == "line 5            [[b]]"
    assert place_of(text, "c", "q") == ""


def test_a_long_line_is_cut() -> None:
    with pytest.raises(DescriptionError) as caught:
        network_from_toml(NETWORK + 'los = "' + "x" * 5000 + '"')
    assert max(map(len, str(caught.value).splitlines())) < 130
