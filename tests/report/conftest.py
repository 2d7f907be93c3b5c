"""Documents to write: the network of the notes with several activations, and networks that nobody expected."""

from __future__ import annotations

from fractions import Fraction
from functools import cache, partial
from typing import TYPE_CHECKING

import pytest
import sympy as sp
from indexed_networks import NETWORKS as INDEXED

from symbackprop.calculus import Derivation, Step, derive
from symbackprop.network import (
    ACTIVATIONS,
    Equation,
    Network,
    given,
    layer,
    mlp,
    name,
    names,
    sequential,
    two_layer,
    unspecified,
)
from symbackprop.network.indices import array, index, size
from symbackprop.proof import Proved, Refuted, Witness
from symbackprop.proof.claims import Claim
from symbackprop.proof.derivations import Proofs
from symbackprop.report.account import Account, Judged, Mistake
from symbackprop.report.blocks import Block, CrossCheck
from symbackprop.report.contents import document
from symbackprop.report.document import Document, Reference
from symbackprop.report.text import Formula

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SOURCE = (
    '''"""A program with everything a format could trip over."""

def f(x):
    return {"a\\\\b": x % 2, 'c': "$#&_^~<>|`"}  # é δ 漢 -- ,, ''

LONG = "'''
    + 150 * "x"
    + '"\n'
)

HOSTILE = r"50% of \input{/etc/passwd} & <script>alert(1)</script> {{7*7}} -- δ 漢 $x_1$ *a* `b` [c](d)"


def _proofs(derivation: Derivation) -> Proofs:
    """In the place of the proofs: how a line was proved makes no difference to how it is set."""
    point = Witness((), None, None, 53)
    verdicts = {
        step: Proved(Claim(*step.claimed), "ring", (), point, f"by the book, {' '.join(step.key.split()[-2:])}")
        for step in (*derivation.steps, *derivation.matrix_forms, *_of_second_order(derivation))
        if step.claimed is not None
    }
    return Proofs(derivation, verdicts, {})


def _of_second_order(derivation: Derivation) -> tuple[Step, ...]:
    return derivation.second.steps if derivation.order > 1 else ()


def _cross_check(derivation: Derivation) -> tuple[Block, ...]:
    rows = tuple((parameter, "-0.01684708490131658", ("3.0e-16", "9.8e-17")) for parameter in derivation.gradients)
    point = ("At ", Formula(name("x_1")), " = 1:")
    return (CrossCheck(point, ("program", "complex step"), rows, ("Against 50 digits.",)),)


def _told(network: Network) -> Document:
    derivation = derive(network)
    return document(derivation, _proofs(derivation), SOURCE, _cross_check(derivation))


def _told_with_words(network: Network) -> Document:
    """The document of a derivation whose author says something, and claims something, of its first delta."""
    plain = derive(network)
    delta = plain.deltas[0]
    derivation = plain.claiming(delta.name, delta.value, "As it stands.")
    mistake = Mistake(delta.name, 2 * delta.value, ("Twice ", delta.name, " is too much [author]."))
    account = Account(
        derivation,
        "A title",
        f"What {HOSTILE.replace('[c]', '[C]')} is for [author].",
        (mistake,),
        (Reference("author", HOSTILE),),
    )
    point = Witness((("x", Fraction(1, 2)),), None, None, 53)
    said = Judged(account, {mistake: Refuted(Claim(mistake.left, mistake.right), point)})
    return document(derivation, _proofs(derivation), SOURCE, _cross_check(derivation), said)


def _chain(texts: tuple[str, ...], title: str) -> Network:
    x, t, w, b, v, c, u, y, s, z = map(name, texts)
    loss = name("E")
    equations = [
        Equation(u, b + w * x),
        Equation(y, ACTIVATIONS["tanh"](u)),
        Equation(s, c + v * y),
        Equation(z, ACTIVATIONS["sigmoid"](s)),
        Equation(loss, (z - t) ** 2 / 2),
    ]
    return Network(equations, parameters=[w, b, v, c], targets=[t], title=title)


def _skip() -> Network:
    x, t, w, a, b, v, k, u, y, s, z, loss = names("x t w a b v k u y s z E")
    equations = [
        Equation(u, a + w * x),
        Equation(y, ACTIVATIONS["tanh"](u)),
        Equation(s, b + v * y + k * w * x),
        Equation(z, ACTIVATIONS["sigmoid"](s)),
        Equation(loss, (z - t) ** 2 / 2),
    ]
    return Network(equations, parameters=[w, a, b, v, k], targets=[t], title="a network with a skip connection")


def _dense(*widths: int) -> Network:
    equations, parameters = [], []
    below = [name(f"x_{i}") for i in range(1, widths[0] + 1)]
    for number, width in enumerate(widths[1:], 1):
        outputs = []
        for j in range(1, width + 1):
            bias, *weights = (name(f"{'abcd'[number]}_{j}{i}") for i in range(len(below) + 1))
            u, y = name(f"u_{number}_{j}"), name(f"y_{number}_{j}")
            equations += [
                Equation(u, bias + sum(w * value for w, value in zip(weights, below, strict=True))),
                Equation(y, ACTIVATIONS["tanh"](u)),
            ]
            parameters += [*weights, bias]
            outputs.append(y)
        below = outputs
    t = name("t")
    equations.append(Equation(name("E"), (below[0] - t) ** 2 / 2))
    return Network(equations, parameters=parameters, targets=[t], title="a network of three layers")


_LONG = (
    "first_measurement_of_the_day desired_response synaptic_weight_from_input_to_hidden hidden_threshold_value "
    "output_weight_alpha output_threshold_value hidden_preactivation hidden_activation output_preactivation response"
)
_STRANGE = ("x%_&", "t<script>", r"\input{a}", "b$#", "v^~{}", 'c|d`"', "u\\", "ŷ_1", "s'", "z--,,")

SCALARS: Mapping[str, Callable[[], Network]] = {
    **{row: partial(two_layer, row) for row in ("sigmoid", "tanh", "gelu", "relu", "any")},
    "another letter": lambda: two_layer(unspecified("phi")),
    "cross-entropy": lambda: two_layer("gelu", "binary_cross_entropy", output="sigmoid"),
    "logits": lambda: two_layer("silu", "binary_cross_entropy_logits"),
    "skip": _skip,
    "three layers": lambda: _dense(2, 3, 3, 1),
    "wide": lambda: _dense(3, 8, 1),
    "long names": lambda: _chain(tuple(_LONG.split()), "a network with very long names for everything in it"),
    "strange names": lambda: _chain(_STRANGE, HOSTILE),
}


def _long_arrays() -> Network:
    first, second, bias, given_names = (array(text) for text in _LONG.split()[2:6])
    i, j, n, m = index("i"), index("j"), size("number_of_measurements"), size("number_of_hidden_units")
    total, loss = array("preactivation_of_the_hidden_layer"), name("E")
    return Network(
        [
            Equation(total[j], bias[j] + sp.Sum(first[j, i] * given_names[i], (i, 1, n)), ranges=((j, m),)),
            Equation(loss, sp.Sum((second[j] * sp.tanh(total[j])) ** 2, (j, 1, m))),
        ],
        parameters=[first, second, bias],
    )


ARRAYS: Mapping[str, Callable[[], Network]] = {
    **{key: make for key, (make, _) in INDEXED.items()},
    "perceptron": lambda: mlp(["n", "m_1", "m_2", "K"], activation="any"),
    "one output": lambda: mlp(["n", "m", 1], activation="relu"),
    "numbers for sizes": lambda: mlp([2, 3, 12]),
    "batch normalisation": lambda: sequential(
        given("x", {"p": "N"}, i="n"), layer("dense", units="m"), layer("batch_norm")
    ),
    "recurrent": lambda: sequential(given("x", i="n"), layer("recurrent", units="m", steps=3)),
    "LSTM": lambda: sequential(given("x", k="n"), layer("lstm", units="m", steps=3), layer("dense", units="K")),
    "heads": lambda: sequential(
        given("x", {"p": "N"}, f="D"), layer("multi_head_attention", heads=2, keys="d", units="D")
    ),
    "convolutions": lambda: sequential(
        given("x", c="C", i="n"),
        layer("conv1d", filters="F", width="K"),
        layer("activation", function="tanh"),
        layer("conv1d", filters="G", width="L"),
    ),
    "too large to draw": lambda: sequential(given("x", i="n"), layer("recurrent", units="m", steps=40)),
    "long array names": _long_arrays,
}
"""Indexed networks."""

DRAWN = tuple(key for key in ARRAYS if key != "too large to draw")
"""Those of ARRAYS that have a figure."""


SECOND_ORDER: Mapping[str, Callable[[], Network]] = {"of numbers": two_layer, "of arrays": lambda: mlp(["n", "m", 1])}


@cache
def _document(key: str) -> Document:
    if key in SECOND_ORDER:
        derivation = derive(SECOND_ORDER[key](), order=2)
        return document(derivation, _proofs(derivation))
    if key in WITH_WORDS:
        return _told_with_words(WITH_WORDS[key]())
    return _told({**SCALARS, **ARRAYS}[key]())


WITH_WORDS: Mapping[str, Callable[[], Network]] = {
    "numbers, with words": two_layer,
    "arrays, with words": INDEXED["layer norm"][0],
}


WRITTEN = (
    *("layer norm", "attention", "perceptron", "one output", "numbers for sizes", "batch normalisation", "LSTM"),
    *("convolutions", "long array names"),
)
"""Those of ARRAYS that are written in every format: between them they have all that can be set."""


@pytest.fixture(params=[*SCALARS, *WRITTEN, *SECOND_ORDER, *WITH_WORDS])
def told(request: pytest.FixtureRequest) -> Document:
    """Every document in turn."""
    return _document(request.param)


@pytest.fixture(params=SCALARS)
def told_of_numbers(request: pytest.FixtureRequest) -> Document:
    """Every document of a network of scalars."""
    return _document(request.param)


@pytest.fixture(params=ARRAYS)
def told_of_arrays(request: pytest.FixtureRequest) -> Document:
    """Every document of an indexed network."""
    return _document(request.param)


@pytest.fixture(params=DRAWN)
def drawn(request: pytest.FixtureRequest) -> Document:
    """Every document of an indexed network that has a figure."""
    return _document(request.param)


@pytest.fixture(params=WITH_WORDS)
def told_with_words(request: pytest.FixtureRequest) -> Document:
    """Every document to which an author has said something."""
    return _document(request.param)


@pytest.fixture
def two_two_one() -> Document:
    """The document on the network of the notes."""
    return _document("sigmoid")


@pytest.fixture
def strange() -> Document:
    """The document on a network whose names and title are hostile to every format."""
    return _document("strange names")


@pytest.fixture(scope="session")
def document_named() -> Callable[[str], Document]:
    """What makes a document of SCALARS or ARRAYS, by its key; each is made once."""
    return _document
