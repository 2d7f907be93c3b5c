"""The same network with any differentiable activation g.

Of g nothing is assumed but that it has a derivative g′, so that what is proved here is
proved for the sigmoid, for tanh and for every function that will ever be tried in a hidden
unit. There is nothing to compile and nothing to plot: g is unknown.
"""

import symbackprop as sb


def document() -> sb.Derivation:
    """Returns the derivation that the document tells."""
    return sb.derive(sb.two_layer("any"))
