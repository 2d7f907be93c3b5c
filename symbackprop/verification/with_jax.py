"""JAX: the equations compiled by it, and differentiated by jax.grad."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import numpy as np

from symbackprop.verification.autodiff import Arrays, Differentiated, Library, arithmetic_of, loss_of
from symbackprop.verification.frame import Frame


def _differentiated(frame: Frame) -> Differentiated:
    jax, jnp, special = (import_module(name) for name in ("jax", "jax.numpy", "jax.scipy.special"))
    arithmetic = arithmetic_of(jnp, (special.erf, special.erfc), jnp.asarray, jnp.where, float)
    loss = loss_of(frame, arithmetic)
    symbols = {symbol.name: symbol for symbol in (*frame.parameters, *frame.given)}

    def of_names(params: Mapping[str, Any], given: Mapping[str, Any]) -> Any:
        return loss({symbols[name]: array for name, array in {**params, **given}.items()})

    compiled = jax.jit(jax.value_and_grad(of_names))

    def differentiated(params: Arrays, given: Arrays) -> tuple[Any, Arrays]:
        by_name = [{symbol.name: array for symbol, array in part.items()} for part in (params, given)]
        with jax.enable_x64(True):  # noqa: FBT003  (a setting of JAX, for this call only)
            value, slopes = compiled(*by_name)
        return np.asarray(value), {symbols[name]: np.asarray(slope) for name, slope in slopes.items()}

    return differentiated


JAX = Library("jax", _differentiated)
"""Loss and gradient by JAX, in double precision; compiled once for each network and its sizes."""
