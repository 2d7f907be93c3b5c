"""Figures of the prover: medians of processor time in milliseconds, one process.

    python benchmarks/proof_figures.py [--sympy]

Each row is nine claims, one for each gradient of the 2-2-1 network. With --sympy the same
questions are put to cancel(together(...)), simplify and equals, where they end in time.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import sympy as sp

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))

from rewriting import Case, E, case, x_1, x_2, z

from symbackprop.calculus.partial import Partial
from symbackprop.network.heads import sigmoid
from symbackprop.proof import Proved, Prover, Refuted, Verdict
from symbackprop.proof.first_principles import composed

PATIENCE = 60.0
BARS = {"sigmoid": 50, "tanh": 300}
Claims = list[tuple[sp.Expr, sp.Expr]]


def median(action: Callable[[], object], times: int) -> float:
    """Returns the median processor time of an action in milliseconds."""
    spans = []
    for _ in range(times):
        before = time.process_time()
        action()
        spans.append(time.process_time() - before)
    return 1e3 * statistics.median(spans)


def decide(prover: Prover, claims: Claims, kind: type[Verdict]) -> None:
    """Decides the claims; every verdict must be of the kind."""
    for left, right in claims:
        verdict = prover.prove(left, right)
        assert isinstance(verdict, kind), verdict  # noqa: S101


def in_exponentials(expression: sp.Expr) -> sp.Expr:
    """Returns the expression with sigmoid and tanh written in exponentials."""
    expression = expression.replace(sigmoid, lambda a: 1 / (1 + sp.exp(-a)))
    return expression.replace(sp.tanh, lambda a: (sp.exp(a) - sp.exp(-a)) / (sp.exp(a) + sp.exp(-a)))


def inlined(expression: sp.Expr, network: Case) -> sp.Expr:
    """Returns the expression in inputs and parameters, functions as they are."""
    while not expression.free_symbols.isdisjoint(network.definitions):
        expression = expression.xreplace(dict(network.definitions))
    return expression


def spoiled(gradient: sp.Expr) -> sp.Expr:
    """Returns a wrong gradient: the inputs exchanged, or a factor too many."""
    exchanged = gradient.xreplace({x_1: x_2, x_2: x_1})
    return gradient * z if exchanged == gradient else exchanged


def figures(network: Case) -> list[tuple[str, float, float]]:
    """Returns (what, milliseconds, bar) for one network; the bar is what was promised."""
    claims = list(network.gradients.values())
    wrong = [(left, spoiled(right)) for left, right in claims]
    expanded = [(left, sp.expand(right)) for left, right in claims]
    full = [(left, in_exponentials(inlined(right, network))) for left, right in claims]
    derivatives = [(Partial(E, parameter), left) for parameter, (left, _) in network.gradients.items()]
    loss = composed(E, network.definitions)
    by_sympy = [(left, sp.diff(loss, parameter)) for parameter, (left, _) in network.gradients.items()]
    warm = Prover(network.definitions)

    def fresh(which: Claims, kind: type[Verdict]) -> Callable[[], None]:
        return lambda: decide(Prover(network.definitions), which, kind)

    fresh(claims, Proved)()
    decide(warm, claims, Proved)
    decide(warm, wrong, Refuted)
    return [
        ("nine named gradients, warm", median(lambda: decide(warm, claims, Proved), 100), 1),
        ("nine named gradients, fresh prover", median(fresh(claims, Proved), 50), 0),
        ("nine wrong ones, warm", median(lambda: decide(warm, wrong, Refuted), 100), 2),
        ("nine wrong ones, fresh prover", median(fresh(wrong, Refuted), 50), 0),
        ("nine with the right side expanded, warm", median(lambda: decide(warm, expanded, Proved), 50), 0),
        ("nine expanded to inputs, in exponentials", median(fresh(full, Proved), 9), BARS[network.activation]),
        ("nine derivatives of the loss", median(fresh(derivatives, Proved), 9), 0),
        ("nine against diff of the composed loss", median(fresh(by_sympy, Proved), 5), 0),
    ]


def by_cancel(claims: Claims, network: Case) -> None:
    """Decides the claims by cancel(together(...)), the deltas inlined."""
    deltas = {name: body for name, body in network.definitions.items() if str(name).startswith("delta")}
    for left, right in claims:
        while not left.free_symbols.isdisjoint(deltas):
            left = left.xreplace(deltas)  # noqa: PLW2901
        assert sp.cancel(sp.together(left - right)) == 0  # noqa: S101


def in_time(action: Callable[[], object]) -> str:
    """Returns how long an action takes in a process of its own, or that it does not end."""
    before = time.perf_counter()
    process = multiprocessing.get_context("fork").Process(target=action)
    process.start()
    process.join(PATIENCE)
    if process.is_alive():
        process.terminate()
        process.join()
        return f"not ended after {PATIENCE:.0f} s"
    return f"{1e3 * (time.perf_counter() - before):.0f} ms" if process.exitcode == 0 else "no answer"


def beside_sympy(network: Case) -> None:
    """Prints what SymPy takes for the same questions."""
    claims = list(network.gradients.values())
    expanded = [(left, sp.expand(right)) for left, right in claims]
    warm = Prover(network.definitions)
    decide(warm, expanded, Proved)
    ours = median(lambda: decide(warm, expanded, Proved), 50)
    theirs = median(lambda: by_cancel(expanded, network), 5)
    print(f"  expanded: ours {ours:.2f} ms, cancel(together) {theirs:.1f} ms: {theirs / ours:.0f} times faster")
    pairs = [(inlined(left, network), in_exponentials(inlined(right, network))) for left, right in claims]
    differences = [in_exponentials(left) - sp.expand(right) for left, right in pairs]
    for name, question in (
        ("cancel(together(...))", lambda: [sp.cancel(sp.together(d)) for d in differences]),
        ("simplify", lambda: [sp.simplify(d) for d in differences]),
        ("equals", lambda: [left.equals(right) for left, right in pairs]),
    ):
        print(f"  nine expanded to inputs, {name}: {in_time(question)}", flush=True)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sympy", action="store_true", help="ask SymPy the same questions")
    arguments = parser.parse_args()
    for activation in ("sigmoid", "tanh"):
        network = case(activation)
        print(activation)
        for what, milliseconds, bar in figures(network):
            print(f"  {what:<44} {milliseconds:8.2f} ms" + (f"   (bar {bar} ms)" if bar else ""), flush=True)
        if arguments.sympy:
            beside_sympy(network)


if __name__ == "__main__":
    main()
