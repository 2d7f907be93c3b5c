"""Adjoints: the derivative of the loss by a name, from the equations that read the name.

    dE/dx  =  sum over the readers r of x, and over their indices, of  dE/dr * dr/dx

This is the chain rule on the graph (Rumelhart, Hinton, Williams 1986; Griewank and
Walther, Evaluating Derivatives, 2nd ed. 2008, chapter 3), the one theorem taken as known.
Where dE/dr has a name it stays an atom, so that the cost of all adjoints is linear in the
equations, whatever the depth and the sizes. Readers and derivatives are found here; no
code is shared with the sweep whose results are judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from symbackprop.proof.indexed.derivatives.differential import Differential
from symbackprop.proof.indexed.derivatives.forward import kronecker, placed
from symbackprop.proof.indexed.derivatives.graph import Graph
from symbackprop.proof.indexed.derivatives.slopes import Slopes
from symbackprop.proof.indexed.normal_form.atoms import NF, Atom
from symbackprop.proof.indexed.normal_form.changes import Substitution, subscripts_of
from symbackprop.proof.indexed.normal_form.ring import ONE, ZERO, add_to
from symbackprop.proof.indexed.normal_form.variables import Variable


class Adjoints:
    """The derivatives of the loss by all names, each computed once.

    graph   the equations
    slopes  the slopes of functions
    """

    def __init__(self, graph: Graph, slopes: Slopes) -> None:
        self.graph, self.forms, self.slopes = graph, graph.forms, slopes
        self._opened: dict[str, NF] = {}
        self._used: dict[str, frozenset[str]] = {}
        self._local: dict[str, Mapping[str, NF]] = {}

    def of(self, text: str) -> NF:
        """Returns the adjoint of a name, in the places of the name: as an atom if it is named, else opened."""
        delta = self.graph.deltas.get(text)
        return self.opened(text) if delta is None else self.graph.element(delta, self.graph.places(text))

    def opened(self, text: str) -> NF:
        """Returns the adjoint of a name by the chain rule: the adjoints of its readers that are named stay atoms."""
        if text not in self._opened:
            for name in self._without_names(text):
                if name not in self._opened:
                    self._opened[name] = self._by_readers(name)
        return self._opened[text]

    def used(self, text: str) -> frozenset[str]:
        """Returns the equations whose slopes the opened adjoint of a name contains."""
        self.opened(text)
        return self._used[text]

    def opening(self, delta: str) -> Substitution:
        """Returns the substitution that opens one named adjoint."""

        def meaning(head: str) -> tuple[tuple[object, ...], NF]:
            of = self.graph.adjoint_of[head]
            return self.graph.places(of), self.opened(of)

        return Substitution({delta}, meaning)  # type: ignore[arg-type]

    def readers(self, text: str) -> list[str]:
        """Returns the equations that read a name and that the loss depends on."""
        return [reader for reader in self.graph.readers.get(text, ()) if reader in self._reaching]

    def _without_names(self, text: str) -> list[str]:
        """Returns the names whose adjoints have to be opened for that of `text`, from the loss inwards."""
        found, todo = {text}, [text]
        while todo:
            for reader in self.readers(todo.pop()):
                if reader not in found and reader not in self.graph.deltas:
                    found.add(reader)
                    todo.append(reader)
        lines = self.graph.lines
        ordered = sorted((name for name in found if name in lines), key=lambda name: -lines[name].position)
        return ordered if text in lines else [*ordered, text]

    def _by_readers(self, text: str) -> NF:
        graph, forms = self.graph, self.forms
        used: set[str] = set()
        if text == graph.loss:
            self._used[text] = frozenset()
            return ONE
        total: NF = {}
        for reader in self.readers(text):
            letters = graph.letters(reader)
            upstream = placed(graph, self.of(reader), graph.places(reader), letters)
            bound = [letter for letter in letters if isinstance(letter, int)]
            add_to(total, forms.summed(forms.multiply(upstream, self._local_partial(reader, text)), bound))
            used.add(reader)
            if reader not in graph.deltas:
                used |= self._used[reader]
        self._used[text] = frozenset(used)
        return total

    def _local_partial(self, reader: str, text: str) -> NF:
        if reader not in self._local:
            self._local[reader] = self._local_partials(reader)
        return self._local[reader].get(text, ZERO)

    def _local_partials(self, reader: str) -> Mapping[str, NF]:
        """Returns the partial derivatives of one equation by all names it reads, in one pass over its body."""
        graph, forms = self.graph, self.forms
        line = graph.lines[reader]
        partials: dict[str, NF] = {}
        slope = ONE

        def visit(leaf: Atom, factor: NF, bound: tuple[Variable, ...]) -> None:
            text = str(leaf.head)
            if places := graph.places(text):
                factor = forms.multiply(factor, kronecker(graph, subscripts_of(leaf), places))
            factor = forms.summed(factor, bound)
            add_to(partials.setdefault(text, {}), factor)

        body = graph.template(reader)
        if line.row is not None:
            body = graph.reader.read(line.body.args[0], graph.environment(reader))
            slope = self.slopes.written(line.row.slope, body, graph.element(reader, graph.letters(reader)))
        Differential(forms, self.slopes, lambda _: True, visit).of(body, slope)
        return partials

    @cached_property
    def _reaching(self) -> frozenset[str]:
        """Returns the names that the loss depends on, and the loss."""
        found, todo = {self.graph.loss}, [self.graph.loss]
        while todo:
            name = todo.pop()
            if name in self.graph.lines:
                for read in self.graph.heads(self.graph.template(name)):
                    if read not in found:
                        found.add(read)
                        todo.append(read)
        return frozenset(found)
