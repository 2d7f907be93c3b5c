"""Codegen: the program of a network as text, in one of the target languages."""

from __future__ import annotations

from symbackprop.calculus import Derivation
from symbackprop.errors import NetworkError
from symbackprop.network import Network
from symbackprop.program.numpy_target import NUMPY
from symbackprop.program.plan import network_of
from symbackprop.program.planning import plan
from symbackprop.program.program import lambdify
from symbackprop.program.source import source
from symbackprop.program.targets import target_named


def codegen(network: Network | Derivation, target: str = NUMPY.name) -> str:
    """Returns the text of a network's program: forward pass, loss and gradient.

    Raises UnknownName for a target that is not in TARGETS; NetworkError for an unspecified
    activation, for a function that the language has no spelling for, and for an indexed
    network in another language than NumPy.

    >>> from symbackprop.network import two_layer
    >>> [line for line in codegen(two_layer(), "javascript").splitlines() if "delta_1 =" in line]
    ['    const delta_1 = delta_out * v_1 * y_1 * one_minus_y_1;']
    """
    row, given = target_named(target), network_of(network)
    if row is NUMPY:
        return lambdify(given).source
    if given.is_indexed:
        raise NetworkError(
            f"a {row.name} program computes with numbers, and {given.title} has arrays\n"
            f"    available         {NUMPY.name}, which computes with arrays\n"
            "    or describe       every unit by equations of its own"
        )
    return source(plan(given), row)
