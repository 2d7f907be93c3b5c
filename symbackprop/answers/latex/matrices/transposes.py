r"""Transposes: W^{(2)T} and W^{(2)^T}, where a T stands behind a layer, are read as {W^{(2)}}^T; g^{(2)'} likewise."""

from __future__ import annotations

from dataclasses import replace

from symbackprop.answers.latex.differentials import joined
from symbackprop.answers.latex.rewriting import rewritten
from symbackprop.answers.latex.tree import Letter, Mark, Node, Product, Script, Terms, Word


def unfolded(node: Node) -> Node:
    """Returns the tree with every transpose outside the script in which it stands.

    >>> from symbackprop.answers.latex.tree import Factor
    >>> layer = Product((Factor("", Letter("h")), Factor("", Mark("T"))))
    >>> unfolded(Script(Letter("W"), above=layer))
    Script(base=Script(base=Letter(text='W', style=''), below=None, above=Letter(text='h', style=''), primes=0), \
below=None, above=Mark(text='T'), primes=0)
    """
    return rewritten(node, _outside)


def is_transpose(node: Node) -> bool:
    r"""Returns whether a superscript is that of a transpose: T, \top, \intercal."""
    return isinstance(node, Letter | Mark | Word) and node.text == "T"


def _outside(node: Node) -> Node | None:
    if not isinstance(node, Script) or node.above is None:
        return None
    above = node.above
    primes = _primes(above)
    if primes is not None:
        layer, count = primes
        return replace(node, above=layer, primes=node.primes + count, base=unfolded(node.base))
    if isinstance(above, Product) and is_transpose(above.factors[-1].node):
        layer, sign = joined(above.factors[:-1]), above.factors[-1].node
    elif isinstance(above, Terms) and (found := _behind_number(above)) is not None:
        layer, sign = found
    elif isinstance(above, Script) and above.above is not None and is_transpose(above.above) and above.below is None:
        layer, sign = above.base, above.above
    else:
        return None
    inner = replace(node, above=layer, base=unfolded(node.base))
    return Script(inner, None, sign, position=node.position, end=node.end)


def _behind_number(above: Terms) -> tuple[Node, Node] | None:
    """Returns the layer and the T of l+1 T, None for all else."""
    sign, last = above.terms[-1]
    if not isinstance(last, Product) or not is_transpose(last.factors[-1].node):
        return None
    number = joined(last.factors[:-1])
    return replace(above, terms=(*above.terms[:-1], (sign, number))), last.factors[-1].node


def _primes(above: Node) -> tuple[Node, int] | None:
    r"""Returns the layer and how many primes stand behind it, [1]' or [1]\prime; None for all else."""
    if isinstance(above, Script) and above.primes and above.below is None and above.above is None:
        return above.base, above.primes
    if isinstance(above, Product) and above.factors[-1].node == Mark("'"):
        return joined(above.factors[:-1]), 1
    return None
