"""The binary cross-entropy as a function of the preactivation (logit) of a sigmoid output.

Written in the logit s the loss is log(1 + e^s) − t s, which neither overflows nor takes the
logarithm of 0, and its slope is the sigmoid minus the target.
"""

import symbackprop as sb
from symbackprop.network import mlp, names
from symbackprop.report import Account, Mistake, Reference

z, t, delta_out = names("z t delta_out")


def document() -> Account:
    """Returns the derivation, and what is said of it."""
    return Account(
        sb.derive(mlp(["n", "m", 1], loss="binary_cross_entropy_logits")),
        title="Binary cross-entropy with logits",
        lead=(
            "The output of a network that decides between two classes is a probability, and its loss the negative "
            "logarithm of the probability of what happened. Taken together with the sigmoid before it, the loss "
            "is a function of the preactivation that can be computed for any argument, and the slope of the "
            "sigmoid cancels from the delta [bishop]."
        ),
        mistakes=(
            Mistake(
                delta_out,
                (z - t) * z * (1 - z),
                "The delta of the squared error is used: the slope of the sigmoid, which here cancels, is kept. A unit "
                "that is certain and wrong then learns nothing.",
            ),
        ),
        references=(
            Reference(
                "bishop",
                "C. M. Bishop. Pattern Recognition and Machine Learning. Springer, 2006. Sections 4.3.2 and 5.2.",
            ),
        ),
    )
