"""The graph: the equations of a network as normal forms, each read once.

An array's equation is a template in letters of its own; an element at any subscripts is an
instance of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.calculus.partial import Partial
from symbackprop.network import Network
from symbackprop.network.activation import Activation
from symbackprop.network.indices import head, subscripts
from symbackprop.proof.indexed.normal_form.atoms import NF
from symbackprop.proof.indexed.normal_form.variables import Subscript
from symbackprop.proof.indexed.reading.index_sizes import index_sizes
from symbackprop.proof.indexed.reading.ranges import Environment, size_form
from symbackprop.proof.indexed.reading.reader import Reader
from symbackprop.proof.limits import OutOfReach

Definitions = Mapping[sp.Expr, sp.Expr]


@dataclass(frozen=True)
class Line:
    """One equation: the name, its body, its place in the order, and the activation it applies.

    letters  its subscripts as the author wrote them, with the sizes of their ranges
    own      whether it is an equation of the network, which the loss may depend on
    """

    name: sp.Expr
    body: sp.Expr
    position: int
    letters: tuple[tuple[sp.Symbol, sp.Expr | None], ...]
    row: Activation | None = None
    own: bool = True


class Graph:
    """The equations and deltas by the texts of their names.

    lines   every defined name but the deltas
    deltas  for a name whose adjoint is named: the name of the adjoint
    adjoint_of  the other way round
    shape   the sizes of every array
    """

    def __init__(self, network: Network, definitions: Definitions, reader: Reader) -> None:
        self.reader, self.forms = reader, reader.forms
        self.loss = network.loss.symbol.name
        self.shape: dict[str, tuple[sp.Expr, ...]] = {
            label.name: tuple(last for _, last in ranges) for label, ranges in network.arrays.items()
        }
        forms = (size_form(last) for lengths in self.shape.values() for last in lengths)
        reader.ranges.granted.update(form for form in forms if form is not None)
        self.deltas: dict[str, str] = {}
        self.adjoint_of: dict[str, str] = {}
        self.lines: dict[str, Line] = {}
        equations = {line.symbol: line for line in network}
        for name, body in {**network.definitions, **definitions}.items():
            key = head(name)
            if key in equations and name != equations[key].name:
                continue  # E[p], the loss of an item, beside the equation of E
            if isinstance(body, Partial) and key not in equations and self._is_adjoint(name, body):
                self._note_delta(key.name, head(body.wrt).name)
                continue
            row = equations[key].activation if key in equations else None
            letters = self._letters_of(name, body)
            self.lines[key.name] = Line(name, body, len(self.lines), letters, row, key in equations)
        self._templates: dict[str, NF] = {}
        for label in (*network.symbols, *map(head, definitions)) if network.is_indexed else ():
            reader.ranges.check(label, len(self._shape(label.name)))

    def _is_adjoint(self, name: sp.Expr, body: Partial) -> bool:
        return (
            body.of.is_Symbol
            and body.of.name == self.loss
            and not body.held
            and subscripts(name) == subscripts(body.wrt)
        )

    def _note_delta(self, delta: str, of: str) -> None:
        self.deltas[of], self.adjoint_of[delta] = delta, of
        if of in self.shape:
            self.shape[delta] = self.shape[of]

    def _letters_of(self, name: sp.Expr, body: sp.Expr) -> tuple[tuple[sp.Symbol, sp.Expr | None], ...]:
        places = subscripts(name)
        if not places:
            return ()
        known = self.shape.get(head(name).name)
        if known is None:
            sizes = index_sizes([body], self.shape).sizes
            known = tuple(sizes.get(place) for place in places)
            if None not in known:
                self.shape[head(name).name] = known
        return tuple(zip(places, known, strict=True))

    # letters

    def letters(self, text: str) -> tuple[Subscript, ...]:
        """Returns the letters in which the template of an array is written, () for a scalar."""
        return self._own(text, "")

    def places(self, text: str) -> tuple[Subscript, ...]:
        """Returns the letters of the element that something is differentiated by."""
        return self._own(text, "'")

    def _own(self, text: str, mark: str) -> tuple[Subscript, ...]:
        ranges = self.reader.ranges
        return tuple(
            ranges.letter((text, place, mark), ranges.size_if_known(last))
            for place, last in enumerate(self._shape(text))
        )

    def _shape(self, text: str) -> tuple[sp.Expr | None, ...]:
        if text in self.lines:
            return tuple(last for _, last in self.lines[text].letters)
        return self.shape.get(text, ())

    def element(self, text: str, places: tuple[Subscript, ...]) -> NF:
        """Returns the name, or the element of the array, as an atom."""
        table = self.forms.table
        return self.forms.atom(table.element(text, places) if places else table.name(text))

    # what equations say

    def template(self, text: str) -> NF:
        """Returns the body of an equation in the letters of its name."""
        if text not in self._templates:
            line = self.lines[text]
            self._templates[text] = self.reader.read(line.body, self.environment(text))
        return self._templates[text]

    def environment(self, text: str) -> Environment:
        """Returns what the author's letters of an equation are."""
        line = self.lines[text]
        if any(not letter.is_Symbol for letter, _ in line.letters):
            raise OutOfReach(f"the definition of a single element {line.name}")
        return dict(zip((letter for letter, _ in line.letters), self.letters(text), strict=True))

    def meaning(self, text: str) -> tuple[tuple[Subscript, ...], NF]:
        """Returns the letters of a defined name and what stands for it there."""
        return self.letters(text), self.template(text)

    def heads(self, form: NF) -> set[str]:
        """Returns the names that occur in a normal form."""
        table = self.forms.table
        return {text for monomial in form for atom, _ in monomial for text in table[atom].heads}

    @cached_property
    def readers(self) -> Mapping[str, tuple[str, ...]]:
        """Returns, for each name, the equations of the network that read it, in their order."""
        readers: dict[str, list[str]] = {}
        for text in (text for text, line in self.lines.items() if line.own):
            for read in self.heads(self.template(text)):
                readers.setdefault(read, []).append(text)
        return {text: tuple(found) for text, found in readers.items()}

    def first_position(self, text: str) -> int:
        """Returns the position of the first equation of the network that depends on a name."""
        found = self.readers.get(text, ())
        return self.lines[found[0]].position if found else len(self.lines)
