"""A perceptron with two hidden layers, of any sizes and with any differentiable activation g.

Each delta is the next one carried back through the weights and multiplied by the slope. The
line is the same for every layer, so two hidden layers show what there is for any number.
"""

import sympy as sp

import symbackprop as sb
from symbackprop.network import mlp
from symbackprop.network.indices import array, index, size
from symbackprop.report import Account, Mistake, Reference

k, l, K = index("k"), index("l"), size("K")  # noqa: E741
W, delta_2, delta_3 = array("W^(3)"), array("delta^(2)"), array("delta^(3)")


def document() -> Account:
    """Returns the derivation, and what is said of it."""
    return Account(
        sb.derive(mlp(["n", "m_1", "m_2", "K"], activation="any")),
        title="Backpropagation through a perceptron of any size",
        lead=(
            "A perceptron is a chain of affine maps and activations. Its gradients are found in one pass from the "
            "loss back to the first layer, at about twice the cost of computing the loss itself, whatever the "
            "number of weights: this is what made networks of many layers trainable [bishop]."
        ),
        mistakes=(
            Mistake(
                delta_2[k],
                sp.Sum(delta_3[l] * W[l, k], (l, 1, K)),
                "The slope of the activation is left out: the error is carried back to the output of the layer, and "
                "taken for the delta, which belongs to its preactivation.",
            ),
        ),
        references=(
            Reference(
                "bishop",
                "C. M. Bishop. Pattern Recognition and Machine Learning. Springer, 2006. Section 5.3.",
            ),
        ),
    )
