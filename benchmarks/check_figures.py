"""How long `check` takes for a formula: over the documents of the corpus, in each notation that they have.

    python benchmarks/check_figures.py > benchmarks/results/check_figures.md

The promise is 50 ms a formula on average after start-up, and two seconds for any one. What is measured is the
processor time of this process: to judge a formula and to say what is wrong with it, without the child that
guards it; a first document is judged before, so that what is imported on demand is there. What a document is
about is measured apart.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from symbackprop.answers.checking.about import about  # noqa: E402
from symbackprop.answers.checking.cases import with_cases  # noqa: E402
from symbackprop.answers.checking.judge import Judge  # noqa: E402
from symbackprop.answers.checking.pieces import pieces  # noqa: E402
from symbackprop.answers.documents import read_text  # noqa: E402
from symbackprop.answers.understanding import Description, description_from_toml  # noqa: E402

CORPUS = [json.loads(line) for line in (ROOT / "tests/answers/latex/corpus.jsonl").read_text().splitlines()]
NOTATIONS = ROOT / "tests/answers/notations"
SLOWEST = 8


@dataclass(frozen=True)
class Timed:
    """How long a formula took, in seconds of the processor."""

    seconds: float
    document: str
    word: str
    latex: str


def documents() -> Iterator[tuple[str, str, Description | None]]:
    """Yields (name, text, what it is about): each document alone, and in each of its notations."""
    names = dict.fromkeys(str(row["doc"]) for row in CORPUS)
    for name in names:
        text = "\n\n".join(f"$$\n{row['latex']}\n$$" for row in CORPUS if row["doc"] == name)
        yield f"{name} alone", text, None
        for file in sorted(NOTATIONS.glob(f"{name}*.toml")):
            if max((other for other in names if file.stem.startswith(other)), key=len) == name:
                yield file.stem, text, description_from_toml(file)


def timed(name: str, text: str, said: Description | None) -> tuple[float, list[Timed]]:
    """Returns how long it took to say what a document is about, and for each formula to judge it."""
    source = read_text(text)
    begin = time.process_time()
    subjects = about(source, *((said.network, said.notation) if said else ()))
    spent, judge, found = time.process_time() - begin, Judge(subjects), []
    for piece in with_cases(list(pieces(source))):
        begin = time.process_time()
        outcome = judge.judge(piece)
        if outcome.finding.word == "refuted":
            judge.diagnose(outcome)
        seconds = time.process_time() - begin
        found.append(Timed(seconds, name, outcome.finding.word, " ".join(piece.latex.split())))
    return spent, found


def run() -> None:
    """Prints the figures."""
    timed("", r"$z = g(s)$, $\delta_1 = x_1$, $v_1 \leftarrow v_1 - \eta \delta_{out} y_1$, $0.5 = 0.25 + 0.25$", None)
    subjects, formulas = [], []
    for name, text, said in documents():
        spent, found = timed(name, text, said)
        subjects.append((spent, name))
        formulas += found
    seconds = [one.seconds for one in formulas]
    print("# check_figures: the corpus, processor time\n")
    print(f"- {len(formulas)} formulas in {len(subjects)} documents (each alone, and in each notation)")
    print(
        f"- a formula: {1000 * mean(seconds):.1f} ms on average, {1000 * median(seconds):.1f} ms in the middle,"
        f" {1000 * max(seconds):.0f} ms at most"
    )
    print(
        f"- what a document is about: {1000 * mean(spent for spent, _ in subjects):.0f} ms on average,"
        f" {1000 * max(subjects)[0]:.0f} ms at most ({max(subjects)[1]})"
    )
    print("- the slowest:")
    for one in sorted(formulas, key=lambda one: -one.seconds)[:SLOWEST]:
        print(f"    - {1000 * one.seconds:.0f} ms  {one.word}, {one.document}: `{one.latex[:90]}`")


if __name__ == "__main__":
    run()
