"""Outputs: which activation the last layer has, and whether the loss can take its values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network.activation import Activation
from symbackprop.network.activations import ACTIVATIONS
from symbackprop.network.activations import activation as activation_row
from symbackprop.network.losses import LOSSES_OF_ONE_OUTPUT, Loss
from symbackprop.network.values import values_in_words


@dataclass(frozen=True)
class Normalisation:
    """What turns an array of preactivations into an array of outputs as a whole.

    name     what it is called in options
    title    what prose calls it
    outputs  the set that each output lies in
    """

    name: str
    title: str
    outputs: sp.Set


SOFTMAX = Normalisation("softmax", "softmax", sp.Interval.open(0, 1))
"""Outputs that are positive and add up to 1."""

Output: TypeAlias = Activation | Normalisation


def output_of_one_unit(choice: str | Activation | None, loss: Loss, hidden: Activation) -> Activation:
    """Returns the activation of a single output unit.

    choice  a row, a name, or None: the one the loss takes for granted, else `hidden`

    Raises NetworkError for a softmax, for a loss that compares several outputs, and for an
    output whose values lie outside the domain of the loss; UnknownName for an unknown name.
    """
    if loss.needs_several_outputs:
        raise NetworkError(
            f"{loss.name} compares the outputs of several units, and this network has one\n"
            f"    choose loss=      {', '.join(LOSSES_OF_ONE_OUTPUT)}\n"
            f'    or more outputs   mlp([2, 2, 3], loss="{loss.name}")'
        )
    if choice == SOFTMAX.name:
        raise NetworkError(
            "a softmax needs several outputs, and this network has one: its softmax is 1\n"
            "    choose output=    sigmoid\n"
            '    or more outputs   mlp([2, 2, 3], output="softmax")'
        )
    row = activation_row(choice or loss.outputs or hidden)
    _check_fit(row, loss, tuple(ACTIVATIONS.values()))
    return row


def output_of_several_units(choice: str | Activation | None, loss: Loss, hidden: Activation) -> Output:
    """Returns the activation of several output units, which may be a softmax.

    Raises as `output_of_one_unit` does.

    >>> from symbackprop.network.losses import LOSSES
    >>> output_of_several_units(None, LOSSES["cross_entropy"], ACTIVATIONS["tanh"]).name
    'softmax'
    """
    wanted = choice or loss.outputs or hidden
    row = SOFTMAX if wanted == SOFTMAX.name else activation_row(wanted)
    _check_fit(row, loss, (*ACTIVATIONS.values(), SOFTMAX))
    return row


def misfit(out: Output, loss: Loss) -> str | None:
    """Returns what is wrong if values of `out` may lie outside the domain of the loss, else None.

    >>> from symbackprop.network.losses import LOSSES
    >>> print(misfit(ACTIVATIONS["tanh"], LOSSES["binary_cross_entropy"]))
    binary_cross_entropy is not defined for every output of tanh
        outputs of tanh   between -1 and 1
        the loss takes    between 0 and 1
    """
    unspecified = isinstance(out, Activation) and out.value is None
    takes_another = loss.outputs is not None and out.name != loss.outputs
    outside = not unspecified and not out.outputs.is_subset(loss.domain)
    if not (takes_another or (loss.reads == "output" and outside)):
        return None
    side = "outputs" if loss.reads == "output" else "argument"
    return (
        f"{loss.name} is not defined for every output of {out.name}\n"
        f"    outputs of {out.name}   {values_in_words(out.outputs)}\n"
        f"    the loss takes    {f'the {side} of a {loss.outputs}' if loss.outputs else values_in_words(loss.domain)}"
    )


def fitting(loss: Loss, available: Iterable[Output]) -> tuple[str, ...]:
    """Returns the names of those outputs that the loss takes.

    >>> from symbackprop.network.losses import LOSSES
    >>> fitting(LOSSES["binary_cross_entropy"], (*ACTIVATIONS.values(), SOFTMAX))
    ('sigmoid', 'softmax')
    """
    if loss.outputs is not None:
        return (loss.outputs,)
    return tuple(row.name for row in available if row.outputs.is_subset(loss.domain))


def _check_fit(out: Output, loss: Loss, available: Iterable[Output]) -> None:
    fact = misfit(out, loss)
    if fact is not None:
        raise NetworkError(f"{fact}\n    choose output=    {', '.join(fitting(loss, available))}")
