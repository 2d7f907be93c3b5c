"""Layers with backward passes written by hand, as textbooks and frameworks have them.

Each function returns its output and what takes the derivative by the output back: to the
derivative by the input, and to those by the parameters, by name. Nothing of the project is
used here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Gradient = Mapping[str, Floats]
Back = Callable[[Floats], tuple[Floats, Gradient]]
Step = tuple[Floats, Back]
Parameters = Mapping[str, Floats]


def dense(x: Floats, p: Parameters, W: str = "W", b: str = "b") -> Step:
    def back(g: Floats) -> tuple[Floats, Gradient]:
        rows, columns = g.reshape(-1, g.shape[-1]), x.reshape(-1, x.shape[-1])
        return g @ p[W], {W: rows.T @ columns, b: rows.sum(axis=0)}

    return x @ p[W].T + p[b], back


def tanh(u: Floats) -> Step:
    y = np.tanh(u)
    return y, lambda g: (g * (1 - y**2), {})


def softmax(a: Floats) -> Step:
    e = np.exp(a - a.max(axis=-1, keepdims=True))
    y = e / e.sum(axis=-1, keepdims=True)
    return y, lambda g: (y * (g - (g * y).sum(axis=-1, keepdims=True)), {})


def standardised(x: Floats, p: Parameters, axis: int) -> Step:
    """Layer normalisation (the last axis) or batch normalisation (the first), as Ioffe and Szegedy have it."""
    count = x.shape[axis]
    r = 1 / np.sqrt(x.var(axis=axis, keepdims=True) + p["epsilon"])
    xhat = (x - x.mean(axis=axis, keepdims=True)) * r

    def back(g: Floats) -> tuple[Floats, Gradient]:
        dxhat = g * p["gamma"]
        total, along = dxhat.sum(axis=axis, keepdims=True), (dxhat * xhat).sum(axis=axis, keepdims=True)
        dx = r / count * (count * dxhat - total - xhat * along)
        rows = tuple(range(x.ndim - 1))
        return dx, {"gamma": (g * xhat).sum(axis=rows), "beta": g.sum(axis=rows)}

    return p["gamma"] * xhat + p["beta"], back


def dropout(y: Floats, mask: Floats, rate: Floats) -> Step:
    return y * mask / (1 - rate), lambda g: (g * mask / (1 - rate), {})


def attention(x: Floats, p: Parameters) -> Step:
    """One head; x has a row for each place."""
    W_Q, W_K, W_V = (p[f"W_{text}"] for text in "QKV")
    Q, K, V = x @ W_Q.T, x @ W_K.T, x @ W_V.T
    root = np.sqrt(Q.shape[1])
    A, back_softmax = softmax(Q @ K.T / root)

    def back(g: Floats) -> tuple[Floats, Gradient]:
        dS = back_softmax(g @ V.T)[0] / root
        dQ, dK, dV = dS @ K, dS.T @ Q, A.T @ g
        gradient = {"W_Q": dQ.T @ x, "W_K": dK.T @ x, "W_V": dV.T @ x}
        return dQ @ W_Q + dK @ W_K + dV @ W_V, gradient

    return A @ V, back


def multi_head_attention(x: Floats, p: Parameters) -> Step:
    names = ("W_Q", "W_K", "W_V")
    heads = [attention(x, {name: p[name][h] for name in names}) for h in range(len(p["W_Q"]))]
    y = np.sum([Z @ p["W_O"][:, h].T for h, (Z, _) in enumerate(heads)], axis=0)

    def back(g: Floats) -> tuple[Floats, Gradient]:
        parts = [back_of(g @ p["W_O"][:, h]) for h, (_, back_of) in enumerate(heads)]
        gradient = {name: np.stack([found[name] for _, found in parts]) for name in names}
        gradient["W_O"] = np.stack([g.T @ Z for Z, _ in heads], axis=1)
        return np.sum([dx for dx, _ in parts], axis=0), gradient

    return y, back


def convolution(x: Floats, p: Parameters, W: str = "W", b: str = "b") -> Step:
    """In one direction or two, by loops over filters and places: x has a channel for each row."""
    weights = p[W]
    window = weights.shape[2:]
    length = [size - k + 1 for size, k in zip(x.shape[1:], window, strict=True)]
    places = [
        (place, tuple(slice(at, at + k) for at, k in zip(place, window, strict=True))) for place in np.ndindex(*length)
    ]
    u = np.empty((len(weights), *length))
    for f in range(len(weights)):
        for place, seen in places:
            u[(f, *place)] = p[b][f] + np.sum(weights[f] * x[(slice(None), *seen)])

    def back(g: Floats) -> tuple[Floats, Gradient]:
        dx, dW = np.zeros_like(x), np.zeros_like(weights)
        for f in range(len(weights)):
            for place, seen in places:
                dx[(slice(None), *seen)] += g[(f, *place)] * weights[f]
                dW[f] += g[(f, *place)] * x[(slice(None), *seen)]
        return dx, {W: dW, b: g.reshape(len(weights), -1).sum(axis=1)}

    return u, back


def recurrent(xs: list[Floats], h_0: Floats, p: Parameters) -> Step:
    """Backpropagation through time, for one item."""
    hs = [h_0]
    for x in xs:
        hs.append(np.tanh(p["W_h"] @ x + p["U_h"] @ hs[-1] + p["b_h"]))

    def back(g: Floats) -> tuple[Floats, Gradient]:
        gradient = {name: np.zeros_like(p[name]) for name in ("W_h", "U_h", "b_h")}
        for t in reversed(range(len(xs))):
            da = g * (1 - hs[t + 1] ** 2)
            gradient["W_h"] += np.outer(da, xs[t])
            gradient["U_h"] += np.outer(da, hs[t])
            gradient["b_h"] += da
            g = p["U_h"].T @ da
        return g, gradient

    return hs[-1], back


def lstm(xs: list[Floats], h_0: Floats, c_0: Floats, p: Parameters) -> Step:
    """The LSTM of Hochreiter and Schmidhuber with Gers' forget gate, for one item."""
    h, c = h_0, c_0
    cache = []
    for x in xs:
        a = {gate: p[f"W_{gate}"] @ x + p[f"U_{gate}"] @ h + p[f"b_{gate}"] for gate in "ifog"}
        i, f, o = (1 / (1 + np.exp(-a[gate])) for gate in "ifo")
        g = np.tanh(a["g"])
        before, c = c, f * c + i * g
        cache.append((x, h, before, c, i, f, o, g))
        h = o * np.tanh(c)

    def back(dh: Floats) -> tuple[Floats, Gradient]:
        gradient = {f"{kind}_{gate}": np.zeros_like(p[f"{kind}_{gate}"]) for gate in "ifog" for kind in "WUb"}
        dc = np.zeros_like(c_0)
        for x, h, before, c, i, f, o, g in reversed(cache):
            dc = dc + dh * o * (1 - np.tanh(c) ** 2)
            da = {
                "i": dc * g * i * (1 - i),
                "f": dc * before * f * (1 - f),
                "o": dh * np.tanh(c) * o * (1 - o),
                "g": dc * i * (1 - g**2),
            }
            for gate, slope in da.items():
                gradient[f"W_{gate}"] += np.outer(slope, x)
                gradient[f"U_{gate}"] += np.outer(slope, h)
                gradient[f"b_{gate}"] += slope
            dh = sum((p[f"U_{gate}"].T @ slope for gate, slope in da.items()), np.zeros_like(h_0))
            dc = dc * f
        return dh, gradient

    return h, back


def half_squared_error(z: Floats, t: Floats) -> tuple[float, Floats]:
    return float(((z - t) ** 2).sum() / 2), z - t


def softmax_cross_entropy(a: Floats, t: Floats) -> tuple[float, Floats]:
    """Of the preactivations of a softmax."""
    p, _ = softmax(a)
    return float(-(t * np.log(p)).sum()), p * t.sum(axis=-1, keepdims=True) - t
