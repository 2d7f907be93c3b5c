"""Judging: a claim in any of the forms people have it, and the verdict on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import singledispatch
from typing import Protocol

import sympy as sp

from symbackprop.answers.building import settled
from symbackprop.answers.formula import Formula, read_formula
from symbackprop.answers.vocabulary import Vocabulary, vocabulary
from symbackprop.calculus import Derivation, Step
from symbackprop.errors import FormulaError, unknown
from symbackprop.network import Network, two_layer
from symbackprop.network.indices import is_index
from symbackprop.network.names import as_names
from symbackprop.proof import Claim, Hypothesis, Proved, Prover, Refuted, Verdict
from symbackprop.proof.derivations import Proofs
from symbackprop.proof.indexed.prover import IndexedProver


class Judge(Protocol):
    """What judges equations about one network."""

    def prove(self, lhs: sp.Expr, rhs: sp.Expr) -> Verdict:
        """Returns the verdict on lhs = rhs."""

    def parts(self, lhs: sp.Expr, rhs: sp.Expr) -> bool:
        """Returns whether the sides are seen to differ at a glance."""


def prove(claim: object, network: Network | Derivation | None = None) -> Verdict | tuple[Verdict, ...] | Proofs:
    """Returns the verdict on a claim about a network, or the proofs of a whole derivation.

    claim    a formula as text ("dE/dw_11 = delta_1*x_1"), a SymPy `Eq`, a `Step`, a `Claim`,
             or a `Derivation`, of which every step is proved
    network  what its names mean: a network or a derivation; None: the 2-2-1 network

    A chain a = b = c makes as many claims as it has equality signs and gets a tuple of
    verdicts. Raises FormulaError for text that is no equation, UnknownName for an `Eq` or
    `Step` that reads a name the network does not have.

    >>> print(type(prove("dE/dw_11 = delta_1*x_1")).__name__)
    Proved
    >>> print(type(prove("dE/dw_11 = delta_1*x_2")).__name__)
    Refuted
    """
    if isinstance(claim, Derivation):
        return claim.prove()
    words = vocabulary(two_layer() if network is None else network)
    verdicts = judged(tuple(claims(claim, words)), words)
    return verdicts if len(verdicts) > 1 else verdicts[0]


def judged(claims: Sequence[Claim], words: Vocabulary) -> tuple[Verdict, ...]:
    """Returns the verdicts on claims about one network; a refutation of scalars at a point that is easy to read.

    What the author of the network vouches for is used where a claim does not hold without it.
    """
    judge = _of_any_size if words.network.is_indexed else _of_scalars
    return tuple(judge(replace(claim, lhs=settled(claim.lhs), rhs=settled(claim.rhs)), words) for claim in claims)


def judge_of(claim: Claim, words: Vocabulary) -> Judge:
    """Returns what judges equations between the names of a claim, under all that is vouched for."""
    if not words.network.is_indexed:
        return Prover(claim.definitions, (*claim.given, *words.hypotheses))
    own = claim.given or claim.definitions is not words.definitions
    return IndexedProver(words.network, claim.definitions, claim.given) if own else words.prover


def _of_any_size(claim: Claim, words: Vocabulary) -> Verdict:
    return judge_of(claim, words).prove(claim.lhs, claim.rhs)


def _of_scalars(claim: Claim, words: Vocabulary) -> Verdict:
    verdict = _plainly(claim)
    if isinstance(verdict, Proved) or not words.hypotheses:
        return verdict
    return _plainly(replace(claim, given=(*claim.given, *words.hypotheses)))


def _plainly(claim: Claim) -> Verdict:
    prover = Prover(claim.definitions, claim.given)
    verdict = prover.prove(claim.lhs, claim.rhs)
    return prover.plainest(verdict) if isinstance(verdict, Refuted) else verdict


@singledispatch
def claims(claim: object, words: Vocabulary) -> Iterable[Claim]:
    """Returns what is claimed, one `Claim` for each pair of sides.

    Raises FormulaError for an object that claims nothing.
    """
    raise FormulaError(
        f"{claim!r} is no claim\n"
        f"    given             {type(claim).__name__}\n"
        "    give              text with =, a SymPy Eq (SymPy turns Eq(a, a) into True), a Step or a Claim"
    )


@claims.register
def _text(claim: str, words: Vocabulary) -> Iterator[Claim]:
    return read_formula(claim, words).claims()


@claims.register
def _formula(claim: Formula, words: Vocabulary) -> Iterator[Claim]:
    return claim.claims()


@claims.register
def _claim(claim: Claim, words: Vocabulary) -> tuple[Claim]:
    return (claim,)


@claims.register(sp.Eq)
def _equation(claim: sp.Eq, words: Vocabulary) -> tuple[Claim]:
    left, right = (_in_words_of(as_names(side), words) for side in claim.args)
    _check_names((left, right), words)
    return (Claim(left, right, words.definitions),)


@claims.register
def _step(claim: Step, words: Vocabulary) -> tuple[Claim]:
    if claim.claimed is None:
        raise FormulaError(
            f"{claim} claims nothing: it is a {claim.kind}\n    give              a step that is a claim"
        )
    _check_names(claim.claimed, words)
    given = tuple(Hypothesis(expression, ">", "domain") for expression in claim.where)
    return (Claim(*claim.claimed, words.definitions, given),)


def _check_names(sides: Iterable[sp.Expr], words: Vocabulary) -> None:
    for symbol in sorted({symbol for side in sides for symbol in side.free_symbols if symbol.is_Symbol}, key=str):
        if symbol.name not in words.quantities and not (words.network.is_indexed and is_index(symbol)):
            raise unknown("quantity", symbol, words.shown)


def _in_words_of(side: sp.Expr, words: Vocabulary) -> sp.Expr:
    """Returns the expression with the network's own symbols for its sizes."""
    sizes = {size.name: size for size in words.network.sizes}
    return side.xreplace({symbol: sizes[symbol.name] for symbol in side.free_symbols if str(symbol) in sizes})
