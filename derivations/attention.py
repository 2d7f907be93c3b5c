"""Scaled dot-product attention with one head: the softmax of every row, and products of matrices.

Rows p, q are the positions of a sequence. Each row of A adds up to 1, which is why its
pullback takes away from each delta their mean, weighted with that row.
"""

import symbackprop as sb
from symbackprop.network import given, layer, sequential
from symbackprop.network.indices import array, index
from symbackprop.report import Account, Mistake, Reference

p, q = index("p"), index("q")
A, delta_a, delta_s = array("A"), array("delta_A"), array("delta_S")


def document() -> Account:
    """Returns the derivation, and what is said of it."""
    network = sequential(given("x", {"p": "N"}, f="D"), layer("attention", keys="d"))
    return Account(
        sb.derive(network),
        title="Scaled dot-product attention",
        lead=(
            "In attention every position of a sequence looks at all others: it weighs their values by how well "
            "its query meets their keys [vaswani]. Queries, keys and values are all made from the same input, by "
            "three matrices that are learnt."
        ),
        mistakes=(
            Mistake(
                delta_s[p, q],
                A[p, q] * (1 - A[p, q]) * delta_a[p, q],
                "The softmax is differentiated as if each of its elements depended on one score only: the other "
                "elements of the row are forgotten.",
            ),
        ),
        references=(
            Reference(
                "vaswani",
                "A. Vaswani, N. Shazeer, N. Parmar, J. Uszkoreit, L. Jones, A. N. Gomez, Ł. Kaiser, I. Polosukhin. "
                "Attention is all you need. Advances in Neural Information Processing Systems 30 (2017), 5998–6008. "
                "Section 3.2.1.",
            ),
        ),
    )
