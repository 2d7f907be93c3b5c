"""`symbackprop derive`: the deltas and gradients, each step proved."""

from __future__ import annotations

import json
from argparse import Namespace
from collections import Counter
from collections.abc import Mapping

import sympy as sp

from symbackprop.calculus import Gradient, derive
from symbackprop.cli.status import status
from symbackprop.cli.subject import network
from symbackprop.cli.terminal.derivations import gradient_page, hypotheses, judged, summary_page, word_of
from symbackprop.cli.terminal.screen import screen
from symbackprop.notation import write
from symbackprop.proof.derivations import Proofs


def run(arguments: Namespace) -> int:
    """Prints the derivation, or one gradient of it, and returns the exit status."""
    derivation = derive(network(arguments))
    gradient = None if arguments.parameter is None else derivation.gradient(arguments.parameter)
    proofs = derivation.prove()
    if arguments.json:
        print(json.dumps(_data(proofs, gradient), indent=2))
    else:
        page = screen(arguments, derivation)
        lines = summary_page(proofs, page) if gradient is None else gradient_page(gradient, proofs, page)
        print("\n".join(lines))
    chosen = derivation.gradients.values() if gradient is None else [gradient]
    return status(verdict.word for verdict in judged(chosen, proofs))


def _data(proofs: Proofs, chosen: Gradient | None) -> Mapping[str, object]:
    derivation = proofs.derivation
    gradients = list(derivation.gradients.values()) if chosen is None else [chosen]
    return {
        "equations": {str(equation.name): _text(equation.body) for equation in derivation.network},
        "deltas": {str(delta.name): _text(delta.value) for delta in derivation.deltas},
        "gradients": {str(gradient.parameter): _gradient(gradient, proofs) for gradient in gradients},
        "hypotheses": [str(item) for item in hypotheses(judged(gradients, proofs), derivation.network)],
        "verdicts": dict(Counter(verdict.word for verdict in judged(gradients, proofs))),
    }


def _gradient(gradient: Gradient, proofs: Proofs) -> Mapping[str, object]:
    steps = [
        {"right_side": _text(step.rhs), "rule": step.rule.title, "verdict": word_of(proofs.verdict(step))}
        for step in gradient.steps
    ]
    return {"delta_form": _text(gradient.delta_form), "steps": steps}


def _text(expression: sp.Expr) -> str:
    return write(expression, "ascii")
