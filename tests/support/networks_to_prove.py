"""Indexed networks: one of each kind, with names for their sizes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import sympy as sp

from symbackprop.calculus import Derivation, derive
from symbackprop.network import Equation, Network, mlp
from symbackprop.network.functions import unspecified_function
from symbackprop.network.heads import sigmoid
from symbackprop.network.indices import array, index, size
from symbackprop.network.layers import given, layer, sequential
from symbackprop.network.names import name
from symbackprop.proof.indexed import IndexedProver

ITEMS = {"p": "N"}
i, j, k, el = map(index, "ijkl")
n, m, K = map(size, ("n", "m", "K"))


def two_layers(function: Callable[[sp.Expr], sp.Expr] = sigmoid) -> Network:
    """Returns n inputs, m hidden units and K outputs, each a function of a weighted sum."""
    x, w, b, u, y, v, c, s, z, t = map(array, ["x", "w", "b", "u", "y", "v", "c", "s", "z", "t"])
    return Network(
        [
            Equation(u[j], b[j] + sp.Sum(w[j, i] * x[i], (i, 1, n)), delta=array("delta")[j], ranges=((j, m),)),
            Equation(y[j], function(u[j]), ranges=((j, m),)),
            Equation(s[k], c[k] + sp.Sum(v[k, j] * y[j], (j, 1, m)), delta=array("delta_out")[k], ranges=((k, K),)),
            Equation(z[k], function(s[k]), ranges=((k, K),)),
            Equation(name("E"), sp.Sum((z[k] - t[k]) ** 2 / 2, (k, 1, K))),
        ],
        parameters=[w, b, v, c],
        targets=[t],
    )


def softmax() -> Network:
    """Returns a softmax with cross-entropy, the preactivations given."""
    a, p, t = map(array, "apt")
    body = sp.exp(a[k]) / sp.Sum(sp.exp(a[el]), (el, 1, K))
    loss = -sp.Sum(t[k] * sp.log(p[k]), (k, 1, K))
    return Network([Equation(p[k], body, ranges=((k, K),)), Equation(name("E"), loss)], parameters=[a], targets=[t])


def causal_attention() -> Network:
    """Returns attention in which no position looks ahead: sums up to an index."""
    q, T, d = index("q"), size("T"), size("d")
    S, A, V, Z, t = map(array, "SAVZt")
    weights = sp.exp(S[q, el]) / sp.Sum(sp.exp(S[q, k]), (k, 1, q))
    return Network(
        [
            Equation(A[q, el], weights, ranges=((q, T), (el, T))),
            Equation(Z[q, k], sp.Sum(A[q, el] * V[el, k], (el, 1, q)), ranges=((q, T), (k, d))),
            Equation(name("E"), sp.Sum((Z[q, k] - t[q, k]) ** 2 / 2, (k, 1, d), (q, 1, T))),
        ],
        parameters=[V, S],
        targets=[t],
    )


NETWORKS: Mapping[str, Callable[[], Network]] = {
    "two layers": two_layers,
    "two layers, any function": lambda: two_layers(unspecified_function("g")),
    "three layers of any size": lambda: mlp(["n_0", "n_1", "n_2", "n_3"]),
    "softmax": lambda: sequential(given("x", i="n"), layer("dense", units="K"), layer("softmax"), loss="cross_entropy"),
    "softmax of a batch": lambda: sequential(
        given("x", ITEMS, i="n"), layer("dense", units="K"), layer("softmax"), loss="cross_entropy"
    ),
    "relu": lambda: sequential(
        given("x", i="n"), layer("dense", units="m"), layer("activation", function="relu"), layer("dense", units="K")
    ),
    "layer norm": lambda: sequential(given("x", i="n"), layer("layer_norm"), layer("dense", units="K")),
    "batch norm": lambda: sequential(
        given("x", ITEMS, i="n"), layer("dense", units="m"), layer("batch_norm"), layer("dense", units="K")
    ),
    "attention": lambda: sequential(given("x", {"q": "T"}, i="n"), layer("attention", keys="d")),
    "causal attention": causal_attention,
    "convolution": lambda: sequential(
        given("x", c="C", i="n"),
        layer("conv1d", filters="F", width="K"),
        layer("activation", function="relu"),
        layer("conv1d", filters="G", width="L"),
    ),
    "recurrent": lambda: sequential(given("x", i="n"), layer("recurrent", units="m", steps=3)),
}


@cache
def derived(text: str) -> tuple[Derivation, IndexedProver]:
    """Returns the derivation of a network of the table, and a prover for it."""
    found = derive(NETWORKS[text]())
    return found, IndexedProver(found.network, found.definitions)
