"""Indexed networks to test with, and the sizes of one small instance of each."""

import sympy as sp

from symbackprop.network import Equation, Network, names
from symbackprop.network.heads import sigmoid
from symbackprop.network.indices import array, index, size

e, f, i, j, k, l, p = map(index, "efijklp")  # noqa: E741
D, K, N, d, m, n = map(size, "DKNdmn")
E, a, b_0, epsilon, mu, r, variance = names("E a b_0 epsilon mu r variance")


def arrays(text: str) -> list[sp.IndexedBase]:
    return [array(word) for word in text.split()]


b, c, delta, delta_out, gamma, h, s, t, u, v, w, x, y, z = arrays("b c delta delta_out gamma h s t u v w x y z")
A, O, Q, S, V, W, X_K, W_K, W_Q, W_V, xhat = arrays("A O Q S V W K W_K W_Q W_V xhat")  # noqa: E741


def two_layers() -> Network:
    """The network of the notes for n inputs, m hidden units and K outputs."""
    return Network(
        [
            Equation(u[j], b[j] + sp.Sum(w[j, i] * x[i], (i, 1, n)), delta=delta[j], ranges=((j, m),)),
            Equation(y[j], sigmoid(u[j]), ranges=((j, m),)),
            Equation(s[k], c[k] + sp.Sum(v[k, j] * y[j], (j, 1, m)), delta=delta_out[k], ranges=((k, K),)),
            Equation(z[k], sigmoid(s[k]), ranges=((k, K),)),
            Equation(E, sp.Sum((z[k] - t[k]) ** 2 / 2, (k, 1, K))),
        ],
        parameters=["v", "c", w[j, i], b[j]],
        targets=["t"],
    )


def softmax_cross_entropy() -> Network:
    return Network(
        [
            Equation(u[k], b[k] + sp.Sum(W[k, i] * x[i], (i, 1, n)), delta=delta[k], ranges=((k, K),)),
            Equation(y[k], sp.exp(u[k]) / sp.Sum(sp.exp(u[l]), (l, 1, K)), ranges=((k, K),)),
            Equation(E, -sp.Sum(t[k] * sp.log(y[k]), (k, 1, K))),
        ],
        parameters=["W", "b"],
        targets=["t"],
        hypotheses=[(sp.Sum(t[k], (k, 1, K)), 1)],
    )


def layer_norm() -> Network:
    return Network(
        [
            Equation(u[j], b[j] + sp.Sum(W[j, i] * x[i], (i, 1, n)), ranges=((j, m),)),
            Equation(mu, sp.Sum(u[j], (j, 1, m)) / m),
            Equation(variance, sp.Sum((u[j] - mu) ** 2, (j, 1, m)) / m),
            Equation(r, (variance + epsilon) ** sp.Rational(-1, 2)),
            Equation(xhat[j], (u[j] - mu) * r, ranges=((j, m),)),
            Equation(y[j], gamma[j] * xhat[j] + c[j], ranges=((j, m),)),
            Equation(E, sp.Sum((y[j] - t[j]) ** 2 / 2, (j, 1, m))),
        ],
        parameters=["W", "b", "gamma", "c"],
        targets=["t"],
    )


def convolution() -> Network:
    return Network(
        [
            Equation(h[i], sp.tanh(x[i] * a), ranges=((i, n),)),
            Equation(u[i], b_0 + sp.Sum(w[k] * h[i + k - 1], (k, 1, K)), ranges=((i, n - K + 1),)),
            Equation(E, sp.Sum((u[j] - t[j]) ** 2 / 2, (j, 1, n - K + 1))),
        ],
        parameters=["w", "b_0", "a"],
        targets=["t"],
    )


def batch() -> Network:
    return Network(
        [
            Equation(u[p, j], b[j] + sp.Sum(W[j, i] * x[p, i], (i, 1, n)), ranges=((p, N), (j, m))),
            Equation(y[p, j], sp.tanh(u[p, j]), ranges=((p, N), (j, m))),
            Equation(E, sp.Sum((y[p, j] - t[p, j]) ** 2 / 2, (j, 1, m), (p, 1, N))),
        ],
        parameters=["W", "b"],
        targets=["t"],
    )


def attention() -> Network:
    rows = ((i, n), (e, d))
    return Network(
        [
            Equation(Q[i, e], sp.Sum(W_Q[f, e] * x[i, f], (f, 1, D)), ranges=rows),
            Equation(X_K[i, e], sp.Sum(W_K[f, e] * x[i, f], (f, 1, D)), ranges=rows),
            Equation(V[i, e], sp.Sum(W_V[f, e] * x[i, f], (f, 1, D)), ranges=rows),
            Equation(S[i, j], sp.Sum(Q[i, e] * X_K[j, e], (e, 1, d)) / sp.sqrt(d), ranges=((i, n), (j, n))),
            Equation(A[i, j], sp.exp(S[i, j]) / sp.Sum(sp.exp(S[i, l]), (l, 1, n)), ranges=((i, n), (j, n))),
            Equation(O[i, e], sp.Sum(A[i, j] * V[j, e], (j, 1, n)), ranges=rows),
            Equation(E, sp.Sum((O[i, e] - t[i, e]) ** 2 / 2, (e, 1, d), (i, 1, n))),
        ],
        parameters=["W_Q", "W_K", "W_V"],
        targets=["t"],
    )


def residual() -> Network:
    """A skip connection: h stands at two places of the equation of u."""
    return Network(
        [
            Equation(h[j], sp.Sum(W[j, i] * x[i], (i, 1, n)), ranges=((j, n),)),
            Equation(u[j], h[j] + sp.Sum(V[j, i] * sp.tanh(h[i]), (i, 1, n)), ranges=((j, n),)),
            Equation(E, sp.Sum((u[j] - t[j]) ** 2 / 2, (j, 1, n))),
        ],
        parameters=["W", "V"],
        targets=["t"],
    )


def fixed_element() -> Network:
    """A number as a subscript: only the last element of h is read."""
    return Network(
        [
            Equation(h[j], sp.Sum(w[j, i] * x[i], (i, 1, n)), ranges=((j, sp.Integer(3)),)),
            Equation(E, (h[3] * v[1] - t[1]) ** 2),
        ],
        parameters=["w", "v"],
        targets=["t"],
    )


def diagonal() -> Network:
    """Both subscripts of w are the same index."""
    return Network(
        [
            Equation(u[j], sp.Sum(w[j, i] * x[i], (i, 1, n)) + w[j, j], ranges=((j, n),)),
            Equation(E, sp.Sum(u[j] ** 3, (j, 1, n))),
        ],
        parameters=["w"],
    )


def clashing_letters() -> Network:
    """Every array has the letter i, in all roles."""
    return Network(
        [
            Equation(u[i], sp.Sum(w[i, j] * x[j], (j, 1, n)), ranges=((i, n),)),
            Equation(
                y[i],
                sp.Sum(v[i, j] * sp.tanh(u[j]), (j, 1, n)) + u[i] * sp.Sum(u[i], (i, 1, n)),
                ranges=((i, n),),
            ),
            Equation(E, sp.Sum(y[i] ** 2, (i, 1, n)) * sp.Sum(y[i], (i, 1, n))),
        ],
        parameters=["w", "v"],
    )


NETWORKS = {
    "two layers": (two_layers, {"n": 3, "m": 2, "K": 2}),
    "softmax cross-entropy": (softmax_cross_entropy, {"n": 2, "K": 3}),
    "layer norm": (layer_norm, {"n": 2, "m": 3}),
    "convolution": (convolution, {"n": 4, "K": 2}),
    "batch": (batch, {"N": 2, "n": 3, "m": 2}),
    "attention": (attention, {"n": 2, "d": 2, "D": 3}),
    "residual": (residual, {"n": 2}),
    "fixed element": (fixed_element, {"n": 2}),
    "diagonal": (diagonal, {"n": 2}),
    "clashing letters": (clashing_letters, {"n": 2}),
}
