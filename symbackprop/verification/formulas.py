"""The textbook's formulas of activations and losses, typed in by hand for `handwritten`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import erf, pi, sqrt
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Slope = Callable[[Floats, Floats], Floats]


@dataclass(frozen=True)
class ActivationFormula:
    """y = value(u), and dy/du = slope(u, y)."""

    value: Callable[[Floats], Floats]
    slope: Slope


@dataclass(frozen=True)
class LossFormula:
    """The loss of an item, value(s, z, t), and its derivative by s: delta(s, z, t, slope of z)."""

    value: Callable[[Floats, Floats, Floats], Floats]
    delta: Callable[[Floats, Floats, Floats, Slope], Floats]


def _logistic(u: Floats) -> Floats:
    return 1 / (1 + np.exp(-u))


def _normal_cdf(u: Floats) -> Floats:
    return (1 + np.asarray(np.frompyfunc(erf, 1, 1)(u / sqrt(2)), dtype=float)) / 2


_LEAK = 0.01

ACTIVATION_FORMULAS: Mapping[str, ActivationFormula] = MappingProxyType(
    {
        "sigmoid": ActivationFormula(_logistic, lambda u, y: y * (1 - y)),
        "tanh": ActivationFormula(np.tanh, lambda u, y: 1 - y**2),
        "identity": ActivationFormula(lambda u: u, lambda u, y: np.ones_like(u)),
        "softplus": ActivationFormula(lambda u: np.log(1 + np.exp(u)), lambda u, y: _logistic(u)),
        "relu": ActivationFormula(lambda u: np.where(u > 0, u, 0.0), lambda u, y: np.where(u > 0, 1.0, 0.0)),
        "leaky_relu": ActivationFormula(
            lambda u: np.where(u > 0, u, _LEAK * u), lambda u, y: np.where(u > 0, 1.0, _LEAK)
        ),
        "elu": ActivationFormula(
            lambda u: np.where(u > 0, u, np.exp(np.minimum(u, 0)) - 1),
            lambda u, y: np.where(u > 0, 1.0, np.exp(np.minimum(u, 0))),
        ),
        "silu": ActivationFormula(lambda u: u / (1 + np.exp(-u)), lambda u, y: _logistic(u) + y * (1 - _logistic(u))),
        "gelu": ActivationFormula(
            lambda u: u * _normal_cdf(u), lambda u, y: _normal_cdf(u) + u * np.exp(-(u**2) / 2) / sqrt(2 * pi)
        ),
        "softsign": ActivationFormula(lambda u: u / (1 + np.abs(u)), lambda u, y: 1 / (1 + np.abs(u)) ** 2),
        "sine": ActivationFormula(np.sin, lambda u, y: np.cos(u)),
        "exponential": ActivationFormula(np.exp, lambda u, y: y),
        "step": ActivationFormula(lambda u: np.where(u > 0, 1.0, 0.0), lambda u, y: np.zeros_like(u)),
    }
)
"""By the name of the row of ACTIVATIONS."""

LOSS_FORMULAS: Mapping[str, LossFormula] = MappingProxyType(
    {
        "half_squared_error": LossFormula(
            lambda s, z, t: (z - t) ** 2 / 2, lambda s, z, t, slope: (z - t) * slope(s, z)
        ),
        "squared_error": LossFormula(lambda s, z, t: (z - t) ** 2, lambda s, z, t, slope: 2 * (z - t) * slope(s, z)),
        "mean_squared_error": LossFormula(
            lambda s, z, t: (z - t) ** 2, lambda s, z, t, slope: 2 * (z - t) * slope(s, z)
        ),
        "binary_cross_entropy": LossFormula(
            lambda s, z, t: -t * np.log(z) - (1 - t) * np.log(1 - z), lambda s, z, t, slope: z - t
        ),
        "binary_cross_entropy_logits": LossFormula(
            lambda s, z, t: np.log(1 + np.exp(s)) - t * s, lambda s, z, t, slope: _logistic(s) - t
        ),
        "cross_entropy": LossFormula(
            lambda s, z, t: -t * np.log(z), lambda s, z, t, slope: z * t.sum(axis=-1, keepdims=True) - t
        ),
        "hinge": LossFormula(
            lambda s, z, t: np.where(t * z < 1, 1 - t * z, 0.0),
            lambda s, z, t, slope: np.where(t * z < 1, -t, 0.0) * slope(s, z),
        ),
        "huber": LossFormula(
            lambda s, z, t: np.where(np.abs(z - t) <= 1, (z - t) ** 2 / 2, np.abs(z - t) - 0.5),
            lambda s, z, t, slope: np.clip(z - t, -1, 1) * slope(s, z),
        ),
    }
)
"""By the name of the row of LOSSES."""

TAKES_FOR_GRANTED: Mapping[str, str] = MappingProxyType(
    {
        "binary_cross_entropy": "sigmoid",
        "binary_cross_entropy_logits": "sigmoid",
        "cross_entropy": "softmax",
    }
)
"""The losses whose delta is that after one output, by their names."""


def _softmax(u: Floats) -> Floats:
    return np.exp(u) / np.exp(u).sum(axis=-1, keepdims=True)


NORMALISATION_FORMULAS: Mapping[str, Callable[[Floats], Floats]] = MappingProxyType({"softmax": _softmax})
"""Outputs that depend on all preactivations; the delta of the loss that belongs to them goes through them."""


def output_of(activation: str, u: Floats) -> Floats:
    """Returns the output of a layer, from its preactivation."""
    formula = ACTIVATION_FORMULAS.get(activation)
    return NORMALISATION_FORMULAS[activation](u) if formula is None else formula.value(u)
