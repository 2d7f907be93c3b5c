"""Reasons: what stands under each line of a derivation on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import sympy as sp

from symbackprop.calculus import Derivation
from symbackprop.calculus.rewriting import DeltaNamed, DeltasCollected, HypothesisUsed
from symbackprop.calculus.rules import ChainRule, LocalPartials, Rule
from symbackprop.cli.terminal.screen import Screen
from symbackprop.network.indices import head, heads
from symbackprop.notation.equations import equation

_WIDEST = 72


def reasons(rule: Rule, derivation: Derivation, screen: Screen) -> Iterator[str]:
    """Returns the lines that say why a step holds, and what the deltas in it stand for."""
    table = _OF_ARRAYS if derivation.network.is_indexed else _OF_SCALARS
    return table.get(type(rule), _title)(rule, derivation, screen)


def _title(rule: Rule, derivation: Derivation, screen: Screen) -> Iterator[str]:
    yield rule.title


def _stated(rule: Rule, derivation: Derivation, screen: Screen) -> Iterator[str]:
    """Returns the statement of a rule that cites nothing, as a phrase."""
    pieces = (piece if isinstance(piece, str) else screen.formula(piece) for piece in rule.statement())
    text = "".join(pieces)
    yield text[:1].lower() + text[1:].removesuffix(".")


def _paths(rule: ChainRule, derivation: Derivation, screen: Screen) -> Iterator[str]:
    count = len(rule.paths)
    yield "chain rule along the only path" if count == 1 else f"chain rule: {count} paths, and the paths add"


def _partials(rule: LocalPartials, derivation: Derivation, screen: Screen) -> Iterator[str]:
    yield rule.title
    named = {head(delta.name): delta.name for delta in derivation.deltas}
    yield from _meanings((named[symbol] for symbol in heads(rule.value) if symbol in named), derivation, screen)


def _delta_named(rule: DeltaNamed, derivation: Derivation, screen: Screen) -> Iterator[str]:
    yield from _meanings((rule.delta,), derivation, screen)


def _deltas_collected(rule: DeltasCollected, derivation: Derivation, screen: Screen) -> Iterator[str]:
    yield from _meanings(rule.deltas, derivation, screen)


def _meanings(deltas: Iterable[sp.Expr], derivation: Derivation, screen: Screen) -> Iterator[str]:
    """Returns what each delta stands for: delta = ∂loss/∂preactivation = value."""
    for name in deltas:
        delta = derivation.delta(name)
        sides = equation(delta.name, delta.definition.rhs, delta.written, notation=screen.close().notation)
        yield from screen.broken(sides, _WIDEST)


_Reasons = Mapping[type[Rule], Callable[..., Iterator[str]]]

_OF_SCALARS: _Reasons = {
    ChainRule: _paths,
    DeltaNamed: _delta_named,
    DeltasCollected: _deltas_collected,
}
_OF_ARRAYS: _Reasons = {
    ChainRule: _stated,
    HypothesisUsed: _stated,
    LocalPartials: _partials,
}
