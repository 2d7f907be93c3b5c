"""Figures of networks of any size: medians of processor time, one process.

    python benchmarks/sizes_figures.py

Derivation and proof of multilayer perceptrons by width and by depth; the 784-128-10
network from its sizes to its compiled gradient; scalar networks by their number of weights.
"""

from __future__ import annotations

import gc
import resource
import statistics
import time
from collections.abc import Callable
from functools import partial

from sympy.core.cache import clear_cache

from symbackprop.calculus import derive
from symbackprop.network import Network
from symbackprop.network.instances import instance
from symbackprop.network.mlp import mlp
from symbackprop.program import lambdify
from symbackprop.proof.indexed.local import prove_locally

WIDTHS = (None, 10, 100, 1_000, 10_000)
DEPTHS = (1, 2, 4, 8, 16, 32)
SCALAR = ((10, 10, 5), (30, 30, 10), (60, 60, 30), (85, 85, 30))


def seconds(action: Callable[[], object], times: int = 5) -> float:
    """Returns the median processor time of an action, SymPy's cache emptied and garbage collected before each run."""
    spans = []
    for _ in range(times):
        clear_cache()
        gc.collect()
        before = time.process_time()
        action()
        spans.append(time.process_time() - before)
    return statistics.median(spans)


def derive_and_prove(network: Network) -> None:
    """Derives and proves; every verdict must be Proved."""
    proofs = derive(network).prove()
    assert proofs.ok, proofs  # noqa: S101


def derive_and_prove_locally(network: Network) -> None:
    """Derives a scalar network and proves its gradients from the equations that read each name."""
    derivation = derive(network)
    proofs = prove_locally(network, derivation.names, derivation.delta_forms)
    assert len(proofs.proved) == len(network.parameters)  # noqa: S101


def by_width() -> None:
    """Prints the time of three layers by their width."""
    print("derive and prove, three layers, softmax cross-entropy, by width")
    for width in WIDTHS:
        sizes = ["n", "m", "q", "K"] if width is None else [width] * 4
        network = mlp(sizes, activation="tanh", loss="cross_entropy")
        print(f"    {width or 'symbolic':>10}   {1e3 * seconds(partial(derive_and_prove, network)):8.1f} ms")


def by_depth() -> None:
    """Prints the time by the number of layers, and for one layer."""
    print("derive and prove, symbolic widths, by the number of layers")
    for depth in DEPTHS:
        network = mlp([f"n_{layer}" for layer in range(depth + 1)], activation="tanh", output="sigmoid")
        span = 1e3 * seconds(partial(derive_and_prove, network), 3)
        print(f"    {depth:>10}   {span:8.1f} ms   {span / depth:6.1f} ms a layer")


def the_digits() -> None:
    """Prints the time and the memory of 784-128-10, from its sizes to the compiled gradient."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    derivation = derive(mlp([784, 128, 10], activation="tanh", loss="cross_entropy"))
    derived = time.process_time()
    assert derivation.prove().ok  # noqa: S101
    proved = time.process_time()
    lambdify(derivation)
    done = time.process_time()
    used = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print("784-128-10, softmax cross-entropy, first use after import")
    print(f"    derive {derived - start:.3f} s, prove {proved - derived:.3f} s, compile {done - proved:.3f} s")
    print(f"    together {done - start:.3f} s (bar 1 s), {used:.0f} MB (bar 150 MB)")


def by_weights() -> None:
    """Prints the time of scalar networks for one weight; the bar is 50 microseconds."""
    print("scalar networks, derive and prove from local identities, for one weight (bar 50 µs)")
    for sizes in SCALAR:
        scalar = instance(mlp(list(sizes))).network
        count = len(scalar.parameters)
        span = seconds(partial(derive_and_prove_locally, scalar))
        print(f"    {count:>10} weights   {1e6 * span / count:6.1f} µs")


def main() -> None:
    """Prints the figures."""
    the_digits()
    by_width()
    by_depth()
    by_weights()


if __name__ == "__main__":
    main()
