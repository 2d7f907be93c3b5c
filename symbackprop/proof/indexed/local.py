"""Local proofs: the gradients of a scalar network by thousands of weights, in time linear in the weights.

One pass backwards opens every adjoint at the equations that read the name, adjoints with a
name left as they are; each claimed gradient is then compared with what came out. Both
sides are polynomials in the names, so that equality holds whatever the names stand for.
What is not decided so is left to the prover.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import sympy as sp

from symbackprop.calculus.partial import Partial
from symbackprop.network import Network
from symbackprop.proof.claims import Claim, Hypothesis
from symbackprop.proof.enclosure import enclosure_of
from symbackprop.proof.indexed.atoms import NF, Atom, Kind
from symbackprop.proof.indexed.differential import Differential
from symbackprop.proof.indexed.domains import Domains
from symbackprop.proof.indexed.kernel import Kernel
from symbackprop.proof.indexed.ring import ONE, add_to
from symbackprop.proof.indexed.slopes import Slopes
from symbackprop.proof.indexed.variables import Variable
from symbackprop.proof.limits import OutOfReach, Undefined
from symbackprop.proof.prover import Prover
from symbackprop.proof.verdict import Proved, Verdict, Witness
from symbackprop.proof.witnesses import FIRST_BITS, Site

_EVIDENCE = "the chain rule at the equations that read it; the difference, written in the names, is the zero polynomial"


def opened_adjoints(kernel: Kernel) -> Mapping[str, NF]:
    """Returns the derivative of the loss by every scalar name, adjoints with a name of their own left as they are.

    >>> from symbackprop.network import two_layer
    >>> network = two_layer()
    >>> kernel = Kernel(network, network.definitions)
    >>> opened_adjoints(kernel)["w_11"] == kernel.adjoints.opened("w_11")
    True
    """
    graph, forms, slopes = kernel.graph, kernel.forms, Slopes(kernel.reader)
    adjoints: dict[str, NF] = {graph.loss: ONE}

    def visit(leaf: Atom, factor: NF, bound: tuple[Variable, ...]) -> None:
        text = leaf.data[1]
        known = adjoints.get(text)
        if known is None:
            adjoints[text] = factor
        else:
            adjoints[text] = dict(known)
            add_to(adjoints[text], factor)

    for text in reversed(graph.lines):
        if text not in adjoints:
            continue
        line, delta = graph.lines[text], graph.deltas.get(text)
        upstream = adjoints[text] if delta is None else graph.element(delta, ())
        body = graph.template(text)
        if line.row is not None:
            body = kernel.reader.read(line.body.args[0])
            slope = slopes.written(line.row.slope, body, graph.element(text, ()))
            upstream = forms.multiply(upstream, slope)
        Differential(forms, slopes, lambda _: True, visit).of(body, upstream)
    return adjoints
