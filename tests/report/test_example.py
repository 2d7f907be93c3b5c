"""The example: a network of arrays at small sizes is what `instance` makes of it, proved, or refused with its count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from symbackprop.calculus import derive
from symbackprop.errors import NetworkError
from symbackprop.network import batched, given, layer, mlp, sequential, two_layer
from symbackprop.program import lambdify
from symbackprop.proof import Claim, Undecided
from symbackprop.proof.judges import Judges
from symbackprop.report import Unproved, html
from symbackprop.report.blocks import Figure, Paragraph, Summary
from symbackprop.report.book import Book
from symbackprop.report.contents import document
from symbackprop.report.example import MOST_PARAMETERS, example_of
from symbackprop.report.html.factors import factors_of
from symbackprop.report.text import Equals

if TYPE_CHECKING:
    from symbackprop.network import Network
    from symbackprop.report.document import Document

WINDOW = sequential(
    given("x", c="C", i="n"), layer("conv1d", filters="F", width="K"), layer("conv1d", filters=1, width="L")
)
NETWORKS = {
    "two layers": mlp(["n", "m", "K"]),
    "three layers": mlp([2, 3, 3, 1], activation="tanh"),
    "cross-entropy": mlp(["n", "m", "K"], loss="cross_entropy"),
    "a batch": batched(mlp(["n", "m", 1])),
    "windows": WINDOW,
}


def sizes_told(document: Document) -> dict[str, int]:
    (paragraph,) = (block for block in document.opening if isinstance(block, Paragraph))
    return {str(piece.lhs): int(piece.rhs) for piece in paragraph.text if isinstance(piece, Equals)}


def test_sizes_are_told_in_the_order_of_the_forward_pass() -> None:
    assert list(sizes_told(example_of(derive(NETWORKS["two layers"]))).items()) == [("n", 2), ("m", 2), ("K", 2)]
    assert sizes_told(example_of(derive(NETWORKS["three layers"]))) == {}


def test_where_windows_need_room_sizes_are_larger() -> None:
    found = sizes_told(example_of(derive(WINDOW)))
    assert found["n"] > 2
    assert min(found.values()) == 2


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
def test_an_example_has_a_figure_and_a_row_for_every_parameter(network: Network) -> None:
    example = example_of(derive(network))
    parameters = example.derivation.network.parameters
    assert [figure.kind for figure in example.figures() if isinstance(figure, Figure)] == ["network"]
    (table,) = (block for block in example.blocks() if isinstance(block, Summary))
    assert tuple(row.parameter for row in table.rows) == parameters
    assert len(parameters) <= MOST_PARAMETERS


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
def test_the_factors_of_its_chains_give_the_gradient_of_the_program_of_arrays(network: Network) -> None:
    derivation = example_of(derive(network)).derivation
    told, factors = derivation.network, factors_of(derivation)
    program = lambdify(told)
    rng = np.random.default_rng(3)
    values = {symbol: float(rng.uniform(0.2, 1)) for symbol in (*told.inputs, *told.targets, *told.parameters)}
    for line in told:
        values[line.name] = float(line.body.xreplace(values).evalf(30))
    for delta in derivation.deltas:
        values[delta.name] = 0.0
    values |= {symbol: float(value.xreplace(values).evalf(30)) for symbol, value in factors.wanted.items()}
    params = {symbol.name: values[symbol] for symbol in told.parameters}
    X, T = ([values[symbol] for symbol in symbols] for symbols in (told.inputs, told.targets))
    gradient = program.grad(params, X, T)
    for parameter, terms in factors.terms.items():
        products = [np.prod([values[factor] for factor in term]) for term in terms]
        assert sum(products) == pytest.approx(gradient[parameter.name], rel=1e-11, abs=1e-14)


def test_what_is_not_proved_is_no_example(monkeypatch: pytest.MonkeyPatch) -> None:
    derivation = derive(mlp(["n", "m", 1]))
    told = document(derivation, derivation.prove())
    monkeypatch.setattr(Judges, "verdict", lambda self, left, right: Undecided(Claim(left, right), "time"))
    with pytest.raises(Unproved):
        example_of(derivation)
    page = html.write(told)
    assert "There are no sliders here: unit by unit, not every gradient could be proved." in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("network", "told"),
    [
        (mlp([784, 128, 10]), "written out, the network has 101,770 parameters\n    the limit is      50\n"),
        (
            sequential(given("x", i="n"), layer("recurrent", units="m", steps=20)),
            "written out, the network has 81 equations",
        ),
    ],
    ids=["parameters", "equations"],
)
def test_a_network_that_is_too_large_is_refused_before_it_is_written_out(network: Network, told: str) -> None:
    with pytest.raises(NetworkError) as refused:
        example_of(derive(network))
    assert str(refused.value).startswith(told)


def test_in_a_book_one_chapter_is_explored_and_the_others_say_nothing_of_it(
    document_named: Callable[[str], Document],
) -> None:
    kinds = ("sigmoid", "tanh", "one output", "numbers for sizes")
    chapters = tuple(replace(document_named(kind), chapter=str(place)) for place, kind in enumerate(kinds, 1))
    page = html.write(Book("A book", "", chapters))
    assert page.count('class="ex"') == page.count('<script type="module">') == 1
    assert "There are no sliders here" not in page


def test_the_example_of_the_notes_is_the_network_of_the_notes() -> None:
    assert example_of(derive(mlp(["n", "m", 1]))).derivation.network == two_layer()
