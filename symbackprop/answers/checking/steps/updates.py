"""Updates: a step of a parameter, judged against gradient descent, w ← w − η ∂E/∂w."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sympy as sp

from symbackprop.answers.checking.steps.perceptrons import judged_rule
from symbackprop.answers.judging import judged
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.calculus import Partial
from symbackprop.network.indices import head
from symbackprop.proof import Claim, Refuted, Undecided, Verdict, prove

NO_STEP = "whether this is a step of gradient descent"


def judged_update(parameter: sp.Expr, value: sp.Expr, words: Vocabulary) -> Verdict:
    """Returns the verdict on parameter ← value.

    It is proved if the step is −η times the derivative of the loss, of one item or of all, by
    the parameter, or a step of the learning rule of perceptrons; refuted if it is neither and every
    term of it has a derivative of the loss or a delta in it. A step with more in it, momentum or
    decay, is undecided.

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> known = vocabulary(two_layer())
    >>> v_1, eta, delta, y_1 = (known.quantities[text] for text in ("v_1", "eta", "delta_out", "y_1"))
    >>> judged_update(v_1, v_1 - eta * delta * y_1, known).word
    'proved'
    >>> judged_update(v_1, v_1 + eta * delta * y_1, known).word
    'refuted'
    """
    rate = words.derivation.training_set.letters.rate
    step = _step(parameter, value, rate)
    if step is None:
        return Undecided(Claim(parameter, value, words.definitions), NO_STEP)
    rule = judged_rule(parameter, step, words)
    if rule is not None:
        return rule
    gradient = Partial(_loss(step, words), parameter)
    claim = Claim(step, negated(gradient), words.definitions)
    verdict = judged_as_known(claim, words)
    if isinstance(verdict, Refuted) and not _is_made_of_gradients(step, words):
        return Undecided(claim, NO_STEP)
    return verdict


def judged_as_known(claim: Claim, words: Vocabulary) -> Verdict:
    """Returns the verdict on a claim about the derivative by a parameter, or by any parameter at all."""
    atoms = {atom for side in (claim.lhs, claim.rhs) for atom in side.atoms(Partial)}
    partials = {atom: sp.Symbol(f"d{atom.of}/d{atom.wrt}", real=True) for atom in atoms}
    generic = {atom: dummy for atom, dummy in partials.items() if not _is_known(atom.wrt, words)}
    if not generic:
        return judged([claim], words)[0]
    sides = (side.xreplace(generic) for side in (claim.lhs, claim.rhs))
    return of_claim(prove(Claim(*sides)), claim)


def of_claim(verdict: Any, claim: Claim) -> Verdict:
    """Returns a verdict as that on the claim as it was made, whose definitions are the network's own."""
    return replace(verdict, claim=claim)


def negated(expression: sp.Expr) -> sp.Expr:
    """Returns −expression, or what it is the negative of."""
    if expression.is_Mul and expression.args[0] == -1 and len(expression.args) == 2:
        return expression.args[1]
    return sp.Mul(-1, expression, evaluate=False)


def _is_known(name: sp.Expr, words: Vocabulary) -> bool:
    return head(name).name in words.quantities


def _loss(step: sp.Expr, words: Vocabulary) -> sp.Expr:
    """Returns the loss that a step speaks of: of all items if it says so or sums over them, else of one."""
    whole = words.derivation.training_set.letters.loss
    of_all = any(partial.of == whole for partial in step.atoms(Partial)) or step.has(sp.Sum)
    return whole if of_all and not words.network.is_indexed else words.network.loss.name


def _step(parameter: sp.Expr, value: sp.Expr, rate: sp.Symbol) -> sp.Expr | None:
    """Returns the r of parameter + rate r; None if the value is of another form."""
    terms = list(sp.Add.make_args(value))
    if parameter not in terms:
        return None
    terms.remove(parameter)
    if not terms:
        return None
    found = list(_without(rate, terms))
    if len(found) != len(terms) or any(term.has(rate) for term in found):
        return None
    return found[0] if len(found) == 1 else sp.Add(*found, evaluate=False)


def _without(rate: sp.Symbol, terms: list[sp.Expr]) -> Iterator[sp.Expr]:
    """Yields each term without the rate, if it is one of its factors once."""
    for term in terms:
        factors = list(sp.Mul.make_args(term))
        if factors.count(rate) == 1:
            factors.remove(rate)
            yield sp.Mul(*factors, evaluate=False) if len(factors) > 1 else factors[0] if factors else sp.S.One


def _is_made_of_gradients(step: sp.Expr, words: Vocabulary) -> bool:
    """Returns whether every term of a step has a derivative of the loss or a delta in it."""
    deltas = {head(delta.name).name for delta in words.derivation.deltas}
    losses = {words.network.loss.name, words.derivation.training_set.letters.loss}

    def speaks(term: sp.Expr) -> bool:
        partials = {atom for atom in term.atoms(Partial) if atom.of in losses}
        names = {head(atom).name for atom in term.atoms(sp.Symbol, sp.Indexed)}
        return bool(partials or names & deltas)

    return all(map(speaks, sp.Add.make_args(sp.expand(step))))
