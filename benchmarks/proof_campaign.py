"""A campaign against the prover: random true identities and mutants, judged by an independent evaluator.

    python benchmarks/proof_campaign.py [pairs] [seed]

A pair is a gradient of the 2-2-1 network after random rewritings, and a mutant of that.
A wrong verdict is a true identity Refuted, a mutant Proved that the evaluator finds
different, or one Refuted that it finds equal at the witness. Claims whose sides are equal
once SymPy has built them do not count. The result goes to results/proof_campaign.md.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from random import Random

import sympy as sp
from sympy.core.cache import clear_cache

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests" / "support"))

from evaluator import Unknown, different, stated, unspecified  # noqa: E402
from rewriting import CASES, LONGEST, Case, E, case, mutate, rewrite  # noqa: E402

from symbackprop.calculus.partial import Partial  # noqa: E402
from symbackprop.proof import Claim, Proved, Prover, Refuted, Undecided, Verdict  # noqa: E402

RESULT = HERE / "results" / "proof_campaign.md"
POINTS = 4
STEPS = 7


@dataclass
class Tally:
    """What a campaign found."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    mistakes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    incomplete: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)


def pairs(number: int, seed: int) -> Iterator[tuple[Case, sp.Expr, sp.Expr, sp.Expr, str]]:
    """Yields (network, left side, equal right side, mutant, mistake)."""
    random, networks = Random(seed), [case(activation) for activation in CASES]  # noqa: S311
    while number > 0:
        network = random.choice(networks)
        parameter = random.choice(list(network.gradients))
        delta_form, right = network.gradients[parameter]
        left = Partial(E, parameter) if random.random() < 0.2 else delta_form
        for _ in range(random.randint(1, STEPS)):
            right = rewrite(right, network.definitions, random)
            if right.count_ops() > LONGEST or number == 0:
                break
            yield network, left, right, *mutate(right, random)
            number -= 1


def evaluated(claim: Claim, seed: int) -> str:
    """Returns what the evaluator says about a claim: different, equal or unknown."""
    names = {symbol for side in (claim.lhs, claim.rhs, *claim.definitions.values()) for symbol in side.free_symbols}
    random, equal = Random(seed), 0  # noqa: S311
    for _ in range(POINTS):
        point = {str(symbol): Fraction(random.randrange(-199, 199), 113) for symbol in sorted(names, key=str)}
        try:
            if different(claim.lhs, claim.rhs, claim.definitions, point):
                return "different"
            equal += 1
        except Unknown:
            continue
    return "equal" if equal else "unknown"


def differs_at_witness(verdict: Refuted) -> bool | None:
    """Returns whether the evaluator sees the sides differ at the witness; None if it cannot tell."""
    claim, witness = verdict.claim, verdict.witness
    if verdict.undefined_side:
        return None
    g = stated(witness.unspecified) if witness.unspecified else unspecified
    try:
        return different(claim.lhs, claim.rhs, claim.definitions, dict(witness.point), g)
    except Unknown:
        return None


def judge(tally: Tally, kind: str, verdict: Verdict, mistake: str, seed: int) -> None:
    """Counts a verdict, and looks at it again where it could be wrong."""
    word = type(verdict).__name__
    tally.counts[kind, word] += 1
    if isinstance(verdict, Undecided):
        tally.reasons[f"{kind}: {verdict.missing.split(':')[0][:70]}"] += 1
        truth = evaluated(verdict.claim, seed)
        tally.counts[kind, f"Undecided, by the evaluator {truth}"] += 1
        tally.incomplete.append(f"{kind}, {truth}: {verdict}"[:600])
        if "defect" in verdict.missing:
            tally.wrong.append(str(verdict))
    elif kind == "true" and isinstance(verdict, Refuted):
        tally.wrong.append(str(verdict))
    elif kind == "mutant" and isinstance(verdict, Proved):
        truth = evaluated(verdict.claim, seed)
        tally.counts[kind, f"Proved, by the evaluator {truth}"] += 1
        tally.mistakes[f"equivalent: {mistake}"] += 1
        if truth == "different":
            tally.wrong.append(str(verdict))
    elif isinstance(verdict, Refuted):
        agreed = differs_at_witness(verdict)
        tally.counts[kind, f"Refuted, evaluator at the witness: {agreed}"] += 1
        if agreed is False:
            tally.wrong.append(str(verdict))


def run(number: int, seed: int) -> Tally:
    """Returns the tally of a campaign."""
    tally = Tally()
    for place, (network, left, right, mutant, mistake) in enumerate(pairs(number, seed)):
        for kind, side in (("true", right), ("mutant", mutant)):
            if left == side:
                tally.counts[kind, "equal by construction, not counted"] += 1
                continue
            before = time.perf_counter()
            verdict = Prover(network.definitions).prove(left, side)
            tally.times.append(time.perf_counter() - before)
            judge(tally, kind, verdict, mistake, seed + place)
        if place % 500 == 499:
            clear_cache()
            print(place + 1, dict(Counter(word for (_, word), n in tally.counts.items() for _ in range(n))), flush=True)
    return tally


def report(tally: Tally, number: int, seed: int, seconds: float) -> str:
    """Returns the result as Markdown."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    rows = "\n".join(f"| {kind} | {word} | {n} |" for (kind, word), n in sorted(tally.counts.items()))
    reasons = "\n".join(f"- {n}: {reason}" for reason, n in tally.reasons.most_common())
    wrong = "\n".join(f"```\n{text}\n```" for text in tally.wrong)
    slowest = 1e3 * max(tally.times)
    return f"""# Campaign against the prover

`python benchmarks/proof_campaign.py {number} {seed}`: {number} true identities by rewriting and as many mutants,
networks {", ".join(CASES)}; {seconds:.0f} s, {memory} MB at most;
a verdict takes {1e3 * statistics.median(tally.times):.1f} ms in the median, {slowest:.0f} ms at worst.

| pair | verdict | number |
|---|---|---|
{rows}

Wrong verdicts: {len(tally.wrong)}.
{wrong}

Undecided, by reason:

{reasons or "none"}

Mutants that are true (equivalent): {sum(tally.mistakes.values())}, by mistake {dict(tally.mistakes.most_common())}.
"""


def main() -> None:
    """Runs a campaign and writes its result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="?", type=int, default=2000)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    arguments = parser.parse_args()
    number, seed = arguments.pairs, arguments.seed
    before = time.perf_counter()
    tally = run(number, seed)
    text = report(tally, number, seed, time.perf_counter() - before)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(text)
    print(text)
    print(*tally.incomplete[:20], sep="\n")


if __name__ == "__main__":
    main()
