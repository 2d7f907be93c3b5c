"""Networks as an engineer writes them in NumPy: the loss of a set, for real and complex parameters.

Complex parameters give the gradient by the complex step, which has no cancellation
(Squire and Trapp 1998). Nothing of the package is used here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray
Params = Mapping[str, Array]
STEP = 1e-30


@dataclass(frozen=True)
class ByHand:
    """A network written by hand.

    loss     the loss of a set, from parameters, inputs (a mapping) and targets
    params   the shape of every parameter
    inputs   the shape of every input of one item; () for a constant
    targets  the shape of the targets of one item
    """

    loss: Callable[[Params, Params, Array], Any]
    params: Mapping[str, tuple[int, ...]]
    inputs: Mapping[str, tuple[int, ...]]
    targets: tuple[int, ...]

    def gradient(self, params: Params, X: Params, T: Array) -> dict[str, Array]:
        """The gradient by the complex step, one parameter's element after the other."""
        found = {name: np.empty_like(value) for name, value in params.items()}
        for name, value in params.items():
            for place in np.ndindex(value.shape):
                shifted = {**params, name: value.astype(complex)}
                shifted[name][place] += 1j * STEP
                found[name][place] = np.imag(self.loss(shifted, X, T)) / STEP
        return found


def sigmoid(u: Array) -> Array:
    return 1 / (1 + np.exp(-u))


def softmax(a: Array) -> Array:
    e = np.exp(a)
    return e / e.sum(axis=-1, keepdims=True)


def squared(y: Array, T: Array) -> Any:
    return ((y - T) ** 2).sum() / 2


def dense(p: Params, X: Params, T: Array) -> Any:
    y = sigmoid(X["x"] @ p["w"].T + p["b"])
    return squared(sigmoid(y @ p["v"].T + p["c"]), T)


def classifier(p: Params, X: Params, T: Array) -> Any:
    y = np.tanh(X["x"] @ p["W^(1)"].T + p["b^(1)"])
    return -(T * np.log(softmax(y @ p["W^(2)"].T + p["b^(2)"]))).sum()


def standard(x: Array, axis: int, X: Params, gamma: Array, beta: Array) -> Array:
    centred = x - x.mean(axis=axis, keepdims=True)
    return gamma * centred / np.sqrt((centred**2).mean(axis=axis, keepdims=True) + X["epsilon"]) + beta


def layer_norm(p: Params, X: Params, T: Array) -> Any:
    u = X["x"] @ p["W^(1)"].T + p["b^(1)"]
    return squared(np.tanh(standard(u, -1, X, p["gamma^(1)"], p["beta^(1)"])), T)


def batch_norm(p: Params, X: Params, T: Array) -> Any:
    u = X["x"] @ p["W^(1)"].T + p["b^(1)"]
    y = np.tanh(standard(u, 0, X, p["gamma^(1)"], p["beta^(1)"]))
    return squared(y @ p["W^(2)"].T + p["b^(2)"], T)


def attention(p: Params, X: Params, T: Array) -> Any:
    Q, K, V = (X["x"] @ p[f"W_{text}"].T for text in "QKV")
    return squared(softmax(Q @ K.swapaxes(-1, -2) / np.sqrt(Q.shape[-1])) @ V, T)


def heads(p: Params, X: Params, T: Array) -> Any:
    Q, K, V = (np.einsum("hji,pi->hpj", p[f"W_{text}"], X["x"]) for text in "QKV")
    Z = softmax(Q @ K.swapaxes(-1, -2) / np.sqrt(Q.shape[-1])) @ V
    return squared(np.einsum("lhk,hpk->pl", p["W_O"], Z), T)


def convolved(x: Array, W: Array, b: Array) -> Array:
    """Convolution by the definition: channels and positions of an item, summed over the window."""
    kernel = W.shape[2:]
    lengths = [size - k + 1 for size, k in zip(x.shape[2:], kernel, strict=True)]
    u = np.zeros((len(x), len(W), *lengths), dtype=np.result_type(x, W))
    for offset in np.ndindex(*kernel):
        window = x[(slice(None), slice(None), *(slice(o, o + n) for o, n in zip(offset, lengths, strict=True)))]
        u += np.einsum("pc...,fc->pf...", window, W[(slice(None), slice(None), *offset)])
    return u + b.reshape(-1, *[1] * len(kernel))


def convolution(p: Params, X: Params, T: Array) -> Any:
    y = np.tanh(convolved(X["x"], p["W^(1)"], p["b^(1)"]))
    return squared(convolved(y, p["W^(2)"], p["b^(2)"]), T)


def recurrent(p: Params, X: Params, T: Array) -> Any:
    h = X["h^(0)"]
    for t in (1, 2, 3):
        h = np.tanh(X[f"x^({t})"] @ p["W_h"].T + h @ p["U_h"].T + p["b_h"])
    return squared(h @ p["W"].T + p["b"], T)


def lstm(p: Params, X: Params, T: Array) -> Any:
    h, c = X["h^(0)"], X["c^(0)"]
    for t in (1, 2):
        i, f, o, g = (X[f"x^({t})"] @ p[f"W_{q}"].T + h @ p[f"U_{q}"].T + p[f"b_{q}"] for q in "ifog")
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
    return squared(h @ p["W"].T + p["b"], T)


def logits(p: Params, X: Params, T: Array) -> Any:
    s = np.tanh(X["x"] @ p["w"].T + p["b"]) @ p["v"].T + p["c"]
    return (np.log(1 + np.exp(s)) - T * s).sum()
