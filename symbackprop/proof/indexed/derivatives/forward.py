"""Forward: the derivative of a name by another, by the chain rule down the equations.

The graph is cut at the name that is differentiated by, and at those held fixed. An element
of the cut array has the derivative given by Kronecker deltas, any other defined name that
of its body, any other name 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from symbackprop.proof.indexed.derivatives.differential import Differential
from symbackprop.proof.indexed.derivatives.graph import Graph
from symbackprop.proof.indexed.derivatives.slopes import Slopes
from symbackprop.proof.indexed.normal_form.atoms import NF, Atom
from symbackprop.proof.indexed.normal_form.changes import subscripts_of
from symbackprop.proof.indexed.normal_form.ring import ONE, ZERO, add_to
from symbackprop.proof.indexed.normal_form.variables import Subscript, Variable

Held = frozenset[str]


class Forward:
    """Derivatives of names, each computed once, in the letters of the name and the places of the other.

    graph   the equations
    slopes  the slopes of functions
    opened  what the adjoint of a name is, in the places of the name, given the name
    """

    def __init__(self, graph: Graph, slopes: Slopes, opened: Callable[[str], NF]) -> None:
        self.graph, self.forms, self.slopes, self.opened = graph, graph.forms, slopes, opened
        self._known: dict[tuple[str, str, Held], NF] = {}

    def of(self, text: str, wrt: str, held: Held) -> NF:
        """Returns the derivative of a name by an element of `wrt`, the names in `held` fixed."""
        for needed in self._needed(text, wrt, held):
            self._of(needed, wrt, held)
        return self._of(text, wrt, held)

    def used(self, text: str, wrt: str, held: Held) -> frozenset[str]:
        """Returns the equations that a derivative was taken of."""
        return frozenset(self._needed(text, wrt, held))

    def of_form(self, form: NF, wrt: str, held: Held) -> NF:
        """Returns the derivative of a normal form by an element of `wrt`."""
        total: NF = {}

        def visit(leaf: Atom, factor: NF, bound: tuple[Variable, ...]) -> None:
            text = str(leaf.head)
            slope = placed(self.graph, self._of(text, wrt, held), self.graph.letters(text), subscripts_of(leaf))
            add_to(total, self.forms.summed(self.forms.multiply(factor, slope), bound))

        Differential(self.forms, self.slopes, lambda text: self._may_depend(text, wrt, held), visit).of(form)
        return total

    def _of(self, text: str, wrt: str, held: Held) -> NF:
        key = text, wrt, held
        if key not in self._known:
            self._known[key] = self._derived(text, wrt, held)
        return self._known[key]

    def _derived(self, text: str, wrt: str, held: Held) -> NF:
        graph = self.graph
        if text == wrt:
            return kronecker(graph, graph.letters(text), graph.places(wrt))
        if not self._may_depend(text, wrt, held):
            return ZERO
        if text in graph.adjoint_of:
            name = graph.adjoint_of[text]
            value = placed(graph, self.opened(name), graph.places(name), graph.letters(text))
            return self.of_form(value, wrt, held)
        line = graph.lines[text]
        if line.row is None:
            return self.of_form(graph.template(text), wrt, held)
        argument = graph.reader.read(line.body.args[0], graph.environment(text))
        slope = self.slopes.written(line.row.slope, argument, graph.element(text, graph.letters(text)))
        return self.forms.multiply(slope, self.of_form(argument, wrt, held))

    def _may_depend(self, text: str, wrt: str, held: Held) -> bool:
        if text == wrt or text in self.graph.adjoint_of:
            return True
        line = self.graph.lines.get(text)
        if line is None or text in held:
            return False
        return not line.own or line.position >= self.graph.first_position(wrt)

    def _needed(self, text: str, wrt: str, held: Held) -> list[str]:
        """Returns the names whose derivatives that of `text` rests on, in the order of their equations."""
        lines, found, todo = self.graph.lines, set(), [text]
        while todo:
            name = todo.pop()
            if name in found or name not in lines or name == wrt or not self._may_depend(name, wrt, held):
                continue
            found.add(name)
            todo.extend(self.graph.heads(self.graph.template(name)))
        return sorted(found, key=lambda name: lines[name].position)


def placed(graph: Graph, form: NF, letters: Sequence[Subscript], subscripts: Sequence[Subscript]) -> NF:
    """Returns a form in letters at other subscripts."""
    places = {letter: place for letter, place in zip(letters, subscripts, strict=True) if isinstance(letter, int)}
    return graph.forms.renamed(form, places)


def kronecker(graph: Graph, one: Sequence[Subscript], other: Sequence[Subscript]) -> NF:
    """Returns the product of the deltas of subscripts, pair by pair."""
    result = ONE
    for a, b in zip(one, other, strict=True):
        result = graph.forms.multiply(result, graph.forms.delta(a, b))
    return result
