"""The page of a derivation: one gradient step by step, or all deltas and gradients."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import sympy as sp

from symbackprop.calculus import Derivation, Gradient, Partial, Step
from symbackprop.calculus.expansion import in_names
from symbackprop.cli.terminal.counts import many
from symbackprop.cli.terminal.ink import width
from symbackprop.cli.terminal.path import path
from symbackprop.cli.terminal.ranges import beside, in_words, shared
from symbackprop.cli.terminal.reasons import reasons
from symbackprop.cli.terminal.screen import COLUMNS, Screen
from symbackprop.cli.terminal.sizes import again, extent, only_at
from symbackprop.cli.terminal.verdicts import conditions, verdict_page
from symbackprop.network import Network
from symbackprop.network.indices import head, heads
from symbackprop.network.shapes import Ranges
from symbackprop.network.wording import kind_of
from symbackprop.notation.equations import led_by
from symbackprop.notation.letters import visible
from symbackprop.proof import Hypothesis, Proved, Verdict
from symbackprop.proof.derivations import Proofs

_MOST_LISTED = 5


def gradient_page(gradient: Gradient, proofs: Proofs, screen: Screen) -> Iterator[str]:
    """Returns the lines that derive one gradient: its path, its steps, and what has been proved."""
    network = proofs.derivation.network
    yield from _titled(gradient, network, screen)
    yield ""
    figure = [] if network.is_indexed else list(path(gradient, screen))  # the paths through an array are not one line
    yield from [*figure, ""] if figure else []
    dotted = screen.dotted()
    for number, step in enumerate(gradient.steps, 1):
        verdict = proofs.verdict(step)
        side = led_by("=", step.rhs, dotted.notation)
        yield from screen.line(f"{number:>3}  ", side, word_of(verdict))
        for reason in [*reasons(step.rule, proofs.derivation, screen), *only_at([verdict])]:
            yield "     " + screen.soft(reason)
        yield ""
    yield from _closing(gradient.steps, [gradient], "the result", proofs, screen)


def _titled(gradient: Gradient, network: Network, screen: Screen) -> Iterator[str]:
    name = screen.formula(gradient.partial)
    ranges = in_words(network.ranges(gradient.parameter), screen)
    text = f"{ranges}, in {about(network)}" if ranges else f"in {about(network)}"
    first, *rest = textwrap.wrap(text, COLUMNS - width(name) - 2)
    yield f"{screen.title(name)}  {first}"
    yield from (" " * (width(name) + 2) + line for line in rest)


@dataclass(frozen=True)
class _Row:
    """A line a = b = c of a table: its sides, the verdicts on its steps, and how far its indices run."""

    sides: tuple[sp.Expr, ...]
    verdicts: tuple[Verdict | None, ...]
    ranges: Ranges


def summary_page(proofs: Proofs, screen: Screen) -> Iterator[str]:
    """Returns the lines of all deltas and gradients, one for each."""
    derivation = proofs.derivation
    yield from textwrap.wrap(about(derivation.network), COLUMNS)
    yield ""
    deltas, gradients = list(_deltas(proofs)), list(_gradients(proofs))
    together = shared(row.ranges for row in (*deltas, *gradients))
    yield from _table(deltas, screen)
    yield from _table(gradients, screen)
    if together:
        yield from (screen.soft(line) for line in textwrap.wrap(f"  {in_words(together, screen)}", COLUMNS))
        yield ""
    found = list(derivation.gradients.values())
    yield from _closing(
        foundations(told(found, derivation), proofs), found, f"the {len(found)} gradients", proofs, screen
    )


def _deltas(proofs: Proofs) -> Iterator[_Row]:
    network = proofs.derivation.network
    for delta in proofs.derivation.deltas:
        sides = (delta.name, Partial(network.loss.name, delta.of), delta.written)
        yield _Row(sides, tuple(proofs.verdict(step) for step in delta.steps), network.ranges(delta.of))


def _gradients(proofs: Proofs) -> Iterator[_Row]:
    for gradient in proofs.derivation.gradients.values():
        sides = (gradient.partial, value(gradient, proofs.derivation))
        verdicts = tuple(proofs.verdict(step) for step in gradient.steps)
        yield _Row(sides, verdicts, proofs.derivation.network.ranges(gradient.parameter))


def value(gradient: Gradient, derivation: Derivation) -> sp.Expr:
    """Returns the gradient in delta form; of an array, as its last step has it."""
    return gradient.steps[-1].rhs if derivation.network.is_indexed else gradient.delta_form


def about(network: Network) -> str:
    """Returns what the network is, in words.

    >>> from symbackprop.network import two_layer
    >>> about(two_layer("tanh"))
    'the 2-2-1 network, hyperbolic tangent units, half squared error'
    """
    return ", ".join(visible(" ".join(part.split())) for part in (network.title, kind_of(network)) if part)


def word_of(verdict: Verdict | None) -> str:
    """Returns the word of a verdict; a step that claims nothing counts as proved."""
    return "proved" if verdict is None else verdict.word


def worst(verdicts: Iterable[Verdict | None]) -> str:
    """Returns the word of the worst of the verdicts."""
    words = {word_of(verdict) for verdict in verdicts}
    return next(word for word in ("refuted", "undecided", "proved") if word in words or word == "proved")


def _table(rows: Sequence[_Row], screen: Screen) -> Iterator[str]:
    """Returns rows of a = b = c with the relation signs of the first sides under each other."""
    starts = [[screen.formula(side) for side in row.sides[:-1]] for row in rows]
    widths = [max(map(width, column)) for column in zip(*starts, strict=True)]
    for row, texts, ranges in zip(rows, starts, beside([row.ranges for row in rows], screen), strict=True):
        start = " = ".join(text + " " * (size - width(text)) for text, size in zip(texts, widths, strict=True))
        side = led_by("=", row.sides[-1], screen.close().notation)
        yield from screen.line(f"  {start} ", side, worst(row.verdicts))
        for line in (*([ranges] if ranges else []), *only_at(row.verdicts)):
            yield "    " + screen.soft(line)
    yield from [""] if rows else []


def foundations(steps: Iterable[Step], proofs: Proofs) -> list[Step]:
    """Returns the steps and all they rest on that claim something, each after its premises."""
    found: dict[Step, None] = {}
    pending = list(steps)[::-1]
    while pending:
        step = pending.pop()
        missing = [premise for premise in step.premises if premise not in found]
        if missing:
            pending += [step, *missing]
        else:
            found[step] = None
    return [step for step in found if proofs.verdict(step) is not None]


def told(gradients: Iterable[Gradient], derivation: Derivation) -> list[Step]:
    """Returns the steps of the gradients; of arrays, before them those of the deltas they are written with.

    A gradient of scalars rests on the steps of its deltas anyway.
    """
    steps = [step for gradient in gradients for step in gradient.steps]
    if not derivation.network.is_indexed:
        return steps
    read = {symbol for step in steps for symbol in heads(step.rhs)}
    return [step for delta in derivation.deltas if head(delta.name) in read for step in delta.steps] + steps


def judged(gradients: Iterable[Gradient], proofs: Proofs) -> list[Verdict]:
    """Returns the verdicts on the gradients, on all they rest on, and on them from first principles."""
    listed = list(gradients)
    return [*_of_steps(listed, proofs), *_from_first_principles(listed, proofs)]


def _of_steps(gradients: Iterable[Gradient], proofs: Proofs) -> list[Verdict]:
    return [proofs.verdicts[step] for step in foundations(told(gradients, proofs.derivation), proofs)]


def _from_first_principles(gradients: Iterable[Gradient], proofs: Proofs) -> list[Verdict]:
    return [verdict for item in gradients for verdict in proofs.first_principles.get(item.parameter, ())]


def hypotheses(gradients: Iterable[Gradient], proofs: Proofs) -> tuple[Hypothesis, ...]:
    """Returns the hypotheses that the gradients need, each once and in names.

    Those of proofs from first principles at a few sizes, which say the same in scalars, are left out.
    """
    listed = list(gradients)
    steps = (verdict for verdict in _of_steps(listed, proofs) if isinstance(verdict, Proved))
    roads = (verdict for verdict in _from_first_principles(listed, proofs) if isinstance(verdict, Proved))
    proved = (*steps, *(verdict for verdict in roads if not verdict.sizes))
    needed = (item for verdict in proved for item in verdict.hypotheses)
    network = proofs.derivation.network
    return tuple(dict.fromkeys(replace(item, expression=in_names(item.expression, network)) for item in needed))


def _closing(
    steps: Sequence[Step], gradients: list[Gradient], what: str, proofs: Proofs, screen: Screen
) -> Iterator[str]:
    verdicts = judged(gradients, proofs)
    text = _counted(gradients, steps, what, proofs)
    if worst(verdicts) != "proved":
        yield from _not_shown(verdicts, gradients, proofs, screen)
    first, *rest = textwrap.wrap(text, COLUMNS - 3)
    yield f"{screen.mark(worst(verdicts))} {first}"
    yield from (f"  {line}" for line in rest)
    if needed := hypotheses(gradients, proofs):
        yield from textwrap.wrap(f"  where {conditions(needed, screen)}", COLUMNS, subsequent_indent="        ")


def _not_shown(
    verdicts: Iterable[Verdict], gradients: Iterable[Gradient], proofs: Proofs, screen: Screen
) -> Iterator[str]:
    """Returns the claims that are not proved and stand on no line of the page, each with what is missing."""
    shown = {id(proofs.verdict(step)) for step in told(gradients, proofs.derivation)}
    hidden = [verdict for verdict in verdicts if not isinstance(verdict, Proved) and id(verdict) not in shown]
    for verdict in hidden[:_MOST_LISTED]:
        yield from verdict_page(verdict, None, screen)
    yield from [""] if hidden else []


def _counted(gradients: list[Gradient], steps: Sequence[Step], what: str, proofs: Proofs) -> str:
    of_steps, roads = _of_steps(gradients, proofs), _from_first_principles(gradients, proofs)
    word = worst([*of_steps, *roads])
    if word != "proved":
        bad = sum(verdict.word == word for verdict in (*of_steps, *roads))
        return f"{bad} of {many(len(of_steps) + len(roads), 'claim')} {word}"
    network = proofs.derivation.network
    found = f"{many(len(steps), 'step')} proved{extent(of_steps, network)}"
    return f"{found}, and {what} again from first principles{again(roads, network)}" if roads else found
