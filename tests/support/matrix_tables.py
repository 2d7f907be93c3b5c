"""What the letters of public documents in matrix notation mean, for the networks that they speak of."""

from __future__ import annotations

import sympy as sp

import symbackprop as sb
from symbackprop.answers.functions import FUNCTIONS
from symbackprop.answers.latex import Symbols
from symbackprop.answers.vocabulary import vocabulary
from symbackprop.network import Equation, Network, name
from symbackprop.network.functions import unspecified_function
from symbackprop.network.indices import array, index, size

ETA = {"eta": name("eta")}


def without_biases(network: Network) -> Network:
    """Returns a perceptron whose biases are not there."""
    biases = [parameter for parameter in network.parameters if str(parameter)[0] in "bc"]
    gone = dict.fromkeys(biases, sp.S.Zero)
    lines = [Equation(line.name, line.body.xreplace(gone), line.delta, ranges=line.ranges) for line in network]
    weights = [parameter for parameter in network.parameters if parameter not in gone]
    return Network(lines, parameters=weights, targets=network.targets, items=network.items)


def averaged(network: Network) -> Network:
    """Returns the batch with the mean of the losses instead of their sum."""
    assert network.items is not None
    loss = Equation(network.loss.name, network.loss.body / network.items[1])
    kept = {"targets": network.targets, "hypotheses": network.hypotheses, "items": network.items}
    return Network([*network.equations[:-1], loss], parameters=network.parameters, **kept)


# ---- calasans-mlp: Z = W A + B in columns, layers h and o, and any layer L

_CALASANS = {
    "Z^h": "u",
    "A^h": "y",
    "W^h": "w",
    "B^h": "b",
    "delta^h": "delta",
    "X": "x",
    "C": "E",
    "nabla(C)": "dE/dz",
    "Z^o": "s",
    "A^o": "z",
    "W^o": "v",
    "B^o": "c",
    "delta^o": "delta_out",
    "Y": "t",
    "hat(Y)": "z",
    "w^o": "v",
    "Z^1": "u",
    "A^1": "y",
    "W^1": "w",
    "B^1": "b",
    "delta^1": "delta",
    "A^0": "x",
    "Z^2": "s",
    "A^2": "z",
    "W^2": "v",
    "B^2": "c",
    "delta^2": "delta_out",
    "z_i^h": "u_i",
    "a_i^h": "y_i",
    "w_ij^h": "w_ij",
    "b_i^h": "b_i",
    "x_j": "x_j",
    "z_i^1": "u_i",
    "a_j^1": "y_j",
    "w_ij^1": "w_ij",
    "b_i^1": "b_i",
    "a_j^0": "x_j",
    "z_i^2": "s_i",
    "w_ij^2": "v_ij",
    "b_i^2": "c_i",
}


def _calasans(sizes: list[int | str], **others: sp.Expr) -> Symbols:
    words = vocabulary(sb.mlp(sizes, loss="squared_error"))
    return Symbols(words, _CALASANS, others={**ETA, **others}, kept=frozenset(), layers={"L": (1, 2)})


CALASANS = _calasans(["n", "m", "K"])
_ENTRIES = {
    f"{letter}_{row}{column}": name(f"{letter}_{row}{column}")
    for letter in "ab"
    for row in (1, 2, 3)
    for column in (1, 2)
}
CALASANS_OF_TWO = _calasans([2, 2, 2], n=sp.Integer(2), **_ENTRIES)

# ---- britz-nn: items are rows, z = x W + b

_ROWS = {
    "x": "x",
    "z_1": "u",
    "a_1": "y",
    "z_2": "s",
    "a_2": "z",
    "hat(y)": "z",
    "y": "t",
    "L": "E",
    "N": "N",
    "W_1": "w^T",
    "b_1": "b^T",
    "W_2": "v^T",
    "b_2": "c^T",
    "delta_3": "delta_out",
    "delta_2": "delta",
    "y_ij": "t_ij",
    "hat(y)_ij": "z_ij",
}
_BRITZ = sb.mlp(["d", "h", "K"], activation="tanh", loss="cross_entropy")
BRITZ = Symbols(vocabulary(averaged(sb.batched(_BRITZ))), _ROWS, kept=frozenset())
BRITZ_OF_ONE_ITEM = Symbols(
    vocabulary(_BRITZ),
    _ROWS
    | {"x": "x^T", "z_1": "u^T", "a_1": "y^T", "z_2": "s^T", "a_2": "z^T", "hat(y)": "z^T", "y": "t^T"}
    | {"delta_3": "delta_out^T", "delta_2": "delta^T"},
    kept=frozenset(),
)

# ---- sudeepraja: columns, W_3 W_2 W_1 without biases, functions f_1 f_2 f_3


def _three_layers(factor: sp.Expr) -> Network:
    sizes, letters = [size(text) for text in ("n", "m", "q", "K")], [index(text) for text in "ijkl"]
    lines = []
    for number in (1, 2, 3):
        (i, length), (j, units) = ((letters[place], sizes[place]) for place in (number - 1, number))
        u, x, before = array(f"u_{number}")[j], array(f"x_{number}")[j], array(f"x_{number - 1}")[i]
        lines.append(Equation(u, sp.Sum(array(f"W_{number}")[j, i] * before, (i, 1, length)), ranges=((j, units),)))
        lines.append(Equation(x, unspecified_function(f"f_{number}")(u), ranges=((j, units),)))
    k = letters[3]
    loss = factor * sp.Sum((array("x_3")[k] - array("t")[k]) ** 2, (k, 1, sizes[3]))
    return Network([*lines, Equation(name("E"), loss)], parameters=["W_3", "W_2", "W_1"], targets=["t"])


_SUDEEPRAJA = {
    "z": "x_3",
    "x_L": "x_3",
    "W_L": "W_3",
    "delta_L": "delta_out",
    "delta_3": "delta_out",
    "Input": "x_0",
    "Hidden Layer1 output": "x_1",
    "Output": "x_3",
}
_RATES = {f"alpha_W_{number}": name("alpha") for number in (1, 2, 3)}
SUDEEPRAJA = Symbols(vocabulary(_three_layers(sp.S.Half)), _SUDEEPRAJA)
SUDEEPRAJA_IN_GENERAL = Symbols(
    vocabulary(_three_layers(sp.S.One)), _SUDEEPRAJA, others=_RATES, layers={"i": (1, 3), "L": (3, 3)}
)
SUDEEPRAJA_BATCH = Symbols(vocabulary(sb.batched(sb.mlp(["n", "m", "K"]))))

# ---- welch: items are rows, z = a W without biases, one output

WELCH = Symbols(
    vocabulary(without_biases(sb.batched(sb.mlp(["n", "m", 1])))),
    {
        "X": "x",
        "z^(2)": "u",
        "a^(2)": "y",
        "z^(3)": "s",
        "hat(y)": "z",
        "y": "t",
        "J": "E",
        "W^(1)": "w^T",
        "W^(2)": "v",
        "delta^(3)": "delta_out",
        "delta^(2)": "delta",
    },
    functions={"f": FUNCTIONS["sigmoid"]},
    others={"z": name("zeta")},
    kept=frozenset({"e"}),
)

# ---- d2l: columns without biases, an unspecified function, weight decay


def _d2l() -> Network:
    (i, j, k), (n, m, K) = map(index, "ijk"), map(size, "nmK")
    W1, W2, x, z, h, o, y = map(array, ("W^(1)", "W^(2)", "x", "z", "h", "o", "y"))
    data, decay, rate = name("L"), name("s"), name("lambda")
    squares = sp.Sum(W1[j, i] ** 2, (i, 1, n), (j, 1, m)) + sp.Sum(W2[k, j] ** 2, (j, 1, m), (k, 1, K))
    lines = [
        Equation(z[j], sp.Sum(W1[j, i] * x[i], (i, 1, n)), ranges=((j, m),)),
        Equation(h[j], unspecified_function("phi")(z[j]), ranges=((j, m),)),
        Equation(o[k], sp.Sum(W2[k, j] * h[j], (j, 1, m)), ranges=((k, K),)),
        Equation(data, sp.Sum((o[k] - y[k]) ** 2, (k, 1, K)) / 2),
        Equation(decay, rate / 2 * squares),
        Equation(name("J"), data + decay),
    ]
    return Network(lines, parameters=["W^(1)", "W^(2)"], targets=["y"], constants=[rate])


D2L = Symbols(vocabulary(_d2l()))

# ---- bishop: columns, rectifiers

BISHOP = Symbols(
    vocabulary(sb.mlp(["n", "m", "K"], activation="relu", output="identity")),
    {"a^(1)": "u", "z^(1)": "y", "delta^(1)": "delta", "delta^(2)": "delta_out", "W_2": "v", "E": "E"},
    kept=frozenset(),
)
