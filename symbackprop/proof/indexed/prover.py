"""The prover for networks with indexed equations: normal forms for all sizes, instances at small ones.

1. The normal form of lhs - rhs. If it is 0 the claim holds for all sizes.
2. Instances, with different and with equal free indices. Two disjoint balls refute; a
   finite point shows that nothing is proved about nothing.
3. Where the normal form is out of reach or not 0, instances at sizes beyond all numbers that
   the claim weighs against them, and the scalar kernel on all instances at small sizes: what
   it proves is proved at these sizes, and the verdict says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import sympy as sp

from symbackprop.calculus.partial import Partial
from symbackprop.errors import NetworkError
from symbackprop.network import Network
from symbackprop.network.indices import free_indices, head
from symbackprop.proof.claims import Claim, Hypothesis
from symbackprop.proof.indexed.domains import Domains
from symbackprop.proof.indexed.generalised import Generalised, generalised
from symbackprop.proof.indexed.kernel import BRIEF, MOST_ATOMS, THOROUGH, Effort, Finding, Kernel, Letters
from symbackprop.proof.indexed.reading.index_sizes import index_sizes
from symbackprop.proof.indexed.small_sizes.afar import ways_afar
from symbackprop.proof.indexed.small_sizes.instances import (
    EQUAL,
    MIXED,
    Choice,
    Instances,
    Ways,
    Written,
    at_one_place,
    everywhere,
    here_and_there,
)
from symbackprop.proof.indexed.small_sizes.lifting import lifted, lifted_point
from symbackprop.proof.indexed.small_sizes.spot import Sizes
from symbackprop.proof.limits import OutOfReach, Undefined
from symbackprop.proof.prover import Prover
from symbackprop.proof.verdict import Proved, Refuted, Undecided, Verdict, Witness

_DEFECT = "the kernel contradicts itself, which is a defect: please report this claim"
_NO_POINT = "no point was found at which both sides are defined"
_DIFFER = "the normal forms differ"
_OF_ARRAYS = (sp.Indexed, sp.Sum)
MOST_INSTANCES = 100
MOST_AFAR = 3_000
"""The most scalars a network may have at sizes beyond the numbers of a claim."""
_ATOMS_OF_A_NAME = 20


class IndexedProver:
    """Proves claims about the names of one network with indexed equations.

    network      the network; the hypotheses it vouches for are used where they are needed
    definitions  what names stand for: the equations, and deltas as `Partial(E, u[j])`
    given        hypotheses that every claim is made under

    >>> from symbackprop.network.indices import array, index, size
    >>> from symbackprop.network import Equation, name
    >>> from symbackprop.calculus.partial import Partial
    >>> i, k, n, w, x, E = index("i"), index("k"), size("n"), array("w"), array("x"), name("E")
    >>> network = Network([Equation(E, sp.Sum(w[i] * x[i], (i, 1, n)))], parameters=[w])
    >>> prover = IndexedProver(network, network.definitions)
    >>> type(prover.prove(Partial(E, w[k]), x[k])).__name__
    'Proved'
    """

    def __init__(
        self, network: Network, definitions: Mapping[sp.Expr, sp.Expr], given: Sequence[Hypothesis] = ()
    ) -> None:
        self.network = network
        self.definitions = {name: sp.sympify(body, strict=True) for name, body in definitions.items()}
        self.given = tuple(given)
        self.vouched = tuple(Hypothesis(left - right, "=", "user") for left, right in network.hypotheses)
        self._bodies = {head(name): body for name, body in self.definitions.items()}
        self._domains = Domains(self._bodies, [known.expression for known in self.given if known.relation == ">"])
        self._scalar = Prover({}, self.given)
        self._general = self._generalised()
        self._kernel = self._new_kernel()
        self._instances = Instances(network, self.definitions, (*self.given, *self.vouched), self._letters)

    def prove(self, lhs: sp.Expr, rhs: sp.Expr) -> Verdict:
        """Returns the verdict on lhs = rhs; never raises for a claim that is beyond reach."""
        claim = Claim(sp.sympify(lhs, strict=True), sp.sympify(rhs, strict=True), self.definitions, self.given)
        if self._stands_alone(claim):
            return self._scalar.prove(claim.lhs, claim.rhs)
        if self._general is not None:
            return self._by_general_sizes(claim, *self._general)
        return self._judged(claim)

    def parts(self, lhs: sp.Expr, rhs: sp.Expr) -> bool:
        """Returns whether balls part the sides at the first point tried: a glance, before anything is proved."""
        if self._general is not None:
            named, prover = self._general
            return prover.parts(named.of(lhs), named.of(rhs))
        claim = Claim(lhs, rhs, self.definitions, self.given)
        try:
            letters = self._letters(lhs, rhs)
            for spot, _, left, right in self._instances.written(claim, letters, MIXED[:1], at_one_place):
                return isinstance(spot.glance(left, right, self._instances.hypotheses(spot, ())), Refuted)
        except (OutOfReach, Undefined, NetworkError, RecursionError):
            return False
        return False

    def written(self, claim: Claim, ways: Ways, choose: Choice) -> Iterator[Written]:
        """Yields a claim written out in scalars at small sizes.

        Raises OutOfReach if that is too much.
        """
        if self._general is not None:
            named, prover = self._general
            yield from prover.written(Claim(named.of(claim.lhs), named.of(claim.rhs)), ways, choose)
        else:
            yield from self._instances.written(claim, self._letters(claim.lhs, claim.rhs), ways, choose)

    def _judged(self, claim: Claim) -> Verdict:
        try:
            letters = self._letters(claim.lhs, claim.rhs)
            disagreement = index_sizes((claim.lhs, claim.rhs), self._kernel.graph.shape).disagreement
            return self._ill_formed(claim, letters, disagreement) if disagreement else self._prove(claim, letters)
        except (OutOfReach, Undefined, NetworkError) as missing:
            return Undecided(claim, str(missing).partition("\n")[0])
        except RecursionError:
            return Undecided(claim, "the expression is nested too deeply")

    def _by_general_sizes(self, claim: Claim, named: Generalised, prover: IndexedProver) -> Verdict:
        """Returns the verdict on the claim with names for its sizes, if it is proved; else that at its own sizes."""
        verdict = prover.prove(named.of(claim.lhs), named.of(claim.rhs))
        if isinstance(verdict, Proved) and not verdict.sizes:
            hypotheses = tuple(replace(h, expression=named.put_back(h.expression)) for h in verdict.hypotheses)
            return replace(verdict, claim=claim, hypotheses=hypotheses)
        return self._judged(claim)

    def _generalised(self) -> tuple[Generalised, IndexedProver] | None:
        """Returns the network with names for its sizes, and its prover, if it is too large to be written out."""
        if (named := generalised(self.network)) is None:
            return None
        definitions = {name: named.of(body) for name, body in self.definitions.items()}
        given = [replace(known, expression=named.of(known.expression)) for known in self.given]
        return named, IndexedProver(named.network, definitions, given)

    def _prove(self, claim: Claim, letters: Letters) -> Verdict:
        finding, _ = self._by_normal_form(claim, letters, BRIEF)
        if finding is None:
            refuted = self._glance(claim, letters, ())
            if isinstance(refuted, Refuted):
                return refuted
            finding, missing = self._by_normal_form(claim, letters, THOROUGH)
            if finding is None:
                return self._by_instances(claim, letters, missing)
        return self._confirmed(claim, letters, finding)

    def _stands_alone(self, claim: Claim) -> bool:
        """Returns whether a claim is about scalars that are no names of the network: the lemma of an activation."""
        symbols = claim.lhs.free_symbols | claim.rhs.free_symbols
        indexed = claim.lhs.has(sp.Indexed, sp.Sum) or claim.rhs.has(sp.Indexed, sp.Sum)
        return not indexed and symbols.isdisjoint(self._scalars)

    @cached_property
    def _scalars(self) -> set[sp.Symbol]:
        """Returns the names of the network that are no arrays."""
        arrays = {symbol for symbol in self.network.symbols if self.network.ranges(symbol)}
        return {*self.network.symbols, *self._bodies} - arrays

    def _by_normal_form(self, claim: Claim, letters: Letters, effort: Effort) -> tuple[Finding | None, str]:
        """Returns how the difference came to be 0; or None, and what is missing."""
        if len(self._kernel.forms.table) > MOST_ATOMS + _ATOMS_OF_A_NAME * len(self.network.symbols):
            self._kernel = self._new_kernel()
        try:
            return self._kernel.decide(claim.lhs, claim.rhs, letters, effort), _DIFFER
        except OutOfReach as missing:
            return None, str(missing)
        except Undefined as missing:
            return None, f"undefined: {missing}"
        except RecursionError:
            return None, "the expression is nested too deeply"

    def _confirmed(self, claim: Claim, letters: Letters, finding: Finding) -> Verdict:
        """Returns the verdict on a claim whose difference is 0: proved, if it speaks of something."""
        hypotheses = self._hypotheses(claim, finding)
        point = self._glance(claim, letters, hypotheses)
        if isinstance(point, Refuted):
            return Undecided(claim, _DEFECT)
        if point is None:
            return Undecided(claim, _NO_POINT)
        vouched = " and the network's hypotheses" if finding.ruled and self.vouched else ""
        evidence = f"for all sizes; normal form of the difference 0, {finding.words}{vouched}"
        return Proved(claim, "sums", hypotheses, point, evidence)

    def _hypotheses(self, claim: Claim, finding: Finding) -> tuple[Hypothesis, ...]:
        read = (claim.lhs, claim.rhs, *(self._bodies[symbol] for symbol in self._opened(finding)))
        found = (*self._domains.conditions(read), *self._domains.kinks(read[2:]))
        vouched = self.vouched if finding.ruled else ()
        return tuple(dict.fromkeys((*self.given, *vouched, *found)))

    def _opened(self, finding: Finding) -> list[sp.Symbol]:
        return [symbol for symbol in self._bodies if symbol.name in finding.opened]

    def _ill_formed(self, claim: Claim, letters: Letters, disagreement: str) -> Verdict:
        """Returns the verdict where ranges disagree: refuted, if the claim is false where all ranges are equal."""
        seen = self._glance(claim, letters, (), EQUAL)
        return seen if isinstance(seen, Refuted) else Undecided(claim, disagreement)

    def _glance(
        self, claim: Claim, letters: Letters, hypotheses: tuple[Hypothesis, ...], ways: Ways = MIXED
    ) -> Refuted | Witness | None:
        """Returns a refutation by balls at an instance, or a point where both sides are finite, or None."""
        found: Witness | None = None
        for spot, places, lhs, rhs in self._instances.written(claim, letters, ways, here_and_there):
            seen = spot.glance(lhs, rhs, self._instances.hypotheses(spot, hypotheses))
            if isinstance(seen, Refuted):
                return lifted(seen, claim, spot.sizes, places)
            if found is None and seen is not None:
                found = lifted_point(seen.witness(), spot.sizes, places)
        return found

    def _by_instances(self, claim: Claim, letters: Letters, missing: str) -> Verdict:
        """Returns the verdict of the scalar kernel: on scalars, at sizes afar, at small sizes."""
        if self._foreign(claim, letters):
            return Undecided(claim, missing)
        if (whatever := self._of_scalars(claim, letters)) is not None:
            return whatever
        ways = ways_afar(self.network.sizes, (claim.lhs, claim.rhs), self._bodies.values())
        if (count := max(map(self._instances.count, ways))) > MOST_AFAR:
            return Undecided(claim, f"{missing}; at sizes beyond its numbers the network has {count} scalars")
        afar = self._glance(claim, letters, (), ways)
        return afar if isinstance(afar, Refuted) else self._at_small_sizes(claim, letters, missing)

    def _at_small_sizes(self, claim: Claim, letters: Letters, missing: str) -> Verdict:
        """Returns the verdict of the scalar kernel on all instances at small sizes."""
        proved: list[Proved] = []
        sizes: dict[Sizes, None] = {}
        point: Witness | None = None
        for spot, places, lhs, rhs in self._instances.written(claim, letters, MIXED, everywhere):
            verdict = spot.prover.prove(lhs, rhs)
            if isinstance(verdict, Refuted):
                return lifted(verdict, claim, spot.sizes, places)
            if not isinstance(verdict, Proved):
                return Undecided(claim, f"{missing}; at small sizes {_missing(verdict)}")
            proved.append(verdict)
            sizes[spot.sizes] = None
            point = point or lifted_point(verdict.point, spot.sizes, places)
            if len(proved) > MOST_INSTANCES:
                return Undecided(claim, f"{missing}; it has more than {MOST_INSTANCES} instances at small sizes")
        if point is None:
            return Undecided(claim, missing)
        hypotheses = tuple(dict.fromkeys(found for verdict in proved for found in verdict.hypotheses))
        evidence = f"{proved[0].evidence}, instance by instance ({missing} for all sizes)"
        return Proved(claim, proved[0].method, hypotheses, point, evidence, tuple(size for size in sizes if size))

    def _of_scalars(self, claim: Claim, letters: Letters) -> Proved | None:
        """Returns the verdict of the scalar kernel on a claim about scalars, if it holds whatever their names mean."""
        nodes = claim.lhs.atoms(Partial, *_OF_ARRAYS) | claim.rhs.atoms(Partial, *_OF_ARRAYS)
        if not all(isinstance(node, Partial) and node.of.free_symbols == {node.wrt} for node in nodes):
            return None
        verdict = self._scalar.prove(claim.lhs, claim.rhs)
        if not isinstance(verdict, Proved):
            return None
        point = self._glance(claim, letters, verdict.hypotheses)
        evidence = f"for all sizes, whatever the names stand for; {verdict.evidence}"
        return replace(verdict, claim=claim, point=point, evidence=evidence) if isinstance(point, Witness) else None

    def _foreign(self, claim: Claim, letters: Letters) -> bool:
        """Returns whether the claim speaks of sizes that the network does not have."""
        free = {*free_indices(claim.lhs), *free_indices(claim.rhs)}
        return not free <= {*letters, *self.network.sizes}

    def _letters(self, *expressions: sp.Expr) -> Letters:
        """Returns how far the free indices of expressions run; a size of the network is none."""
        sizes = index_sizes(expressions, self._kernel.graph.shape).sizes
        free = {symbol for expression in expressions for symbol in free_indices(expression)} - set(self.network.sizes)
        letters = (symbol for symbol in sorted(free, key=str) if not symbol.is_positive or symbol in sizes)
        return {symbol: sizes.get(symbol) for symbol in letters}

    def _new_kernel(self) -> Kernel:
        kernel = Kernel(self.network, self.definitions)
        for known in (*self.given, *self.vouched):
            if known.relation == "=":
                letters = index_sizes([known.expression], kernel.graph.shape).sizes
                try:
                    kernel.assume(known.expression, letters)
                except (OutOfReach, Undefined):
                    continue
        return kernel


def _missing(verdict: Verdict) -> str:
    return verdict.missing if isinstance(verdict, Undecided) else ""
