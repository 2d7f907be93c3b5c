"""`symbackprop derive`: the deltas and gradients, each step proved."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from symbackprop.calculus import Delta, Gradient, Step, derive
from symbackprop.cli.records import Record, network_record, printed, quantity_record, summary_record, text
from symbackprop.cli.status import status
from symbackprop.cli.subject import network
from symbackprop.cli.terminal.derivations import gradient_page, hypotheses, judged, summary_page, word_of, worst
from symbackprop.cli.terminal.screen import screen
from symbackprop.proof import Proved
from symbackprop.proof.derivations import Proofs


def run(arguments: Namespace) -> int:
    """Prints the derivation, or one gradient of it, and returns the exit status."""
    derivation = derive(network(arguments))
    gradient = None if arguments.parameter is None else derivation.gradient(arguments.parameter)
    proofs = derivation.prove()
    chosen = list(derivation.gradients.values()) if gradient is None else [gradient]
    state = status(verdict.word for verdict in judged(chosen, proofs))
    if arguments.json:
        print(printed("derive", state, _record(proofs, chosen)))
    else:
        page = screen(arguments, derivation)
        lines = summary_page(proofs, page) if gradient is None else gradient_page(gradient, proofs, page)
        print("\n".join(lines))
    return state


def _record(proofs: Proofs, chosen: Sequence[Gradient]) -> Record:
    subject = proofs.derivation.network
    verdicts = judged(chosen, proofs)
    return {
        "network": network_record(subject),
        **summary_record(verdicts),
        "hypotheses": [str(item) for item in hypotheses(chosen, proofs)],
        "equations": {str(line.name): quantity_record(line.body, line.ranges) for line in subject},
        "deltas": {str(delta.name): _delta(delta, proofs) for delta in proofs.derivation.deltas},
        "gradients": {str(gradient.parameter): _gradient(gradient, proofs) for gradient in chosen},
    }


def _delta(delta: Delta, proofs: Proofs) -> Record:
    ranges = proofs.derivation.network.ranges(delta.of)
    verdict = worst(proofs.verdict(step) for step in delta.steps)
    return {"of": str(delta.of), **quantity_record(delta.value, ranges), "verdict": verdict}


def _gradient(gradient: Gradient, proofs: Proofs) -> Record:
    ranges = proofs.derivation.network.ranges(gradient.parameter)
    return {
        **quantity_record(gradient.steps[-1].rhs, ranges),
        "verdict": worst(proofs.verdict(step) for step in gradient.steps),
        "steps": [_step(step, proofs) for step in gradient.steps],
    }


def _step(step: Step, proofs: Proofs) -> Record:
    verdict = proofs.verdict(step)
    shown = [dict(sizes) for sizes in verdict.sizes] if isinstance(verdict, Proved) else []
    return {"value": text(step.rhs), "rule": step.rule.title, "verdict": word_of(verdict), "sizes": shown}
