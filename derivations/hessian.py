"""The Hessian of the network of the notes: every second derivative of the loss, in names.

Differentiating the gradients once more costs no new idea. Each is a line such as
∂E/∂v_1 = δ_out y_1, and the product rule leaves the derivatives of the deltas. These are the
deltas of second order, Δ_12 = ∂²E/(∂u_2 ∂u_1); they are propagated back like those of first
order, and the 45 entries of the symmetric 9 by 9 matrix are short products of them.
"""

import symbackprop as sb
from symbackprop.report import Account, Reference


def document() -> Account:
    """Returns the derivation with its second order, and what is said of it."""
    return Account(
        sb.derive(sb.two_layer("sigmoid"), order=2),
        title="The Hessian of the 2–2–1 network",
        lead=(
            "The Hessian says how the gradient changes with the parameters: it tells minima from saddle points, and "
            "is what Newton’s method and its many cheaper relatives use [bishop]. It has as many entries as pairs of "
            "parameters, but its product with a direction costs no more than a few gradients [pearlmutter]."
        ),
        references=(
            Reference(
                "bishop",
                "C. M. Bishop. Pattern Recognition and Machine Learning. Springer, 2006. Section 5.4.",
            ),
            Reference(
                "pearlmutter",
                "B. A. Pearlmutter. Fast exact multiplication by the Hessian. Neural Computation 6 (1994), 147–160.",
            ),
        ),
    )
