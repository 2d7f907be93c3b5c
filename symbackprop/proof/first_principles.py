"""First principles: a gradient against the derivative of the loss, by two roads of its own.

The first road is the tower's derivation: the chain rule through the definitions, value by
value. The second composes the loss into one expression in elementary functions, lets
SymPy's `diff` differentiate it, and has the tower compare. Neither shares code with the
sweep that derived the gradient.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sympy as sp

from symbackprop.calculus.partial import Partial
from symbackprop.network.functions import NamedFunction
from symbackprop.proof.claims import Claim, Hypothesis
from symbackprop.proof.prover import Prover
from symbackprop.proof.reader import settle
from symbackprop.proof.spelling import SPELLINGS, spelled
from symbackprop.proof.verdict import Proved, Refuted, Undecided, Verdict

LARGEST_LOSS = 5_000
"""The most nodes a composed loss may have before SymPy is not asked to differentiate it."""


class FirstPrinciples:
    """The two roads to the gradients of one loss.

    definitions  name -> body, the network (and names that gradients are written in)
    loss         the name whose derivatives are claimed
    given        hypotheses, as in `Claim`

    >>> from symbackprop.network.names import names
    >>> w, x, u, E = names("w x u E")
    >>> roads = FirstPrinciples({u: w * x, E: sp.tanh(u)}, E)
    >>> [type(verdict).__name__ for verdict in roads.both(w, x * (1 - sp.tanh(u) ** 2))]
    ['Proved', 'Proved']
    """

    def __init__(self, definitions: Mapping[sp.Expr, sp.Expr], loss: sp.Expr, given: Sequence[Hypothesis] = ()) -> None:
        self.loss = loss
        self.prover = Prover(definitions, given)
        self._composed: dict[sp.Expr, sp.Expr | None] = {}

    def both(self, parameter: sp.Expr, gradient: sp.Expr) -> tuple[Verdict, Verdict]:
        """Returns the verdicts of the two roads on ∂loss/∂parameter = gradient."""
        return self.by_derivation(parameter, gradient), self.by_composition(parameter, gradient)

    def only_by_derivation(self, parameter: sp.Expr, gradient: sp.Expr) -> tuple[Verdict]:
        """Returns the verdict of the first road alone, for a loss too long to be composed."""
        return (self.by_derivation(parameter, gradient),)

    def by_derivation(self, parameter: sp.Expr, gradient: sp.Expr) -> Verdict:
        """Returns the verdict of the tower's own derivation."""
        return self.prover.prove(Partial(self.loss, parameter), gradient)

    def by_composition(self, parameter: sp.Expr, gradient: sp.Expr) -> Verdict:
        """Returns the verdict on SymPy's derivative of the composed loss; Undecided if that is too long."""
        whole = self._whole(parameter)
        if whole is None:
            claim = Claim(Partial(self.loss, parameter), gradient, self.prover.definitions, self.prover.given)
            return Undecided(claim, f"the loss composed into one expression has more than {LARGEST_LOSS} nodes")
        verdict = self.prover.prove(sp.diff(whole, parameter), gradient)
        if isinstance(verdict, Refuted) and isinstance(self.by_derivation(parameter, gradient), Proved):
            return Undecided(verdict.claim, "composing the loss has changed where it is defined")
        return verdict

    def _whole(self, parameter: sp.Expr) -> sp.Expr | None:
        """Returns the composed loss; a defined name that is differentiated by stays a name."""
        cut = parameter if parameter in self.prover.definitions else sp.S.One
        if cut not in self._composed:
            kept = {name: body for name, body in self.prover.definitions.items() if name != cut}
            self._composed[cut] = composed(self.loss, kept)
        return self._composed[cut]


def composed(expression: sp.Expr, definitions: Mapping[sp.Expr, sp.Expr], limit: int = LARGEST_LOSS) -> sp.Expr | None:
    """Returns the expression in variables and elementary functions; None beyond `limit` nodes.

    >>> from symbackprop.network.heads import sigmoid
    >>> from symbackprop.network.names import names
    >>> u, x = names("u x")
    >>> composed(sigmoid(u), {u: 2 * x})
    1/(1 + exp(-2*x))
    """

    def parts(node: sp.Basic) -> tuple[sp.Basic, ...]:
        if node in definitions:
            return (definitions[node],)
        return (spelled(node),) if _is_spelled(node) else node.args

    def length(node: sp.Basic) -> int:
        return 1 + sum(lengths[part] for part in parts(node))

    def build(node: sp.Basic) -> sp.Basic:
        inside = [whole[part] for part in parts(node)]
        if node in definitions or _is_spelled(node):
            return inside[0]
        return node.func(*inside) if inside else node

    lengths: dict[sp.Basic, int] = {}
    if settle(expression, lengths, parts, length) > limit:
        return None
    whole: dict[sp.Basic, sp.Basic] = {}
    return settle(expression, whole, parts, build)


def _is_spelled(node: sp.Basic) -> bool:
    return isinstance(node, NamedFunction) or type(node) in SPELLINGS
