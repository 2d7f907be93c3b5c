"""Layer normalisation: batch normalisation turned by a right angle, over the units of one item.

The closed form that libraries implement is claimed besides what the sweep gives, and proved
from it.
"""

import sympy as sp

import symbackprop as sb
from symbackprop.network import given, layer, name, sequential
from symbackprop.network.indices import array, index, size
from symbackprop.report import Account, Mistake, Reference

j, k, m = index("j"), index("k"), size("m")
r, uhat, delta, delta_uhat = name("r"), array("uhat"), array("delta"), array("delta_uhat")
mean = sp.Sum(delta_uhat[k], (k, 1, m)) / m
along = sp.Sum(delta_uhat[k] * uhat[k], (k, 1, m)) / m


def document() -> Account:
    """Returns the derivation, and what is said of it."""
    network = sequential(given("x", i="n"), layer("dense", units="m"), layer("layer_norm"))
    derivation = sb.derive(network).claiming(
        delta[j],
        r * (delta_uhat[j] - mean - uhat[j] * along),
        "Closed form: the deltas of mean and variance put in, and collected.",
    )
    return Account(
        derivation,
        title="Layer normalisation",
        lead=(
            "Layer normalisation shifts and scales the preactivations of a layer by their own mean and standard "
            "deviation, item by item, so that it does the same in training and in use and needs no batch [ba]. "
            "What comes back is the delta without its mean and without its part along the normalised values: the "
            "two directions that the layer does not let through."
        ),
        mistakes=(
            Mistake(
                delta[j],
                r * (delta_uhat[j] - mean),
                "The way through the mean is kept and the way through the variance forgotten.",
            ),
        ),
        references=(
            Reference(
                "ba", "J. L. Ba, J. R. Kiros, G. E. Hinton. Layer normalization. arXiv:1607.06450, 2016. Section 3."
            ),
        ),
    )
