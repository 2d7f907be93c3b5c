"""Mutations: the proved formulas of the corpus, one thing changed in each, and what `check` says of them.

    nice python benchmarks/mutation_campaign.py --mutants 5000 --seed 1

A sign, an index, a letter, a factor, an exponent, a transpose, a sum or a bracket is changed, put in or taken
away, drawn by a seeded generator, in the documents of the corpus in each of their notations. A mutant that is
proved must hold all the same: the independent evaluator of the tests (mpmath at rising precision, difference
quotients, no part of the prover) compares the sides at random points, those of arrays at the sizes of SIZES. So it
does with the mutants that are refuted: their sides must differ somewhere. Where a change is not seen in what was
read, it is told, to be looked at.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import sympy as sp

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/support"), str(ROOT / "benchmarks")]

import evaluator  # noqa: E402
from check_figures import documents  # noqa: E402

import symbackprop as sb  # noqa: E402
from symbackprop.answers.checking import Finding  # noqa: E402
from symbackprop.answers.understanding import Description  # noqa: E402
from symbackprop.answers.vocabulary import vocabulary  # noqa: E402
from symbackprop.calculus import Partial  # noqa: E402
from symbackprop.network import Network  # noqa: E402
from symbackprop.network.indices import head, renamed  # noqa: E402
from symbackprop.proof import Claim, Proved, Refuted  # noqa: E402

SIZES = (2, 3, 2, 4, 3, 2)
POINTS = 12
BATCH = 60
CHANGES = (
    (r"(?<=[^\^{(=&\s])\s*\+", " - "), (r"(?<=[^\^{(=&\s])\s*-(?![}])", " + "), (r"=\s*", "= - "), (r"=\s*", "= 2 "),
    (r"(?<![\\A-Za-z])1 -", "2 -"), (r"_1(?![0-9])", "_2"), (r"_2(?![0-9])", "_1"), (r"_\{11\}", "_{12}"),
    (r"_\{21\}", "_{12}"), (r"_\{?j(?=[ }i])", lambda found: found[0].replace("j", "k")),
    (r"(?<=_)\{ji\}", "{ij}"), (r"(?<=_)\{kj\}", "{jk}"), (r"(?<=[_{k])j(?=\})", "i"), (r"(?<=_)k", "j"),
    (r"\^T|\^\{T\}|\^\\top", ""), (r"(?<=\w)\}(?= )", "}^2"), (r"\)", ")^2"), (r"\^2", ""), (r"\^2", "^3"),
    (r"\\frac\{1\}\{2\}|\\frac12", ""), (r"\\sum(?:_\{[^{}]*\}|_\w)?", ""), (r"\\odot|\\circ", ""),
    (r"\\sigma'|g'|f'", lambda found: found[0][:-1]), (r"(?<=[ (])[a-z](?=_)", "x"), (r"\\delta", r"2 \\delta"),
    (r"\((?=[^()]*\))", ""), (r" \\cdot [^ =&\\]+", ""), (r"\\eta", r"\\eta^2"), (r"\^\{?\(?1\)?\}?", "^{(2)}"),
    (r"\^\{?\(?2\)?\}?(?=[ _]|$)", "^{(1)}"), (r"(?<=[a-z_}\d)]) (?=[a-z(])", " + "), (r"\\tanh|\\exp", r"\\sin"),
    (r"(?<=\()([^()+-]+) - ([^()+-]+)(?=\))", r"\2 - \1"), (r"\bN\b", "2"), (r"\\log|\\ln", r"2 \\log"),
)  # fmt: skip


def mutant(lots: random.Random, latex: str) -> str:
    """Returns a formula with one thing changed; "" if the change that was drawn has no place in it."""
    pattern, new = lots.choice(CHANGES)
    places = list(re.finditer(pattern, latex))
    if not places:
        return ""
    found = lots.choice(places)
    replaced = new(found) if callable(new) else found.expand(new)
    return latex[: found.start()] + replaced + latex[found.end() :]


# ---- the oracle


class Elements(Mapping[sp.Expr, sp.Expr]):
    """The bodies of all elements of all arrays, made as they are asked for."""

    def __init__(self, claim: Claim) -> None:
        rows = claim.definitions.items()
        self.bodies = {(head(key), isinstance(key, sp.Indexed)): (key, body) for key, body in rows}

    def __contains__(self, node: object) -> bool:
        is_name = isinstance(node, sp.Symbol | sp.Indexed)
        return is_name and (head(node), isinstance(node, sp.Indexed)) in self.bodies

    def __getitem__(self, node: sp.Expr) -> sp.Expr:
        key, body = self.bodies[head(node), isinstance(node, sp.Indexed)]
        if isinstance(key, sp.Indexed) and isinstance(node, sp.Indexed):
            return renamed(body, dict(zip(key.indices, node.indices, strict=True)))
        return body

    def __iter__(self) -> Iterator[sp.Expr]:
        return (key for key, _ in self.bodies.values())

    def __len__(self) -> int:
        return len(self.bodies)


class Point(dict[str, Fraction]):
    """A random rational for each name, drawn by the name."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def __missing__(self, name: str) -> Fraction:
        self[name] = Fraction(random.Random(f"{self.number} {name}").choice([*range(-40, -4), *range(5, 40)]), 16)  # noqa: S311
        return self[name]


def differs(claim: Claim, network: Network, kinks: Sequence[sp.Expr] = ()) -> bool | None:
    """Returns whether the sides differ at one of some points; None if they have a value at none.

    kinks  what is not 0: where it is, a difference quotient is no slope
    """
    partials = {atom for side in (claim.lhs, claim.rhs) for atom in side.atoms(Partial)}
    known = {head(symbol).name for symbol in network.symbols} | {head(key).name for key in claim.definitions}
    if any(head(partial.wrt).name not in known for partial in partials):
        return None
    seen = None
    for number in range(POINTS):
        point = Point(number)
        sizes = dict(zip(map(str, vocabulary(network).sizes), SIZES, strict=False))
        point.update({size: Fraction(value) for size, value in sizes.items()})
        free = {symbol for side in (claim.lhs, claim.rhs) for symbol in side.free_symbols if symbol.is_integer}
        letters = [letter for letter in sorted(free, key=str) if str(letter) not in sizes]
        places = _places(letters, number)
        if network.hypotheses:
            _add_up_to_one(point, network, sizes)
        sides = (renamed(claim.lhs, places), renamed(claim.rhs, places))
        try:
            bodies = Elements(claim)
            if any(evaluator.value(renamed(kink, places), bodies, point) == 0 for kink in kinks):
                continue
            if evaluator.different(*sides, bodies, point):
                return True
            seen = False
        except (evaluator.Unknown, KeyError, IndexError):
            continue
    return seen


def _places(letters: list[sp.Symbol], number: int) -> dict[sp.Symbol, sp.Integer]:
    """Returns a place for each free index: at the first point neighbours differ, at the second all are equal."""
    lots = random.Random(number)  # noqa: S311
    drawn = [[place % 2 for place in range(len(letters))], [0] * len(letters)]
    chosen = drawn[number] if number < len(drawn) else [lots.randint(0, 1) for _ in letters]
    return {letter: sp.Integer(1 + place) for letter, place in zip(letters, chosen, strict=True)}


def _add_up_to_one(point: Point, network: Network, sizes: Mapping[str, int]) -> None:
    """Lets the targets of a point add up to one, as the author of the network vouches for."""
    for target in network.targets:
        label = head(target)
        ranges = network.ranges(label) if label in network.arrays else ()
        if len(ranges) == 1:
            last = sizes.get(str(ranges[0][1])) or int(ranges[0][1])
            names = [f"{label}[{k}]" for k in range(1, last + 1)]
            point[names[-1]] = 1 - sum((point[name] for name in names[:-1]), Fraction(0))


# ---- the campaign


@dataclass
class Tally:
    """What became of the mutants."""

    words: Counter[str]
    oracle: Counter[str]
    defects: list[str]
    unread: list[str]

    def add(self, original: Finding, found: Finding, network: Network) -> None:
        """Adds what was found of a mutant."""
        self.words[found.word] += 1
        if found.word not in ("proved", "refuted"):
            return
        wrong = [verdict for verdict in found.evidence if isinstance(verdict, Refuted)]
        right = [verdict for verdict in found.evidence if isinstance(verdict, Proved)]
        if found.word == "proved" and _sides(found) == _sides(original):
            self.oracle["proved, and read as the original"] += 1
            self.unread.append(f"`{found.latex}` for `{original.latex}`")
            return
        verdicts = right if found.word == "proved" else wrong[:1]
        answers = [
            _differs_there(verdict, network) or differs(verdict.claim, network, _kinks(verdict)) for verdict in verdicts
        ]
        if not answers or None in answers:
            self.oracle[f"{found.word}, no value by the oracle"] += 1
        elif any(answers) == (found.word == "refuted"):
            self.oracle[f"{found.word}, and the oracle agrees"] += 1
        else:
            self.oracle[f"{found.word}, AND THE ORACLE DISAGREES"] += 1
            self.defects.append(f"{found.word}: `{found.latex}` as {found.shown}, from `{original.latex}`")
            print(self.defects[-1], file=sys.stderr)


def _differs_there(verdict: Proved | Refuted, network: Network) -> bool:
    """Returns whether the sides of a claim about numbers differ at the point with which it is refuted."""
    if not isinstance(verdict, Refuted) or network.is_indexed:
        return False
    claim = verdict.claim
    try:
        return evaluator.different(claim.lhs, claim.rhs, Elements(claim), dict(verdict.witness.point))
    except (evaluator.Unknown, KeyError, IndexError):
        return False


def _kinks(verdict: Proved | Refuted) -> list[sp.Expr]:
    hypotheses = getattr(verdict, "hypotheses", ())
    return [hypothesis.expression for hypothesis in hypotheses if hypothesis.relation == "!="]


def _sides(finding: Finding) -> list[tuple[sp.Expr, sp.Expr]]:
    return [(found.claim.lhs, found.claim.rhs) for found in finding.evidence if isinstance(found, Proved)]


def run(count: int, seed: int, seconds: float) -> None:
    """Prints what became of `count` mutants, or of as many as there is time for."""
    lots, begin = random.Random(seed), time.monotonic()  # noqa: S311
    tally = Tally(Counter(), Counter(), [], [])
    proved = [(said, finding) for _, text, said in documents() if said for finding in _proved(text, said)]
    for _ in range(100 * count):
        if sum(tally.words.values()) >= count or time.monotonic() - begin > seconds:
            break
        said = lots.choice(proved)[0]
        own = [finding for other, finding in proved if other is said]
        drawn = [(finding, mutant(lots, finding.latex)) for finding in (lots.choice(own) for _ in range(BATCH))]
        drawn = [(finding, text) for finding, text in drawn if text]
        texts = {" ".join(text.split()): finding for finding, text in drawn}
        found = sb.check("\n\n".join(f"$$ {text} $$" for text in texts), said.network, said.notation)
        for finding in found:
            if finding.latex in texts and said.network is not None:
                tally.add(texts[finding.latex], finding, said.network)
        done = sum(tally.words.values())
        print(f"… {done} mutants, {len(tally.defects)} defects, {time.monotonic() - begin:.0f} s", file=sys.stderr)
    report(tally, seed, len(proved), time.monotonic() - begin)


def _proved(text: str, said: Description) -> Iterator[Finding]:
    """Yields the findings on formulas that are proved, those of numbers left out, in one line."""
    for finding in sb.check(text, said.network, said.notation):
        if finding.word == "proved" and finding.kind != "numbers" and "\\\\" not in finding.latex:
            yield finding


def report(tally: Tally, seed: int, proved: int, seconds: float) -> None:
    """Prints the figures."""
    print(f"# mutation_campaign: {sum(tally.words.values())} mutants of {proved} proved formulas, seed {seed}\n")
    print(f"- {', '.join(f'{number} {word}' for word, number in tally.words.most_common())}; {seconds:.0f} s")
    for said, number in sorted(tally.oracle.items()):
        print(f"- {number} {said}")
    for line in tally.defects[:40]:
        print(f"    - {line}")
    print("- read as the original, some of them:")
    for line in list(dict.fromkeys(tally.unread))[:12]:
        print(f"    - {line}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3600)
    chosen = parser.parse_args()
    run(chosen.mutants, chosen.seed, chosen.seconds)
