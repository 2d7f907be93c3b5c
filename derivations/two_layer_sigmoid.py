"""The network of the notes, with sigmoid units.

Two inputs, two hidden units, one output, half the squared error. The sigmoid is the
activation whose slope is written in its own output, y(1 − y), so every gradient of this
document is a polynomial in names that the forward pass has computed already.
"""

import symbackprop as sb


def document() -> sb.Derivation:
    """Returns the derivation that the document tells."""
    return sb.derive(sb.two_layer("sigmoid"))
