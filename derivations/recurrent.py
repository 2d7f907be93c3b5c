"""Backpropagation through time: a recurrent layer unrolled over three steps.

The weights are those of every step, so their gradient is a sum with one term for each.
"""

import symbackprop as sb
from symbackprop.calculus import Partial
from symbackprop.network import given, layer, name, sequential
from symbackprop.network.indices import array, index
from symbackprop.report import Account, Mistake, Reference

j, k = index("j"), index("k")
U, h, delta = array("U_h"), array("h^(2)"), array("delta_h^(3)")


def document() -> Account:
    """Returns the derivation, and what is said of it."""
    network = sequential(given("x", i="n"), layer("recurrent", units="m", steps=3))
    return Account(
        sb.derive(network),
        title="Backpropagation through time",
        lead=(
            "A recurrent layer reads a sequence and keeps a state. Unrolled over the steps of the sequence it is "
            "a network like any other, in which the same weights occur once for each step [werbos], [elman]. Each "
            "delta is that of the next step, carried back through the weights of the state."
        ),
        mistakes=(
            Mistake(
                Partial(name("E"), U[j, k]),
                delta[j] * h[k],
                "Only the last step is differentiated: the state before it is taken for an input, though the same "
                "weights made it.",
            ),
        ),
        references=(
            Reference(
                "werbos",
                "P. J. Werbos. Backpropagation through time: what it does and how to do it. Proceedings of the IEEE 78 "
                "(1990), 1550–1560.",
            ),
            Reference("elman", "J. L. Elman. Finding structure in time. Cognitive Science 14 (1990), 179–211."),
        ),
    )
