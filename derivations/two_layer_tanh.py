"""The same network with the hyperbolic tangent, tanh s = 2σ(2s) − 1.

Nothing changes but the slope: 1 − y² stands where y(1 − y) stood. Put beside the sigmoid's
document, this one shows which part of a gradient comes from the activation and which from
the wiring.
"""

import symbackprop as sb


def document() -> sb.Derivation:
    """Returns the derivation that the document tells."""
    return sb.derive(sb.two_layer("tanh"))
