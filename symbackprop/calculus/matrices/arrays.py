"""The arrays of a network as matrices: their sizes, and what each is called as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sympy as sp

from symbackprop.calculus.matrices.names import MatrixName
from symbackprop.calculus.naming import delta_names
from symbackprop.network import Network
from symbackprop.network.indices import head
from symbackprop.notation.accents import ACCENTS, behind
from symbackprop.notation.letters import GREEK

_PARTS = re.compile(rf"((?:(?:{'|'.join(ACCENTS)})\()*)([^\W_]+)(.*)")
"""Accents typed as if they were applied, the letter or word, and what follows it."""


@dataclass(frozen=True)
class Arrays:
    """What the arrays of one network are as matrices.

    sizes  how far the subscripts of each array run, by its label; deltas are among them
    texts  how an array is typed that has two subscripts left: "X" for x
    taken  what other quantities of the network are called
    """

    sizes: Mapping[sp.Symbol, tuple[sp.Expr, ...]]
    texts: Mapping[sp.Symbol, str]
    taken: frozenset[str]

    def name(self, label: sp.Symbol, held: Mapping[int, sp.Expr]) -> MatrixName | None:
        """Returns the array as a whole, or its slice at the subscripts held fixed; None where that has no name.

        A matrix is typed with a capital, a vector is not; a slice has its subscripts above.

        >>> from symbackprop.network.indices import index, size
        >>> label = sp.Symbol("x", real=True)
        >>> arrays = Arrays({label: (size("N"), size("n"), size("d"))}, {label: "X"}, frozenset())
        >>> arrays.name(label, {0: index("p")})
        X^(p)
        """
        sizes = [last for place, last in enumerate(self.sizes[label]) if place not in held]
        if len(sizes) not in (1, 2):
            return None
        text = self.texts[label] if len(sizes) == 2 else label.name
        if held:
            text = _raised(text, held.values())
        return None if held and text in self.taken else MatrixName(text, label, sizes, held)


def arrays_of(network: Network) -> Arrays:
    """Returns the arrays of a network, and the deltas of arrays.

    >>> from symbackprop.network import Equation
    >>> from symbackprop.network.indices import array, index, size
    >>> p, i, x = index("p"), index("i"), array("x")
    >>> loss = Equation(sp.Symbol("E", real=True), sp.Sum(x[p, i] ** 2, (i, 1, size("n")), (p, 1, size("N"))))
    >>> arrays_of(Network([loss], parameters=["x"])).texts
    {x: 'X'}
    """
    deltas = {head(delta): network.shape(of) for of, delta in delta_names(network).items()}
    known = {label: network.shape(label) for label in network.arrays} | deltas
    sizes = {label: lengths for label, lengths in known.items() if lengths}
    plain = {symbol.name for symbol in (*network.symbols, *network.sizes, *known)}
    wanted = {label: capital(label.name) for label, lengths in sizes.items() if len(lengths) > 1}
    counts = Counter(wanted.values())
    texts = {
        label: text if counts[text] == 1 and (text not in plain or text == label.name) else label.name
        for label, text in wanted.items()
    }
    return Arrays(sizes, texts, frozenset(plain | set(texts.values())))


def capital(text: str) -> str:
    """Returns a name with a capital letter; words, and Greek letters without a capital, stay as they are.

    >>> capital("delta_out^(2)"), capital("xhat"), capital("dot(w)_1"), capital("beta"), capital("weights")
    ('Delta_out^(2)', 'Xhat', 'dot(W)_1', 'beta', 'weights')
    """
    found = _PARTS.fullmatch(text)
    if found is None:
        return text
    accents, base, rest = found.groups()
    accented = behind(base)
    if accented is not None:
        accent, under = accented
        return f"{accents}{capital(under)}{accent}{rest}"
    large = base[:1].upper() + base[1:]
    letter = base.rstrip("0123456789")
    has_capital = large in GREEK if base in GREEK else len(letter) == 1
    return f"{accents}{large}{rest}" if has_capital else text


def _raised(text: str, held: Iterable[sp.Expr]) -> str:
    """Returns the text with subscripts put above it, behind what stands there already."""
    places = ",".join(str(place).replace(" ", "") for place in held)
    return f"{text[:-1]},{places})" if text.endswith(")") else f"{text}^({places})"
