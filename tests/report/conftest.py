"""Documents to write: the network of the notes with several activations, and networks that nobody expected."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import pytest

from symbackprop.calculus import Derivation, derive
from symbackprop.network import ACTIVATIONS, Equation, Network, name, names, two_layer, unspecified
from symbackprop.proof import Proved, Witness
from symbackprop.proof.claims import Claim
from symbackprop.proof.derivations import Proofs
from symbackprop.report.blocks import CrossCheck
from symbackprop.report.contents import document
from symbackprop.report.document import Document
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
        for step in derivation.steps
        if step.claimed is not None
    }
    return Proofs(derivation, verdicts, {})


def _cross_check(derivation: Derivation) -> CrossCheck:
    rows = tuple((parameter, "-0.01684708490131658", ("3.0e-16", "9.8e-17")) for parameter in derivation.gradients)
    return CrossCheck(
        ("At ", Formula(name("x_1")), " = 1:"), ("program", "complex step"), rows, ("Against 50 digits.",)
    )


def _told(network: Network) -> Document:
    derivation = derive(network)
    return document(derivation, _proofs(derivation), SOURCE, _cross_check(derivation))


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
    for layer, width in enumerate(widths[1:], 1):
        outputs = []
        for j in range(1, width + 1):
            bias, *weights = (name(f"{'abcd'[layer]}_{j}{i}") for i in range(len(below) + 1))
            u, y = name(f"u_{layer}_{j}"), name(f"y_{layer}_{j}")
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

NETWORKS: Mapping[str, Callable[[], Network]] = {
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


@cache
def _document(key: str) -> Document:
    return _told(NETWORKS[key]())


@pytest.fixture(params=NETWORKS)
def told(request: pytest.FixtureRequest) -> Document:
    """Every document in turn."""
    return _document(request.param)


@pytest.fixture
def two_two_one() -> Document:
    """The document on the network of the notes."""
    return _document("sigmoid")


@pytest.fixture
def strange() -> Document:
    """The document on a network whose names and title are hostile to every format."""
    return _document("strange names")
