"""The Hessian of the network of the notes: every second derivative of the loss, in names.

Differentiating the gradients once more costs no new idea. Each is a line such as
∂E/∂v_1 = δ_out y_1, and the product rule leaves the derivatives of the deltas. These are the
deltas of second order, Δ_12 = ∂²E/(∂u_2 ∂u_1); they are propagated back like those of first
order, and the 45 entries of the symmetric 9 by 9 matrix are short products of them. Where only
the product of the Hessian with a direction is wanted, the same lines differentiated along the
direction give it at the price of a few gradients (Pearlmutter 1994).
"""

import symbackprop as sb


def document() -> sb.Derivation:
    """Returns the derivation that the document tells, with its second order."""
    return sb.derive(sb.two_layer("sigmoid"), order=2)
