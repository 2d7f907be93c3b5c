"""The kernel: the difference of two sides as a normal form, opened step by step until it is 0.

Named adjoints are opened, from the farthest from the loss inwards; names are put in: none,
those whose equations were differentiated, all, and activations written out. Each step only
puts equals in for equals, so whichever ends at 0 proves the claim.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import sympy as sp

from symbackprop.calculus.partial import Partial
from symbackprop.network import Network
from symbackprop.network.indices import head, subscripts
from symbackprop.proof.indexed.derivatives.adjoints import Adjoints
from symbackprop.proof.indexed.derivatives.forward import Forward, placed
from symbackprop.proof.indexed.derivatives.graph import Graph
from symbackprop.proof.indexed.derivatives.slopes import Slopes
from symbackprop.proof.indexed.normal_form.atoms import NF
from symbackprop.proof.indexed.normal_form.changes import Substitution
from symbackprop.proof.indexed.normal_form.forms import Forms
from symbackprop.proof.indexed.normal_form.vanishing import vanishes
from symbackprop.proof.indexed.reading.ranges import Environment
from symbackprop.proof.indexed.reading.reader import Reader
from symbackprop.proof.indexed.rewriting import Rewriting, Rule, rule_from
from symbackprop.proof.indexed.spelling import Spelling
from symbackprop.proof.limits import OutOfReach, TooBig, Undefined

Letters = Mapping[sp.Symbol, sp.Expr | None]
"""How far each free index runs; None if nothing tells."""
MOST_ATOMS = 100_000
"""How many atoms a kernel may know, besides those of its network, before it is to be made anew."""


class Effort(NamedTuple):
    """How many named adjoints are opened, and how many of the STAGES are tried."""

    adjoints: int
    stages: int


BRIEF, THOROUGH = Effort(1, 2), Effort(1_000, 4)


@dataclass(frozen=True)
class Finding:
    """How a difference came to be 0.

    opened  the names whose equations were put in or differentiated
    ruled   whether hypotheses were used
    words   what was put in, in words
    """

    opened: frozenset[str]
    ruled: bool
    words: str


class Kernel:
    """The normal forms of one network.

    >>> from symbackprop.network import two_layer
    >>> network = two_layer()
    >>> kernel = Kernel(network, network.definitions)
    >>> w, x = (network.parameter("w_11"), network.inputs[0])
    >>> found = kernel.decide(
    ...     Partial(network.loss.name, w), Partial(network.loss.name, sp.Symbol("u_1", real=True)) * x
    ... )
    >>> found.words
    'all names left open'
    """

    def __init__(self, network: Network, definitions: Mapping[sp.Expr, sp.Expr]) -> None:
        self.forms = Forms()
        self.reader = Reader(self.forms, self._derived)
        self.graph = Graph(network, definitions, self.reader)
        slopes = Slopes(self.reader)
        self.adjoints = Adjoints(self.graph, slopes)
        self.forward = Forward(self.graph, slopes, self.adjoints.opened)
        self.rules: list[Rule] = []
        self._spelling = Spelling(self.reader)
        self._opened: set[str] = set()

    def assume(self, zero: sp.Expr, letters: Letters) -> None:
        """Takes an expression that is 0 for a rewriting rule, if it has the form of one."""
        self.forms.begin()
        form = self._ruled(self.reader.read(zero, self.environment(letters)))
        rule = rule_from(self.forms, form)
        if rule is not None:
            later = Rewriting(self.forms, [rule])
            self.rules = [
                *(Rule(old.pattern, old.letters, self.forms.changed(old.value, later)) for old in self.rules),
                rule,
            ]

    def environment(self, letters: Letters) -> Environment:
        """Returns what the free indices of a claim are as subscripts."""
        ranges = self.reader.ranges
        return {symbol: ranges.letter(symbol, ranges.size_if_known(last)) for symbol, last in letters.items()}

    def decide(
        self, lhs: sp.Expr, rhs: sp.Expr, letters: Letters | None = None, effort: Effort = BRIEF
    ) -> Finding | None:
        """Returns how lhs - rhs was seen to be 0, None if it was not.

        Raises OutOfReach or Undefined if nothing was seen and some step could not be made.
        """
        self.forms.begin()
        self._opened = set()
        env = self.environment(letters or {})
        form = self.forms.subtract(self.reader.read(lhs, env), self.reader.read(rhs, env))
        opened = list(self._opening(form, effort.adjoints))
        missing: OutOfReach | Undefined | None = None
        for words, stage in STAGES[: effort.stages]:
            for one in opened:
                try:
                    finding = self._seen(stage(self, one), words)
                except (OutOfReach, Undefined) as reason:
                    missing = reason
                    break
                if finding is not None:
                    return finding
            self.forms.begin()
        if missing is not None:
            raise missing
        return None

    def _seen(self, form: NF | None, words: str) -> Finding | None:
        if form is None:
            return None
        if vanishes(self.forms, form):
            return Finding(frozenset(self._opened), ruled=False, words=words)
        if self.rules and vanishes(self.forms, self._ruled(form)):
            return Finding(frozenset(self._opened), ruled=True, words=words)
        return None

    def _opening(self, form: NF, times: int) -> Iterator[NF]:
        """Yields the form, then the form with the named adjoint that is farthest from the loss opened, and so on."""
        yield form
        for _ in range(times):
            named = [text for text in self.graph.heads(form) if text in self.graph.adjoint_of]
            if not named:
                return
            farthest = min(named, key=lambda text: (self._distance(text), text))
            try:
                form = self.forms.changed(form, self.adjoints.opening(farthest))
            except TooBig:
                return
            self._opened |= self.adjoints.used(self.graph.adjoint_of[farthest])
            yield form

    def _distance(self, delta: str) -> int:
        line = self.graph.lines.get(self.graph.adjoint_of[delta])
        return -1 if line is None else line.position

    def _as_it_is(self, form: NF) -> NF | None:
        return form

    def _differentiated(self, form: NF) -> NF | None:
        """Returns the form with the names put in whose equations were differentiated; None if there are none."""
        lines = self.graph.lines
        some = {text for text in self._opened if lines[text].row is None}
        return None if some.isdisjoint(self.graph.heads(form)) else self._put_in(form, some)

    def _all(self, form: NF) -> NF | None:
        """Returns the form with all names put in; None if there are none."""
        lines = self.graph.lines
        return None if self.graph.heads(form).isdisjoint(lines) else self._put_in(form, lines)

    def _spelt(self, form: NF) -> NF | None:
        """Returns the form with all names put in and activations in elementary functions."""
        return self.forms.changed(self._put_in(form, self.graph.lines), self._spelling)

    def _put_in(self, form: NF, names: Container[str]) -> NF:
        substitution = Substitution(names, self.graph.meaning)
        form = self.forms.changed(form, substitution)
        self._opened |= substitution.replaced
        return form

    def _ruled(self, form: NF) -> NF:
        return self.forms.changed(form, Rewriting(self.forms, self.rules)) if self.rules else form

    def _derived(self, node: Partial, env: Environment) -> NF:
        """Returns the normal form of a derivative of a name by a name."""
        if not isinstance(node.of, sp.Symbol | sp.Indexed) or not isinstance(node.wrt, sp.Symbol | sp.Indexed):
            raise OutOfReach(f"{node}, the derivative of what is no name")
        graph, ranges = self.graph, self.reader.ranges
        of, wrt = head(node.of).name, head(node.wrt).name
        above, below = (
            tuple(ranges.subscript(place, env) for place in subscripts(side)) for side in (node.of, node.wrt)
        )
        if len(above) != len(graph.letters(of)) or len(below) != len(graph.places(wrt)):
            raise OutOfReach(f"{node}, whose names have other subscripts in the network")
        if of == graph.loss and not node.held:
            self._opened |= self.adjoints.used(wrt) if wrt not in graph.deltas else frozenset()
            return placed(graph, self.adjoints.of(wrt), graph.places(wrt), below)
        held = frozenset(head(name).name for name in node.held)
        form = self.forward.of(of, wrt, held)
        self._opened |= self.forward.used(of, wrt, held)
        return placed(graph, form, (*graph.letters(of), *graph.places(wrt)), (*above, *below))


STAGES: tuple[tuple[str, Callable[[Kernel, NF], NF | None]], ...] = (
    ("all names left open", Kernel._as_it_is),  # noqa: SLF001
    ("the names put in whose equations are differentiated", Kernel._differentiated),  # noqa: SLF001
    ("all names put in", Kernel._all),  # noqa: SLF001
    ("all names put in, activations written out", Kernel._spelt),  # noqa: SLF001
)
"""What is put in for names, from little to everything."""
