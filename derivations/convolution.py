"""Two convolutions in a row: the gradient of a filter, and the delta carried back through one.

A filter is used at every place, so its gradient is a sum over the places. A place is read by
every filter that reaches it, so its delta is a sum over the filter, with the index reversed.
"""

import sympy as sp

import symbackprop as sb
from symbackprop.calculus import Partial
from symbackprop.network import given, layer, name, sequential
from symbackprop.network.indices import array, index, size
from symbackprop.report import Account, Mistake, Reference

c, f, i, k = map(index, "cfik")
n, K = size("n"), size("K")
x, W, delta = array("x"), array("W^(1)"), array("delta^(1)")


def document() -> Account:
    """Returns the derivation, and what is said of it."""
    network = sequential(
        given("x", c="C", i="n"),
        layer("conv1d", filters="F", width="K"),
        layer("activation", function="tanh"),
        layer("conv1d", filters="G", width="L"),
        title="two convolutions",
    )
    return Account(
        sb.derive(network),
        title="Convolution",
        lead=(
            "A convolution applies the same small filter at every place of its input, so that what is learnt at "
            "one place is known at all [lecun1989], [lecun1998]. Sharing weights means adding gradients; what the "
            "borders do to a sum is written into its limits."
        ),
        mistakes=(
            Mistake(
                Partial(name("E"), W[f, c, k]),
                sp.Sum(delta[f, i] * x[c, i], (i, 1, n - K + 1)),
                "The shift is left out: every weight of the filter would have the gradient of its first one.",
            ),
        ),
        references=(
            Reference(
                "lecun1989",
                "Y. LeCun, B. Boser, J. S. Denker, D. Henderson, R. E. Howard, W. Hubbard, L. D. Jackel. "
                "Backpropagation applied to handwritten zip code recognition. Neural Computation 1 (1989), 541–551.",
            ),
            Reference(
                "lecun1998",
                "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner. Gradient-based learning applied to document recognition. "
                "Proceedings of the IEEE 86 (1998), 2278–2324.",
            ),
        ),
    )
