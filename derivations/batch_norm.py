"""Batch normalisation: the gradient goes through mean and variance, which depend on every item.

The sweep gives the deltas one by one; the closed form of the papers and libraries is claimed
besides, and proved from them.
"""

import sympy as sp

import symbackprop as sb
from symbackprop.network import given, layer, sequential
from symbackprop.network.indices import array, index, size
from symbackprop.report import Account, Mistake, Reference

j, p, q, N = index("j"), index("p"), index("q"), size("N")
r, uhat, delta, delta_uhat = array("r"), array("uhat"), array("delta"), array("delta_uhat")
mean = sp.Sum(delta_uhat[q, j], (q, 1, N)) / N
along = sp.Sum(delta_uhat[q, j] * uhat[q, j], (q, 1, N)) / N


def document() -> Account:
    """Returns the derivation, and what is said of it."""
    network = sequential(given("x", {"p": "N"}, i="n"), layer("dense", units="m"), layer("batch_norm"))
    derivation = sb.derive(network).claiming(
        delta[p, j],
        r[j] * (delta_uhat[p, j] - mean - uhat[p, j] * along),
        "Closed form: the deltas of mean and variance put in, and collected.",
    )
    return Account(
        derivation,
        title="Batch normalisation",
        lead=(
            "Batch normalisation shifts and scales each preactivation by its mean and standard deviation over the "
            "items of a batch, which keeps the layers after it from seeing ever new distributions [ioffe]. The "
            "output for one item then depends on all items, and so does its delta."
        ),
        mistakes=(
            Mistake(
                delta[p, j],
                r[j] * delta_uhat[p, j],
                "Mean and variance are taken for constants, as they are when the trained network is used.",
            ),
        ),
        references=(
            Reference(
                "ioffe",
                "S. Ioffe, C. Szegedy. Batch normalization: accelerating deep network training by reducing internal "
                "covariate shift. Proceedings of Machine Learning Research 37 (ICML 2015), 448–456. Section 3.",
            ),
        ),
    )
