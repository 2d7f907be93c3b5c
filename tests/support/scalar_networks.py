"""Networks for the tests: every row of the tables that fits, and networks written by hand."""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp
from sympy import Eq, Max, cos, exp, log, sin, tanh

from symbackprop.errors import NetworkError
from symbackprop.network import ACTIVATIONS, LOSSES, Network, names, two_layer
from symbackprop.network.heads import elu, gelu, relu, sigmoid, silu

x, x_1, t, t_2, v, w, a, b, c, y, z, s, u, E = names("x x_1 t t_2 v w a b c y z s u E")
names_p, names_q, names_e = names("p q e")


def from_tables() -> Mapping[str, Network]:
    """Returns the 2-2-1 network for every activation and loss that fit."""
    found: dict[str, Network] = {}
    for activation in ACTIVATIONS:
        for loss in LOSSES:
            try:
                found[f"{activation}, {loss}"] = two_layer(activation, loss)
            except NetworkError:
                continue
    return found


def _network(equations: list[sp.Eq], parameters: list[sp.Symbol], *targets: sp.Symbol) -> Network:
    return Network(equations, parameters=parameters, targets=targets)


BY_HAND: Mapping[str, Network] = {
    "nested bodies": _network([Eq(y, tanh(w * x + b)), Eq(z, tanh(v * y + c)), Eq(E, (z - t) ** 2)], [w, b, v, c], t),
    "skip connection": _network(
        [Eq(u, w * x + b), Eq(y, sigmoid(u)), Eq(z, sigmoid(v * y + w * x)), Eq(E, (z - t) ** 2 / 2 + a * y**2)],
        [w, b, v, a],
        t,
    ),
    "sigmoid written out": _network(
        [Eq(s, w * x + b), Eq(z, 1 / (1 + exp(-s))), Eq(E, -t * log(z) - (1 - t) * log(1 - z))], [w, b], t
    ),
    "softplus written out": _network([Eq(E, log(1 + exp(w * x + b)) - t * (w * x + b))], [w, b], t),
    "no target": _network([Eq(y, sin(w * x) + cos(w) * b), Eq(E, y**3)], [w, b]),
    "no input": _network([Eq(y, tanh(w) * b), Eq(E, y**2 + relu(w))], [w, b]),
    "two targets": _network(
        [
            Eq(u, w * x),
            Eq(y, sigmoid(u)),
            Eq(z, tanh(u + b)),
            Eq(E, (y - t) ** 2 + (z - t_2) ** 2 + relu(y - z) + Max(y, z, w)),
        ],
        [w, b],
        t,
        t_2,
    ),
    "one line": _network(
        [
            Eq(
                E,
                (sigmoid(tanh(w * x) + gelu(b * x_1)) - t) ** 2 * exp(-(w**2)) + silu(w) * elu(b) / sp.sqrt(1 + w**2),
            )
        ],
        [w, b],
        t,
    ),
    "numbers": _network(
        [Eq(y, w / (x**2 + b**2) - 1 / w**2), Eq(E, sp.Abs(y) + sp.pi * y**4 * sp.Rational(3, 7) + sp.Float(0.1) * w)],
        [w, b],
    ),
    "names of the placeholders": _network(
        [Eq(names_q, names_e * names_p), Eq(u, sigmoid(names_q)), Eq(t, (u - y) ** 2)], [names_e], y
    ),
    "dead line": _network([Eq(y, w * x), Eq(z, exp(y)), Eq(E, (y - t) ** 2)], [w], t),
    "no parameter": _network([Eq(y, x**2), Eq(E, (y - t) ** 2)], [], t),
    "error function": _network([Eq(E, sp.erf(w * x) + sp.erfc(b))], [w, b]),
    "loss of the preactivation": Network(
        [Eq(s, w * x + b), Eq(E, LOSSES["binary_cross_entropy_logits"].of(s, t))],
        parameters=[w, b],
        targets=[t],
        loss_row=LOSSES["binary_cross_entropy_logits"],
    ),
}
