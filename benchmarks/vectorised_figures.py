"""Figures of the program on arrays: its speed beside NumPy written by hand, JAX and PyTorch.

    python benchmarks/vectorised_figures.py [rounds]

784-128-10, softmax and cross-entropy, batches of 128, value and gradient. All competitors run
in one process, on one core and in turn, so that a busy machine slows all of them; each time is
the median. JAX and PyTorch are left out where they are not installed.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")

import numpy as np  # noqa: E402  (the number of threads is read when it is imported)
from numpy.typing import NDArray  # noqa: E402

from symbackprop.calculus import derive  # noqa: E402
from symbackprop.network import Network, mlp  # noqa: E402
from symbackprop.program import Program, lambdify  # noqa: E402

Array = NDArray[Any]
Params = Mapping[str, Array]
Function = Callable[[], Any]

SIZES = (784, 128, 10)
ITEMS = 128
ROUNDS = 600
CALLS = 20
UNCOUNTED = 5
ACTIVATIONS = ("tanh", "sigmoid", "relu")
PRECISIONS = (np.float32, np.float64)


def _sigmoid(u: Array) -> Array:
    np.negative(u, out=u)
    np.exp(u, out=u)
    u += 1
    return np.reciprocal(u, out=u)


HIDDEN: Mapping[str, Callable[[Array], Array]] = {
    "tanh": lambda u: np.tanh(u, out=u),
    "sigmoid": _sigmoid,
    "relu": lambda u: np.maximum(u, 0, out=u),
}
SLOPES: Mapping[str, Callable[[Array], Array]] = {
    "tanh": lambda y: 1 - y * y,
    "sigmoid": lambda y: y * (1 - y),
    "relu": lambda y: y > 0,
}


def in_place(activation: str, p: Params, X: Array, T: Array) -> tuple[float, Params]:
    """Returns loss and gradient by hand, with no array more than it takes."""
    y = X @ p["w"].T
    y += p["b"]
    y = HIDDEN[activation](y)
    a = y @ p["v"].T
    a += p["c"]
    a -= a.max(axis=1, keepdims=True)
    z = np.exp(a)
    total = z.sum(axis=1, keepdims=True)
    loss = (np.log(total[:, 0]) * T.sum(axis=1)).sum() - np.vdot(T, a)
    z /= total
    z -= T
    delta = z @ p["v"]
    delta *= SLOPES[activation](y)
    return loss, {"v": z.T @ y, "c": z.sum(axis=0), "w": delta.T @ X, "b": delta.sum(axis=0)}


def as_written(activation: str, p: Params, X: Array, T: Array) -> tuple[float, Params]:
    """Returns loss and gradient as one writes them down: a line for each formula."""
    y = HIDDEN[activation](X @ p["w"].T + p["b"])
    a = y @ p["v"].T + p["c"]
    e = np.exp(a - a.max(axis=1, keepdims=True))
    z = e / e.sum(axis=1, keepdims=True)
    loss = -(T * np.log(z)).sum()
    delta_out = z - T
    delta = delta_out @ p["v"] * SLOPES[activation](y)
    return loss, {"v": delta_out.T @ y, "c": delta_out.sum(axis=0), "w": delta.T @ X, "b": delta.sum(axis=0)}


def with_jax(activation: str, p: Params, X: Array, T: Array) -> Function:
    """Returns the same by JAX, compiled."""
    jax = import_module("jax")
    jax.config.update("jax_enable_x64", True)  # noqa: FBT003  (JAX's own way)
    jnp = import_module("jax.numpy")
    hidden = {"tanh": jnp.tanh, "sigmoid": jax.nn.sigmoid, "relu": jax.nn.relu}[activation]

    def loss(p: Any, X: Any, T: Any) -> Any:
        return -(T * jax.nn.log_softmax(hidden(X @ p["w"].T + p["b"]) @ p["v"].T + p["c"])).sum()

    compiled = jax.jit(jax.value_and_grad(loss))
    given = jax.tree.map(jnp.asarray, (dict(p), X, T))
    return lambda: jax.block_until_ready(compiled(*given))


def with_torch(activation: str, p: Params, X: Array, T: Array) -> Function:
    """Returns the same by PyTorch, as it runs eagerly."""
    torch = import_module("torch")
    torch.set_num_threads(1)
    hidden = {"tanh": torch.tanh, "sigmoid": torch.sigmoid, "relu": torch.relu}[activation]
    leaves = {name: torch.tensor(value, requires_grad=True) for name, value in p.items()}
    inputs, goals = torch.tensor(X), torch.tensor(T)

    def run() -> Any:
        u = torch.nn.functional.linear(inputs, leaves["w"], leaves["b"])
        a = torch.nn.functional.linear(hidden(u), leaves["v"], leaves["c"])
        loss = -(goals * torch.log_softmax(a, dim=1)).sum()
        return loss, torch.autograd.grad(loss, list(leaves.values()))

    return run


def peer(make: Callable[..., Function], *arguments: Any) -> Function | None:
    """Returns the function of another system, None if that is not installed."""
    try:
        return make(*arguments)
    except ImportError:
        return None


def medians(functions: Mapping[str, Function | None], rounds: int) -> Mapping[str, float | None]:
    """Returns the median time of each function in seconds, all of them run in turn, some calls at a time.

    The first calls of each turn are not counted: the threads of the one before may still be busy.
    """
    found = {name: function for name, function in functions.items() if function is not None}
    times: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(rounds // (CALLS - UNCOUNTED)):
        for name, function in found.items():
            for call in range(CALLS):
                start = time.perf_counter()
                function()
                if call >= UNCOUNTED:
                    times[name].append(time.perf_counter() - start)
    return {name: statistics.median(times[name]) if name in times else None for name in functions}


def agree(program: Program, by_hand: tuple[float, Params], p: Params, X: Array, T: Array) -> None:
    """Raises AssertionError unless program and hand give the same numbers."""
    loss, gradient = program.value_and_grad(p, X, T)
    np.testing.assert_allclose(loss, by_hand[0], rtol=1e-4)
    for name, slope in by_hand[1].items():
        np.testing.assert_allclose(gradient[name], slope, rtol=1e-2, atol=1e-3, err_msg=name)


def compile_times(network: Network) -> tuple[float, float]:
    """Returns how long it takes to derive the network, and to compile it."""
    start = time.perf_counter()
    derivation = derive(network)
    middle = time.perf_counter()
    _ = lambdify(derivation).module
    return middle - start, time.perf_counter() - middle


def main(rounds: int) -> None:
    """Prints the figures."""
    print(f"{'-'.join(map(str, SIZES))}, softmax cross-entropy, {ITEMS} items: value and gradient, median of {rounds}")
    for activation in ACTIVATIONS:
        network = mlp(list(SIZES), activation=activation, loss="cross_entropy")
        derived, compiled = compile_times(network)
        program = lambdify(network)
        print(f"\n{activation}: derived in {1e3 * derived:.0f} ms, compiled in {1e3 * compiled:.0f} ms")
        for precision in PRECISIONS:
            rng = np.random.default_rng(0)
            X = rng.normal(size=(ITEMS, SIZES[0])).astype(precision)
            T = np.eye(SIZES[2], dtype=precision)[rng.integers(0, SIZES[2], ITEMS)]
            n, m, K = SIZES
            shapes = {"v": (K, m), "c": (K,), "w": (m, n), "b": (m,)}
            p = {name: (0.05 * rng.normal(size=shape)).astype(precision) for name, shape in shapes.items()}
            agree(program, in_place(activation, p, X, T), p, X, T)
            arguments = (activation, p, X, T)
            times = medians(
                {
                    "program": lambda program=program, p=p, X=X, T=T: program.value_and_grad(p, X, T),
                    "its source": lambda program=program, p=p, X=X, T=T: program.module.value_and_grad(p, X, T),
                    "as written": lambda arguments=arguments: as_written(*arguments),
                    "in place": lambda arguments=arguments: in_place(*arguments),
                    "JAX": peer(with_jax, *arguments),
                    "PyTorch": peer(with_torch, *arguments),
                },
                rounds,
            )
            own = times["program"] or 0.0
            print(f"    {np.dtype(precision).name}")
            for name, seconds in times.items():
                if seconds is None:
                    print(f"        {name:<12} not installed")
                else:
                    print(f"        {name:<12} {1e6 * seconds:>7.0f} µs    program / it {own / seconds:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
