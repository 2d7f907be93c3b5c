"""Figures of diagnoses: processor time for one, one process.

    python benchmarks/diagnosis_figures.py

For every network the usual mistakes, and a formula that no mistake explains, which is
compared with all of them. First with nothing computed before, as on the command line, then
the median of further runs, as in a document with many formulas.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping, Sequence

from sympy.core.cache import clear_cache

from symbackprop.answers import Vocabulary, claims, vocabulary
from symbackprop.answers.mistakes import diagnose
from symbackprop.network import Network, mlp, two_layer

_RUNS = 5
_PERCEPTRON = (
    "dE/dw[j, i] = delta[j]",
    "dE/dw[j, i] = -delta[j]*x[i]",
    "delta[j] = sum(delta_out[k]*v[k, j], k)",
    "delta[j] = delta_out[k]*v[k, j]*y[j]*(1 - y[j])",
    "dE/dw[j, i] = sum(delta[j]*x[i], i)",
    "dE/dw[j, i] = x[i]^2*b[j]",
)
_TWO_LAYER = (
    "dE/dw_11 = delta_out*v_1*x_1",
    "dE/dw_11 = (t - z)*z*(1 - z)*v_1*y_1*(1 - y_1)*x_1",
    "dE/dw_11 = delta_1*x_2",
    "delta_out = z - t",
    "delta_1 = delta_out*v_1*(1 - y_1)",
    "u_1 = b_1 + w_11*x_1 + w_21*x_2",
    "E = (z - t)^2",
    "dE/dw_11 = y_2*u_1 + t^3",
)
FORMULAS: Mapping[str, tuple[Network, Sequence[str]]] = {
    "2-2-1, sigmoid": (two_layer(), _TWO_LAYER),
    "2-2-1, tanh": (two_layer("tanh"), _TWO_LAYER),
    "2-2-1, cross-entropy": (two_layer(loss="binary_cross_entropy"), _TWO_LAYER),
    "n-m-K, sigmoid": (mlp(["n", "m", "K"]), _PERCEPTRON),
    "n-m-K, softmax": (mlp(["n", "m", "K"], loss="cross_entropy"), _PERCEPTRON),
    "nine layers of arrays": (
        mlp(["n", *["m"] * 8, "K"]),
        ("delta^(1)[j] = sum(delta^(2)[k]*W^(2)[k, j], k)", "dE/dW^(1)[j, i] = x[i]^2*b^(1)[j]"),
    ),
}


def milliseconds(formula: str, words: Vocabulary) -> tuple[float, str]:
    """Returns the processor time of one diagnosis, and the mistake it names."""
    (claim,) = claims(formula, words)
    before = time.process_time()
    found = diagnose(claim, words)
    return 1e3 * (time.process_time() - before), found.mistake or "none of them"


def main() -> None:
    """Prints the times of every formula, and the median and the longest of all."""
    medians = []
    for title, (network, formulas) in FORMULAS.items():
        print(title)
        for formula in formulas:
            clear_cache()
            words = vocabulary(network)
            first, mistake = milliseconds(formula, words)
            again = statistics.median(milliseconds(formula, words)[0] for _ in range(_RUNS))
            medians.append(again)
            print(f"    {first:7.0f} ms first {again:7.1f} ms   {mistake:<24} {formula}")
    print(f"median of all {statistics.median(medians):.0f} ms, longest {max(medians):.0f} ms")


if __name__ == "__main__":
    main()
