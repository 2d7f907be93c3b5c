"""The example: a network of arrays at small sizes, unit by unit, for formats in which it can be played with."""

from __future__ import annotations

from functools import lru_cache
from math import prod

import sympy as sp

from symbackprop.calculus import Derivation, derive
from symbackprop.errors import NetworkError
from symbackprop.network import Network, instance
from symbackprop.network.instances import Instance
from symbackprop.proof.derivations import Proofs
from symbackprop.proof.judges import Judges
from symbackprop.report.account import Account, Judged
from symbackprop.report.blocks import Paragraph
from symbackprop.report.contents.opening import opening_of_scalars
from symbackprop.report.contents.story import Story, listed, sentence
from symbackprop.report.contents.summary import summary
from symbackprop.report.document import Document
from symbackprop.report.palette import notation_for
from symbackprop.report.text import Equals, Text
from symbackprop.verification.sizes import sizes_for

MOST_PARAMETERS = 50
"""With more parameters than this a network is not written out."""

MOST_EQUATIONS = 40
"""With more equations than this a network is not written out."""

SMALL = 2
"""The number for every size that is a name."""


@lru_cache(maxsize=32)
def example_of(derivation: Derivation) -> Document:
    """Returns a short document of the network at small sizes: its figure, and its gradients in every form.

    A size that is a name is 2, or more where windows need room; a number stays as it is.
    Every form of a gradient is proved for the network written out, apart from the proof for
    all sizes. Raises NetworkError for a network that is too large to be written out, Unproved
    if a form is not proved.

    >>> from symbackprop.network import mlp
    >>> example_of(derive(mlp(["n", "m", 1]))).derivation.gradient("w_12").delta_form
    delta_1*x_2
    """
    network = derivation.network
    found = _small(network)
    _check_size(found)
    told = derive(found.network)
    story = Story(told, _proofs(told), Judged(Account(told), {}))
    for gradient in told.gradients.values():
        first, *rest = gradient.steps
        story.line(first, *rest, continued=rest)
    section = summary(story)
    return Document(
        title=network.title,
        subtitle="",
        sections=() if section is None else (section,),
        opening=(Paragraph(_words(found)), *opening_of_scalars(story)),
        notation=notation_for(told),
        derivation=told,
    )


def _proofs(derivation: Derivation) -> Proofs:
    judges = Judges(derivation, ())
    steps = [step for gradient in derivation.gradients.values() for step in gradient.steps]
    verdicts = {step: judges.verdict(*step.claimed) for step in steps if step.claimed is not None}
    return Proofs(derivation, verdicts, {})


def _small(network: Network) -> Instance:
    try:
        return instance(network, dict.fromkeys(network.sizes, SMALL))
    except NetworkError:  # an array without elements
        return instance(network, dict(sizes_for(network)))


def _words(found: Instance) -> Text:
    """Returns what the example is, with the sizes in the order in which the forward pass meets them."""
    network = found.indexed
    shapes = (network.shape(name) for name in (*network.inputs, *(equation.name for equation in network)))
    met = dict.fromkeys(symbol for shape in shapes for size in shape for symbol in sorted(size.free_symbols, key=str))
    sizes = listed([Equals(symbol, found.sizes[symbol]) for symbol in dict.fromkeys((*met, *network.sizes))])
    with_sizes = (" with ", *sizes) if sizes else ()
    return sentence("The same network", with_sizes, ", unit by unit. Its gradients are proved for it once more.")


def _check_size(found: Instance) -> None:
    network = found.indexed
    counts = {
        "parameters": (_elements(found, network.parameters), MOST_PARAMETERS),
        "equations": (_elements(found, [equation.name for equation in network]), MOST_EQUATIONS),
    }
    for what, (count, most) in counts.items():
        if count > most:
            raise NetworkError(
                f"written out, the network has {count:,} {what}\n    the limit is      {most}\n"
                "    choose            smaller sizes"
            )


def _elements(found: Instance, quantities: tuple[sp.Expr, ...] | list[sp.Expr]) -> int:
    shapes = (found.indexed.shape(quantity) for quantity in quantities)
    return sum(prod(int(size.xreplace(dict(found.sizes))) for size in shape) for shape in shapes)
