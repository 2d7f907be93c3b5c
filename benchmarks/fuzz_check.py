"""Fuzzing `check`: formulas and documents that nobody would write, and what becomes of them.

    nice python benchmarks/fuzz_check.py --inputs 100000 --seed 1

Three kinds of input, drawn by a seeded generator: formulas from a grammar of everything the reader
knows and much that it does not; formulas of real notes with tokens deleted, doubled, exchanged and
put in; documents in four formats with bytes changed. Each document is about one of the networks of
NETWORKS, of numbers, arrays and matrices, or about the one that it defines itself: then a forward
pass of PASSES stands in front of it, with tokens changed now and then. Whatever is given, the answer
is a finding: no exception but DocumentError and NotationError, no defect, no word that is not one of
five, every place inside the text, and each formula within its time; so is what a document is about.
An audit hook stands by: what opens a file, starts a program, connects to anything or compiles text is
counted as a violation, in the child, too.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import symbackprop as sb  # noqa: E402
from symbackprop.answers.checking.about import about  # noqa: E402
from symbackprop.answers.checking.checking import checked  # noqa: E402
from symbackprop.answers.checking.guard import Stopped, guarded  # noqa: E402
from symbackprop.answers.checking.judge import Judge, Outcome  # noqa: E402
from symbackprop.answers.checking.pieces import Piece  # noqa: E402
from symbackprop.answers.documents import DocumentError, read_text  # noqa: E402
from symbackprop.answers.latex.commands import KNOWN  # noqa: E402
from symbackprop.answers.understanding import NotationError  # noqa: E402
from symbackprop.network import Network  # noqa: E402

CORPUS = [json.loads(line)["latex"] for line in (ROOT / "tests/answers/latex/corpus.jsonl").read_text().splitlines()]
OUR_OWN = [
    r"\frac{\partial E}{\partial w_{11}} = \delta_1 x_1",
    r"\delta_1 = \delta_{\text{out}} v_1 y_1 (1 - y_1)",
    r"\delta_{\text{out}} = (z - t) z (1 - z)",
    r"u_1 = b_1 + w_{11} x_1 + w_{12} x_2 = 0.35 + 0.15 \cdot 0.05 + 0.2 \cdot 0.1 = 0.3775",
    r"w_{11} \leftarrow w_{11} - \eta \frac{\partial E}{\partial w_{11}}",
    r"E = \frac{1}{2} \sum_i (z_i - t_i)^2",
    r"\frac12 (0.01 - 0.7514)^2 = 0.2748",
    r"z'(s) = \frac{e^{-s}}{(1 + e^{-s})^2} = z (1 - z)",
]
OF_ARRAYS = [
    r"\frac{\partial E}{\partial w_{ji}} = \delta_j x_i",
    r"\delta_j = g'(u_j) \sum_k v_{kj} \delta_k",
    r"\frac{\partial E}{\partial W^{(1)}} = \delta^{(1)} x^T",
    r"\delta^{(1)} = (W^{(2)})^T \delta^{(2)} \odot \sigma'(z^{(1)})",
    r"\nabla_{W_1} L = X^\top \left( (\hat Y - Y) W_2^\top \odot (1 - H^2) \right)",
    r"W_2 \leftarrow W_2 - \frac{\eta}{N} H^T (\hat Y - Y)",
    r"\frac{\partial L}{\partial b_2} = \frac1N \mathbf{1}^T (\hat Y - Y)",
    r"\begin{pmatrix} u_1 \\ u_2 \end{pmatrix} = \begin{pmatrix} w_{11} & 0 \\ 0 & w_{22} \end{pmatrix} x + b",
    r"\frac{\partial z_i}{\partial s_j} = z_i (\delta_{ij} - z_j)",
]
PASSES = [
    r"$u_1 = b_1 + w_{11} x_1 + w_{12} x_2$, $y_1 = g(u_1)$, $s = c + v_1 y_1 + v_2 y_2$, $z = g(s)$, $E = (z-t)^2/2$",
    r"$u_j = \sum_i w_{ji} x_i + b_j$, $y_j = \tanh(u_j)$, $s_k = \sum_j v_{kj} y_j$, $E = \sum_k (s_k - t_k)^2$",
    r"$z^{(1)} = W^{(1)} x + b^{(1)}$, $a = \sigma(z^{(1)})$, $z^{(2)} = W^{(2)} a$, $C = \|z^{(2)} - y\|^2$, $x^T$",
    r"matrices $Z_1 = X W_1$, $H = \tanh(Z_1)$, $\hat Y = \mathrm{softmax}(H W_2)$, $L = - \sum Y \odot \log \hat Y$",
    r"$y = w x + b$, $L = \frac1N \sum_{i=1}^N (y_i - t_i)^2$",
    r"$f(x, y) = x y$, $q = x + y$, $f = q z$",
]
NETWORKS = (
    sb.two_layer(),
    sb.two_layer("tanh"),
    sb.mlp(["n", "m", "K"]),
    sb.mlp(["n", "m", "K"], activation="relu", loss="cross_entropy"),
    sb.sequential(
        sb.given("x", {"p": "N"}, i="n"),
        sb.layer("dense", units="m"),
        sb.layer("activation", function="relu"),
        sb.layer("dense", units="K"),
    ),
    sb.mlp([3, 2, 2]),
)
HOSTILE = [
    r"\input{/etc/passwd}", r"\write18{id}", r"\openin5=/etc/passwd", r"\csname x\endcsname", "__class__",
    "z.__class__.__bases__", r"\def\a{\a\a}\a", r"\newcommand{\b}[1]{#1#1}\b{\b{\b{z}}}", "9^{9^{9^9}}",
    "(1+x_1)^{999}^{999}", r"\exp(\exp(\exp(9^9)))", r"e^{e^{e^{e^{99}}}}", "{" * 60, "}" * 60, "(" * 60,
    r"\left(" * 20, r"\frac" * 40, r"\sum" * 30, "0." + "1" * 900, "9" * 999, "1e999", "\u202e", "\x00", "\ud800",
    "%", "$", "&", "\\\\", r"\begin{aligned}", r"\end{cases}", r"\prod_{i=1}^{10^9}", r"\int_0^1", "z_1^{1000}",
    r"\sqrt[9]{-1}", r"\log(0)", r"\frac{1}{0}", r"0^{-1}", r"(z - z)^{-1}", r"\max(z,t,s,c)", r"|z|^{0.5}",
]  # fmt: skip
NAMES = [
    "z", "t", "s", "c", "E", "y_1", "y_2", "u_1", "x_1", "w_{11}", "v_1", r"\delta_1", r"\delta_{out}", r"\eta",
    "W", "x", "y", "u_j", "w_{ji}", "v_{kj}", "z_k", r"\delta_j", "W_1", "H", r"\hat Y", "z^{(1)}", "W^{(2)}", "L", "N",
]  # fmt: skip
TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[0-9.]+|[A-Za-z]|\s+|.", re.DOTALL)
WORDS = {"proved", "refuted", "undecided", "not understood", "taken"}
BATCH = 40
GIVEN = 0.5
"""Which part of the documents is told its network."""
HANGS = 120
"""After so many seconds with one document it is shown where this process is."""
FORBIDDEN = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "socket.connect", "os.remove")
READ = (os.devnull, "/proc/self/statm", sys.prefix, sys.base_prefix, str(ROOT))
WRITTEN = (os.devnull,)


def watch() -> None:
    """Raises in whatever process opens a file that is no program's, starts a program, or compiles text."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(FORBIDDEN):
            raise RuntimeError(f"violation: {event} {arguments!r}")
        if event == "compile" and arguments[0] is not None:
            raise RuntimeError("violation: text is compiled")
        if event == "open" and not isinstance(arguments[0], int):
            name, mode = os.fsdecode(arguments[0]), str(arguments[1] or "")  # type: ignore[arg-type]
            allowed = WRITTEN if set(mode) & set("wax+") else READ
            if not name.startswith(allowed):
                raise RuntimeError(f"violation: {name} is opened")

    sys.addaudithook(hook)


class Timed(Judge):
    """A judge that says how long it took, in the remarks."""

    def judge(self, piece: Piece) -> Outcome:
        """Returns what is found of a statement, with the seconds it took."""
        begin = time.process_time()
        outcome = super().judge(piece)
        spent = f"seconds {time.process_time() - begin:.6f}"
        return replace(outcome, finding=replace(outcome.finding, remarks=(*outcome.finding.remarks, spent)))


def formula(lots: random.Random, depth: int = 0) -> str:
    """Returns a formula of the grammar: mostly well formed, with things from HOSTILE in it now and then."""
    pick = lots.random()
    if depth > 4 or pick < 0.35:
        return lots.choice(NAMES) if lots.random() < 0.85 else str(lots.choice([0, 1, 2, 0.5, 0.7513, 10**6]))
    if pick < 0.4:
        return lots.choice(HOSTILE)
    if pick < 0.45:
        return lots.choice(KNOWN_LIST)
    inside = [formula(lots, depth + 1) for _ in range(2)]
    shapes = (
        "{0} + {1}", "{0} - {1}", "{0} {1}", "({0})({1})", r"\frac{{{0}}}{{{1}}}", "{0}^{{{1}}}", "{0}/{1}",
        r"\frac{{\partial {0}}}{{\partial {1}}}", "g({0})", "g'({0})", r"\sum_i {0}", r"\log {0}", r"e^{{{0}}}",
        r"\sqrt{{{0}}}", "{0}_{{{1}}}", r"\begin{{cases}} {0} & z > 0 \\ {1} & z \le 0 \end{{cases}}", "{0} = {1}",
        r"{0} \\ {1}", r"{0}, \quad {1}", r"\left({0}\right)", r"|{0}|", r"\text{{if }} {0} = {1}",
        r"{0} \leftarrow {1}", "{0}^T {1}", r"{0} \odot {1}", r"\mathbf{{{0}}}", r"\|{0}\|^2", r"\nabla_{{{0}}} {1}",
        r"\sum_{{j=1}}^{{m}} {0}", r"\mathrm{{softmax}}({0})", r"\begin{{pmatrix}} {0} & {1} \end{{pmatrix}}",
    )  # fmt: skip
    shape = lots.choice(shapes)
    return shape.format(*inside)


KNOWN_LIST = sorted(KNOWN)


def mutant(lots: random.Random) -> str:
    """Returns a formula of real notes with tokens deleted, doubled, exchanged or put in."""
    return changed(lots, lots.choice(CORPUS + OUR_OWN * 5 + OF_ARRAYS * 5), lots.randint(1, 4))


def changed(lots: random.Random, text: str, times: int) -> str:
    """Returns a text with so many tokens deleted, doubled, exchanged or put in."""
    tokens = TOKEN.findall(text)
    for _ in range(times):
        place = lots.randrange(len(tokens)) if tokens else 0
        action = lots.randrange(5)
        if action == 0 and tokens:
            del tokens[place]
        elif action == 1 and tokens:
            tokens.insert(place, tokens[place])
        elif action == 2 and tokens:
            other = lots.randrange(len(tokens))
            tokens[place], tokens[other] = tokens[other], tokens[place]
        else:
            tokens.insert(place, lots.choice(HOSTILE + NAMES + KNOWN_LIST))
    return "".join(tokens)


def document(lots: random.Random) -> tuple[str, str]:
    """Returns a document with bytes changed, and its format."""
    text = "\n\n".join(f"text $${lots.choice(CORPUS)}$$ and ${lots.choice(OUR_OWN)}$" for _ in range(3))
    form = lots.choice(["markdown", "latex", "rst", "notebook"])
    if form == "latex":
        text = "\\newcommand{\\pd}[2]{\\frac{\\partial #1}{\\partial #2}}\n" + text
    if form == "rst":
        text = f".. math::\n\n   {lots.choice(CORPUS)}\n\nand :math:`{lots.choice(OUR_OWN)}`\n"
    if form == "notebook":
        text = json.dumps({"cells": [{"cell_type": "markdown", "source": text}], "nbformat": 4})
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(lots.choice([1, 2, 4, 30])):
        place = lots.randrange(len(data))
        action = lots.randrange(4)
        if action == 0:
            data[place] = lots.randrange(256)
        elif action == 1:
            del data[place : place + lots.randrange(1, 12)]
        elif action == 2:
            data[place:place] = data[place : place + lots.randrange(1, 40)] * lots.randrange(1, 4)
        else:
            data[place:place] = lots.choice(HOSTILE).encode("utf-8", "surrogatepass")
        data = data or bytearray(b"$z$")
    return data.decode("utf-8", "replace"), form


def inputs(lots: random.Random, count: int) -> Iterator[tuple[int, str, str, Network | None]]:
    """Yields (how many inputs, text, format, network): formulas in documents of BATCH, and documents."""
    done = 0
    while done < count:
        network = lots.choice(NETWORKS) if lots.random() < GIVEN else None
        if lots.random() < 0.5:
            yield 1, *document(lots), network
            done += 1
            continue
        make = lots.choice([formula, mutant])
        texts = [make(lots).replace("$", r"\$").replace("\n", " ") for _ in range(BATCH)]
        front = "" if network else changed(lots, lots.choice(PASSES), lots.choice([0, 0, 1, 3]))
        yield BATCH, front + "\n\n" + "\n\n".join(f"$$ {text} $$" for text in texts), "markdown", network
        done += BATCH


def run(count: int, seed: int) -> None:
    """Prints what became of `count` inputs."""
    lots = random.Random(seed)  # noqa: S311
    warm = read_text("$z = g(s)$ $\\delta_1 = x_1$ $0.5 = 0.5$ $w_{11} = w_{11} - \\eta \\delta_1 x_1$")
    for form in ("latex", "rst", "notebook"):
        read_text('{"cells": []}' if form == "notebook" else "$z$", form)
    install()
    checked(warm, about(warm))
    watch()
    words: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    subject: Counter[str] = Counter()
    understood: list[tuple[float, str]] = []
    defects: list[str] = []
    slow: list[tuple[float, str]] = []
    spent, done, formulas, documents = 0.0, 0, 0, 0
    begin = time.monotonic()
    for number, text, form, network in inputs(lots, count):
        done, documents = done + number, documents + 1
        faulthandler.dump_traceback_later(HANGS)
        if documents % 100 == 0:
            told = f"… {done} inputs, {formulas} formulas, {len(defects)} defects, {time.monotonic() - begin:.0f} s"
            print(told, file=sys.stderr, flush=True)
        try:
            source = read_text(text, form)
            since = time.process_time()
            subjects = about(source, network)
            understood = sorted([*understood, (time.process_time() - since, text[:200])])[-5:]
            subject[subjects[0].words.partition(",")[0] if subjects else "nothing"] += 1
            found = checked(source, subjects)
        except (DocumentError, NotationError) as error:
            refused[str(error).split("\n")[0][:60]] += 1
            continue
        except Exception as error:  # noqa: BLE001  (this is what is looked for)
            defects.append(f"{type(error).__name__}: {error} in {text[:200]!r}")
            continue
        for finding in found:
            formulas += 1
            words[finding.word] += 1
            told = (*finding.remarks, finding.reason)
            seconds = next(float(said.split("seconds ")[-1]) for said in told if "seconds " in said)
            spent += seconds
            slow = sorted([*slow, (seconds, f"{finding.word}: {finding.reason}: {finding.latex[:100]!r}")])[-5:]
            lines = source.texts[finding.cell].split("\n")
            inside = 1 <= finding.line <= len(lines) and 1 <= finding.column <= len(lines[finding.line - 1]) + 1
            if finding.word not in WORDS or "defect" in finding.reason or not inside:
                place = f"{finding.line}:{finding.column}"
                defects.append(f"{finding.word} {finding.reason} {place} {finding.latex[:200]!r}, {text[:160]!r}")
                print(defects[-1], file=sys.stderr, flush=True)
    report(
        count, seed, done, formulas, documents, words, refused, defects, slow, spent, time.monotonic() - begin,
        subject, understood,
    )  # fmt: skip


def stopwatched(jobs: Sequence[Any], work: Callable[[Any], Any], kept: Iterable[object] = ()) -> Iterator[Any]:
    """Yields what `guarded` does; what was stopped says how long it took, by the clock."""
    since = time.monotonic()
    for result in guarded(jobs, work, kept):
        spent = f"; seconds {time.monotonic() - since:.6f}"
        yield Stopped(result.reason + spent) if isinstance(result, Stopped) else result
        since = time.monotonic()


def install() -> None:
    """Puts the judge and the guard that say how long it took in the place of the others."""
    from symbackprop.answers.checking import checking  # noqa: PLC0415

    checking.Judge = Timed  # type: ignore[misc]
    checking.guarded = stopwatched


def report(  # noqa: PLR0913, PLR0917
    count: int,
    seed: int,
    done: int,
    formulas: int,
    documents: int,
    words: Counter[str],
    refused: Counter[str],
    defects: list[str],
    slow: list[tuple[float, str]],
    spent: float,
    wall: float,
    subject: Counter[str],
    understood: list[tuple[float, str]],
) -> None:
    """Prints the figures."""
    parent = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"# fuzz_check: {done} inputs (asked for {count}), seed {seed}\n")
    print(f"- {documents} documents, {formulas} formulas found in them, {wall:.0f} s")
    print(f"- {', '.join(f'{number} {word}' for word, number in words.most_common())}")
    print("- what they are about: " + ", ".join(f"{number} {words}" for words, number in subject.most_common(12)))
    print(f"- documents refused: {sum(refused.values())}")
    for fact, number in refused.most_common(6):
        print(f"    - {number} × {fact}")
    print(f"- {1000 * spent / max(1, formulas):.1f} ms a formula on average (processor time in the child)")
    print(f"- memory at most: {parent:.0f} MiB here, {child:.0f} MiB in a child")
    print(f"- exceptions, defects, violations, places outside the text: {len(defects)}")
    for line in defects[:40]:
        print(f"    - {line}")
    print("- the slowest formulas:")
    for seconds, line in reversed(slow):
        print(f"    - {seconds:.2f} s  {line}")
    print("- the documents that take longest to say what they are about:")
    for seconds, line in reversed(understood):
        print(f"    - {seconds:.2f} s  {line!r}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    run(chosen.inputs, chosen.seed)
