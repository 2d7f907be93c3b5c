"""An LSTM cell unrolled over two steps.

The state c is carried from step to step by a product and a sum. Its delta therefore comes
back by two ways: through the output of its own step, and through the state of the next.
"""

import sympy as sp

import symbackprop as sb
from symbackprop.network import given, layer, sequential
from symbackprop.network.indices import array, index
from symbackprop.report import Account, Mistake, Reference

j = index("j")
c, o, delta_c, delta_h = array("c^(1)"), array("o^(1)"), array("delta_c^(1)"), array("delta_h^(1)")


def document() -> Account:
    """Returns the derivation, and what is said of it."""
    network = sequential(given("x", k="n"), layer("lstm", units="m", steps=2))
    return Account(
        sb.derive(network),
        title="Backpropagation through an LSTM cell",
        lead=(
            "In a plain recurrent layer a delta is multiplied by the same weights at every step, and fades or "
            "explodes. An LSTM cell has a state that is carried on by a gate, so that a delta can pass many steps "
            "without being changed [hochreiter], [gers]."
        ),
        mistakes=(
            Mistake(
                delta_c[j],
                delta_h[j] * o[j] * (1 - sp.tanh(c[j]) ** 2),
                "The way through the state of the next step is forgotten, which is the one the cell was made for.",
            ),
        ),
        references=(
            Reference(
                "hochreiter",
                "S. Hochreiter, J. Schmidhuber. Long short-term memory. Neural Computation 9 (1997), 1735–1780.",
            ),
            Reference(
                "gers",
                "F. A. Gers, J. Schmidhuber, F. Cummins. Learning to forget: continual prediction with LSTM. Neural "
                "Computation 12 (2000), 2451–2471.",
            ),
        ),
    )
