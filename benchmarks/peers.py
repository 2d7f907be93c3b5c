"""Peers: the gradient of a tanh network with one hidden layer, as other symbolic systems take it.

    python benchmarks/peers.py

Each builds the loss of one item from scalar symbols (CasADi MX: from matrices) and
differentiates it by every weight; symbackprop derives the indexed network and proves it. Each
runs in a process of its own, and it is printed where it stops.
"""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Sizes = tuple[int, ...]

PATIENCE = 60.0
MEMORY = 4 * 1024**3
SIZES = ((2, 2, 1), (5, 5, 3), (20, 20, 5), (60, 60, 30), (200, 100, 10), (784, 128, 10))


def _scalars(sizes: Sizes, symbol: Callable[[str], Any], tanh: Callable[[Any], Any]) -> tuple[Any, list[Any]]:
    """Returns the loss and the weights of the network, in the scalars of one system."""
    inputs, hidden, outputs = sizes
    weights: list[Any] = []

    def fresh(text: str) -> Any:
        weights.append(symbol(text))
        return weights[-1]

    def layer(values: list[Any], count: int, text: str) -> Iterator[Any]:
        for unit in range(count):
            total = fresh(f"{text}b_{unit}")
            for place, value in enumerate(values):
                total = total + fresh(f"{text}_{unit}_{place}") * value
            yield tanh(total)

    first = list(layer([symbol(f"x_{place}") for place in range(inputs)], hidden, "w"))
    second = list(layer(first, outputs, "v"))
    loss = sum((value - symbol(f"t_{place}")) ** 2 / 2 for place, value in enumerate(second))
    return loss, weights


def sympy(sizes: Sizes) -> None:
    """Takes the gradient with SymPy's diff."""
    import sympy as sp  # noqa: PLC0415

    loss, weights = _scalars(sizes, sp.Symbol, sp.tanh)
    for weight in weights:
        sp.diff(loss, weight)


def symengine(sizes: Sizes) -> None:
    """Takes the gradient with SymEngine's diff."""
    import symengine as se  # noqa: PLC0415

    loss, weights = _scalars(sizes, se.Symbol, se.tanh)
    for weight in weights:
        se.diff(loss, weight)


def casadi_sx(sizes: Sizes) -> None:
    """Takes the gradient with CasADi's scalar graphs."""
    import casadi as ca  # noqa: PLC0415

    loss, weights = _scalars(sizes, ca.SX.sym, ca.tanh)
    ca.gradient(loss, ca.vertcat(*weights))


def casadi_mx(sizes: Sizes) -> None:
    """Takes the gradient with CasADi's matrix graphs."""
    import casadi as ca  # noqa: PLC0415

    inputs, hidden, outputs = sizes
    x, t = ca.MX.sym("x", inputs), ca.MX.sym("t", outputs)
    w, b = ca.MX.sym("w", hidden, inputs), ca.MX.sym("b", hidden)
    v, c = ca.MX.sym("v", outputs, hidden), ca.MX.sym("c", outputs)
    z = ca.tanh(v @ ca.tanh(w @ x + b) + c)
    loss = ca.sumsqr(z - t) / 2
    for weights in (v, c, w, b):
        ca.gradient(loss, weights)


def ours(sizes: Sizes) -> None:
    """Derives the indexed network, and proves every step of it."""
    from symbackprop import derive, mlp  # noqa: PLC0415

    proofs = derive(mlp(list(sizes), activation="tanh", output="tanh")).prove()
    assert proofs.ok, proofs  # noqa: S101


PEERS: Mapping[str, Callable[[Sizes], None]] = {
    "symbackprop": ours,
    "SymPy diff": sympy,
    "SymEngine diff": symengine,
    "CasADi SX": casadi_sx,
    "CasADi MX": casadi_mx,
}


def limited(run: Callable[[Sizes], None], sizes: Sizes) -> str:
    """Returns the seconds a function takes in a process of its own, or why it stopped."""
    answers: multiprocessing.Queue[str] = multiprocessing.Queue()
    process = multiprocessing.Process(target=_timed, args=(run, sizes, answers))
    process.start()
    process.join(PATIENCE)
    if process.is_alive():
        process.kill()
        process.join()
        return "stops: time"
    return answers.get() if process.exitcode == 0 else "stops: memory"


def _timed(run: Callable[[Sizes], None], sizes: Sizes, answers: multiprocessing.Queue[str]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    start = time.perf_counter()
    try:
        run(sizes)
    except ImportError as missing:
        answers.put(f"no {missing.name}")
    else:
        answers.put(f"{time.perf_counter() - start:.3f}")


def main() -> None:
    """Prints the wall time of each system by network, from its import to the gradient, until it stops."""
    print(f"gradient of the same networks, seconds (stopped after {PATIENCE:.0f} s or {MEMORY >> 30} GB)")
    print(" " * 16 + " ".join(f"{'-'.join(map(str, sizes)):>13}" for sizes in SIZES))
    for title, run in PEERS.items():
        cells: list[str] = []
        for sizes in SIZES:
            stopped = bool(cells) and cells[-1].startswith(("stop", "no", "-"))
            cells.append("-" if stopped else limited(run, sizes))
        print(f"{title:<16}" + " ".join(f"{cell:>13}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
