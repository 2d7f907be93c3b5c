"""How long perceptrons and logic take: counting the separable functions, and the worst formulas of 12 variables."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping

from symbackprop.network.perceptrons import TruthTable, count_separable, logic, parse, separate
from symbackprop.network.perceptrons.parser import LONGEST
from symbackprop.network.perceptrons.truth_table import of_bits

NAMES = tuple(f"x_{place}" for place in range(1, 13))
ROWS = range(1 << len(NAMES))


def every_function_of_four() -> None:
    """Decides each of the 65,536 functions of four variables by itself."""
    for bits in range(1 << 16):
        separate(of_bits(NAMES[:4], bits))


def weighing() -> TruthTable:
    """Returns a function of 12 variables that one perceptron computes, with large weights."""
    weights = [place * place for place in range(1, 13)]
    totals = (sum(weight for place, weight in enumerate(weights) if row >> place & 1) for row in ROWS)
    return TruthTable(NAMES, [int(total > 615) for total in totals])


def between() -> TruthTable:
    """Returns the function that is 0 on the rows with 4 to 8 ones: 34,650 largest subcubes of zeros."""
    return TruthTable(NAMES, [int(not 4 <= row.bit_count() <= 8) for row in ROWS])


def by_lot() -> TruthTable:
    """Returns a function of 12 variables drawn by lot."""
    draw = random.Random(1)  # noqa: S311  (no secret)
    return TruthTable(NAMES, [draw.randint(0, 1) for _ in ROWS])


WORK: Mapping[str, Callable[[], object]] = {
    "the separable functions of four variables, by classes": lambda: count_separable(4),
    "each of the 65,536 functions by itself": every_function_of_four,
    "weights of a function of 12 variables": lambda: separate(weighing()),
    "parity of 12: 2049 perceptrons, proved": lambda: logic(" ^ ".join(NAMES)),
    "34,650 prime clauses, a network, proved": lambda: logic(between()),
    "a function of 12 variables drawn by lot, proved": lambda: logic(by_lot()),
    "a formula of 10,000 characters, read": lambda: parse("|".join(["(A & B)"] * (LONGEST // 8))),
}

if __name__ == "__main__":
    for name, work in WORK.items():
        start = time.perf_counter()
        work()
        print(f"{name:<56} {time.perf_counter() - start:6.2f} s")
