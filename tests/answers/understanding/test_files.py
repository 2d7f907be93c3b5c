"""A file of a network and a notation: what it says is what documents mean; an error says the line and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from formulas_judged import word_of_display

import symbackprop as sb
from symbackprop.answers.understanding import NotationError, description_from_toml, network_named
from symbackprop.errors import SymbackpropError
from symbackprop.network import network_from_toml

LAYERS = '[network]\nlayers = ["n", "m", "K"]\n'
EQUATIONS = r"""[network]
equations = [
    'net = w x + b',
    'o = \sigma(net)',
    'E = \frac12 (o - t)^2',
]
"""


def test_a_file_without_a_notation_is_that_of_the_network_alone() -> None:
    found = description_from_toml(LAYERS)
    assert found.network == sb.mlp(["n", "m", "K"])
    assert not found.notation.names


def test_a_network_is_read_from_a_file_that_has_a_notation_too() -> None:
    assert network_from_toml(LAYERS + '[notation]\nprofile = "bishop"\n') == sb.mlp(["n", "m", "K"])


def test_names_functions_layout_and_kept_names_are_read(tmp_path: Path) -> None:
    path = tmp_path / "notes.toml"
    path.write_text(
        LAYERS
        + '[notation]\nlayout = "rows"\nkept = ["x"]\n[notation.names]\no_k = "z_k"\nq = ["u", "s"]\n'
        + '[notation.functions]\nf = "tanh"\n'
    )
    found = description_from_toml(path).notation
    assert dict(found.names) == {"o_k": "z_k", "q": ("u", "s")}
    assert dict(found.functions) == {"f": "tanh"}
    assert (found.layout, found.kept) == ("rows", frozenset({"x"}))


def test_a_file_adds_to_its_profile() -> None:
    found = description_from_toml(LAYERS + '[notation]\nprofile = "bishop"\n[notation.names]\ny_k = "t_k"\n').notation
    assert (found.names["y_k"], found.names["a_j"]) == ("t_k", "u_j")


def test_the_forward_pass_may_be_written_as_the_author_has_it() -> None:
    table = description_from_toml(EQUATIONS).table()
    assert word_of_display(r"\frac{\partial E}{\partial w} = (o - t) o (1 - o) x", table) == "proved"
    assert word_of_display(r"\frac{\partial E}{\partial w} = (o - t) (1 - o) x", table) == "refuted"


def test_parameters_and_targets_may_be_named() -> None:
    network = description_from_toml(EQUATIONS + 'parameters = ["w"]\ntargets = ["t"]\n').network
    assert (list(map(str, network.parameters)), list(map(str, network.inputs))) == (["w"], ["b", "x"])


def test_values_are_formulas_in_the_names_of_the_network() -> None:
    table = description_from_toml(EQUATIONS + '[notation.values]\nq = "-dE/dnet"\n').table()
    assert word_of_display(r"q = (t - o) o (1 - o)", table) == "proved"


def test_a_minus_before_a_name_is_its_opposite() -> None:
    table = description_from_toml(LAYERS + '[notation.names]\nd_k = "-delta_out[k]"\n').table()
    assert word_of_display(r"d_k = (t_k - z_k) z_k (1 - z_k)", table) == "proved"
    assert word_of_display(r"d_k = (z_k - t_k) z_k (1 - z_k)", table) == "refuted"


REFUSED = {
    LAYERS + '[notation]\nlayuot = "rows"\n': """\
there is no key 'layuot' in [notation]
    line 4            layuot = "rows"
                      ^^^^^^
    known keys        profile, names, functions, values, layout, kept, layers, labels
    did you mean layout?""",
    LAYERS + '[notation]\nprofile = "nielson"\n': """\
there is no notation named 'nielson'
    line 4            profile = "nielson"
                      ^^^^^^^
    available         notes, nielsen, bishop, ng, cs231n, rumelhart, goodfellow
    did you mean nielsen?""",
    LAYERS + '[notation]\nlayout = "diagonal"\n': """\
layout in [notation] is columns or rows, and not 'diagonal'
    line 4            layout = "diagonal"
                      ^^^^^^""",
    LAYERS + "[notation]\nnames = 3\n": """\
names in [notation] is a table, and this is a whole number
    line 4            names = 3
                      ^^^^^""",
    LAYERS + "[notation.layers]\nl = 3\n": """\
what l is in [notation] is no first and last layer
    line 4            l = 3
                      ^
    write             l = [1, 3]""",
    LAYERS + "[notation.names]\no_k = 3\n": """\
what o_k is in [notation] is no text
    line 4            o_k = 3
                      ^^^
    write             "o_k" = "u_1\"""",
    EQUATIONS.replace("'net = w x + b'", "'net = w x + '"): """\
equation 1 is not read: the formula ends too early
    line 2            equations = [
                      ^^^^^^^^^
    net = w x +""",
    EQUATIONS.replace("(o - t)^2'", "(o - t)^2', 'o - t = 3 E'"): """\
an equation does not define anything
    line 2            equations = [
                      ^^^^^^^^^
    equation 4    o - t = 3 E""",
    EQUATIONS + 'titel = "x"\n': """\
there is no key 'titel' in [network]
    line 7            titel = "x"
                      ^^^^^
    known keys        equations, parameters, targets, title
    did you mean title?""",
    "[network]\nequations = ['a = b', 'b = a']\n": """\
the equations define no network
    line 2            equations = ['a = b', 'b = a']
                      ^^^^^^^^^
    a = b
    b = a
    the last of them is the loss: E = ...""",
}


@pytest.mark.parametrize("text", REFUSED)
def test_an_error_says_the_fact_the_line_and_the_way_out(text: str) -> None:
    with pytest.raises(NotationError) as refusal:
        description_from_toml(text)
    assert str(refusal.value) == REFUSED[text]


def test_a_function_that_is_none_is_refused_with_the_nearest() -> None:
    with pytest.raises(SymbackpropError, match="did you mean tanh"):
        description_from_toml(LAYERS + '[notation.functions]\nf = "tanhh"\n').table()


@pytest.mark.parametrize("text", ["", "x = ", "[network]\n", "[notation]\n", "[[network]]\nequations = []\n"])
def test_what_describes_no_network_is_refused(text: str) -> None:
    with pytest.raises(SymbackpropError):
        description_from_toml(text)


HOSTILE = (
    "__class__",
    "__import__('os').system('true')",
    r"\input{/etc/passwd}",
    "{" * 2_000,
    "9^{9^{9^9}}",
    r"\def\a{\a\a}\a",
    "x" * 30_000,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_equations_are_refused_or_defined_as_letters(text: str) -> None:
    with pytest.raises(SymbackpropError):
        description_from_toml(f"[network]\nequations = ['''E = {text}''']\n")


def test_networks_are_known_by_their_sizes() -> None:
    assert network_named("2-2-1") == sb.two_layer()
    assert network_named("n-m-K") == sb.mlp(["n", "m", "K"])
    assert str(network_named("2-3-1").equation("s").body) == "c + v_1*y_1 + v_2*y_2 + v_3*y_3"
    assert network_named("3-3-3") == sb.mlp([3, 3, 3])
    assert str(network_named("2-2-1", activation="tanh").equation("z").body) == "tanh(s)"


@pytest.mark.parametrize("text", ["2", "mainnet", "2-", "2-2-1-", "-", "2-x1-1", "2-2-99999"])
def test_what_is_no_name_of_a_network_is_refused(text: str) -> None:
    with pytest.raises(NotationError, match="is no name of a network"):
        network_named(text)
