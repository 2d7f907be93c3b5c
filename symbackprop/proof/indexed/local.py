"""Local proofs: the gradients of a scalar network by thousands of weights, in time linear in the weights.

One pass backwards opens every adjoint at the equations that read the name, adjoints with a
name left as they are; each claimed gradient is then compared with what came out. The sides
are equal in the names, so that they are equal whatever the names stand for. What is not
decided so is left to the prover.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property

import sympy as sp
from sympy.core.function import AppliedUndef

from symbackprop.calculus.lasting import lasting
from symbackprop.calculus.partial import Partial
from symbackprop.network import Network
from symbackprop.network.functions import base_and_order
from symbackprop.proof.balls import Unclear, describe_stand_in, working_precision
from symbackprop.proof.claims import Claim, Hypothesis
from symbackprop.proof.enclosure import enclosure_of
from symbackprop.proof.indexed.derivatives.differential import Differential
from symbackprop.proof.indexed.derivatives.slopes import Slopes
from symbackprop.proof.indexed.domains import Domains
from symbackprop.proof.indexed.kernel import Kernel
from symbackprop.proof.indexed.normal_form.atoms import NF, Atom
from symbackprop.proof.indexed.normal_form.ring import ONE, add_to
from symbackprop.proof.indexed.normal_form.variables import Variable
from symbackprop.proof.indexed.values import Values
from symbackprop.proof.limits import OutOfReach, Undefined
from symbackprop.proof.prover import Prover
from symbackprop.proof.reader import Scope
from symbackprop.proof.sampling import Point
from symbackprop.proof.verdict import Proved, Verdict, Witness
from symbackprop.proof.witnesses import FIRST_BITS, Site

_EVIDENCE = "the chain rule at the equations that read it; the difference, written in the names, is the zero polynomial"
_POINTS = range(3)
_WORK_PER_NAME = 10_000


def opened_adjoints(kernel: Kernel, wanted: frozenset[str]) -> Mapping[str, NF]:
    """Returns the derivative of the loss by every defined or wanted scalar, adjoints with a name left as they are.

    >>> from symbackprop.network import two_layer
    >>> network = two_layer()
    >>> kernel = Kernel(network, network.definitions)
    >>> opened_adjoints(kernel, frozenset({"w_11"}))["w_11"] == kernel.adjoints.opened("w_11")
    True
    """
    graph, forms, slopes = kernel.graph, kernel.forms, Slopes(kernel.reader)
    adjoints: dict[str, NF] = {graph.loss: ONE}
    relevant = wanted.union(graph.lines).__contains__

    def visit(leaf: Atom, factor: NF, bound: tuple[Variable, ...]) -> None:
        text = str(leaf.head)
        if text in adjoints:
            add_to(adjoints[text], factor)
        else:
            adjoints[text] = dict(factor)

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
        Differential(forms, slopes, relevant, visit).of(body, upstream)
    return adjoints


class LocalProofs(Mapping[sp.Expr, Verdict]):
    """The verdicts on the gradients of a scalar network, by parameter; each is made when it is asked for.

    proved   the parameters whose gradients are proved by the local road
    """

    def __init__(
        self, network: Network, definitions: Mapping[sp.Expr, sp.Expr], gradients: Mapping[sp.Expr, sp.Expr]
    ) -> None:
        self._loss, self._definitions, self._gradients = network.loss.name, definitions, gradients
        deltas = {name: body for name, body in definitions.items() if isinstance(body, Partial)}
        self._kernel = Kernel(network, {**network.definitions, **deltas})
        self._kernel.forms.begin(_WORK_PER_NAME * (len(gradients) + len(network.definitions)))
        self._adjoints = opened_adjoints(self._kernel, frozenset(parameter.name for parameter in gradients))
        self._prover = Prover(definitions)
        self._variables = (*network.inputs, *network.parameters, *network.targets)
        self._domains = Domains(network.definitions)
        self.proved = frozenset(filter(self._is_proved, gradients))

    @property
    def ok(self) -> bool:
        """Returns whether every gradient is proved; what the local road leaves open is given to the prover."""
        return all(parameter in self.proved or isinstance(self[parameter], Proved) for parameter in self)

    def __getitem__(self, parameter: sp.Expr) -> Verdict:
        gradient = self._gradients[parameter]
        if parameter not in self.proved or self._values is None:
            return self._prover.prove(Partial(self._loss, parameter), gradient)
        claim = Claim(Partial(self._loss, parameter), gradient, self._definitions)
        with working_precision(FIRST_BITS):
            value = enclosure_of(self._values.of(self._adjoints.get(parameter.name, {})))
        witness = Witness(self._point, value, value, FIRST_BITS, self._stand_ins)
        return Proved(claim, "ring", self._hypotheses(parameter), witness, _EVIDENCE)

    def __iter__(self) -> Iterator[sp.Expr]:
        return iter(self._gradients)

    def __len__(self) -> int:
        return len(self._gradients)

    def _is_proved(self, parameter: sp.Expr) -> bool:
        """Returns whether the claimed gradient is what opening the adjoint gave, and has a value somewhere."""
        try:
            claimed = self._kernel.reader.read(self._gradients[parameter])
        except (OutOfReach, Undefined):
            return False
        return claimed == self._adjoints.get(parameter.name, {}) and self._has_a_value(claimed)

    def _has_a_value(self, form: NF) -> bool:
        if self._values is None:
            return False
        if all(exponent > 0 and self._kernel.forms.table[atom].head for term in form for atom, exponent in term):
            return True
        try:
            with working_precision(FIRST_BITS):
                self._values.of(form)
        except (Unclear, OutOfReach):
            return False
        return True

    def _hypotheses(self, parameter: sp.Expr) -> tuple[Hypothesis, ...]:
        lines = self._kernel.graph.lines
        bodies = [lines[text].body for text in sorted(self._kernel.adjoints.used(parameter.name))]
        conditions = self._domains.conditions((self._gradients[parameter], *bodies))
        return tuple(dict.fromkeys((*conditions, *self._domains.kinks(bodies))))

    @cached_property
    def _values(self) -> Values | None:
        """Returns the values at the first point at which every name has one; None if no point is found."""
        with working_precision(FIRST_BITS):
            for number in _POINTS:
                site = Site(Point(number), FIRST_BITS, Scope(self._definitions, {}))
                values = _simple_values(self._variables, number)
                try:
                    return Values(self._kernel, site, values, self._adjoints)
                except (Unclear, OutOfReach):
                    continue
        return None

    @cached_property
    def _point(self) -> tuple[tuple[str, Fraction], ...]:
        """Returns the values of all variables at that point, by name."""
        values = {} if self._values is None else self._values.variables
        return tuple(sorted((symbol.name, values[symbol]) for symbol in self._variables))

    @cached_property
    def _stand_ins(self) -> str:
        applied = (node for body in self._definitions.values() for node in body.atoms(AppliedUndef))
        return "; ".join(map(describe_stand_in, sorted({base_and_order(node.func)[0] for node in applied})))


def _simple_values(variables: Iterable[sp.Expr], number: int) -> dict[sp.Expr, Fraction]:
    """Returns values for variables, eighths in turn: between -1 and 1 at the first point, positive ones later."""
    eighths = [Fraction(part, 8) for part in range(1 if number else -7, 9) if part]
    return {symbol: eighths[(7 * place + number) % len(eighths)] for place, symbol in enumerate(variables)}


def prove_locally(
    network: Network, definitions: Mapping[sp.Expr, sp.Expr], gradients: Mapping[sp.Expr, sp.Expr]
) -> LocalProofs:
    """Returns the verdicts on the gradients of a scalar network, in time linear in its weights.

    network      a network without arrays
    definitions  its equations, and deltas as `Partial(E, u_1)`
    gradients    for each parameter, the claimed derivative of the loss

    >>> from symbackprop.calculus import derive
    >>> from symbackprop.network import two_layer
    >>> found = derive(two_layer())
    >>> claimed = {parameter: gradient.delta_form for parameter, gradient in found.gradients.items()}
    >>> proofs = prove_locally(found.network, found.definitions, claimed)
    >>> len(proofs.proved), proofs.ok
    (9, True)
    """
    with lasting():
        return LocalProofs(network, definitions, gradients)
