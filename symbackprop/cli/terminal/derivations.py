"""The page of a derivation: one gradient step by step, or all deltas and gradients."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import sympy as sp

from symbackprop.calculus import Derivation, Gradient, Partial, Step
from symbackprop.calculus.expansion import in_names
from symbackprop.calculus.rewriting import DeltaNamed, DeltasCollected
from symbackprop.calculus.rules import ChainRule, Rule
from symbackprop.cli.terminal.ink import width
from symbackprop.cli.terminal.path import path
from symbackprop.cli.terminal.screen import COLUMNS, Screen
from symbackprop.cli.terminal.verdicts import conditions
from symbackprop.network import Network
from symbackprop.network.wording import kind_of
from symbackprop.notation.equations import equation, led_by
from symbackprop.proof import Hypothesis, Proved, Verdict
from symbackprop.proof.derivations import Proofs


def gradient_page(gradient: Gradient, proofs: Proofs, screen: Screen) -> Iterator[str]:
    """Returns the lines that derive one gradient: its path, its steps, and what has been proved."""
    network = proofs.derivation.network
    yield from _titled(gradient, network, screen)
    yield ""
    figure = list(path(gradient, screen))
    yield from [*figure, ""] if figure else []
    dotted = screen.dotted()
    for number, step in enumerate(gradient.steps, 1):
        side = led_by("=", step.rhs, dotted.notation)
        yield from screen.line(f"{number:>3}  ", side, word_of(proofs.verdict(step)))
        for reason in _REASONS.get(type(step.rule), _title)(step.rule, proofs.derivation, screen):
            yield "     " + screen.soft(reason)
        yield ""
    yield from _closing(gradient.steps, [gradient], "the result", proofs, screen)


def _titled(gradient: Gradient, network: Network, screen: Screen) -> Iterator[str]:
    name = screen.formula(gradient.partial)
    first, *rest = textwrap.wrap(f"in {about(network)}", COLUMNS - width(name) - 2)
    yield f"{screen.title(name)}  {first}"
    yield from (" " * (width(name) + 2) + line for line in rest)


def summary_page(proofs: Proofs, screen: Screen) -> Iterator[str]:
    """Returns the lines of all deltas and gradients, one for each."""
    derivation = proofs.derivation
    yield from textwrap.wrap(about(derivation.network), COLUMNS)
    yield ""
    deltas = [
        (delta.name, Partial(derivation.network.loss.name, delta.of), delta.written) for delta in derivation.deltas
    ]
    words = [_worst(proofs.verdict(step) for step in delta.steps) for delta in derivation.deltas]
    yield from _table(deltas, words, screen)
    gradients = [(gradient.partial, gradient.delta_form) for gradient in derivation.gradients.values()]
    words = [_worst(proofs.verdict(step) for step in gradient.steps) for gradient in derivation.gradients.values()]
    yield from _table(gradients, words, screen)
    found = list(derivation.gradients.values())
    yield from _closing(foundations(found, proofs), found, f"the {len(found)} gradients", proofs, screen)


def about(network: Network) -> str:
    """Returns what the network is, in words.

    >>> from symbackprop.network import two_layer
    >>> about(two_layer("tanh"))
    'the 2-2-1 network, hyperbolic tangent units, half squared error'
    """
    return ", ".join(part for part in (network.title, kind_of(network)) if part)


def word_of(verdict: Verdict | None) -> str:
    """Returns the word of a verdict; a step that claims nothing counts as proved."""
    return "proved" if verdict is None else verdict.word


def _worst(verdicts: Iterable[Verdict | None]) -> str:
    words = {word_of(verdict) for verdict in verdicts}
    return next(word for word in ("refuted", "undecided", "proved") if word in words or word == "proved")


def _table(rows: list[tuple[sp.Expr, ...]], words: list[str], screen: Screen) -> Iterator[str]:
    """Returns rows of a = b = c with the relation signs of the first sides under each other."""
    heads = [[screen.formula(side) for side in row[:-1]] for row in rows]
    widths = [max(map(width, column)) for column in zip(*heads, strict=True)]
    for row, head, word in zip(rows, heads, words, strict=True):
        start = " = ".join(text + " " * (size - width(text)) for text, size in zip(head, widths, strict=True))
        yield from screen.line(f"  {start} ", led_by("=", row[-1], screen.close().notation), word)
    yield from [""] if rows else []


def foundations(gradients: Iterable[Gradient], proofs: Proofs) -> list[Step]:
    """Returns the steps of the gradients and all they rest on that claim something, each after its premises."""
    found: dict[Step, None] = {}
    pending = [step for gradient in gradients for step in reversed(gradient.steps)]
    while pending:
        step = pending.pop()
        missing = [premise for premise in step.premises if premise not in found]
        if missing:
            pending += [step, *missing]
        else:
            found[step] = None
    return [step for step in found if proofs.verdict(step) is not None]


def judged(gradients: Iterable[Gradient], proofs: Proofs) -> list[Verdict]:
    """Returns the verdicts on the gradients, on all they rest on, and on them from first principles."""
    listed = list(gradients)
    verdicts = [proofs.verdicts[step] for step in foundations(listed, proofs)]
    return verdicts + [verdict for item in listed for verdict in proofs.first_principles.get(item.parameter, ())]


def hypotheses(verdicts: Iterable[Verdict], network: Network) -> tuple[Hypothesis, ...]:
    """Returns the hypotheses that the proofs among the verdicts need, each once and in names."""
    needed = [item for verdict in verdicts if isinstance(verdict, Proved) for item in verdict.hypotheses]
    return tuple(dict.fromkeys(replace(item, expression=in_names(item.expression, network)) for item in needed))


def _closing(
    steps: Sequence[Step], gradients: list[Gradient], what: str, proofs: Proofs, screen: Screen
) -> Iterator[str]:
    verdicts = judged(gradients, proofs)
    yield _counted(verdicts, steps, what, proofs, screen)
    if needed := hypotheses(verdicts, proofs.derivation.network):
        yield from textwrap.wrap(f"  where {conditions(needed, screen)}", COLUMNS, subsequent_indent="        ")


def _counted(verdicts: list[Verdict], steps: Sequence[Step], what: str, proofs: Proofs, screen: Screen) -> str:
    worst = _worst(verdicts)
    if worst == "proved":
        again = f", and {what} again from first principles" if proofs.first_principles else ""
        return f"{screen.mark(worst)} {_many(len(steps), 'step')} proved{again}"
    bad = sum(verdict.word == worst for verdict in verdicts)
    return f"{screen.mark(worst)} {bad} of {_many(len(verdicts), 'claim')} {worst}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


# ---- reasons


def _title(rule: Rule, derivation: Derivation, screen: Screen) -> Iterator[str]:
    yield rule.title


def _chain_rule(rule: ChainRule, derivation: Derivation, screen: Screen) -> Iterator[str]:
    count = len(rule.paths)
    yield "chain rule along the only path" if count == 1 else f"chain rule: {count} paths, and the paths add"


def _delta_named(rule: DeltaNamed, derivation: Derivation, screen: Screen) -> Iterator[str]:
    yield from _meanings((rule.delta,), derivation, screen)


def _deltas_collected(rule: DeltasCollected, derivation: Derivation, screen: Screen) -> Iterator[str]:
    yield from _meanings(rule.deltas, derivation, screen)


def _meanings(deltas: Iterable[sp.Symbol], derivation: Derivation, screen: Screen) -> Iterator[str]:
    """Returns what each delta stands for: delta = ∂loss/∂preactivation = value."""
    for name in deltas:
        delta = derivation.delta(name)
        sides = equation(delta.name, delta.definition.rhs, delta.written, notation=screen.close().notation)
        yield from screen.broken(sides, 72)


_REASONS: Mapping[type[Rule], Callable[..., Iterator[str]]] = {
    ChainRule: _chain_rule,
    DeltaNamed: _delta_named,
    DeltasCollected: _deltas_collected,
}
