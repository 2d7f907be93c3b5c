"""Softmax outputs with the cross-entropy: the delta is output minus target.

The one place where it matters that the targets add up to 1: without this hypothesis the
factor of each output is the sum of the targets.
"""

import symbackprop as sb
from symbackprop.network import mlp
from symbackprop.network.indices import array, index
from symbackprop.report import Account, Mistake, Reference

k = index("k")
z, t, delta = array("z"), array("t"), array("delta_out")


def document() -> Account:
    """Returns the derivation, and what is said of it."""
    return Account(
        sb.derive(mlp(["n", "K"], loss="cross_entropy")),
        title="Softmax and cross-entropy",
        lead=(
            "A softmax turns preactivations into probabilities, and the cross-entropy compares them with targets "
            "[bridle]. Every output depends on every preactivation, yet of the double sum that this gives only "
            "output minus target is left, so that the delta never vanishes where the network is wrong [bishop]."
        ),
        mistakes=(
            Mistake(
                delta[k],
                -t[k] * (1 - z[k]),
                "The softmax is taken for a function of each element by itself, as the sigmoid is: only the partials "
                "on the diagonal are kept.",
            ),
        ),
        references=(
            Reference(
                "bridle",
                "J. S. Bridle. Probabilistic interpretation of feedforward classification network outputs, with "
                "relationships to statistical pattern recognition. In: Neurocomputing. NATO ASI Series F 68, Springer, "
                "1990, 227–236.",
            ),
            Reference(
                "bishop",
                "C. M. Bishop. Pattern Recognition and Machine Learning. Springer, 2006. Sections 4.3.4 and 5.2.",
            ),
        ),
    )
