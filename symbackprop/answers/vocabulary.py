"""The vocabulary: what the words of a formula mean for one network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.answers.functions import ALIASES, FUNCTIONS, Function, of_row
from symbackprop.calculus import Derivation, derive
from symbackprop.network import Activation, Network
from symbackprop.network.functions import PRIME, unspecified_function
from symbackprop.network.indices import element, head, indices_in, subscripts
from symbackprop.proof import Hypothesis
from symbackprop.proof.indexed.prover import IndexedProver

_CONSTANTS = {"e": sp.E, "pi": sp.pi}


@dataclass(frozen=True)
class Vocabulary:
    """The quantities and functions that a formula about one network may name.

    derivation  the derivation of the network, whose deltas are quantities too
    """

    derivation: Derivation

    @property
    def network(self) -> Network:
        """Returns the network the formula is about."""
        return self.derivation.network

    @property
    def definitions(self) -> Mapping[sp.Expr, sp.Expr]:
        """Returns what the defined names stand for."""
        return self.derivation.definitions

    @cached_property
    def hypotheses(self) -> tuple[Hypothesis, ...]:
        """Returns what the author of the network vouches for."""
        return tuple(Hypothesis(left - right, "=", "user") for left, right in self.network.hypotheses)

    @cached_property
    def prover(self) -> IndexedProver:
        """Returns what judges claims about a network with arrays; it keeps what it has computed."""
        return IndexedProver(self.network, self.definitions)

    @cached_property
    def quantities(self) -> Mapping[str, sp.Expr]:
        """Returns the quantities by name, arrays by their labels, and the symbolic sizes.

        For the network of one item also the set's loss and rate, p and N. A name of the
        network goes before one that is made here.
        """
        deltas = [head(delta.name) for delta in self.derivation.deltas]
        own = {symbol.name: symbol for symbol in [*self.network.symbols, *deltas, *self.network.sizes]}
        made = {} if self.network.is_indexed else {symbol.name: symbol for symbol in self._of_the_set()}
        return own | {text: value for text, value in (made | _CONSTANTS).items() if text not in own}

    @cached_property
    def shapes(self) -> Mapping[str, tuple[sp.Expr, ...]]:
        """Returns the sizes of every array by its name, those of the deltas among them.

        >>> from symbackprop.network import mlp
        >>> vocabulary(mlp(["n", "m", 1])).shapes["delta"]
        (m,)
        """
        deltas = {head(delta.name).name: delta.of for delta in self.derivation.deltas if subscripts(delta.name)}
        arrays = {label.name: label for label in self.network.arrays} | deltas
        return {text: self.network.shape(quantity) for text, quantity in arrays.items()}

    @cached_property
    def letters(self) -> Mapping[str, sp.Symbol]:
        """Returns the indices of the network's arrays and sums, by name; for the network of one item, its index."""
        if not self.network.is_indexed:
            item = self.derivation.training_set.letters.item
            return {item.name: item}
        ranges = {letter for found in self.network.arrays.values() for letter, _ in found}
        bodies = {symbol for line in self.network for symbol in indices_in(line.body)}
        letters = (ranges | bodies) - {*self.network.sizes}
        return {letter.name: letter for letter in sorted(letters, key=lambda letter: letter.name)}

    @property
    def sizes(self) -> tuple[sp.Symbol, ...]:
        """Returns the symbolic sizes; for the network of one item, the number of items."""
        return self.network.sizes if self.network.is_indexed else (self.derivation.training_set.letters.items,)

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """Returns the quantities as messages list them, arrays as elements: w[j, i]."""
        ranges = {label.name: self.network.ranges(label) for label in self.network.arrays}
        ranges |= {head(delta.name).name: self.network.ranges(delta.of) for delta in self.derivation.deltas}
        return tuple(
            str(element(symbol, (letter for letter, _ in ranges[text]))) if text in ranges else text
            for text, symbol in self.quantities.items()
        )

    @cached_property
    def functions(self) -> Mapping[str, Function]:
        """Returns the functions by name, those of the network among them.

        In a network with a single activation that names no g of its own, g is that activation.
        """
        own = dict(self._unspecified())
        aliases = {short: FUNCTIONS[long] for short, long in ALIASES.items() if short not in self.quantities}
        rows = {row.name: row for row in self._activations() if row.value is not None}
        single = next(iter(rows.values())) if len(rows) == 1 and not own else None
        letter = {"g": of_row(single, "g")} if single is not None and "g" not in self.quantities else {}
        return {**FUNCTIONS, **aliases, **letter, **own}

    def varies(self, quantity: sp.Expr) -> bool:
        """Returns whether a quantity has a value of its own for every training item."""
        letters = self.derivation.training_set.letters
        constant = {letters.loss, letters.rate, letters.item, letters.items}
        return bool(quantity.is_Symbol) and quantity not in {*self.network.parameters, *constant}

    def _of_the_set(self) -> tuple[sp.Symbol, ...]:
        items = self.derivation.training_set
        return items.loss, items.rate, items.letters.item, items.letters.items

    def _activations(self) -> Iterator[Activation]:
        return (equation.activation for equation in self.network if equation.activation is not None)

    def _unspecified(self) -> Iterator[tuple[str, Function]]:
        for row in self._activations():
            if row.value is None:
                base = row.function.__name__.rstrip(PRIME)
                slopes = tuple(unspecified_function(base, order) for order in (1, 2, 3))
                yield base, Function(base, unspecified_function(base), slopes=slopes)


def vocabulary(subject: Network | Derivation) -> Vocabulary:
    """Returns the vocabulary of a network, or of a derivation that has been made already.

    >>> from symbackprop.network import two_layer
    >>> [name for name in vocabulary(two_layer()).quantities if name.startswith("delta")]
    ['delta_out', 'delta_1', 'delta_2']
    """
    return Vocabulary(subject if isinstance(subject, Derivation) else derive(subject))
